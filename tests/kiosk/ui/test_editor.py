"""The editor takes what is typed literally, and its copy at the desk is always equal."""

import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual import events

from exam.limits import LONGEST_TEXT
from exam.manuscript import MARKS, BlockKind, Part, marks
from kiosk.ui.commands import CHANGING, KINDS, PRESSING, Command
from kiosk.ui.keys import CHANGES, MOVES, SELECTING, writes
from kiosk.ui.notices import Notice
from tests.kiosk.ui.writer import EditorApp, after, settle

H1, H2, H3, BULLET, BULLET_2, NUMBER, ROW = (
    kind.value
    for kind in (
        BlockKind.HEADING_1,
        BlockKind.HEADING_2,
        BlockKind.HEADING_3,
        BlockKind.BULLET,
        BlockKind.BULLET_2,
        BlockKind.NUMBER,
        BlockKind.ROW,
    )
)
CELL, BOLD, PLAIN, ITALIC = marks.CELL, marks.BOLD_ON, marks.BOLD_OFF, marks.ITALIC_ON
OWN_KEYS = [
    "ctrl+b",
    "ctrl+r",
    "ctrl+x",
    "ctrl+c",
    "ctrl+v",
    "ctrl+z",
    "ctrl+z",
    "ctrl+y",
    "escape",
]
TYPED = [*"abc é“", "enter", "enter", "alt+q", "F6", "F7", "f9", "ctrl+g"]
KEYS = st.sampled_from([*TYPED, *TYPED, *OWN_KEYS, *OWN_KEYS, *CHANGES, *SELECTING, *MOVES])


@settings(max_examples=25)
@given(st.lists(KEYS, min_size=20, max_size=150), st.sampled_from([(24, 6), (9, 2), (60, 12)]))
def test_after_any_keys_desk_and_screen_have_the_editors_text(
    keys: list[str], size: tuple[int, int]
) -> None:
    async def run() -> None:
        app = EditorApp(
            f"{H1}judul\nisi yang panjang sekali sampai ke bawah|\n{BULLET}satu\n{NUMBER}a"
        )
        async with app.run_test(size=size) as pilot:
            for key in keys:
                app.press(key)
            await settle(pilot)
            assert app.copy.text == app.editor.text
            lines = app.editor.text.split("\n")
            assert not any(mark in line[1:] for line in lines for mark in MARKS)
            kept = app.rows()
            app.editor.refresh()
            await settle(pilot)
            assert app.rows() == kept
            sheet, top = app.editor.sheet, app.editor.scroll_offset.y
            assert 0 <= sheet.layout.spot(sheet.cursor).row - top < app.editor.size.height

    asyncio.run(run())


