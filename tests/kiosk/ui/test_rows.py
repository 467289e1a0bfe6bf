"""Lines fall into rows that fit, and every place is found again where it is drawn."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.manuscript import BlockKind
from kiosk.ui.document import LiteralDocument
from kiosk.ui.rows import Rows, break_line, cells, indent_of

BULLET = BlockKind.BULLET.value
LETTERS = st.text("ab \té界", max_size=60)
LINES = st.one_of(LETTERS, LETTERS.map(lambda text: BULLET + text))
WIDTH = st.integers(8, 30)


def sections(line: str, width: int) -> list[str]:
    edges = [0, *break_line(line, width), len(line)]
    return [line[start:end] for start, end in pairwise(edges)]


@given(LINES, WIDTH)
def test_rows_join_to_the_line_and_fit_apart_from_one_space(line: str, width: int) -> None:
    rows = sections(line, width)
    assert "".join(rows) == line
    for number, row in enumerate(rows):
        text = row.removesuffix(" ")
        assert cells(text) + indent_of(line, number) <= width


@given(st.lists(st.text("abcdefgh", min_size=1, max_size=7), max_size=20), WIDTH)
def test_no_word_that_fits_a_row_is_cut(words: list[str], width: int) -> None:
    rows = sections(" ".join(words), width)
    assert [word for row in rows for word in row.split()] == words


def test_the_space_behind_a_word_that_just_fits_stays_with_it() -> None:
    assert sections("satu dua tiga", 8) == ["satu dua ", "tiga"]


def test_a_space_typed_at_the_very_end_of_a_row_takes_the_cursor_to_the_next() -> None:
    assert sections("satu dua ", 8) == ["satu dua ", ""]


@given(st.lists(LINES, min_size=1, max_size=4), WIDTH)
def test_every_place_is_found_where_it_is_drawn(lines: list[str], width: int) -> None:
    rows = Rows(LiteralDocument("\n".join(lines), lambda *_change: None), width)
    for index, line in enumerate(lines):
        for column in range(len(line) + 1):
            offset = rows.location_to_offset((index, column))
            assert rows.offset_to_location(offset) == (index, column)


@given(
    st.lists(LINES, min_size=1, max_size=5),
    st.tuples(st.integers(0, 4), st.integers(0, 60)),
    st.tuples(st.integers(0, 4), st.integers(0, 60)),
    st.text("ab \n", max_size=30),
    WIDTH,
)
def test_wrapping_what_changed_equals_wrapping_everything(
    lines: list[str], start: tuple[int, int], end: tuple[int, int], text: str, width: int
) -> None:
    document = LiteralDocument("\n".join(lines), lambda *_change: None)
    rows = Rows(document, width)
    top, bottom = sorted((document.clamp(start), document.clamp(end)))
    result = document.replace_range(top, bottom, text)
    rows.wrap_range(top, bottom, result.end_location)
    fresh = Rows(document, width)
    assert [rows.get_sections(index) for index in range(document.line_count)] == [
        fresh.get_sections(index) for index in range(document.line_count)
    ]
    assert rows.height == fresh.height
    for row in range(fresh.height):
        assert rows.place_of(row) == fresh.place_of(row)


@pytest.mark.parametrize("width", [0, 3])
def test_a_screen_too_narrow_for_words_is_not_wrapped(width: int) -> None:
    assert break_line("satu dua tiga empat", width) == []


@given(st.text("ab  ", max_size=60), WIDTH)
def test_the_quick_and_the_measured_way_break_alike(line: str, width: int) -> None:
    measured = [place for place in break_line(f"{line}\t", width) if place <= len(line)]
    assert break_line(line, width) == measured[: len(break_line(line, width))]
