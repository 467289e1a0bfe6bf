"""How wide a text is drawn, and where its letters begin and end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from exam.manuscript import clean_input, marks
from kiosk.text.cells import cell_widths, cells_of, letter_end, letter_start, resting_column
from kiosk.text.signs import INLINE_SIGNS, LINE_SIGN_CELLS, mark_of, sign_cells
from tests.kiosk.text import naive
from tests.kiosk.text.texts import INSIDE, TORN_LINES

ACUTE = "\u0301"


@pytest.mark.parametrize(
    ("text", "x", "cells"),
    [
        ("", 0, 0),
        ("gagasan", 0, 7),
        ("é", 0, 1),
        ("e" + ACUTE, 0, 1),
        ("漢字", 0, 4),
        ("a\u00a0b", 0, 3),
        ("“a”", 0, 3),
        ("\t", 0, 4),
        ("\t", 3, 1),
        ("\t", 4, 4),
        ("ab\tc", 0, 5),
        ("ab\tc", 1, 4),
        ("a\t\tb", 0, 9),
        ("漢\t", 1, 3),
        (marks.BOLD_ON + "a" + marks.BOLD_OFF, 0, 1),
        ("a" + marks.NOTE_START + "b" + marks.NOTE_END, 0, 4),
        ("a" + marks.CELL + "b", 0, 5),
        ("\x1b", 0, 1),
    ],
)
def test_a_piece_takes_the_cells_that_the_terminal_gives_it(text: str, x: int, cells: int) -> None:
    assert cells_of(text, x) == cells


@given(st.text(max_size=30))
def test_whatever_may_come_in_is_as_wide_as_the_screen_draws_it(text: str) -> None:
    clean = clean_input(text).replace("\t", "").replace("\n", "")
    assert cells_of(clean) == cell_len(clean)


@given(TORN_LINES, st.integers(0, 9))
def test_a_line_is_as_wide_as_its_characters_one_after_the_other(line: str, x: int) -> None:
    assert cells_of(line, x) == naive.cells(line, x)
    widths = list(cell_widths(line, 0, len(line), x))
    assert [column for column, _ in widths] == list(range(len(line)))
    assert sum(width for _, width in widths) == naive.cells(line, x)


@given(TORN_LINES, st.data())
def test_two_pieces_take_together_what_the_whole_takes(line: str, data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(line)))
    left = cells_of(line[:cut])
    assert left + cells_of(line[cut:], left) == cells_of(line)


@given(TORN_LINES)
def test_letters_follow_each_other_over_the_whole_line(line: str) -> None:
    column, found = len(mark_of(line)), [len(mark_of(line))]
    while column < naive.stops(line)[-1]:
        column = letter_end(line, column)
        found.append(column)
    assert tuple(found) == naive.stops(line)


@given(TORN_LINES, st.data())
def test_a_letter_starts_where_the_one_before_the_cursor_does(
    line: str, data: st.DataObject
) -> None:
    solid = [
        (start, end)
        for start, end in naive.letters(line, naive.floor_of(line))
        if line[start] not in naive.SILENT
    ]
    for start, end in solid:
        assert letter_start(line, end) == start
        silent = end
        while silent < len(line) and line[silent] in naive.SILENT:
            silent += 1
            assert letter_start(line, silent) == start


@given(TORN_LINES, st.integers(-3, 200))
def test_the_cursor_rests_behind_letters_and_never_before_the_mark(line: str, column: int) -> None:
    assert resting_column(line, column) == naive.rest_column(line, column)


@pytest.mark.parametrize(
    ("line", "column", "rests"),
    [
        (marks.HEADING_1 + "Bab", 0, 1),
        (marks.HEADING_1, 0, 1),
        ("ke" + ACUTE + "b", 2, 1),
        ("ab" + marks.BOLD_OFF, 3, 2),
        ("a" + marks.BOLD_ON + marks.ITALIC_ON + "b", 3, 1),
        (marks.BOLD_ON + "b", 1, 0),
        ("a" + marks.NOTE_START + "b", 2, 2),
        (ACUTE + "a", 0, 0),
        ("ab", 99, 2),
    ],
)
def test_a_place_inside_a_letter_or_behind_silent_marks_is_not_rested_at(
    line: str, column: int, rests: int
) -> None:
    assert resting_column(line, column) == rests


@given(INSIDE)
def test_marks_of_lines_take_room_once_before_all_rows_and_none_in_the_line(inside: str) -> None:
    for mark, cells in LINE_SIGN_CELLS.items():
        assert sign_cells(mark + inside) == cells == naive.SIGN_CELLS[mark]
        assert mark_of(mark + inside) == mark
        assert cells_of(mark + inside) == cells_of(inside)
    assert sign_cells(inside) == 0
    assert mark_of(inside) == ""


def test_every_mark_is_of_a_line_or_shown_or_silent() -> None:
    assert LINE_SIGN_CELLS.keys() == set(marks.LINE_MARKS)
    assert INLINE_SIGNS == naive.DRAWN
