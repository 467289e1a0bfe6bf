"""Lines in rooms: as they are printed where they fit, flowing where they do not."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.manuscript.setting import Piece, SetLine
from kiosk import preview
from kiosk.preview.flow import rows_of
from kiosk.preview.grids import column_cells, draw_grid
from kiosk.preview.ink import EDGE, TEXT, Span, cells_in, centred, ends, fitted, text_of
from tests.kiosk.preview.drawn import read, squeezed, widths

TEXTS = st.text(st.sampled_from("abc   -\t日e\u0301\x07"), max_size=60)


@given(st.lists(TEXTS, min_size=1, max_size=4), st.integers(2, 40))
def test_every_row_fits_and_no_letter_is_lost(texts: list[str], cells: int) -> None:
    rows = rows_of([(Piece(text),) for text in texts], cells)
    assert all(cells_in(row) <= cells for row in rows)
    assert squeezed(read(rows)) == squeezed(texts).replace("\x07", "?")


def test_lines_that_fit_stand_as_they_are_printed() -> None:
    assert read(rows_of([(Piece("satu dua "),), (Piece("tiga"),)], 9)) == ["satu dua", "tiga"]


def test_lines_of_which_one_is_too_wide_flow_together() -> None:
    lines = [(Piece("satu dua tiga "),), (Piece("empat"),)]
    assert read(rows_of(lines, 10)) == ["satu dua", "tiga empat"]


def test_a_word_wider_than_the_room_is_broken_where_it_ends() -> None:
    assert read(rows_of([(Piece("a pertanggungjawaban"),)], 8)) == [
        "a",
        "pertangg",
        "ungjawab",
        "an",
    ]


def test_tabs_reach_the_next_stop_and_signs_stand_in_brackets() -> None:
    line = (Piece("a\tb", bold=True), Piece("7", raised=True), Piece("\tc"))
    (row,) = rows_of([line], 80)
    assert text_of(row) == "a     b[7]  c"
    assert [span.ink.bold for span in row] == [True, True, False]


@pytest.mark.parametrize(
    ("cells", "filled"), [(0, ""), (3, "日"), (4, "日本"), (5, "日本a"), (8, "日本abc ")]
)
def test_a_row_is_filled_up_or_cut_between_letters(cells: int, filled: str) -> None:
    row = fitted((Span("日本", TEXT), Span("abc", EDGE)), cells, TEXT)
    assert cells_in(row) == cells
    assert text_of(row).startswith(filled)


def test_what_stands_at_both_ends_leaves_the_right_one_out_where_it_does_not_fit() -> None:
    left, right = Span("kiri", TEXT), Span("kanan", TEXT)
    assert text_of(ends(left, right, 12)) == "kiri   kanan"
    assert text_of(ends(left, right, 9)) == "kiri     "
    assert text_of(centred(left, 8)) == "  kiri  "


@given(st.lists(st.floats(0.01, 1), min_size=1, max_size=12), st.integers(30, 200))
def test_columns_share_the_whole_width(parts: list[float], cells: int) -> None:
    shares = [part / sum(parts) for part in parts]
    columns = column_cells(shares, cells)
    assert sum(columns) + len(columns) + 1 == cells
    assert min(columns) >= 1


def test_a_table_has_borders_around_and_between_its_cells() -> None:
    a, b, c, d = ((Piece(letter),) for letter in "abcd")
    rows: list[list[list[SetLine]]] = [[[a], [b]], [[c, d], [()]]]
    drawn = draw_grid(rows, (0.5, 0.5), 13)
    assert widths(drawn) == {13}
    assert read(drawn) == [
        "┌─────┬─────┐",
        "│ a   │ b   │",
        "├─────┼─────┤",
        "│ c   │     │",
        "│ d   │     │",
        "└─────┴─────┘",
    ]


def test_every_character_of_the_pictures_is_in_the_consoles_font() -> None:
    """Box drawing and signs are limited to what Debian's Lat15 console fonts have."""
    allowed = set("─│┌┐└┘├┤┬┴┼•–“”")
    for file in Path(preview.__path__[0]).glob("*.py"):
        strange = {each for each in file.read_text("utf-8") if ord(each) > 0xFF} - allowed
        assert not strange, file
