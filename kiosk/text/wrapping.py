"""How a line falls into rows.

A row takes characters while they fit; one blank that does not fit stands in the cursor's cell
behind the row, so a space never throws its word down. If the line goes on, the row ends behind its
last blank or, if it has none, where it is full, never inside a letter. So a word that fits into a
row is never split. All rows of a marked line leave out the cells of its sign.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final, NamedTuple

from kiosk.text.cells import BREAKING, cell_widths, combines, is_even
from kiosk.text.signs import SILENT, sign_cells

NARROWEST: Final = 12
"""Cells; what is narrower is not wrapped but cut off."""
_LOOKS_AHEAD: Final = 2
"""Rows: where a row ends depends on the first letter that it has no room for, which is in the next
row, or, if a sign of several cells left that one short, in the one after."""


class Rewrapped(NamedTuple):
    """Breaks `first` to `stop` of a line give way to `fresh`; those behind them only moved.

    If the rows `resumed`, the last of the fresh breaks begins a row that looks as it did.
    """

    first: int
    stop: int
    fresh: list[int]
    resumed: bool

    def applied(self, old: Sequence[int], shift: int) -> list[int]:
        """Return the breaks of the changed line; `shift` is what the change made it longer."""
        return [*old[: self.first], *self.fresh, *[each + shift for each in old[self.stop :]]]


def break_line(line: str, width: int) -> list[int]:
    """Return the columns at which the rows after the first begin; `width` is in cells."""
    return [] if width < NARROWEST else _breaks(line, 0, width - sign_cells(line))


def rebreak(
    line: str, width: int, old: Sequence[int], column: int, removed: int, inserted: int
) -> list[int]:
    """Return what `break_line` would, at the cost of what changed.

    At `column` of the old line, whose mark was the same, `removed` characters gave way to
    `inserted` characters.
    """
    again = rewrap(line, width, old, column, removed, inserted)
    return again.applied(old, inserted - removed)


def rewrap(
    line: str, width: int, old: Sequence[int], column: int, removed: int, inserted: int
) -> Rewrapped:
    """Wrap a line again from before the change to where the old rows go on as they were."""
    if width < NARROWEST:
        return Rewrapped(0, 0, [], resumed=False)
    first = max(bisect_right(old, column) - _LOOKS_AHEAD, 0)
    start = old[first - 1] if first else 0
    shift, changed_until = inserted - removed, column + inserted
    limit, fresh = width - sign_cells(line), list[int]()
    end = _row_end(line, start, limit)
    while end < len(line):
        fresh.append(end)
        if end >= changed_until:
            at = bisect_left(old, end - shift, first)
            if at < len(old) and old[at] == end - shift:
                return Rewrapped(first, at + 1, fresh, resumed=True)
        end = _row_end(line, end, limit)
    return Rewrapped(first, len(old), fresh, resumed=False)


def _breaks(line: str, start: int, limit: int) -> list[int]:
    breaks: list[int] = []
    while (start := _row_end(line, start, limit)) < len(line):
        breaks.append(start)
    return breaks


def _row_end(line: str, start: int, limit: int) -> int:
    """Return the column at which the row that begins at `start` ends."""
    piece = line[start : start + limit + 2]
    if not is_even(piece):
        return _measured_end(line, start, limit)
    if len(piece) <= limit:
        return start + len(piece)
    blank = piece.rfind(" ", 0, limit + 1)
    return start + (limit if blank < 0 else blank + 1)


def _measured_end(line: str, start: int, limit: int) -> int:
    """Find the end of a row cell by cell, for tabs and characters of other widths."""
    x, last_blank, last_letter = 0, start, start
    for column, width in cell_widths(line, start, len(line)):
        character = line[column]
        if x + width > limit and width:
            if character in BREAKING:
                return _letter_over(line, column)
            end = last_blank if last_blank > start else last_letter
            return end if end > start else _letter_over(line, column)
        if combines(character):
            last_blank = column + 1 if last_blank == column > start else last_blank
        elif character in BREAKING:
            last_blank = column + 1
        x += width
        last_letter = last_letter if character in SILENT else column + 1
    return len(line)


def _letter_over(line: str, column: int) -> int:
    """Return the column behind a character and all that combines with it."""
    column += 1
    while column < len(line) and combines(line[column]):
        column += 1
    return column
