"""The rows of a whole text at one width, and which of them a change touched."""

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from exam.manuscript import marks
from kiosk.text.cells import cell_widths, cells_of, letter_start, resting_column
from kiosk.text.columns import Columns, Pads, Setting
from kiosk.text.document import Change, Document
from kiosk.text.signs import has_marks, mark_of, sign_cells
from kiosk.text.sums import Sums
from kiosk.text.wrapping import NARROWEST, break_line, rewrap


class Spot(NamedTuple):
    """Where a place is drawn: a row from the top of the text, a cell from its left edge."""

    row: int
    cell: int


class Row(NamedTuple):
    """What a row shows: columns `start` to `end` of a line, as its row number `section`."""

    line: int
    section: int
    start: int
    end: int
    is_last: bool


class RowsChanged(NamedTuple):
    """From row `first` on, `old` rows gave way to `new` ones; all others only moved."""

    first: int
    old: int
    new: int


class Layout:
    """The rows of a document; `width` is in cells, and one more stays free for the cursor."""

    def __init__(self, document: Document, width: int) -> None:
        self._document = document
        self.resize(width)

    @property
    def height(self) -> int:
        """Number of rows."""
        return self._rows.total

    def resize(self, width: int) -> None:
        """Wrap everything to a width."""
        self.width = width
        self._breaks = [break_line(line, width) for line in self._document.lines]
        self._rows = Sums(len(breaks) + 1 for breaks in self._breaks)
        self._columns = Columns(self._document.lines, width)

    # -- changes

    def follow(self, change: Change) -> RowsChanged:
        """Wrap again what a change touched, and align the tables around it."""
        if change.old_lines == change.new_lines == 1 and self._keeps_look(change):
            rows = self._follow_in_line(change)
        else:
            rows = self._follow_lines(change)
        aligned = self._columns.follow(change)
        return self._with_lines(rows, aligned) if aligned else rows

    def _with_lines(self, rows: RowsChanged, lines: range) -> RowsChanged:
        """Say that the rows of some lines changed as well, which are as many as before."""
        first = min(rows.first, self.top_of(lines.start))
        stop = max(rows.first + rows.new, self.top_of(lines.stop))
        same = stop - first - rows.new
        return RowsChanged(first, rows.old + same, rows.new + same)

    def _keeps_look(self, change: Change) -> bool:
        """Whether the letters around the change look as before: no mark came or went."""
        if has_marks(change.removed) or has_marks(change.inserted):
            return False
        if change.column:
            return True
        line = self._document.lines[change.line]
        return not mark_of(line) and not mark_of(line[len(change.inserted) :])

    def _follow_in_line(self, change: Change) -> RowsChanged:
        index, column = change.line, change.column
        old, line = self._breaks[index], self._document.lines[index]
        removed, inserted = len(change.removed), len(change.inserted)
        again = rewrap(line, self.width, old, column, removed, inserted)
        first, stop, fresh, resumed = again
        old_rows, new_rows = stop - first, len(fresh)
        if not resumed:
            old_rows, new_rows = old_rows + 1, new_rows + 1
        same = 0
        while (
            same < len(fresh) and first + same < stop and fresh[same] == old[first + same] <= column
        ):
            same += 1
        self._breaks[index] = breaks = again.applied(old, inserted - removed)
        if len(breaks) != len(old):
            self._rows.set(index, len(breaks) + 1)
        above = self._rows.before(index) + first + same
        return RowsChanged(above, old_rows - same, new_rows - same)

    def _follow_lines(self, change: Change) -> RowsChanged:
        first, stop = change.line, change.line + change.old_lines
        lines = self._document.lines[first : first + change.new_lines]
        fresh = [break_line(line, self.width) for line in lines]
        above = self._rows.before(first)
        old_rows = self._rows.before(stop) - above
        self._breaks[first:stop] = fresh
        self._rows.splice(first, stop, [len(breaks) + 1 for breaks in fresh])
        return RowsChanged(above, old_rows, sum(len(breaks) + 1 for breaks in fresh))

    # -- rows and places

    def row(self, row: int) -> Row:
        """Return what a row shows."""
        index, section = self._rows.find(row)
        breaks = self._breaks[index]
        start = breaks[section - 1] if section else 0
        if section < len(breaks):
            return Row(index, section, start, breaks[section], is_last=False)
        return Row(index, section, start, len(self._document.lines[index]), is_last=True)

    def setting(self, line: int) -> Setting:
        """Return how a line is set as a row of its table."""
        return self._columns.setting(line)

    def top_of(self, line: int) -> int:
        """Return the first row of a line, or behind the last line the number of all rows."""
        return self._rows.before(line)

    def spot(self, at: int) -> Spot:
        """Return where a place is drawn; what stands behind a full row, in the cursor's cell."""
        index, column = self._document.place(at)
        line, breaks = self._document.lines[index], self._breaks[index]
        section = bisect_right(breaks, column)
        start = breaks[section - 1] if section else 0
        cell = sign_cells(line) + cells_of(line[start:column])
        if pads := self._columns.setting(index).pads:
            cell += sum(pads[: line.count(marks.CELL, 0, column)])
        if self.width >= NARROWEST:
            cell = min(cell, self.width)
        return Spot(self._rows.before(index) + section, cell)

    def at(self, row: int, cell: int) -> int:
        """Return the place of the letter that is drawn at a cell, or the end of its row."""
        shown = self.row(min(max(row, 0), self.height - 1))
        line = self._document.lines[shown.line]
        x = sign_cells(line)
        column = self.end_column(shown)
        start = max(shown.start, len(mark_of(line)))
        behind_all = shown.is_last and cell >= self.width >= NARROWEST
        pads = self.setting(shown.line).pads
        for each, width in () if behind_all else _padded_widths(line, start, column, pads):
            if x + width > cell:
                column = each
                break
            x += width
        resting = max(resting_column(line, column), shown.start)
        return self._document.offset(shown.line, resting)

    def end_column(self, shown: Row) -> int:
        """Return the last column that is drawn in a row: of one that goes on, its last letter."""
        if shown.is_last:
            return shown.end
        return max(letter_start(self._document.lines[shown.line], shown.end), shown.start)


def _padded_widths(line: str, start: int, end: int, pads: Pads) -> Iterator[tuple[int, int]]:
    """Yield (column, cells) of each character; a cell sign is as wide as with its blanks."""
    before = iter(pads)
    for column, width in cell_widths(line, start, end):
        yield column, width + (next(before, 0) if line[column] == marks.CELL else 0)
