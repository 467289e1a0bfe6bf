"""How rows of tables are set: which is the head, and blanks that align their columns.

Before each cell sign of a row stand as many blanks as its cell is narrower than the widest of its
column. That is so while every row of a table, with its blanks, fits on one row of the screen; any
other table stands there as it is written.
"""

from collections.abc import Iterator, Sequence
from itertools import accumulate, zip_longest
from typing import Final, NamedTuple

from exam.manuscript import marks
from kiosk.text.cells import cells_of
from kiosk.text.document import Change
from kiosk.text.grid import is_row
from kiosk.text.signs import INLINE_SIGNS, LINE_SIGN_CELLS
from kiosk.text.wrapping import NARROWEST

Widths = tuple[int, ...]
"""The cells of the screen that each cell of a row takes."""
Pads = tuple[int, ...]
"""The blanks before each cell sign of a row; none if its columns stand as they are written."""

MOST_ROWS: Final = 200
"""A larger table is never aligned, so that a key costs little in it."""
_BETWEEN: Final = len(INLINE_SIGNS[marks.CELL])
_TOO_WIDE: Final[Widths] = (1_000_000_000,)


class Setting(NamedTuple):
    """How a line is set, if it is a row; the head, the first row of a table, is bold."""

    pads: Pads = ()
    is_head: bool = False


_AS_WRITTEN: Final = Setting()


class Columns:
    """How all rows of a text are set; `follow` each change."""

    def __init__(self, lines: Sequence[str], width: int) -> None:
        self._lines = lines
        self._room = width - LINE_SIGN_CELLS[marks.ROW] if width >= NARROWEST else 0
        self._widths = [_widths_of(line) for line in lines]
        self._settings = [_AS_WRITTEN] * len(lines)
        self._align_between(0, len(lines))

    def setting(self, line: int) -> Setting:
        """Return how a line is set."""
        return self._settings[line]

    def follow(self, change: Change) -> range:
        """Align again what a change touched.

        Returns lines that look different now, besides those that the change itself touched.
        """
        first, stop = change.line, change.line + change.new_lines
        if not (change.reshaped or is_row(self._lines[first])):
            return range(0)
        old_stop = first + change.old_lines
        self._widths[first:old_stop] = map(_widths_of, self._lines[first:stop])
        self._settings[first:old_stop] = [_AS_WRITTEN] * change.new_lines
        return self._align_between(max(first - 1, 0), min(stop + 1, len(self._lines)))

    def _align_between(self, first: int, stop: int) -> range:
        """Align each table of which a row is among some lines; return which of its rows changed."""
        changed = []
        for table in self._tables(first, stop):
            aligned = _aligned(self._widths[table.start : table.stop], self._room)
            for line, pads in zip(table, aligned, strict=True):
                is_head = line == table.start and (not line or self._widths[line - 1] is None)
                if (setting := Setting(pads, is_head)) != self._settings[line]:
                    self._settings[line] = setting
                    changed.append(line)
        return range(changed[0], changed[-1] + 1) if changed else range(0)

    def _tables(self, first: int, stop: int) -> Iterator[range]:
        """Yield the tables around some lines; of one that is too large, more than can be aligned.

        Rows even further away belong to a table that was too large before.
        """
        widths, count = self._widths, len(self._widths)
        line = first
        while line < stop:
            if widths[line] is None:
                line += 1
                continue
            top, farthest = line, max(line - MOST_ROWS, 0)
            while top > farthest and widths[top - 1] is not None:
                top -= 1
            farthest = min(stop + MOST_ROWS, count)
            while line < farthest and widths[line] is not None:
                line += 1
            yield range(top, line)


def _widths_of(line: str) -> Widths | None:
    """Measure the cells of a row; a tab, whose width depends on its place, lets none align."""
    if not is_row(line):
        return None
    return _TOO_WIDE if "\t" in line else tuple(map(cells_of, line[1:].split(marks.CELL)))


def _aligned(rows: Sequence[Widths | None], room: int) -> Sequence[Pads]:
    """Return the blanks in each row of a table, of which there are `room` cells for a row."""
    if len(rows) > MOST_ROWS:
        return [()] * len(rows)
    written = [row for row in rows if row is not None]
    columns = [max(column) for column in zip_longest(*written, fillvalue=0)]
    edges = [0, *accumulate(width + _BETWEEN for width in columns)]
    if any(edges[len(row) - 1] + row[-1] > room for row in written):
        return [()] * len(rows)
    return [
        tuple([widest - width for widest, width in zip(columns, row[:-1], strict=False)])
        for row in written
    ]
