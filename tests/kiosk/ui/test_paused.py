"""The screen of a pause, and the way back to the text."""

from dataclasses import replace

import pytest

from exam.errors import DirectoryError
from exam.manuscript import BlockKind, Part
from exam.sitting import Phase
from kiosk.ui.app import KioskApp
from tests.kiosk.ui.conftest import Look, focused_id
from tests.kiosk.ui.fake_desk import WRITING, FakeDesk

H1 = BlockKind.HEADING_1.value
LEFT = 2 * 3_600_000 + 14 * 60_000 + 32_000


@pytest.fixture
def desk() -> FakeDesk:
    """A desk of somebody who has written in both parts."""
    desk = FakeDesk(replace(WRITING, remaining=LEFT))
    desk.texts |= {Part.PAPER: f"{H1}Pendahuluan\nKota ini", Part.SLIDES: f"{H1}Satu\nDua"}
    return desk


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (160, 50)])
async def test_a_pause_says_that_nothing_is_lost_and_what_time_is_left(
    desk: FakeDesk, look: Look, size: tuple[int, int]
) -> None:
    desk.change(phase=Phase.PAUSED)
    async with KioskApp(desk).run_test(size=size) as pilot:
        shown = await look(pilot)
        assert "Waktu dihentikan" in shown
        assert "Sisa waktu: 2:14:32. Waktu sedang tidak berjalan." in shown
        assert "Semua yang Anda tulis sudah tersimpan." in shown
        assert "Belum ada yang perlu ditekan." in shown
        assert "Sambungan sedang terputus" not in shown


async def test_no_key_does_anything_in_a_pause(desk: FakeDesk, look: Look) -> None:
    desk.change(phase=Phase.PAUSED)
    before = dict(desk.texts)
    async with KioskApp(desk).run_test(size=(80, 24)) as pilot:
        await pilot.press(*"abc", "enter", "f1", "f2", "f3", "f10", "escape", "ctrl+q")
        assert "Waktu dihentikan" in await look(pilot)
    assert desk.texts == before
    assert desk.calls == ["close"]


async def test_the_end_of_a_pause_is_counted_down(desk: FakeDesk, look: Look) -> None:
    desk.change(phase=Phase.PAUSED, goes_on_in=7_400)
    async with KioskApp(desk).run_test(size=(80, 24)) as pilot:
        assert "Waktu berjalan lagi dalam 8 detik" in await look(pilot)


async def test_a_silent_server_and_trouble_are_said_in_a_pause_too(
    desk: FakeDesk, look: Look
) -> None:
    desk.change(phase=Phase.PAUSED, synced_ago=60_000)
    async with KioskApp(desk).run_test(size=(80, 24)) as pilot:
        assert "Sambungan sedang terputus" in await look(pilot)
        desk.change(trouble=DirectoryError("spool.disk", problem="No space left"))
        assert "(No space left)" in await look(pilot)


@pytest.mark.parametrize("in_front", [(), ("f1",), ("f2",), ("f10",)])
async def test_after_a_pause_one_writes_on_where_one_was(
    desk: FakeDesk, look: Look, in_front: tuple[str, ...]
) -> None:
    async with KioskApp(desk).run_test(size=(80, 24)) as pilot:
        await look(pilot)
        await pilot.press("left", "left", "left", "f3", "up", "home", *in_front)
        desk.change(phase=Phase.PAUSED)
        assert "Waktu dihentikan" in await look(pilot)
        desk.change(phase=Phase.WRITING)
        assert "[ Slide ]" in await look(pilot)
        assert focused_id(pilot.app) == "editor-slides"  # type: ignore[arg-type]
        await pilot.press("x", "f3", "y")
        await look(pilot)
    assert desk.texts[Part.SLIDES] == f"{H1}xSatu\nDua"
    assert desk.texts[Part.PAPER] == f"{H1}Pendahuluan\nKota yini"


async def test_after_a_pause_one_can_still_take_back_what_was_typed_before(
    desk: FakeDesk, look: Look
) -> None:
    async with KioskApp(desk).run_test(size=(80, 24)) as pilot:
        await look(pilot)
        await pilot.press(*" baru")
        desk.change(phase=Phase.PAUSED)
        await look(pilot)
        desk.change(phase=Phase.WRITING)
        await look(pilot)
        await pilot.press("ctrl+z", "ctrl+z")
        await look(pilot)
    assert desk.texts[Part.PAPER] == f"{H1}Pendahuluan\nKota ini"


async def test_a_letter_that_came_too_late_does_not_cost_what_can_be_taken_back(
    desk: FakeDesk, look: Look
) -> None:
    async with KioskApp(desk).run_test(size=(80, 24)) as pilot:
        await look(pilot)
        await pilot.press(*" baru")
        desk.is_deaf = True
        await pilot.press("!")
        desk.change(phase=Phase.PAUSED)
        await look(pilot)
        desk.is_deaf = False
        desk.change(phase=Phase.WRITING)
        await look(pilot)
        assert desk.texts[Part.PAPER].endswith("ini baru")
        await pilot.press(*["ctrl+z"] * 4)
        await look(pilot)
    assert desk.texts[Part.PAPER] == f"{H1}Pendahuluan\nKota ini"


async def test_what_was_changed_meanwhile_is_never_taken_back(desk: FakeDesk, look: Look) -> None:
    async with KioskApp(desk).run_test(size=(80, 24)) as pilot:
        await look(pilot)
        await pilot.press(*" baru")
        desk.change(phase=Phase.PAUSED)
        await look(pilot)
        desk.texts[Part.PAPER] = "Lain" * 20
        desk.change(phase=Phase.WRITING)
        await look(pilot)
        await pilot.press("ctrl+z", "ctrl+z")
        await look(pilot)
    assert desk.texts[Part.PAPER] == "Lain" * 20


async def test_what_was_typed_while_the_pause_began_is_gone_and_breaks_nothing(
    desk: FakeDesk, look: Look
) -> None:
    app = KioskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await look(pilot)
        desk.is_deaf = True
        await pilot.press(*" yang tidak lagi diterima")
        desk.change(phase=Phase.PAUSED)
        await look(pilot)
        desk.is_deaf = False
        desk.change(phase=Phase.WRITING)
        shown = await look(pilot)
        assert "diterima" not in shown
        await pilot.press(*" indah")
        await look(pilot)
    assert desk.texts[Part.PAPER].endswith("Kota ini indah")


async def test_a_reopened_paper_is_on_the_screen_again_whole(desk: FakeDesk, look: Look) -> None:
    async with KioskApp(desk).run_test(size=(80, 24)) as pilot:
        await look(pilot)
        desk.seal()
        desk.acknowledge()
        assert "Kode tanda terima" in await look(pilot)
        desk.change(phase=Phase.WRITING, receipt=None, cause=None)
        shown = await look(pilot)
        assert "» Pendahuluan" in shown
        await pilot.press(*" indah")
        await look(pilot)
    assert desk.texts[Part.PAPER].endswith("Kota ini indah")


async def test_whoever_signs_in_next_does_not_begin_where_another_one_was(
    desk: FakeDesk, look: Look
) -> None:
    async with KioskApp(desk).run_test(size=(80, 24)) as pilot:
        await look(pilot)
        await pilot.press("f3")
        desk.reject_identity()
        assert "Selamat datang" in await look(pilot)
        desk.start()
        await look(pilot)
        assert focused_id(pilot.app) == "editor-paper"  # type: ignore[arg-type]
