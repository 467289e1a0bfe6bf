"""A new card, and the copy on a stick: one thing is typed, and it is said how it went."""

from dataclasses import replace

import pytest

from exam.errors import RefusedError
from exam.events import Cause
from exam.sitting import Phase
from kiosk.ui.app import KioskApp
from kiosk.view import DeskView
from tests.kiosk.ui.conftest import Look
from tests.kiosk.ui.fake_desk import CARD_CODE, PERSON, RECEIPT, STICK_FILE, WRITING, FakeDesk
from tests.kiosk.ui.writer import begin

CODE = CARD_CODE.replace("-", "").lower()


async def test_the_code_of_a_new_card_is_taken_once_it_is_right(
    look: Look, writing_desk: FakeDesk
) -> None:
    async with KioskApp(writing_desk).run_test(size=(80, 24)) as pilot:
        await begin(pilot)
        await pilot.press("f9", "8", "enter")
        assert "Ketik kode yang tercetak di kartu baru Anda." in await look(pilot)
        await pilot.press(*CODE[:-1], "1", "enter")
        assert "Satu huruf atau angka kode salah" in await look(pilot)
        await pilot.press("backspace", CODE[-1], "enter")
        shown = await look(pilot)
        assert "Kartu baru berlaku mulai sekarang." in shown
        assert CARD_CODE not in shown
        await pilot.press("enter")
        assert "Tersimpan: PC, server" in await look(pilot)
    assert writing_desk.calls[-2] == f"replace_card {CARD_CODE}"


async def test_the_pin_is_never_shown_and_the_file_is_named(
    look: Look, writing_desk: FakeDesk
) -> None:
    async with KioskApp(writing_desk).run_test(size=(80, 24)) as pilot:
        await begin(pilot)
        writing_desk.refusal = RefusedError("transfer.pin")
        await pilot.press("f9", "9", *"2718", "x", *"2818")
        shown = await look(pilot)
        assert "••••••••" in shown
        assert "2718" not in shown
        await pilot.press("enter")
        shown = await look(pilot)
        assert "Ini bukan PIN pengawas." in shown
        assert "•" not in shown
        writing_desk.refusal = None
        await pilot.press(*"27182818", "enter")
        assert STICK_FILE in await look(pilot)
        await pilot.press("escape")
        assert "Tersimpan: PC, server" in await look(pilot)
    assert "transfer 27182818" in writing_desk.calls


@pytest.mark.parametrize(
    "view",
    [
        DeskView(),
        replace(PERSON, phase=Phase.READY),
        replace(WRITING, phase=Phase.PAUSED),
        replace(WRITING, phase=Phase.SUBMITTED, receipt=RECEIPT, cause=Cause.SUBMITTED),
        DeskView(trouble=RefusedError("seat.fenced", seat="PC-12")),
    ],
    ids=["sign-in", "waiting", "paused", "handed-in", "left"],
)
async def test_one_key_leads_to_the_stick_from_where_nobody_writes(
    view: DeskView, look: Look
) -> None:
    async with KioskApp(FakeDesk(view)).run_test(size=(80, 24)) as pilot:
        before = await look(pilot)
        assert "F9 Flash disk" in before
        await pilot.press("f9", "f9")
        assert "PIN pengawas (8 angka)" in await look(pilot)
        await pilot.press("escape")
        assert "PIN pengawas" not in await look(pilot)
