"""Rows and cells of a table, found in the lines of a text.

A row is a line with the mark of rows; its cells stand between cell marks. Rows that follow each
other are a table.
"""

from collections.abc import Sequence
from typing import NamedTuple

from exam.manuscript import marks
from exam.manuscript.tables import MOST_COLUMNS
from kiosk.text.signs import SILENT


class CellSpan(NamedTuple):
    """A cell of a row: which it is, from zero on, its first column and the one behind it."""

    number: int
    start: int
    end: int


def is_row(line: str) -> bool:
    """Whether a line is a row of a table."""
    return line[:1] == marks.ROW


def is_empty(line: str) -> bool:
    """Whether nothing stands in a line that is drawn, its mark aside."""
    return all(letter in SILENT for letter in line)


def is_blank_row(line: str) -> bool:
    """Whether nothing stands in any cell of a row."""
    return all(letter in SILENT or letter == marks.CELL for letter in line)


def row_of(texts: Sequence[str]) -> str:
    """Return the row with such cells."""
    return marks.ROW + marks.CELL.join(texts)


def texts_of(line: str) -> list[str]:
    """Return the texts of the cells of a row."""
    return line[1:].split(marks.CELL, MOST_COLUMNS - 1)


def cell_of(line: str, index: int) -> CellSpan:
    """Return a cell of a row, or its last if it has fewer."""
    texts = texts_of(line)
    index = min(index, len(texts) - 1)
    start = 1 + sum(len(text) + 1 for text in texts[:index])
    return CellSpan(index, start, start + len(texts[index]))


def cell_at(line: str, column: int) -> CellSpan:
    """Return the cell of a row in which a column is."""
    return cell_of(line, min(line.count(marks.CELL, 0, column), MOST_COLUMNS - 1))


def rows_around(lines: Sequence[str], line: int) -> range:
    """Return the lines of the table to which a line belongs."""
    first, stop = line, line + 1
    while first > 0 and is_row(lines[first - 1]):
        first -= 1
    while stop < len(lines) and is_row(lines[stop]):
        stop += 1
    return range(first, stop)


def columns_of(rows: Sequence[str]) -> int:
    """Return how many columns a table of such rows has."""
    return max(min(row.count(marks.CELL) + 1, MOST_COLUMNS) for row in rows)


def with_column(row: str, index: int) -> str:
    """Return a row with one more cell, empty, as its cell `index`; shorter rows are filled up."""
    texts = texts_of(row)
    texts += [""] * (index - len(texts))
    return row_of([*texts[:index], "", *texts[index:]])


def without_column(row: str, index: int) -> str:
    """Return a row without its cell `index`, if it has one."""
    texts = texts_of(row)
    return row_of([*texts[:index], *texts[index + 1 :]])
