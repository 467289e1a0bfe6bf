"""What is drawn in each row: the letters, the signs, and how each of them looks."""

from itertools import pairwise
from typing import NamedTuple

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from rich.cells import cell_len

from exam.manuscript import MARKS, BlockKind, blocks_of, label_of, marks, numbers_of
from exam.manuscript.inline import Note, Run, inlines_of
from kiosk.text import Look, Piece, Sheet
from kiosk.text.cells import combines
from tests.kiosk.text import naive, places
from tests.kiosk.text.texts import ACUTE, HOSTILE, TABLES, TEXTS, WIDTHS

SIGNS = {
    marks.HEADING_1: "»",
    marks.HEADING_2: "›",
    marks.HEADING_3: "›",
    marks.BULLET: "•",
    marks.BULLET_2: "  -",
    marks.ROW: "|",
    marks.PAGE_BREAK: "=",
}


class Letter(NamedTuple):
    text: str
    look: Look


def sheet_of(text: str, width: int, anchor: int = 0, head: int = 0) -> Sheet:
    sheet = Sheet(text, lambda *_: None, width)
    sheet.select(anchor, head)
    return sheet


def texts_of(sheet: Sheet, *, focused: bool = False) -> list[str]:
    return [
        "".join(piece.text for piece in sheet.pieces(row, focused=focused))
        for row in range(sheet.layout.height)
    ]


def letters_of(pieces: list[Piece]) -> list[Letter]:
    return [Letter(letter, piece.look) for piece in pieces for letter in piece.text]


def sign_of(text: str, index: int) -> str:
    """What stands before the first row of a line."""
    blocks = blocks_of(text)
    kind, number = blocks[index].kind, numbers_of(blocks)[index]
    mark = kind.value
    sign = ("  " if kind is BlockKind.NUMBER_2 else "") + label_of(kind, number) if number else ""
    return (sign or SIGNS.get(mark, "")).ljust(naive.SIGN_CELLS.get(mark, 0))


def row_text(text: str, row: naive.NaiveRow, width: int) -> str:
    """What a row shows, with nobody writing in it."""
    line = text.split("\n")[row.line]
    if line.startswith(marks.PAGE_BREAK) and set(line) <= naive.SILENT:
        return "═" * max(width, 3)
    sign = sign_of(text, row.line)
    pads = iter(naive.pads(text, width)[row.line])
    shown, x = "", 0
    for letter in line[max(row.start, naive.floor_of(line)) : row.end]:
        width = naive.width_of(letter, x)
        drawn = naive.DRAWN.get(letter, "" if letter in naive.SILENT else letter)
        drawn = " " * (next(pads, 0) if letter == marks.CELL else 0) + drawn
        shown += " " * width if letter == "\t" else drawn
        x += width
    return (sign if row.section == 0 else " " * len(sign)) + shown


def cut_to(row: str, width: int) -> str:
    """What stands behind a full row is one blank, in the cursor's cell."""
    if cell_len(row) <= width + 1:
        return row
    while cell_len(row) > width:
        row = row[:-1]
    return row + " "


def without_last_accent(row: str) -> str:
    """A row without accents on the blank at its end, which may be drawn there or not."""
    bare = row.rstrip(ACUTE)
    return bare if bare.endswith(" ") else row


@given(TEXTS | TABLES, WIDTHS)
def test_rows_show_their_signs_and_their_letters_and_nothing_else(text: str, width: int) -> None:
    sheet = sheet_of(text, width)
    shown = [row_text(text, row, width) for row in naive.rows(text, width)]
    if width >= naive.NARROWEST:
        shown = [cut_to(row, width) for row in shown]
    assert [*map(without_last_accent, texts_of(sheet))] == [*map(without_last_accent, shown)]


@given(TEXTS | TABLES, st.integers(12, 60), st.data())
def test_no_row_is_wider_than_the_screen_and_the_cursor_is_drawn_in_its_cell(
    text: str, width: int, data: st.DataObject
) -> None:
    at = data.draw(st.sampled_from(places.all_stops(text)))
    sheet = sheet_of(text, width, at, at)
    spot = sheet.layout.spot(at)
    cursors = 0
    for row in range(sheet.layout.height):
        x = 0
        for letter, look in letters_of(sheet.pieces(row, focused=True)):
            if look.cursor and cell_len(letter):
                cursors += 1
                if cursors == 1:
                    assert (row, x) == spot
            x += cell_len(letter)
        assert x <= width + 1
    assert cursors >= 1


@given(TEXTS | TABLES, WIDTHS, st.data())
def test_while_nobody_writes_here_no_cursor_is_drawn(
    text: str, width: int, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(text)))
    sheet = sheet_of(text, width, at, at)
    for row in range(sheet.layout.height):
        assert not any(look.cursor for _, look in sheet.pieces(row, focused=False))


@given(TEXTS | TABLES, WIDTHS)
def test_letters_are_as_bold_as_the_manuscript_says(text: str, width: int) -> None:
    sheet = sheet_of(text, width)
    wanted = []
    above = None
    for block in blocks_of(text):
        is_head = block.kind is BlockKind.ROW is not above
        above = block.kind
        cells = block.text.split(marks.CELL) if block.kind is BlockKind.ROW else [block.text]
        for cell in cells[:12]:
            for inline in inlines_of(cell):
                runs = inline.runs if isinstance(inline, Note) else (inline,)
                wanted += [looks_of(run, isinstance(inline, Note), is_head) for run in runs]
    letters = [
        (letter.text, letter.look.bold, letter.look.italic, letter.look.note)
        for row in range(sheet.layout.height)
        for letter in letters_of(sheet.pieces(row, focused=False))
        if not letter.look.sign and letter.text.strip()
    ]
    assert letters == [each for run in wanted for each in run]


