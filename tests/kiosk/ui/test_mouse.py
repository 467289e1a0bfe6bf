"""The mouse puts the cursor, selects and scrolls; what it does elsewhere does no harm."""

import pytest
from textual import events
from textual.pilot import Pilot

from exam.manuscript import BlockKind
from tests.kiosk.room import until
from tests.kiosk.ui.writer import EditorApp, settle

BULLET = BlockKind.BULLET.value
TALL = "\n".join(f"baris {number}" for number in range(100))


async def drag(pilot: Pilot[None], *places: tuple[int, int]) -> None:
    """Hold the left button from one place to others."""
    await pilot.mouse_down(offset=places[0])
    for x, y in places[1:]:
        move = events.MouseMove(None, x, y, 0, 0, 1, False, False, False, x, y)
        pilot.app.post_message(move)
        await pilot.pause()
    await settle(pilot)


async def test_a_click_puts_the_cursor_before_the_letter_that_was_clicked() -> None:
    app = EditorApp(f"{BULLET}satu")
    async with app.run_test(size=(40, 8)) as pilot:
        await pilot.click(offset=(4, 0))
        assert app.shown == f"{BULLET}sa|tu"
        await pilot.click(offset=(0, 0))
        assert app.shown == f"{BULLET}|satu"
        await pilot.click(offset=(30, 0))
        assert app.shown == f"{BULLET}satu|"


async def test_a_click_below_the_text_goes_to_its_last_row() -> None:
    app = EditorApp("satu\ndua")
    async with app.run_test(size=(40, 8)) as pilot:
        await pilot.click(offset=(2, 6))
        assert app.shown == "satu\ndu|a"


@pytest.mark.parametrize(
    ("times", "shown"), [(2, "satu ^dua| tiga\nempat"), (3, "^satu dua tiga|\nempat")]
)
async def test_two_clicks_select_a_word_and_three_a_paragraph(times: int, shown: str) -> None:
    app = EditorApp("satu dua tiga\nempat")
    async with app.run_test(size=(40, 8)) as pilot:
        await pilot.click(offset=(6, 0), times=times)
        assert app.shown == shown


async def test_a_click_with_shift_extends_the_selection() -> None:
    app = EditorApp("sa|tu dua")
    async with app.run_test(size=(40, 8)) as pilot:
        await pilot.click(offset=(6, 0), shift=True)
        assert app.shown == "sa^tu d|ua"


async def test_dragging_selects() -> None:
    app = EditorApp("satu dua\ntiga")
    async with app.run_test(size=(40, 8)) as pilot:
        await drag(pilot, (5, 0), (7, 0), (2, 1))
        assert app.shown == "satu ^dua\nti|ga"
        await pilot.mouse_up(offset=(2, 1))
        await drag(pilot, (0, 0))
        await pilot.mouse_up(offset=(0, 0))
        app.post_message(events.MouseMove(None, 8, 0, 0, 0, 0, False, False, False, 8, 0))
        await settle(pilot)
        assert app.shown == "|satu dua\ntiga"


async def test_dragging_below_the_view_scrolls_as_long_as_the_button_is_held() -> None:
    app = EditorApp(TALL)
    async with app.run_test(size=(40, 8)) as pilot:
        await drag(pilot, (0, 2), (3, 30))
        first = app.editor.scroll_offset.y
        assert first > 0
        await until(lambda: app.editor.scroll_offset.y > first)
        assert app.shown.startswith("baris 0\nbaris 1\n^baris 2")
        await pilot.mouse_up(offset=(3, 7))
        rested = app.editor.scroll_offset.y
        await pilot.pause(0.2)
        assert app.editor.scroll_offset.y == rested


async def test_dragging_above_the_view_scrolls_up() -> None:
    app = EditorApp(f"x\n{TALL}|")
    async with app.run_test(size=(40, 8)) as pilot:
        await settle(pilot)
        before = app.editor.scroll_offset.y
        await drag(pilot, (0, 2), (0, -3))
        assert app.editor.scroll_offset.y < before


async def test_the_wheel_scrolls_three_rows_and_the_next_key_comes_back() -> None:
    app = EditorApp(f"|{TALL}")
    async with app.run_test(size=(40, 8)) as pilot:
        await settle(pilot)
        for _turn in range(4):
            turn = events.MouseScrollDown(None, 1, 1, 0, 0, 0, False, False, False, 1, 1)
            app.editor.post_message(turn)
        await settle(pilot)
        assert app.editor.scroll_offset.y == 12
        assert app.shown.startswith("|")
        app.editor.post_message(
            events.MouseScrollUp(None, 1, 1, 0, 0, 0, False, False, False, 1, 1)
        )
        await settle(pilot)
        assert app.editor.scroll_offset.y == 9
        app.press("x")
        await settle(pilot)
        assert app.editor.scroll_offset.y == 0


@pytest.mark.parametrize("button", [2, 3])
async def test_the_other_buttons_insert_and_move_nothing(button: int) -> None:
    app = EditorApp("satu|")
    async with app.run_test(size=(40, 8)) as pilot:
        app.kept.text = "dua"
        await pilot.mouse_down(offset=(1, 0), button=button)
        await pilot.mouse_up(offset=(1, 0))
        assert app.shown == "satu|"


async def test_a_button_let_go_elsewhere_is_let_go() -> None:
    app = EditorApp("satu dua")
    async with app.run_test(size=(40, 8)) as pilot:
        await drag(pilot, (1, 0))
        app.capture_mouse(None)
        await settle(pilot)
        app.post_message(events.MouseMove(None, 6, 0, 0, 0, 1, False, False, False, 6, 0))
        await settle(pilot)
        assert app.shown == "s|atu dua"
