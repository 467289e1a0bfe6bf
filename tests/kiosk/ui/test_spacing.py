"""Rows of the text with an empty row between them: scrolling, the mouse, and what a key costs."""

from textual.pilot import Pilot

from kiosk.appearance import Spacing
from kiosk.text import Sheet
from tests.kiosk.ui.writer import EditorApp, settle

LINES = "\n".join(f"baris {number}" for number in range(1, 41))


async def open_double(pilot: Pilot[None], app: EditorApp) -> None:
    await settle(pilot)
    app.editor.take_spacing(Spacing.DOUBLE)
    await settle(pilot)


async def test_double_spaced_rows_scroll_and_follow_cursor_mouse_and_pages() -> None:
    app = EditorApp("|" + LINES)
    async with app.run_test(size=(40, 11)) as pilot:
        await open_double(pilot, app)
        assert [row[:8].rstrip() for row in app.rows()[:4]] == ["baris 1", "", "baris 2", ""]
        app.press("pagedown")
        await settle(pilot)
        assert app.shown.splitlines()[4].startswith("|baris 5")
        app.press(*["down"] * 3)
        await settle(pilot)
        assert app.rows()[-1].startswith("baris 8")
        await pilot.click(offset=(6, 2))
        assert "baris |4" in app.shown
        await pilot.click(offset=(6, 3))
        assert "baris |4" in app.shown
        app.press("ctrl+end", "enter", "x")
        await settle(pilot)
        assert [row[:9].rstrip() for row in app.rows()[-3:]] == ["baris 40", "", "x"]
        app.press("ctrl+z", "ctrl+z", *["backspace"] * 9)
        await settle(pilot)
        assert app.rows()[-1].startswith("baris 39")


async def test_the_cursor_keeps_its_place_when_rows_move_apart_and_together() -> None:
    app = EditorApp(LINES.replace("baris 30\n", "baris 30|\n"))
    async with app.run_test(size=(40, 11)) as pilot:
        await settle(pilot)
        for spacing in (Spacing.DOUBLE, Spacing.SINGLE, Spacing.DOUBLE):
            app.editor.take_spacing(spacing)
            await settle(pilot)
            assert any(row.startswith("baris 30") for row in app.rows())


async def test_a_letter_costs_one_row_however_far_rows_are_apart() -> None:
    app = EditorApp(LINES + "|")
    drawn: list[int] = []
    pieces = Sheet.pieces

    async with app.run_test(size=(40, 11)) as pilot:
        await open_double(pilot, app)
        sheet = app.editor.sheet
        sheet.pieces = lambda row, *, focused: (  # type: ignore[method-assign]
            drawn.append(row) or pieces(sheet, row, focused=focused)  # type: ignore[func-returns-value]
        )
        app.editor._painter = None
        app.press("x")
        await settle(pilot)
        assert drawn == [39]