@pytest.mark.parametrize(
    ("keys", "text", "expected"),
    [
        ((*"Kota", "space", "i"), "|", "Kota i|"),
        (("enter", "b"), f"{H1}judul|", f"{H1}judul\nb|"),
        (("shift+enter", "b"), "satu|", "satu\nb|"),
        (("enter", "b"), f"{BULLET}satu|", f"{BULLET}satu\n{BULLET}b|"),
        (("enter", "enter", "b"), f"{BULLET}satu|", f"{BULLET}satu\nb|"),
        (("home", "enter"), f"{H1}judul|", f"\n{H1}|judul"),
        (("home", "backspace"), f"{H1}judul|", "|judul"),
        (("home", "a"), f"{H1}judul|", f"{H1}a|judul"),
        (("tab", "a"), "|", "\ta|"),
        (("shift+tab", "a"), "|", "a|"),
        (("tab",), f"{BULLET}satu|", f"{BULLET_2}satu|"),
        (("shift+tab",), f"{BULLET_2}satu|", f"{BULLET}satu|"),
        (("tab", "a"), f"{ROW}|1{CELL}2", f"{ROW}1{CELL}2a|"),
        (("shift+tab", "a"), f"{ROW}1{CELL}2|", f"{ROW}1a|{CELL}2"),
        (("ctrl+b", "a", "ctrl+b", "b"), "|", f"{BOLD}a{PLAIN}b|"),
        (("ctrl+r", "a"), "|", f"{ITALIC}a|"),
        (("F6",), f"{ROW}1|{CELL}2", f"{ROW}1|{CELL}2"),
        (("alt+q", "ctrl+g", "f9", "super+a"), "|", "|"),
        (("backspace",), "cafe\u0301|", "caf|"),
        (("ctrl+h",), "satu|", "sat|"),
        (("shift+backspace",), "satu|", "sat|"),
        (("delete",), "|satu", "|atu"),
        (("ctrl+w",), "satu dua|", "satu |"),
        (("ctrl+backspace",), "satu dua|", "satu |"),
        (("ctrl+delete",), "|satu dua", "|dua"),
        (("ctrl+a", "x"), "satu\ndu|a", "x|"),
        (("escape",), "^sat|u", "sat|u"),
        (("ctrl+x",), "sat|u", "sat|u"),
        (("ctrl+a", "ctrl+x", "ctrl+v", "ctrl+v"), "satu|", "satusatu|"),
        (("ctrl+a", "ctrl+c", "end", "ctrl+v"), "satu|", "satusatu|"),
        (("a", "ctrl+z"), "satu |", "satu |"),
        (("a", "ctrl+z", "ctrl+y"), "satu |", "satu a|"),
        (("a", "ctrl+z", "ctrl+shift+z"), "satu |", "satu a|"),
    ],
)
async def test_keys_do_what_an_office_worker_expects(
    keys: tuple[str, ...], text: str, expected: str
) -> None:
    assert await after(*keys, text=text) == expected


@pytest.mark.parametrize(
    ("keys", "text", "expected"),
    [
        (("F6",), "judul|", f"{H1}judul|"),
        (("F6", "F6"), "judul|", f"{H2}judul|"),
        (("F6",) * 3, "judul|", f"{H3}judul|"),
        (("F6",) * 4, "judul|", "judul|"),
        (("F7",), "satu|", f"{BULLET}satu|"),
        (("F7", "F7"), "satu|", f"{NUMBER}satu|"),
        (("F7",) * 3, "satu|", "satu|"),
        (("F7", "F6"), "satu|", f"{H1}satu|"),
        (("F7",), "s^atu\ndu|a", f"{BULLET}s^atu\n{BULLET}du|a"),
    ],
)
async def test_lines_become_headings_and_items_and_plain_again(
    keys: tuple[str, ...], text: str, expected: str
) -> None:
    assert await after(*keys, text=text) == expected


async def test_in_slides_f6_makes_a_title_and_takes_it_away() -> None:
    assert await after("F6", text="satu|", part=Part.SLIDES) == f"{H1}satu|"
    assert await after("F6", "F6", text="satu|", part=Part.SLIDES) == "satu|"


async def test_the_first_letter_of_empty_slides_begins_a_title() -> None:
    assert await after("a", "enter", "b", text="|", part=Part.SLIDES) == f"{H1}a\nb|"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("|", f"{H1}|"),
        (f"{H1}sa|tu\nisi\n{H1}dua", f"{H1}satu\nisi\n{H1}|\n{H1}dua"),
        (f"{H1}satu\n{H1}dua|\nisi", f"{H1}satu\n{H1}dua\nisi\n{H1}|"),
    ],
)
async def test_a_new_slide_stands_behind_the_one_with_the_cursor(text: str, expected: str) -> None:
    app = EditorApp(text, Part.SLIDES)
    async with app.run_test():
        app.editor.do(Command.NEW_SLIDE)
        assert app.shown == expected


