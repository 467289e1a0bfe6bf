"""The text as lines: one string to everybody else, cut at LF alone.

Places are counted in characters from the start of the text; a line and a column are how this part
of the kiosk looks them up.
"""

from dataclasses import dataclass
from typing import NamedTuple

from kiosk.text.signs import is_blank, mark_of
from kiosk.text.sums import Sums


class Place(NamedTuple):
    """A line and a column, both counted from zero."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Change:
    """At a place `removed` gave way to `inserted`: `old_lines` from `line` on became `new_lines`.

    `reshaped` says that lines came, went, or changed what they are, so lists may count anew.
    """

    at: int
    removed: str
    inserted: str
    line: int
    column: int
    old_lines: int
    new_lines: int
    reshaped: bool


class Document:
    """Lines that change only by `replace`."""

    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self._sizes = Sums(len(line) + 1 for line in self.lines)

    @property
    def length(self) -> int:
        """Number of characters, line ends included."""
        return self._sizes.total - 1

    @property
    def text(self) -> str:
        """The whole text."""
        return "\n".join(self.lines)

    def place(self, at: int) -> Place:
        """Return line and column of a place; one outside the text becomes its nearest."""
        return Place(*self._sizes.find(min(max(at, 0), self.length)))

    def offset(self, line: int, column: int = 0) -> int:
        """Return the place of a column of a line."""
        return self._sizes.before(line) + column

    def slice(self, start: int, end: int) -> str:
        """Return the text between two places."""
        top, bottom = self.place(start), self.place(end)
        if top.line == bottom.line:
            return self.lines[top.line][top.column : bottom.column]
        between = self.lines[top.line + 1 : bottom.line]
        first, last = self.lines[top.line], self.lines[bottom.line]
        return "\n".join((first[top.column :], *between, last[: bottom.column]))

    def replace(self, start: int, end: int, text: str) -> Change:
        """Put another text between two places."""
        top, bottom = self.place(start), self.place(end)
        removed = self.slice(start, end)
        old_first, old_last = self.lines[top.line], self.lines[bottom.line]
        rows = text.split("\n")
        rows[0] = old_first[: top.column] + rows[0]
        rows[-1] += old_last[bottom.column :]
        old_lines = bottom.line - top.line + 1
        self.lines[top.line : bottom.line + 1] = rows
        if old_lines == len(rows) == 1:
            self._sizes.set(top.line, len(rows[0]) + 1)
            reshaped = _shape(old_first) != _shape(rows[0])
        else:
            self._sizes.splice(top.line, bottom.line + 1, [len(row) + 1 for row in rows])
            reshaped = True
        return Change(start, removed, text, *top, old_lines, len(rows), reshaped)


def _shape(line: str) -> tuple[str, bool]:
    """What a line means to the lists around it: its mark, and whether it is blank."""
    return mark_of(line), is_blank(line)
