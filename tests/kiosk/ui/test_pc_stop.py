"""The page of a PC that has to be looked at before anybody signs in."""

from exam.errors import RefusedError
from exam.pc_check import Finding, PcKind, Severity
from kiosk.ui.app import KioskApp
from kiosk.view import DeskView
from tests.kiosk.ui.conftest import Look
from tests.kiosk.ui.fake_desk import PERSON, FakeDesk

REMOTE = Finding(PcKind.REMOTE_ACCESS, Severity.STOP, "anydesk")
STOPPED = DeskView(pc_stops=(REMOTE,), synced_ago=400)
PIN = "27182818"


async def test_a_pc_that_stops_says_what_was_found_and_a_proctor_passes_it_by_the_pin(
    look: Look,
) -> None:
    desk = FakeDesk(STOPPED)
    app = KioskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        shown = await look(pilot)
        assert "PC ini harus diperiksa teknisi" in shown
        assert "(anydesk)" in shown
        assert "Hentikan dan hapus program itu" in shown
        assert "Nomor peserta" not in shown
        await pilot.press("enter", "escape")
        assert "PIN pengawas" in await look(pilot)
        desk.refusal = RefusedError("transfer.pin")
        await pilot.press(*PIN, "enter")
        assert "Ini bukan PIN pengawas" in await look(pilot)
        desk.refusal = None
        await pilot.press(*PIN, "enter")
        shown = await look(pilot)
        assert "Selamat datang" in shown
        assert desk.calls == [f"pass_pc_check {PIN}"] * 2


async def test_the_page_comes_and_goes_by_itself_while_nobody_has_signed_in(look: Look) -> None:
    desk = FakeDesk(DeskView(synced_ago=400))
    app = KioskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        assert "Selamat datang" in await look(pilot)
        desk.state = STOPPED
        assert "PC ini harus diperiksa teknisi" in await look(pilot)
        desk.state = DeskView(synced_ago=400)
        assert "Selamat datang" in await look(pilot)


async def test_whoever_has_signed_in_never_sees_it(look: Look) -> None:
    desk = FakeDesk(PERSON)
    app = KioskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        desk.change(pc_stops=(REMOTE,))
        assert "Apakah ini Anda?" in await look(pilot)
