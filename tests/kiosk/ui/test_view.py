"""What is drawn: the rows that changed and no others, at any size, and nothing that steers."""

import re
from collections.abc import AsyncIterator

import pytest
from textual import events
from textual.drivers.headless_driver import HeadlessDriver
from textual.screen import Screen

from exam.manuscript import BlockKind, Part, marks
from kiosk.text import Look, Sheet
from kiosk.ui.app import KioskApp
from kiosk.ui.editor import Editor
from kiosk.ui.scrollbar import thumb_rows
from tests.kiosk.ui.fake_desk import WRITING, FakeDesk
from tests.kiosk.ui.writer import EditorApp, settle

H1 = BlockKind.HEADING_1.value
PARAGRAPH = " ".join(["kata"] * 120)
LONG = "\n".join([PARAGRAPH] * 167)
"""20,000 words."""
ESCAPES = re.compile(r"\x1b\[[\d;]*[mH]|\x1b\[\?2026[hl]|\x1b\]22;\w+\x07")
"""Colours, places, the edges of a frame, and the shape of the mouse's pointer."""


class Wire:
    """What went to the terminal, and how many rows were drawn for it."""

    def __init__(self) -> None:
        self.sent = ""
        self.rows = 0
        self.layouts = 0

    def clear(self) -> None:
        self.sent, self.rows, self.layouts = "", 0, 0