def looks_of(run: Run, is_note: bool, is_head: bool) -> list[tuple[str, bool, bool, bool]]:
    return [
        (letter, run.bold or is_head, run.italic, is_note)
        for letter in run.text
        if letter.strip() and letter not in marks.ALL_MARKS
    ]


@given(TEXTS | TABLES, WIDTHS, st.data())
def test_just_what_is_selected_looks_selected(text: str, width: int, data: st.DataObject) -> None:
    # What hangs over the end of a row is not drawn, and with a tab neither is the accent on it.
    assume(not any(combines(accent) for tab, accent in pairwise(text) if tab == "\t"))
    anchor, head = (data.draw(st.sampled_from(places.all_stops(text))) for _ in range(2))
    sheet = sheet_of(text, width, anchor, head)
    start, end = min(anchor, head), max(anchor, head)
    drawn = "".join(
        letter
        for row in range(sheet.layout.height)
        for letter, look in letters_of(sheet.pieces(row, focused=False))
        if look.selected and letter.strip() and not look.sign
    )
    hidden = (*marks.ALL_MARKS, "\n")
    assert drawn == "".join(x for x in text[start:end] if x not in hidden and x.strip())


@given(TEXTS | TABLES, st.integers(12, 60), st.sampled_from(["a", "di", "satu ", "2*3", "zz"]))
def test_just_what_is_found_looks_found(text: str, width: int, wanted: str) -> None:
    sheet = sheet_of(text, width)
    sheet.find(wanted)
    drawn = "".join(
        letter
        for row in range(sheet.layout.height)
        for letter, look in letters_of(sheet.pieces(row, focused=False))
        if look.found and letter.strip()
    )
    found = "".join(text[start:end] for start, end in naive.find(text, wanted))
    assert drawn == "".join(each for each in found if each not in naive.STYLES and each.strip())


@given(TEXTS | TABLES, WIDTHS)
def test_all_pieces_of_a_row_know_what_their_line_is(text: str, width: int) -> None:
    sheet = sheet_of(text, width)
    lines = text.split("\n")
    for number, row in enumerate(naive.rows(text, width)):
        kind = MARKS.get(lines[row.line][:1], BlockKind.PARAGRAPH)
        pieces = sheet.pieces(number, focused=True)
        assert {piece.look.kind for piece in pieces} <= {kind}
        assert all(piece.text for piece in pieces)


def test_a_wide_blank_behind_a_full_row_leaves_no_empty_piece() -> None:
    text = f"{marks.NOTE_START}abcdefghij{marks.NOTE_END}\u3000"
    pieces = sheet_of(text, 12).pieces(0, focused=False)
    assert [piece.text for piece in pieces] == ["[", "abcdefghij", "]", " "]


@given(HOSTILE, WIDTHS)
def test_nothing_that_steers_a_terminal_is_ever_drawn(text: str, width: int) -> None:
    for row in texts_of(sheet_of(text, width), focused=True):
        assert not any(naive.is_control(letter) for letter in row)
        assert not set(row) & set(marks.ALL_MARKS)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("", 0),
        ("ab", 2),
        (marks.BOLD_ON + "ab" + marks.BOLD_OFF, 3),
        (marks.BOLD_ON, 0),
        (marks.HEADING_1, 1),
        ("abcdefghijkl", 12),
        ("abcdefghijkl ", 13),
        ("abcdefghijkl\t", 13),
        ("abcdefghijkl\u3000", 13),
        ("abcdefghijkl" + marks.BOLD_ON, 12),
        ("ab" + marks.BOLD_ON + "c", 2),
        ("ae\u0301", 1),
    ],
)
def test_the_cursor_is_seen_once_in_its_cell(text: str, at: int) -> None:
    sheet = sheet_of(text, 12, at, at)
    x, cursors = 0, []
    for letter, look in letters_of(sheet.pieces(0, focused=True)):
        if look.cursor and cell_len(letter):
            cursors.append(x)
        x += cell_len(letter)
    assert cursors == [sheet.layout.spot(at).cell]
    assert x <= 13


@pytest.mark.parametrize(
    ("lines", "number", "sign"),
    [
        ([marks.NUMBER], 0, "1.  "),
        ([marks.NUMBER] * 12, 11, "12. "),
        ([marks.NUMBER] * 123, 122, "123."),
        ([marks.NUMBER_2] * 3, 2, "  c.  "),
        ([marks.BULLET], 0, "• "),
        ([marks.BULLET_2], 0, "  - "),
        ([marks.HEADING_1], 0, "» "),
        ([marks.NUMBER, "", marks.NUMBER], 2, "2.  "),
        ([marks.NUMBER, "x", marks.NUMBER], 2, "1.  "),
    ],
)
def test_a_line_shows_its_sign(lines: list[str], number: int, sign: str) -> None:
    assert texts_of(sheet_of("\n".join(lines), 40))[number] == sign


def test_a_line_in_one_look_is_one_piece() -> None:
    pieces = sheet_of("satu dua “tiga”", 40).pieces(0, focused=False)
    assert [piece.text for piece in pieces] == ["satu dua “tiga”"]


def test_a_selected_line_end_is_seen() -> None:
    sheet = sheet_of("ab\ncd", 40, 1, 4)
    assert [(p.text, p.look.selected) for p in sheet.pieces(0, focused=False)] == [
        ("a", False),
        ("b", True),
        (" ", True),
    ]
