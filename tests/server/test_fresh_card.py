"""The card that was made last: twice the same within a minute, then gone."""

from server.web.fresh_card import FreshCard, Made

MADE_AT = 1_000
MINUTE = 60_000


def _kept() -> FreshCard:
    card = FreshCard()
    card.keep(Made("app", "old", "pengawas-1", MADE_AT, b"file"))
    return card


def _again(card: FreshCard) -> bytes | None:
    return card.again("app", "old", "pengawas-1", MADE_AT)


def test_a_card_is_forgotten_after_a_minute_though_nobody_asks() -> None:
    card = _kept()
    card.forget_old(MADE_AT + MINUTE)
    assert _again(card) == b"file"
    card.forget_old(MADE_AT + MINUTE + 1)
    assert _again(card) is None
    card.forget_old(MADE_AT + MINUTE + 1)


def test_nobody_waits_for_a_card_that_is_being_made() -> None:
    card = _kept()
    with card.guard:
        card.forget_old(MADE_AT + MINUTE + 1)
    assert _again(card) == b"file"
    card.forget_old(MADE_AT + MINUTE + 1)
    assert _again(card) is None