@pytest.fixture
def wire(monkeypatch: pytest.MonkeyPatch) -> Wire:
    """Listen to the terminal."""
    wire, pieces, layout = Wire(), Sheet.pieces, Screen._refresh_layout

    def write(_driver: HeadlessDriver, data: str) -> None:
        wire.sent += data

    def count_row(sheet: Sheet, row: int, *, focused: bool) -> object:
        wire.rows += 1
        return pieces(sheet, row, focused=focused)

    def count_layout(screen: Screen[None], *size: object, **how: bool) -> None:
        wire.layouts += 1
        layout(screen, *size, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(HeadlessDriver, "is_headless", False)
    monkeypatch.setattr(HeadlessDriver, "write", write)
    monkeypatch.setattr(Sheet, "pieces", count_row)
    monkeypatch.setattr(Screen, "_refresh_layout", count_layout)
    return wire


@pytest.mark.parametrize("place", ["|" + LONG, LONG[:60_000] + "|" + LONG[60_000:], LONG + "|"])
async def test_a_letter_costs_one_row_and_less_than_a_kilobyte(wire: Wire, place: str) -> None:
    app = EditorApp(place)
    async with app.run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        app.press("x")
        for key in ("a", "left", "backspace"):
            await settle(pilot)
            wire.clear()
            app.press(key)
            await settle(pilot)
            assert wire.rows == 1
            assert 0 < len(wire.sent.encode()) < 450
            assert wire.layouts == 0


async def test_a_new_row_costs_what_is_in_view_below_it_and_no_layout(wire: Wire) -> None:
    app = EditorApp("satu\n" * 10 + "|" + "dua\n" * 3000)
    async with app.run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        wire.clear()
        app.press("enter")
        await settle(pilot)
        assert wire.rows == 30
        assert wire.layouts == 0


async def test_keys_that_wait_are_drawn_together(wire: Wire) -> None:
    app = EditorApp("satu|")
    async with app.run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        wire.clear()
        app.post_message(events.MouseMove(None, 0, 0, 0, 0, 0, False, False, False))
        app.press(*"dua tiga empat")
        assert wire.rows == 0
        await settle(pilot)
        assert wire.rows == 1
        assert "satudua tiga empat" in ESCAPES.sub("", wire.sent)


@pytest.mark.parametrize(
    "hostile", ["\x1b]52;c;cmFoYXNpYQ==\x07", "\x1b[31m", "\x9b31m", "\x00\x7f"]
)
async def test_what_steers_a_terminal_never_reaches_it(wire: Wire, hostile: str) -> None:
    app = EditorApp(f"satu{hostile}dua|")
    async with app.run_test(size=(60, 10)) as pilot:
        await settle(pilot)
        app.kept.text = hostile
        app.press("x", "ctrl+v")
        await settle(pilot)
        app.editor.refresh()
        await settle(pilot)
    rest = ESCAPES.sub("", wire.sent)
    assert "satu" in rest
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", rest)


async def test_a_link_in_the_text_is_text() -> None:
    app = EditorApp("[@click=app.quit]satu[/] https://contoh.go.id|")
    async with app.run_test(size=(60, 10)) as pilot:
        await settle(pilot)
        shown = app.rows()[0]
        assert shown == "[@click=app.quit]satu[/] https://contoh.go.id"
        strips = app.screen._compositor.render_strips(app.size)
        assert not any(each.style and (each.style.link or each.style.meta) for each in strips[0])


@pytest.mark.parametrize("where", ["start", "middle", "end"])
async def test_at_any_size_the_cursor_stays_in_view(where: str) -> None:
    text = "\n".join(f"{number} {PARAGRAPH}" for number in range(30))
    at = {"start": 0, "middle": len(text) // 2, "end": len(text)}[where]
    app = EditorApp(f"{text[:at]}|{text[at:]}")
    async with app.run_test(size=(80, 24)) as pilot:
        for size in [(200, 60), (80, 24), (30, 5), (9, 3), (3, 2), (1, 1), (120, 1), (100, 30)]:
            await pilot.resize_terminal(*size)
            await settle(pilot)
            sheet, view = app.editor.sheet, app.editor.scrollable_content_region
            row = sheet.layout.spot(sheet.cursor).row - app.editor.scroll_offset.y
            assert not view or 0 <= row < view.height
            app.press("x", "backspace")
        await settle(pilot)
        assert sheet.layout.width == 100 - 2
        assert app.editor.scroll_offset.y <= max(0, sheet.layout.height - 30)


async def test_a_resize_keeps_the_row_in_which_one_writes() -> None:
    app = EditorApp("\n".join([PARAGRAPH] * 20) + "|" + "\n".join([PARAGRAPH] * 20))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.press(*["up"] * 10)
        await settle(pilot)

        def row_of_view() -> int:
            sheet = app.editor.sheet
            return sheet.layout.spot(sheet.cursor).row - app.editor.scroll_offset.y

        before = row_of_view()
        await pilot.resize_terminal(120, 24)
        await settle(pilot)
        assert row_of_view() == before


async def test_marks_are_drawn_as_signs() -> None:
    app = EditorApp(f"{H1}Judul\n{BlockKind.BULLET.value}satu{marks.BOLD_ON}dua{marks.BOLD_OFF}")
    async with app.run_test(size=(40, 8)) as pilot:
        await settle(pilot)
        assert app.rows()[:2] == ["» Judul", "• satudua"]


@pytest.fixture
async def editor() -> AsyncIterator[Editor]:
    """An editor in the colours of the kiosk."""
    app = KioskApp(FakeDesk(WRITING))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        yield app.screen_stack[1].query_one("#editor-paper", Editor)


async def test_one_look_is_one_style(editor: Editor) -> None:
    assert editor.looks[Look()] is editor.looks[Look()]


@pytest.mark.parametrize(
    ("height", "rows", "top", "thumb"),
    [
        (10, 10, 0, range(0)),
        (10, 5, 0, range(0)),
        (0, 5, 0, range(0)),
        (10, 100, 0, range(0, 1)),
        (10, 100, 90, range(9, 10)),
        (10, 20, 10, range(5, 10)),
        (10, 20, 5, range(2, 7)),
    ],
)
def test_the_scrollbar_stands_for_what_is_in_view(
    height: int, rows: int, top: int, thumb: range
) -> None:
    assert thumb_rows(height, rows, top) == thumb


async def test_writing_at_the_end_leaves_the_scrollbar_alone(wire: Wire) -> None:
    app = EditorApp(LONG + "|")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        wire.clear()
        app.press("a")
        await settle(pilot)
        moves = re.findall(r"\x1b\[\d+;(\d+)H", wire.sent)
        assert "80" not in moves
        assert app.editor.part is Part.PAPER
