"""A new card: its code signs in, the old one does not, and the ledger says who gave it."""

import os

import pytest

from exam.chronicle import CardReplaced, decode_entry
from exam.clock import ExamTime
from exam.errors import RefusedError
from server.ceremony import Card, Handouts
from server.office import OpenExam
from server.replacement import replace_card
from tests.server.acting import candidate, place_seat
from tests.server.at_work import NOW, sit_down


def _replace(exam: OpenExam, application_id: str) -> Card:
    return exam.store.write_now(
        lambda db: replace_card(db, exam, application_id, "pengawas-1", os.urandom, ExamTime(NOW))
    )


def test_only_the_latest_card_signs_in(exam: OpenExam, made: Handouts) -> None:
    old, seat = made.cards[0], place_seat(exam, "PC-01")
    first = _replace(exam, old.application.id)
    second = _replace(exam, old.application.id)
    assert len({old.code, first.code, second.code}) == 3
    who = old.application
    assert (second.application.number, second.application.name, second.application.post_id) == (
        who.number,
        who.name,
        who.post_id,
    )
    for card in (old, first):
        with pytest.raises(RefusedError, match=r"sign-in\.wrong"):
            sit_down(exam, candidate(exam, card), seat)
    sit_down(exam, candidate(exam, second), seat)
    rows = exam.store.read(lambda db: list(db.query("select entry from ledger")))
    entries = [decode_entry(row["entry"]) for row in rows]
    replaced = [one for one in entries if isinstance(one, CardReplaced)]
    assert [(one.application_id, one.staff_id) for one in replaced] == [(who.id, "pengawas-1")] * 2


def test_nobody_gets_no_card(exam: OpenExam) -> None:
    with pytest.raises(RefusedError, match=r"order\.nobody"):
        _replace(exam, "nobody")
