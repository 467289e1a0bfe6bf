"""Paper, slides and notes with their outline: how one begins, moves about, and comes back."""

import pytest
from textual import events

from exam.manuscript import BlockKind, Part
from exam.sitting import Phase
from kiosk.ui.app import KioskApp
from kiosk.ui.editor import Editor
from kiosk.ui.outline import Outline
from tests.kiosk.ui.conftest import Look, focused_id, screen_text
from tests.kiosk.ui.fake_desk import CONFIG, TOPIC, WRITING, FakeDesk
from tests.kiosk.ui.writer import begin

H1 = BlockKind.HEADING_1.value
LAID_IN = "\n".join(f"{H1}{name}\n" for name in CONFIG.writing.paper.sections)
PAPER = f"{H1}Satu\nisi satu\n{H1}Dua\nisi dua\n{H1}Tiga\nisi tiga"


def written(text: str) -> FakeDesk:
    """The desk of somebody who has written a paper."""
    desk = FakeDesk(WRITING)
    desk.texts[Part.PAPER] = text
    return desk


async def test_a_paper_begins_with_its_sections_below_which_one_writes(look: Look) -> None:
    desk = FakeDesk(WRITING)
    async with KioskApp(desk).run_test(size=(80, 24)) as pilot:
        assert TOPIC.title[:30] in await look(pilot)
        assert desk.texts[Part.PAPER] == LAID_IN
        await begin(pilot)
        await pilot.press(*"Kota")
        await look(pilot)
        assert desk.texts[Part.PAPER].startswith(f"{H1}Pendahuluan\nKota\n{H1}")
        await pilot.press("ctrl+z", "ctrl+z")
        await look(pilot)
        assert desk.texts[Part.PAPER] == ""
        desk.change(phase=Phase.PAUSED)
        await look(pilot)
        desk.change(phase=Phase.WRITING)
        assert TOPIC.title[:30] in await look(pilot)
    assert desk.texts[Part.PAPER] == ""


async def test_a_screen_that_died_over_laid_in_sections_shows_the_topic_again(look: Look) -> None:
    desk = written(LAID_IN)
    async with KioskApp(desk).run_test(size=(80, 24)) as pilot:
        assert TOPIC.title[:30] in await look(pilot)
        await begin(pilot)
        await pilot.press(*"Kota")
        await look(pilot)
        assert desk.texts[Part.PAPER].startswith(f"{H1}Pendahuluan\nKota\n{H1}")
    async with KioskApp(desk).run_test(size=(80, 24)) as pilot:
        assert TOPIC.title[:30] not in await look(pilot)


@pytest.mark.parametrize("size", [(80, 24), (120, 30)])
async def test_the_outline_leads_to_a_section_and_moves_it(
    look: Look, size: tuple[int, int]
) -> None:
    desk = written(PAPER)
    app = KioskApp(desk)
    async with app.run_test(size=size) as pilot:
        before = await look(pilot)
        assert app.screen.query_one(Outline).display is (size[0] >= 110)
        await pilot.press("f5")
        opened = await look(pilot)
        assert focused_id(app) == "outline"
        assert _rows_of(opened) == (_rows_of(before) if size[0] >= 110 else [])
        await pilot.press("up", "ctrl+up")
        assert "“Dua” kini di atas “Satu”." in await look(pilot)
        await pilot.press("ctrl+z")
        await look(pilot)
        assert desk.texts[Part.PAPER] == PAPER
        await pilot.press("ctrl+y", "ctrl+up", "-", "q")
        assert "Anda di daftar isi." in await look(pilot)
        assert "Ctrl+↑" in opened.splitlines()[-1]
        assert desk.texts[Part.PAPER].startswith(f"{H1}Dua\nisi dua\n{H1}Satu")
        await pilot.press("enter", *"X")
        await look(pilot)
        assert desk.texts[Part.PAPER].startswith(f"{H1}Dua\nXisi dua")
        await pilot.press("ctrl+z", "ctrl+z", "f5", "f5", "f5", "f6", "f7", "escape", "f5")
        await look(pilot)
        assert desk.texts[Part.PAPER] == PAPER
        await pilot.click("#editor-paper", offset=(60, 3))
        assert "Daftar isi" in screen_text(app) or size[0] < 110
        assert focused_id(app) == "editor-paper"


def _rows_of(shown: str) -> list[int]:
    """Return in which rows the text's lines end that stand behind the outline's right edge."""
    return [index for index, row in enumerate(shown.splitlines()) if row.endswith("│")]


async def test_keys_of_a_burst_reach_what_the_key_before_has_opened(look: Look) -> None:
    desk = written(PAPER)
    app = KioskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await look(pilot)
        for key in ("f5", "up", "enter", "X", "f9", "f", "Y"):
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        await look(pilot)
    assert desk.texts[Part.PAPER] == PAPER.replace("isi dua", f"{BlockKind.BULLET.value}XYisi dua")


async def test_the_outline_follows_the_size_of_the_screen(look: Look) -> None:
    app = KioskApp(written(PAPER))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f5")
        outline, editor = app.screen.query_one(Outline), app.screen.query_one(Editor)
        await pilot.resize_terminal(120, 24)
        await look(pilot)
        assert outline.region.right <= editor.region.x
        await pilot.resize_terminal(80, 24)
        await look(pilot)
        assert editor.region.x == outline.region.x
        assert editor.is_covered
        await pilot.press("escape")
        await look(pilot)
        assert not outline.display
        assert not editor.is_covered


async def test_slides_begin_with_a_title_and_are_listed_with_their_words(look: Look) -> None:
    desk = written("Kota")
    async with KioskApp(desk).run_test(size=(120, 30)) as pilot:
        await pilot.press("f3", *"Satu", "enter", *"isi", "f9", "i", *"Dua", "up", "up")
        shown = await look(pilot)
        assert desk.texts[Part.SLIDES] == f"{H1}Satu\nisi\n{H1}Dua"
        assert "Slide 1 dari 2" in shown
        assert "1. Satu" in shown
        await pilot.press("f5", "down", "ctrl+u", "enter", "x")
        await look(pilot)
        assert desk.texts[Part.SLIDES] == f"{H1}Duax\n{H1}Satu\nisi"
        await pilot.press("f4", "f5")
        assert "Catatan tidak punya daftar isi." in await look(pilot)
        await pilot.press("y")
        await look(pilot)
        assert desk.texts[Part.NOTES] == "y"


async def test_notes_share_the_clipboard_and_are_where_one_comes_back(look: Look) -> None:
    desk = written("Kota")
    app = KioskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+a", "ctrl+c", "f4", "ctrl+v", *" ide")
        await look(pilot)
        await pilot.press("f3", "f4", "x", "f4", "f4")
        assert "tidak pernah dikumpulkan" in await look(pilot)
        desk.change(phase=Phase.PAUSED)
        await look(pilot)
        desk.change(phase=Phase.WRITING)
        shown = await look(pilot)
        assert "[ Catatan ]" in shown
        assert "Kota idex" in shown
        assert "F4Makalah" in shown
        await pilot.press("f10")
        await look(pilot)
        await pilot.press("escape", "y")
        await look(pilot)
    assert desk.texts == {Part.PAPER: "Kota", Part.SLIDES: "", Part.NOTES: "Kota idexy"}
