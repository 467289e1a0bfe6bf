"""Whoever must wait for a proctor or a server gets in by itself; what is of no use is said."""

import asyncio

import pytest

from exam.errors import ExamError, LinkError, RefusedError
from kiosk.language import load_catalog
from kiosk.ui.patience import TellWaiting, sign_in_patiently
from kiosk.ui.waiting_room import say_waiting
from tests.kiosk.ui.fake_desk import CARD_CODE, FakeDesk

ASK = RefusedError("sign-in.ask-proctor", seat="PC-03")
SETTLING = RefusedError("server.settling")
GONE = LinkError("link.unreachable", address="10.0.0.1:8443")
OFFLINE = RefusedError("sign-in.offline")
WRONG = RefusedError("sign-in.wrong")
OLDER = RefusedError("sign-in.older", age=39 * 60_000)


class SlowDesk(FakeDesk):
    """Refuses as it is told, one answer after another, and then lets in."""

    def __init__(self, *refusals: ExamError) -> None:
        super().__init__()
        self._refusals = iter(refusals)

    async def sign_in(self, number: str, typed_code: str, *, takes_older: bool = False) -> None:
        self.refusal = next(self._refusals, None)
        await super().sign_in(number, typed_code, takes_older=takes_older)


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask again at once."""
    monkeypatch.setattr("kiosk.ui.patience.RETRY_SECONDS", 0)


@pytest.mark.parametrize(
    ("refusals", "told"),
    [
        ((), []),
        ((ASK, ASK), [(ASK, False), (ASK, False)]),
        ((SETTLING, ASK), [(SETTLING, False), (ASK, False)]),
        ((OLDER, OLDER, ASK), [(OLDER, False), (OLDER, False), (ASK, False)]),
        ((ASK, GONE, OFFLINE, ASK), [(ASK, False), (ASK, True), (ASK, True), (ASK, False)]),
    ],
)
async def test_one_gets_in_by_itself(
    refusals: tuple[ExamError, ...], told: list[tuple[ExamError, bool]]
) -> None:
    desk, heard = SlowDesk(*refusals), list[tuple[ExamError, bool]]()
    tell: TellWaiting = lambda *each: heard.append(each)  # noqa: E731
    await sign_in_patiently(desk, "017", CARD_CODE, tell, asyncio.Event())
    assert heard == told
    assert len(desk.calls) == len(refusals) + 1


@pytest.mark.parametrize("refusals", [(WRONG,), (GONE,), (OFFLINE,), (ASK, GONE, WRONG)])
async def test_what_does_not_pass_by_itself_is_raised(refusals: tuple[ExamError, ...]) -> None:
    with pytest.raises(ExamError) as refused:
        await sign_in_patiently(
            SlowDesk(*refusals), "017", CARD_CODE, lambda *_each: None, asyncio.Event()
        )
    assert refused.value is refusals[-1]


def test_it_is_said_where_the_work_is_and_what_is_waited_for() -> None:
    _ = load_catalog("id").gettext
    moved, settling = say_waiting(ASK, "PC-07", _), say_waiting(SETTLING, "PC-07", _)
    assert moved.title == "Pengawas sudah diberi tahu"
    assert "PC-03" in moved.lead
    assert "PC-07" in moved.lead
    assert settling.state == "Menunggu server …"


async def test_an_older_text_is_asked_for_as_soon_as_somebody_wants_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("kiosk.ui.patience.RETRY_SECONDS", 3600)
    desk, will_do = SlowDesk(OLDER), asyncio.Event()
    tell: TellWaiting = lambda *_each: will_do.set()  # noqa: E731
    async with asyncio.timeout(60):
        await sign_in_patiently(desk, "017", CARD_CODE, tell, will_do)
    assert [call.endswith(" older") for call in desk.calls] == [False, True]


async def test_who_takes_an_older_text_does_not_ask_without_a_pause(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pauses: list[float] = []

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)

    monkeypatch.setattr("kiosk.ui.patience.asyncio.sleep", sleep)
    desk, will_do = SlowDesk(ASK, ASK), asyncio.Event()
    will_do.set()
    await sign_in_patiently(desk, "017", CARD_CODE, lambda *_each: None, will_do)
    assert (len(desk.calls), len(pauses)) == (3, 2)


def test_it_is_said_how_old_the_text_is_that_a_pc_has() -> None:
    _ = load_catalog("id").gettext
    assert "adalah keadaan 39 mnt lalu" in say_waiting(OLDER, "PC-07", _).lead
    nothing = say_waiting(RefusedError("sign-in.older", age=0), "PC-07", _)
    assert "tidak berhasil menyimpan" in nothing.lead
