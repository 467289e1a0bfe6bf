"""The editor takes what is typed literally, and its copy at the desk is always equal."""

import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual import events
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from exam.manuscript import MARKS, BlockKind, Part
from kiosk.ui.editor import Editor
from kiosk.ui.sheet import LONGEST
from tests.kiosk.ui.test_document import Copy

H1, H2, BULLET = (
    kind.value for kind in (BlockKind.HEADING_1, BlockKind.HEADING_2, BlockKind.BULLET)
)
# fmt: off
KEYS = [
    "a", "b", "space", "enter", "backspace", "delete", "tab", "up", "down", "left", "right",
    "home", "end", "pageup", "pagedown", "ctrl+home", "ctrl+end", "ctrl+left", "ctrl+right",
    "shift+left", "shift+up", "shift+down", "shift+end", "ctrl+a", "ctrl+x", "ctrl+c", "ctrl+v",
    "ctrl+z", "ctrl+z", "ctrl+y", "ctrl+w", "ctrl+delete", "F6", "F7", "alt+q",
]
# fmt: on


class EditorApp(App[None]):
    """Nothing but an editor."""

    CSS = "Editor { overflow-y: scroll; }"

    def __init__(self, text: str = "", part: Part = Part.PAPER) -> None:
        super().__init__()
        self.copy = Copy(text)
        self.editor = Editor(part, text, self.copy.record)

    def compose(self) -> ComposeResult:
        yield self.editor

    async def press_quickly(self, key: str) -> None:
        """Do what a key does, without waiting for the screen."""
        if key == "F6":
            self.editor.cycle_heading()
        elif key == "F7":
            self.editor.toggle_bullet()
        elif found := self.editor._bindings.key_to_bindings.get(key):
            await self.editor.run_action(found[0].action)
        else:
            letter = {"space": " "}.get(key, key)
            character = letter if len(letter) == 1 else None
            self.editor.take_key(events.Key(key, character))

    async def press(self, pilot: Pilot[None], *keys: str) -> None:
        for key in keys:
            if key == "F6":
                self.editor.cycle_heading()
            elif key == "F7":
                self.editor.toggle_bullet()
            else:
                await pilot.press(key)


async def typed(*keys: str, text: str = "", part: Part = Part.PAPER) -> str:
    """Return the text after these keys at the end of a text."""
    app = EditorApp(text, part)
    async with app.run_test() as pilot:
        app.editor.action_cursor_text_end()
        await app.press(pilot, *keys)
        assert app.copy.text == app.editor.text
        return app.editor.text


@settings(max_examples=25)
@given(st.lists(st.sampled_from(KEYS), min_size=20, max_size=120))
def test_after_any_keys_the_desk_has_the_editors_text(keys: list[str]) -> None:
    async def run() -> None:
        app = EditorApp(f"{H1}judul\nisi yang panjang sekali sampai ke baris berikut\n{BULLET}satu")
        async with app.run_test(size=(24, 6)) as pilot:
            for key in keys:
                await app.press_quickly(key)
            await pilot.pause()
            assert app.copy.text == app.editor.text
            assert not any(mark in line[1:] for line in app.editor.document.lines for mark in MARKS)
            app.screen._compositor.render_strips(app.size)

    asyncio.run(run())


async def test_undo_goes_all_the_way_back_and_redo_all_the_way_forth() -> None:
    app = EditorApp()
    async with app.run_test() as pilot:
        await app.press(pilot, "enter", "b", "ctrl+z", "a", "F6", "enter", "c")
        final = app.editor.text
        await app.press(pilot, *["ctrl+z"] * 8)
        assert (app.editor.text, app.copy.text) == ("", "")
        await app.press(pilot, *["ctrl+y"] * 8)
        assert (app.editor.text, app.copy.text) == (final, final)


@pytest.mark.parametrize(
    ("keys", "text", "expected"),
    [
        (("F6",), "judul", f"{H1}judul"),
        (("F6", "F6"), "judul", f"{H2}judul"),
        (("F6", "F6", "F6"), "judul", "judul"),
        (("F7",), "satu", f"{BULLET}satu"),
        (("F7", "F7"), "satu", "satu"),
        (("F7", "F6"), "satu", f"{H1}satu"),
        (("enter", "b"), f"{H1}judul", f"{H1}judul\nb"),
        (("enter", "b"), f"{BULLET}satu", f"{BULLET}satu\n{BULLET}b"),
        (("enter", "enter", "b"), f"{BULLET}satu", f"{BULLET}satu\nb"),
        (("home", "enter"), f"{H1}judul", f"\n{H1}judul"),
        (("home", "backspace"), f"{H1}judul", "judul"),
        (("home", "a"), f"{H1}judul", f"{H1}ajudul"),
        (("shift+up", "F7"), "satu\ndua", f"{BULLET}satu\n{BULLET}dua"),
        (("tab", "a"), "", "\ta"),
        (("alt+q",), "", ""),
        (("ctrl+x",), "satu", "satu"),
        (("backspace",), "cafe\u0301", "caf"),
        (("ctrl+a", "ctrl+x", "ctrl+v", "ctrl+v"), "satu", "satusatu"),
    ],
)
async def test_keys_do_what_an_office_worker_expects(
    keys: tuple[str, ...], text: str, expected: str
) -> None:
    assert await typed(*keys, text=text) == expected


async def test_in_slides_f6_makes_a_title_and_takes_it_away() -> None:
    assert await typed("F6", text="satu", part=Part.SLIDES) == f"{H1}satu"
    assert await typed("F6", "F6", text="satu", part=Part.SLIDES) == "satu"


async def test_a_paste_from_outside_inserts_nothing() -> None:
    app = EditorApp("satu")
    async with app.run_test() as pilot:
        app.editor.post_message(events.Paste("disalin dari luar"))
        await pilot.pause()
        assert app.editor.text == "satu"


async def test_the_left_arrow_goes_over_a_mark_to_the_line_above() -> None:
    app = EditorApp(f"satu\n{H1}dua")
    async with app.run_test() as pilot:
        app.editor.move_cursor((1, 1))
        await app.press(pilot, "left")
        assert app.editor.cursor_location == (0, 4)


async def test_marks_are_drawn_as_signs() -> None:
    app = EditorApp(f"{H1}Judul\n{H2}Subjudul\n{BULLET}satu")
    async with app.run_test(size=(40, 8)):
        rows = [strip.text.strip() for strip in app.screen._compositor.render_strips(app.size)]
        shown = "\n".join(rows)
    assert "» Judul" in shown
    assert "› Subjudul" in shown
    assert "• satu" in shown
    assert not any(mark in shown for mark in MARKS)


async def test_a_click_puts_the_cursor_behind_the_letter_that_was_clicked() -> None:
    app = EditorApp(f"{BULLET}satu")
    async with app.run_test(size=(40, 8)) as pilot:
        content = app.editor.content_region
        await pilot.click(offset=(content.x + 4, content.y))
        assert app.editor.cursor_location == (0, 3)


async def test_the_last_letter_that_fits_is_taken_and_no_more() -> None:
    app = EditorApp("x" * 39 + ("\n" + "x" * 39) * (LONGEST // 40 - 1))
    async with app.run_test() as pilot:
        app.editor.action_cursor_text_end()
        await app.press(pilot, "a", "b", "enter", "F7", "ctrl+v")
        assert len(app.editor.text) == len(app.copy.text) == LONGEST
        assert app.editor.text.endswith("xa")
        await app.press(pilot, "shift+left", "b")
        assert app.copy.text.endswith("xb")
        await app.press(pilot, "backspace", "c")
        assert app.copy.text.endswith("xc")