@pytest.mark.parametrize(
    ("command", "text", "expected"),
    [
        (Command.HEADING_3, "judul|", f"{H3}judul|"),
        (Command.PLAIN, f"{NUMBER}a|", "a|"),
        (Command.BOLD, "^satu|", f"{BOLD}satu"),
        (Command.ROW_BELOW, f"{ROW}1{CELL}2|", f"{ROW}1{CELL}2\n{ROW}{CELL}"),
        (Command.DROP_COLUMN, f"{ROW}1{CELL}2|", f"{ROW}1"),
        (Command.FOOTNOTE, "satu|", f"satu{marks.NOTE_START}{marks.NOTE_END}"),
        (Command.PAGE_BREAK, "|satu", f"{marks.PAGE_BREAK}\nsatu"),
    ],
)
async def test_what_is_chosen_in_the_menu_is_done(
    command: Command, text: str, expected: str
) -> None:
    app = EditorApp(text)
    async with app.run_test():
        app.editor.do(command)
        assert app.copy.text == app.editor.text == expected.replace("|", "")


def test_every_command_of_the_menu_does_something_to_the_text_or_shows_a_page() -> None:
    to_text = {*KINDS, *CHANGING, *PRESSING}
    shown = {Command.TABLE, Command.PREVIEW, Command.FIND, Command.OUTLINE, Command.NOTES}
    shown |= {Command.APPEARANCE, Command.HELP, Command.FORKS, Command.NEW_CARD, Command.STICK}
    shown |= {Command.CALL, Command.MESSAGES}
    assert to_text | shown == set(Command)


@pytest.mark.parametrize(
    ("key", "character", "typed"),
    [
        ("a", "a", "a"),
        ("plus", "+", "+"),
        ("shift+space", " ", " "),
        ("left_curly_bracket", "{", "{"),
        ("no-break_space", "\u00a0", "\u00a0"),
        ("alt+a", "a", ""),
        ("alt+shift+a", "A", ""),
        ("super+a", "a", ""),
        ("ctrl+b", "\x02", ""),
        ("ctrl+j", "\n", ""),
        ("f5", None, ""),
    ],
)
def test_a_key_types_its_character_unless_it_commands(
    key: str, character: str | None, typed: str
) -> None:
    assert writes(key, character) == typed


@pytest.mark.parametrize(
    ("keys", "selected"),
    [
        (("f8",), ""),
        (("ctrl+@", "right"), "a"),
        (("ctrl+space", "right"), "a"),
        (("f8", "f8"), "dua"),
        (("f8", "f8", "f8"), "satu dua"),
        (("f8", "f8", "f8", "f8"), f"{H1}judul\nsatu dua"),
        (("f8", "f8", "f8", "f8", "f8"), f"{H1}judul\nsatu dua\n{H1}lain"),
        (("f8", "right", "escape", "right"), ""),
    ],
)
async def test_f8_marks_more_each_time(keys: tuple[str, ...], selected: str) -> None:
    app = EditorApp(f"{H1}judul\nsatu du|a\n{H1}lain")
    async with app.run_test():
        app.press(*keys)
        assert app.editor.sheet.copy() == selected


@pytest.mark.parametrize("key", ["x", "backspace", "ctrl+c", "ctrl+x", "ctrl+v", "escape"])
async def test_marking_ends_with_what_is_done_to_the_selection(key: str) -> None:
    app = EditorApp("|satu")
    app.kept.text = "z"
    async with app.run_test():
        app.press("f8", "right", key)
        assert not app.editor.sheet.is_marking
        assert app.editor.sheet.selection.is_empty


async def test_undo_goes_all_the_way_back_and_redo_all_the_way_forth() -> None:
    app = EditorApp("|")
    async with app.run_test():
        app.press("enter", "b", "ctrl+z", "a", "F6", "enter", "c")
        final = app.editor.text
        app.press(*["ctrl+z"] * 8)
        assert (app.editor.text, app.copy.text) == ("", "")
        app.press(*["ctrl+y"] * 8)
        assert (app.editor.text, app.copy.text) == (final, final)


async def test_a_paste_from_outside_inserts_nothing() -> None:
    app = EditorApp("satu|")
    async with app.run_test() as pilot:
        app.editor.post_message(events.Paste("disalin dari luar"))
        await settle(pilot)
        assert app.shown == "satu|"
    assert app.notices == [Notice.PASTE_REFUSED]


