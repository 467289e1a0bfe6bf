"""Tables: no key ever breaks a row, and each command is taken back by one undo."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.manuscript import BlockKind, marks
from exam.manuscript.tables import MOST_COLUMNS
from kiosk.text import Sheet
from tests.kiosk.text.sketches import Key, drawn, sheet_of, text_of, undoes_to
from tests.kiosk.text.texts import LINES, SOUND


def pasting(sketch: str) -> Key:
    return lambda sheet: sheet.paste(text_of(sketch))


@pytest.mark.parametrize(
    ("before", "columns", "rows", "after"),
    [
        ("^", 2, 2, "|^!\n|!\n"),
        ("sa^tu", 2, 1, "satu\n|^!\n"),
        ("sa^tu\ndua", 1, 1, "satu\n|^\ndua"),
        ("a\n^\nb", 1, 2, "a\n|^\n|\nb"),
        ("a\n*^\nb", 1, 1, "a\n|^\nb"),
        ("=^\nb", 1, 1, "=\n|^\nb"),
        ("a^\n|b", 1, 1, "a\n|^\n\n|b"),
        ("|a^\n|b\nc", 1, 1, "|a\n|b\n\n|^\nc"),
        ("|a\n^\nb", 1, 1, "|a\n\n|^\nb"),
        ("|^", 1, 1, "|\n\n|^\n"),
        ("a^", 0, -3, "a\n|^\n"),
        ("^\n#b", 1, 1, "|^\n\n#b"),
        ("a^\n=\nb", 1, 1, "a\n|^\n\n=\nb"),
        ("^\n*b", 1, 1, "|^\n*b"),
    ],
)
def test_a_new_table_stands_by_itself_with_a_line_for_text_behind_it(
    before: str, columns: int, rows: int, after: str
) -> None:
    sheet = sheet_of(before)
    assert sheet.insert_table(columns, rows)
    assert sheet.in_table
    undoes_to(sheet, before, after)


def test_a_table_has_no_more_columns_than_a_paper_takes() -> None:
    sheet = sheet_of("^")
    assert sheet.insert_table(99, 1)
    assert sheet.text.count(marks.CELL) == MOST_COLUMNS - 1
    text = sheet.text
    assert sheet.add_column()
    assert sheet.text == text


@pytest.mark.parametrize(
    ("key", "before", "after"),
    [
        (Sheet.next_cell, "|^a!bc\n|d", "|a!bc^\n|d"),
        (Sheet.next_cell, "|a!b^c\n|d!e", "|a!bc\n|d^!e"),
        (Sheet.next_cell, "|a!b\n|c!d^", "|a!b\n|c!d\n|^!"),
        (Sheet.next_cell, "a^\n|b", "a^\n|b"),
        (Sheet.previous_cell, "|a!^b", "|a^!b"),
        (Sheet.previous_cell, "|a!b\n|^c", "|a!b^\n|c"),
        (Sheet.previous_cell, "x\n|a^b", "x\n|a^b"),
        (Sheet.break_line, "|a^!b\n|c!d", "|a!b\n|c^!d"),
        (Sheet.break_line, "|a!b^\n|c", "|a!b\n|c^"),
        (Sheet.break_line, "|a!b^", "|a!b\n|!^"),
        (Sheet.break_line, "|a!b\n|!^\nx", "|a!b\n^\nx"),
        (Sheet.break_line, "|!^", "|!\n|!^"),
        (Sheet.break_line, "|^a!b", "\n|^a!b"),
        (Sheet.break_line, "|^!b\n|c", "|!b\n|c^"),
        (Sheet.break_line, "|a^b!c^d", "|a^!d"),
    ],
)
def test_going_through_a_table(key: Key, before: str, after: str) -> None:
    sheet = sheet_of(before)
    assert key(sheet)
    undoes_to(sheet, before, after)


@pytest.mark.parametrize(
    ("key", "before", "after"),
    [
        (Sheet.add_row, "|a!b^\n|c", "|a!b\n|^!\n|c"),
        (Sheet.drop_row, "x\n|a!b^\n|c!d\ny", "x\n|c!d^\ny"),
        (Sheet.drop_row, "|a\n|b^", "|a^"),
        (Sheet.drop_row, "x\n|a^\ny", "x\n^y"),
        (Sheet.drop_row, "x\n|a^", "x^"),
        (Sheet.drop_row, "|a^", "^"),
        (Sheet.add_column, "|a^!b\n|c", "|a!^!b\n|c!"),
        (Sheet.add_column, "|a!b^\n|c", "|a!b!^\n|c!!"),
        (Sheet.drop_column, "|a^!b\n|c\n|d!e", "|b^\n|\n|e"),
        (Sheet.drop_column, "|a!b^\n|c!d", "|a^\n|c"),
        (Sheet.drop_column, "x\n|a^\n|b\ny", "x\n^y"),
        (Sheet.add_row, "a^", "a^"),
        (Sheet.drop_row, "a^", "a^"),
        (Sheet.add_column, "a^", "a^"),
        (Sheet.drop_column, "a^", "a^"),
    ],
)
def test_rows_and_columns_come_and_go(key: Key, before: str, after: str) -> None:
    sheet = sheet_of(before)
    assert key(sheet)
    undoes_to(sheet, before, after)


@pytest.mark.parametrize(
    ("key", "before", "after"),
    [
        (Sheet.delete_left, "|a!^b", "|a!^b"),
        (Sheet.delete_left, "x\n|^a", "x\n|^a"),
        (Sheet.delete_left, "|a\n^x", "|a\n^x"),
        (Sheet.delete_left, "|a\n^\nx", "|a^\nx"),
        (Sheet.delete_left, "|a\n^", "|a\n^"),
        (Sheet.delete_left, "|a\n^\n|b", "|a\n^\n|b"),
        (Sheet.delete_right, "|a^!b", "|a^!b"),
        (Sheet.delete_right, "|a!b^\n|c", "|a!b^\n|c"),
        (Sheet.delete_right, "x^\n|a", "x^\n|a"),
        (Sheet.delete_right, "^\n|a", "|^a"),
        (Sheet.delete_right, "|a!b^\nx", "|a!b^\nx"),
        (Sheet.delete_word_left, "|a b!c^ d", "|a b!^ d"),
        (Sheet.delete_word_left, "|a!(^b", "|a!^b"),
        (Sheet.delete_word_left, "|a\n^x", "|a\n^x"),
        (Sheet.delete_word_right, "|a^ !b", "|a^!b"),
        (Sheet.delete_word_right, "x^\n|a", "x^\n|a"),
        (Sheet.delete_left, "|a^b!<c!d^e>f", "|a^!!e>f"),
        (Sheet.delete_left, "|a^b\n|c!d\n|e!f^g\nx", "|a^\n|!g\nx"),
        (Sheet.delete_left, "|^a!b\n|c^!d", "|^!d"),
        (Sheet.delete_left, "|^a\n|b^\nx", "^x"),
        (Sheet.delete_left, "x\n|^a\n|b^", "x^"),
        (Sheet.delete_left, "x^y\n|a!<b^c", "x^\n|!<c"),
        (Sheet.delete_left, "|a^b!c\nx^y", "|a^!\ny"),
        (Sheet.delete_left, "a^b\n|c^\nx", "a^\nx"),
        (lambda sheet: sheet.insert("z"), "|^a\n|b^\nx", "z^\nx"),
        (lambda sheet: sheet.insert("z"), "|a^b!c^d", "|az^!d"),
    ],
)
def test_deleting_leaves_cells_or_takes_whole_rows(key: Key, before: str, after: str) -> None:
    sheet = sheet_of(before)
    assert key(sheet)
    undoes_to(sheet, before, after)


@pytest.mark.parametrize(
    ("piece", "before", "after"),
    [
        ("x\n*y\n|z!w", "|a^!b", "|ax y z w^!b"),
        ("x!y", "a^b", "ax\ty^b"),
        ("x!y", "|a^!b", "|ax y^!b"),
        ("|x!y\n|z", "a^b", "a\n|x!y\n|z^\nb"),
        ("|x!y\n|z", "^a", "|x!y\n|z^\na"),
        ("|x!y", "^", "|x!y^\n"),
        ("|x!y", "^\na", "|x!y^\na"),
        ("|x!y", "a^\nb", "a\n|x!y^\nb"),
        ("|x\nz", "^a", "|x\nz^a"),
        ("|x", "|^a\n|b^\nc", "|x^\nc"),
        ("|x", "a^b\n|c!d^e", "a\n|x^\n|!e"),
        ("x!y", "|^a\n|b^\nc", "x\ty^\nc"),
    ],
)
def test_what_is_pasted_breaks_no_row(piece: str, before: str, after: str) -> None:
    sheet = sheet_of(before)
    assert pasting(piece)(sheet)
    undoes_to(sheet, before, after)


def test_a_row_with_too_many_cells_is_pasted_with_as_many_as_it_may_have() -> None:
    sheet = sheet_of("^")
    assert pasting("|" + "!".join("abcdefghijklmno"))(sheet)
    assert drawn(sheet) == "|a!b!c!d!e!f!g!h!i!j!k!l\tm\tn\to^\n"


def test_rows_that_were_copied_from_their_first_letter_are_rows_again() -> None:
    sheet = sheet_of("|^a!b\n|c!d^\nx")
    copied = sheet.copy()
    assert copied == text_of("|a!b\n|c!d")
    sheet.place_cursor(sheet.length)
    assert sheet.paste(copied)
    assert drawn(sheet) == "|a!b\n|c!d\nx\n|a!b\n|c!d^\n"


def test_marks_of_lines_leave_rows_alone() -> None:
    sheet = sheet_of("a^b\n|c!d\ne^f")
    assert sheet.mark_lines(BlockKind.BULLET)
    assert drawn(sheet) == "*a^b\n|c!d\n*e^f"


def cells_in(text: str) -> list[int]:
    return [line.count(marks.CELL) for line in text.split("\n") if line.startswith(marks.ROW)]


def is_part(few: list[int], many: list[int]) -> bool:
    """Whether some of many numbers, in their order, are the few."""
    rest = iter(many)
    return all(number in rest for number in few)


TABLE = st.lists(
    st.sampled_from(["|a!b", "|!", "|c[d]!<e", "x", "", "*y", "="]).map(text_of), max_size=5
).map("\n".join)
DELETING: list[Callable[[Sheet], object]] = [
    Sheet.delete_left,
    Sheet.delete_right,
    Sheet.delete_word_left,
    Sheet.delete_word_right,
    Sheet.cut,
    lambda sheet: sheet.insert("z"),
]


@given(TABLE | SOUND, st.integers(0, 400), st.integers(0, 400), st.sampled_from(DELETING))
def test_a_row_never_loses_or_gains_cells_by_deleting(
    text: str, anchor: int, head: int, key: Callable[[Sheet], object]
) -> None:
    sheet = Sheet(text, lambda *_: None, 40)
    sheet.select(anchor % (len(text) + 1), head % (len(text) + 1))
    key(sheet)
    assert is_part(cells_in(sheet.text), cells_in(text))


@given(TABLE, st.integers(0, 400), st.lists(LINES, max_size=4).map("\n".join))
def test_pasting_leaves_each_row_its_cells_and_stray_cell_marks_nowhere(
    text: str, at: int, piece: str
) -> None:
    sheet = Sheet(text, lambda *_: None, 40)
    sheet.place_cursor(at % (len(text) + 1))
    sheet.paste(piece)
    assert is_part(cells_in(text), cells_in(sheet.text))
    others = [line for line in sheet.text.split("\n") if not line.startswith(marks.ROW)]
    assert not any(marks.CELL in line for line in others)
