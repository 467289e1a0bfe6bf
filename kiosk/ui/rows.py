"""How lines fall into rows on the screen: wrapping, hanging indents, and where a place is drawn.

A mark takes two cells (its sign and a space), a tab four; a marked line hangs under its text.
The space behind a word may stand in the cursor's cell, so it never throws its word to the next row.
"""

from bisect import bisect_right
from typing import Final

from textual._cells import cell_len
from textual.document._document import DocumentBase, Location
from textual.document._wrapped_document import WrappedDocument
from textual.geometry import Offset

from exam.manuscript import MARKS

MARK_CELLS: Final = 2
TAB_CELLS: Final = 4
_NARROWEST: Final = 8


def cells(text: str) -> int:
    """Width of a piece of a line, in cells."""
    if text.isascii():
        return len(text) + (TAB_CELLS - 1) * text.count("\t")
    tabs, marks = text.count("\t"), text[:1] in MARKS
    return cell_len(text.replace("\t", "")) + TAB_CELLS * tabs + (MARK_CELLS - 1) * marks


def indent_of(line: str, section: int) -> int:
    """Cells left empty before a row of a line."""
    return MARK_CELLS if section and line[:1] in MARKS else 0


def break_line(line: str, width: int) -> list[int]:
    """Return the columns at which a line goes on in the next row of `width` cells."""
    if width < _NARROWEST:
        return []
    marked = line[:1] in MARKS
    hang = indent_of(line, 1)
    if cells(line) == len(line) + (MARK_CELLS - 1) * marked:
        return _break_plain(line, width - (MARK_CELLS - 1) * marked, width - hang)
    return _break_measured(line, width, width - hang)


def _break_plain(line: str, limit: int, next_limit: int) -> list[int]:
    """Break a line whose characters are one cell each: one look for each row, not each word."""
    breaks: list[int] = []
    start, length = 0, len(line)
    while length - start > limit:
        space = line.rfind(" ", start, start + limit + 1)
        start = space + 1 if space >= start else start + limit
        breaks.append(start)
        limit = next_limit
    return breaks


def _break_measured(line: str, limit: int, next_limit: int) -> list[int]:
    """Break a line cell by cell, for tabs and characters of other widths."""
    breaks: list[int] = []
    start, used, space = 0, 0, -1
    for column, character in enumerate(line):
        size = cells(character)
        if character == " ":
            space = column
        if used + size > limit:
            cuts = [space + 1 if space >= start else column]
            if cells(line[cuts[0] : column + 1]) > next_limit:
                cuts.append(column)
            breaks += cuts
            start, limit = cuts[-1], next_limit
            used = cells(line[start : column + 1])
        else:
            used += size
    return breaks


class Rows(WrappedDocument):
    """A literal document in rows."""

    def __init__(self, document: DocumentBase, width: int = 0) -> None:
        super().__init__(document, width, TAB_CELLS)

    def wrap(self, width: int, tab_width: int | None = None) -> None:
        """Wrap everything to a width."""
        del tab_width
        self._width = width
        self._wrap_offsets = [break_line(line, width) for line in self.document.lines]
        self._line_index_to_offsets = []
        self._offset_to_line_info = []
        self._number_rows(0)

    def wrap_range(self, start: Location, old_end: Location, new_end: Location) -> None:
        """Wrap again what an edit touched; rows below are renumbered only when they moved."""
        first, last, old_last = start[0], new_end[0], old_end[0]
        fresh = [break_line(line, self._width) for line in self.document.lines[first : last + 1]]
        stale = self._wrap_offsets[first : old_last + 1]
        self._wrap_offsets[first : old_last + 1] = fresh
        if [len(breaks) for breaks in fresh] != [len(breaks) for breaks in stale]:
            self._number_rows(first)

    def _number_rows(self, first: int) -> None:
        """Number the rows from one line on."""
        row = self._line_index_to_offsets[first - 1][-1] + 1 if first else 0
        del self._line_index_to_offsets[first:]
        del self._offset_to_line_info[row:]
        for index in range(first, len(self._wrap_offsets)):
            end = row + len(self._wrap_offsets[index]) + 1
            self._line_index_to_offsets.append(list(range(row, end)))
            self._offset_to_line_info.extend((index, place) for place in range(end - row))
            row = end

    @property
    def height(self) -> int:
        """Number of rows."""
        return len(self._offset_to_line_info)

    def row_of(self, line_index: int) -> int:
        """Return the first row of a line."""
        return self._line_index_to_offsets[line_index][0]

    def last_row_of(self, line_index: int) -> int:
        """Return the last row of a line."""
        return self._line_index_to_offsets[line_index][-1]

    def place_of(self, row: int) -> tuple[int, int]:
        """Line and section that a row shows."""
        return self._offset_to_line_info[row]

    def span_of(self, line_index: int, section: int) -> tuple[int, int]:
        """First and last column (exclusive) of a row."""
        edges = (0, *self._wrap_offsets[line_index], len(self.document.get_line(line_index)))
        return edges[section], edges[section + 1]

    def get_sections(self, line_index: int) -> list[str]:
        """Return the texts of a line's rows."""
        line = self.document.get_line(line_index)
        edges = (0, *self._wrap_offsets[line_index], len(line))
        return [line[edges[at] : edges[at + 1]] for at in range(len(edges) - 1)]

    def location_to_offset(self, location: Location) -> Offset:
        """Cell and row at which a place is drawn."""
        line_index, column = location
        line = self.document.get_line(line_index)
        breaks = self._wrap_offsets[line_index]
        section = bisect_right(breaks, column)
        start = breaks[section - 1] if section else 0
        x = indent_of(line, section) + cells(line[start:column])
        return Offset(x, self._line_index_to_offsets[line_index][section])

    def get_target_document_column(self, line_index: int, x_offset: int, y_offset: int) -> int:
        """Return the column that a cell of a row shows."""
        line = self.document.get_line(line_index)
        sections = len(self._wrap_offsets[line_index]) + 1
        section = y_offset % sections
        start, end = self.span_of(line_index, section)
        if section < sections - 1:
            end -= 1
        left = x_offset - indent_of(line, section)
        column = start
        while column < end:
            left -= cells(line[column])
            if left < 0:
                break
            column += 1
        return column
