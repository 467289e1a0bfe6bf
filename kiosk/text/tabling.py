"""Tables: putting one in, going from cell to cell, adding and dropping rows and columns."""

from collections.abc import Sequence
from typing import Final

from exam.manuscript import marks
from exam.manuscript.tables import MOST_COLUMNS
from kiosk.text.fitting import Edit
from kiosk.text.grid import (
    cell_at,
    cell_of,
    columns_of,
    is_blank_row,
    is_empty,
    is_row,
    row_of,
    rows_around,
    texts_of,
    with_column,
    without_column,
)
from kiosk.text.moves import HEADING_MARKS
from kiosk.text.signs import mark_of
from kiosk.text.writing import Writing

_TAKES_A_LINE: Final = (marks.ROW, marks.PAGE_BREAK)
"""Marks of lines that stand for something though nothing is written in them."""
_CLOSED: Final = frozenset((*_TAKES_A_LINE, *HEADING_MARKS))
"""Marks of lines in which no text goes on behind a table."""


class Tabling(Writing):
    """A text in which tables can be written.

    Each command does nothing outside a table, but for `insert_table`, and is one step for undo.
    """

    @property
    def in_table(self) -> bool:
        """Whether the cursor is in a row of a table."""
        return is_row(self._line)

    def insert_table(self, columns: int, rows: int) -> bool:
        """Put an empty table under the cursor's line, or in its place if that is blank.

        At most `MOST_COLUMNS` columns. The cursor goes to its first cell. Behind every new table
        there is a line for text.
        """
        columns = min(max(columns, 1), MOST_COLUMNS)
        table = [row_of([""] * columns)] * max(rows, 1)
        first, stop, before, after = self._room_for_table()
        start = self.document.offset(first)
        if first == len(self.document.lines):
            start, before = start - 1, ["", *before]
        written = "\n".join([*before, *table, *after])
        head = start + len("\n".join([*before, ""])) + 1
        if first == stop:
            written += "" if first == len(self.document.lines) else "\n"
            return self._write([Edit(start, start, written)], head)
        end = self.document.offset(stop - 1) + len(self.document.lines[stop - 1])
        return self._write([Edit(start, end, written)], head)

    def _room_for_table(self) -> tuple[int, int, list[str], list[str]]:
        """Which lines a new table replaces, and the empty ones it needs before and behind it."""
        lines, line = self.document.lines, self._place.line
        if is_row(lines[line]):
            line = rows_around(lines, line).stop - 1
        in_place = is_empty(lines[line]) and mark_of(lines[line]) not in _TAKES_A_LINE
        if in_place and line and is_row(lines[line - 1]):
            in_place = False
        first, stop = (line, line + 1) if in_place else (line + 1, line + 1)
        before = [""] if is_row(lines[line]) else []
        is_open = stop < len(lines) and lines[stop][:1] not in _CLOSED
        return first, stop, before, [] if is_open else [""]

    # -- from cell to cell

    def next_cell(self) -> bool:
        """Go to the next cell; behind the last one a row is added."""
        line, column = self._place
        if not self.in_table:
            return True
        cell = cell_at(self._line, column)
        if cell.number + 1 < len(texts_of(self._line)):
            return self._go_to(line, cell.number + 1)
        if line + 1 in rows_around(self.document.lines, line):
            return self._go_to(line + 1, 0)
        return self.add_row()

    def previous_cell(self) -> bool:
        """Go to the cell before; from the first one of the table, nowhere."""
        line, column = self._place
        if not self.in_table:
            return True
        cell = cell_at(self._line, column)
        if cell.number:
            return self._go_to(line, cell.number - 1)
        if line - 1 in rows_around(self.document.lines, line):
            return self._go_to(line - 1, MOST_COLUMNS)
        return True

    def break_line(self) -> bool:
        """In a table, go to the cell below; behind the last row add one, an empty one leave."""
        if not (self.in_table and self.selection.is_empty):
            return super().break_line()
        line, column = self._place
        table, cell = rows_around(self.document.lines, line), cell_at(self._line, column)
        if line == 0 and column == 1 and not is_empty(self._line[1 : cell.end]):
            return self._write([Edit(0, 0, "\n")], self.cursor + 1)
        if line + 1 < table.stop:
            return self._go_to(line + 1, cell.number)
        if len(table) > 1 and is_blank_row(self._line):
            start = self.document.offset(line)
            return self._write([Edit(start, start + len(self._line), "")])
        return self._add_row(cell.number)

    def _go_to(self, line: int, index: int) -> bool:
        """Put the cursor behind the text of a cell."""
        self._history.part()
        self._leave_marking()
        self._rest_at(self._place_of(line, index))
        return True

    def _place_of(self, line: int, index: int) -> int:
        return self.document.offset(line, cell_of(self.document.lines[line], index).end)

    # -- rows and columns

    def add_row(self) -> bool:
        """Put an empty row under the cursor's, which goes to its first cell."""
        return not self.in_table or self._add_row(0)

    def _add_row(self, index: int) -> bool:
        line = self._place.line
        lines = self.document.lines
        columns = columns_of([lines[each] for each in rows_around(lines, line)])
        end = self.document.offset(line) + len(lines[line])
        head = end + 2 + min(index, columns - 1)
        return self._write([Edit(end, end, "\n" + row_of([""] * columns))], head)

    def drop_row(self) -> bool:
        """Take out the cursor's row; with the last one the table goes."""
        if not self.in_table:
            return True
        line, column = self._place
        cell, table = cell_at(self._line, column), rows_around(self.document.lines, line)
        rows = [self.document.lines[each] for each in table if each != line]
        return self._rewrite(table, rows, min(line - table.start, len(rows) - 1), cell.number)

    def add_column(self) -> bool:
        """Put an empty column to the right of the cursor's cell, if there are not too many."""
        line, column = self._place
        table = rows_around(self.document.lines, line)
        rows = [self.document.lines[each] for each in table]
        if not self.in_table or columns_of(rows) == MOST_COLUMNS:
            return True
        index = cell_at(self._line, column).number + 1
        rows = [with_column(row, index) for row in rows]
        return self._rewrite(table, rows, line - table.start, index)

    def drop_column(self) -> bool:
        """Take out the column of the cursor's cell; with the last one the table goes."""
        if not self.in_table:
            return True
        line, column = self._place
        table = rows_around(self.document.lines, line)
        rows = [self.document.lines[each] for each in table]
        index = cell_at(self._line, column).number
        rows = [] if columns_of(rows) == 1 else [without_column(row, index) for row in rows]
        return self._rewrite(table, rows, line - table.start, index)

    def _rewrite(self, table: range, rows: Sequence[str], row: int, index: int) -> bool:
        """Put other rows in the place of a table's, the cursor into one of their cells."""
        lines = self.document.lines
        start = self.document.offset(table.start)
        end = self.document.offset(table.stop - 1) + len(lines[table.stop - 1])
        if not rows:
            gone = 1 if end < self.document.length else 0
            return self._write([Edit(start if gone else max(start - 1, 0), end + gone, "")])
        above = sum(len(each) + 1 for each in rows[:row])
        head = start + above + cell_of(rows[row], index).end
        return self._write([Edit(start, end, "\n".join(rows))], head)
