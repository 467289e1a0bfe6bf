"""The menu in front of the text: letters, arrows, keys and the mouse choose."""

from textual.pilot import Pilot

from exam.manuscript import BlockKind, Part, marks
from kiosk.ui.app import KioskApp
from kiosk.ui.appearance import AppearancePage
from kiosk.ui.editor import Editor
from kiosk.ui.menu import Menu
from tests.kiosk.ui.conftest import Look
from tests.kiosk.ui.fake_desk import WRITING, FakeDesk

H1, H2, ROW, BULLET = (
    kind.value
    for kind in (BlockKind.HEADING_1, BlockKind.HEADING_2, BlockKind.ROW, BlockKind.BULLET)
)
CELL = marks.CELL


def written(text: str) -> FakeDesk:
    """The desk of somebody who has written a paper."""
    desk = FakeDesk(WRITING)
    desk.texts[Part.PAPER] = text
    return desk


async def test_a_table_is_made_filled_changed_and_taken_back(look: Look) -> None:
    desk = written("Kota")
    async with KioskApp(desk).run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "f9", "l", "2", *"No", "tab", *"Isi", "tab", "1", "tab", "2")
        keys = (await look(pilot)).splitlines()[-1]
        assert "sel berikut" in keys
        assert "F2" not in keys
        await pilot.press("shift+tab", "x", "tab", "tab", "tab", "tab", "y")
        table = f"{ROW}No{CELL}Isi\n{ROW}1x{CELL}2\n{ROW}{CELL}\n{ROW}y{CELL}\n"
        await look(pilot)
        assert desk.texts[Part.PAPER] == f"Kota\n{table}"
        await pilot.press("f6")
        assert "Tidak berlaku di dalam tabel" in await look(pilot)
        await pilot.press("f9")
        assert "Baris baru di bawah" in await look(pilot)
        await pilot.press("h", "f9", "n", *"Ket")
        await look(pilot)
        assert desk.texts[Part.PAPER].count(ROW) == 3
        assert desk.texts[Part.PAPER].count(CELL) == 6
        await pilot.press(*["ctrl+z"] * 12)
        await look(pilot)
    assert desk.texts[Part.PAPER] == "Kota"


async def test_arrows_enter_keys_and_clicks_choose_as_letters_do(look: Look) -> None:
    desk = written("Kota")
    app = KioskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f9", "down", "enter")
        await look(pilot)
        assert desk.texts[Part.PAPER] == f"{H2}Kota"
        await pilot.press("f9", "right", "left", "right", "enter")
        await look(pilot)
        assert desk.texts[Part.PAPER] == "Kota"
        await pilot.press("f9", "end", "up", "home", "f7")
        await look(pilot)
        assert desk.texts[Part.PAPER] == f"{BULLET}Kota"
        await pilot.press("f9", "ctrl+b", "x")
        await look(pilot)
        assert desk.texts[Part.PAPER].endswith(f"{marks.BOLD_ON}x")
        await click_on(pilot, look, "Judul 1")
        await look(pilot)
        assert desk.texts[Part.PAPER].startswith(H1)


async def click_on(pilot: Pilot[None], look: Look, words: str) -> None:
    """Open the menu, and click on these words."""
    await pilot.press("f9")
    shown = (await look(pilot)).splitlines()
    row = next(index for index, line in enumerate(shown) if words in line)
    menu = pilot.app.screen.query_one(Menu)
    await pilot.click(offset=(shown[row].index(words), row))
    assert menu.parent is None or pilot.app.screen is not menu.screen


async def test_whatever_is_not_chosen_changes_nothing_and_keeps_the_selection(look: Look) -> None:
    desk = written("Kota ini")
    app = KioskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("shift+left", "shift+left", "shift+left")
        await pilot.press("f9", "q", "escape", "f9", "f9", "f9", "l", "escape")
        await look(pilot)
        editor = app.screen.query_one("#editor-paper", Editor)
        assert editor.sheet.copy() == "ini"
        await pilot.press("f9", "t")
        await look(pilot)
    assert desk.texts[Part.PAPER] == f"Kota {marks.BOLD_ON}ini"


async def test_every_page_of_the_menu_is_shown_and_left(look: Look) -> None:
    desk = written(f"{H1}Bab\nKota")
    app = KioskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        for letter, words in (
            ("a", "Sepuluh tombol"),
            ("d", "Bab"),
            ("c", "Ganti dengan"),
            ("p", "Kota"),
        ):
            await pilot.press("f9", letter)
            assert words in await look(pilot)
            await pilot.press("escape")
        await pilot.press("f9", "y")
        await look(pilot)
        assert isinstance(app.screen, AppearancePage)
        await pilot.press("escape", "f9", "r", *"ide", "f9", "r", "x")
        await look(pilot)
    assert desk.texts == {
        Part.PAPER: f"{H1}Bab\nKotax",
        Part.SLIDES: "",
        Part.NOTES: "ide",
    }