@pytest.mark.parametrize(
    ("keys", "notice"),
    [
        (("ctrl+a", "ctrl+c"), Notice.COPIED),
        (("ctrl+a", "ctrl+x"), Notice.CUT),
        (("ctrl+c",), Notice.NOTHING_SELECTED),
        (("ctrl+x",), Notice.NOTHING_SELECTED),
        (("ctrl+v",), Notice.NOTHING_KEPT),
        (("ctrl+z",), Notice.NOTHING_TO_UNDO),
        (("ctrl+y",), Notice.NOTHING_TO_REDO),
        (("x", "ctrl+z"), Notice.UNDONE),
        (("x", "ctrl+z", "ctrl+y"), Notice.REDONE),
        (("ctrl+a",), Notice.ALL_SELECTED),
        (("enter", "-", "space"), Notice.BULLETS_BY_KEY),
        (("ctrl+b",), Notice.BOLD_ON),
        (("ctrl+b", "ctrl+b"), Notice.BOLD_OFF),
        (("ctrl+r",), Notice.ITALIC_ON),
        (("ctrl+r", "ctrl+r"), Notice.ITALIC_OFF),
        (("F6",), Notice.HEADING_1),
        (("F7", "F7"), Notice.NUMBERS),
    ],
)
async def test_a_key_that_changes_nothing_in_sight_says_what_it_did(
    keys: tuple[str, ...], notice: Notice
) -> None:
    app = EditorApp("satu|")
    async with app.run_test() as pilot:
        app.press(*keys)
        await settle(pilot)
    assert app.notices[-1:] == [notice]


async def test_the_last_letter_that_fits_is_taken_and_no_more() -> None:
    app = EditorApp("x" * 39 + ("\n" + "x" * 39) * (LONGEST_TEXT // 40 - 1) + "|")
    async with app.run_test() as pilot:
        app.press("a", "b", "enter", "F7", "tab")
        assert len(app.editor.text) == len(app.copy.text) == LONGEST_TEXT
        app.press("shift+left", "b", "backspace", "c")
        assert app.copy.text.endswith("xc")
        await settle(pilot)
    assert app.notices == [Notice.FULL] * 4


@pytest.mark.parametrize(
    ("keys", "notice"),
    [
        (("ctrl+a", "x"), Notice.MUCH_DELETED),
        (("ctrl+a", "backspace"), Notice.MUCH_DELETED),
        (("ctrl+a", "ctrl+x"), Notice.MUCH_CUT),
        (("ctrl+a", "ctrl+x", "ctrl+v", "ctrl+z"), Notice.MUCH_UNDONE),
    ],
)
async def test_what_takes_away_much_says_how_it_comes_back(
    keys: tuple[str, ...], notice: Notice
) -> None:
    app = EditorApp("kata " * 35 + "|")
    async with app.run_test():
        app.press(*keys)
    assert app.notices[-1] is notice


async def test_moving_and_marking_much_takes_nothing_away() -> None:
    app = EditorApp("kata " * 35 + "|")
    async with app.run_test():
        app.press("ctrl+a", "F7", "ctrl+c", "end", "ctrl+w")
    assert not {Notice.MUCH_DELETED, Notice.MUCH_CUT} & set(app.notices)


async def test_undo_shows_what_it_changed() -> None:
    app = EditorApp("kata|" + "\n" * 60 + "kata")
    async with app.run_test(size=(40, 10)) as pilot:
        await settle(pilot)
        app.editor.sheet.find("\nkata")
        app.editor.sheet.find("kata")
        app.editor.sheet.place_cursor(0)
        app.editor.sheet.select(64, 68)
        app.press("x", "ctrl+home", "ctrl+z")
        await settle(pilot)
        assert app.copy.text.endswith("\nkata")
        assert any("kata" in row for row in app.rows())


async def test_escape_leads_out_of_a_footnote() -> None:
    app = EditorApp("satu|")
    async with app.run_test():
        app.editor.do(Command.FOOTNOTE)
        app.press("a", "escape", "b")
    assert app.editor.text == f"satu{marks.NOTE_START}a{marks.NOTE_END}b"
