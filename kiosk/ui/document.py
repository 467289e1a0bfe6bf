"""The text behind the editor: literal lines, and every change told as it happened.

A mark (`exam.manuscript`) stands only at the start of a line: `fit_edit` bends every edit so that
this holds, and lets no control character or foreign mark in.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from textual.document._document import Document, EditResult, Location

from exam.manuscript import MARKS, clean_input

Recorder = Callable[[int, str, str], None]
"""Takes (at, removed, inserted) of each change, in the order in which they happen."""

_TOP: Final = (0, 0)


@dataclass(frozen=True, slots=True)
class FittedEdit:
    """An edit that leaves marks only where they belong."""

    top: Location
    bottom: Location
    text: str


def mark_of(line: str) -> str:
    """Return the mark at the start of a line, or an empty text."""
    return line[:1] if line[:1] in MARKS else ""


def fit_edit(lines: Sequence[str], top: Location, bottom: Location, text: str) -> FittedEdit:
    """Bend an edit so that what comes in is clean and no mark ends up inside a line."""
    before = lines[top[0]][: top[1]]
    after = lines[bottom[0]][bottom[1] :]
    rows = _clean_rows(text, keep_first_mark=not before)
    last = (before if len(rows) == 1 else "") + rows[-1]
    if last and mark_of(after):
        bottom = (bottom[0], bottom[1] + 1)
    return FittedEdit(top, bottom, "\n".join(rows))


def _clean_rows(text: str, *, keep_first_mark: bool) -> list[str]:
    rows = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    marks = [mark_of(row) for row in rows]
    if not keep_first_mark:
        marks[0] = ""
    return [mark + clean_input(row) for mark, row in zip(marks, rows, strict=True)]


class LiteralDocument(Document):
    """A document of LF lines; `record` hears of every change, undo and redo included.

    `length` is the number of characters, line ends included.
    """

    def __init__(self, text: str, record: Recorder) -> None:
        self._newline = "\n"
        self._lines = text.split("\n")
        self.length = len(text)
        self._record = record
        self._anchor = _TOP

    def replace_range(self, start: Location, end: Location, text: str) -> EditResult:
        """Replace a range, and tell the recorder; the only way in which the text changes."""
        top, bottom = sorted((self.clamp(start), self.clamp(end)))
        at = self._index_of(top)
        removed = self.get_text_range(top, bottom)
        rows = text.split("\n")
        after = self._lines[bottom[0]][bottom[1] :]
        rows[0] = self._lines[top[0]][: top[1]] + rows[0]
        end_location = (top[0] + len(rows) - 1, len(rows[-1]))
        rows[-1] += after
        self._lines[top[0] : bottom[0] + 1] = rows
        self.length += len(text) - len(removed)
        if removed != text:
            self._record(at, removed, text)
        return EditResult(end_location, removed)

    def clamp(self, location: Location) -> Location:
        """Return the nearest place that the text has."""
        row, column = location
        if row < 0:
            return _TOP
        if row >= len(self._lines):
            return self.end
        return row, min(max(column, 0), len(self._lines[row]))

    def _index_of(self, location: Location) -> int:
        """Characters before a place; counted from the row of the last edit where that is above."""
        row, column = location
        known_row, known_index = self._anchor
        if row < known_row:
            known_row, known_index = _TOP
        passed = self._lines[known_row:row]
        index = known_index + sum(map(len, passed)) + len(passed)
        self._anchor = (row, index)
        return index + column
