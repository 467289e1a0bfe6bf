"""Lines: a list that somebody begins by hand is seen, and a table is left."""

import pytest

from exam.manuscript import marks
from kiosk.text import Sheet
from kiosk.ui.lines import leave_table, list_by_hand
from kiosk.ui.notices import Notice
from tests.kiosk.ui.writer import Copy

ROW, CELL, H1, BULLET = marks.ROW, marks.CELL, marks.HEADING_1, marks.BULLET


def at_end_of(text: str) -> Sheet:
    """Return a sheet with the cursor behind the text."""
    sheet = Sheet(text, Copy(text).record)
    sheet.place_cursor(len(text))
    return sheet


@pytest.mark.parametrize(
    ("text", "notice"),
    [
        ("satu\n1. ", Notice.NUMBERS_BY_KEY),
        ("a) ", Notice.NUMBERS_BY_KEY),
        ("- ", Notice.BULLETS_BY_KEY),
        (f"{BULLET}- ", None),
        (f"{H1}1. ", None),
        ("pada 1. ", None),
        ("12. ", None),
        ("", None),
    ],
)
def test_a_list_begun_by_hand_is_seen_at_the_start_of_a_line_of_text(
    text: str, notice: Notice | None
) -> None:
    assert list_by_hand(at_end_of(text)) is notice


@pytest.mark.parametrize(
    ("behind", "expected", "cursor_line"),
    [
        ("\nteks", "\nteks", "teks"),
        ("\n", "\n", ""),
        (f"\n{H1}judul", f"\n\n{H1}judul", ""),
    ],
)
def test_a_table_is_left_for_the_line_of_text_under_it(
    behind: str, expected: str, cursor_line: str
) -> None:
    table = f"{ROW}1{CELL}2\n{ROW}3{CELL}4"
    sheet = Sheet(table + behind, Copy(table + behind).record)
    sheet.place_cursor(2)
    assert leave_table(sheet)
    assert sheet.text == table + expected
    line, column = sheet.document.place(sheet.cursor)
    assert (sheet.document.lines[line], column) == (cursor_line, 0)


def test_outside_a_table_there_is_nothing_to_leave() -> None:
    sheet = at_end_of("satu")
    assert leave_table(sheet)
    assert (sheet.text, sheet.cursor) == ("satu", 4)
