"""The cells of a terminal: what is written into them, moved and wiped.

Only what the programs under test use of ECMA-48 and xterm is here. Rows and columns count from 0.
"""

import unicodedata
from dataclasses import dataclass
from typing import Final, NamedTuple, TypeVar

from scripts.benching.styles import PLAIN, Style

_BLANK: Final = " "
_TAB: Final = 8
_Cell = TypeVar("_Cell")


class Area(NamedTuple):
    """A part of the screen; `bottom` and `right` are the first row and column outside."""

    top: int
    left: int
    bottom: int
    right: int


Look = tuple[tuple[str, ...], tuple[tuple[Style, ...], ...], tuple[int, int] | None]
"""What an area shows: letters, styles, and the cursor if it is in sight there."""


@dataclass(slots=True)
class Cursor:
    """Where the next letter goes; `waits` means that the row is full and the next one wraps."""

    row: int = 0
    column: int = 0
    waits: bool = False


class Grid:
    """Rows of cells, a cursor and a scrolling region."""

    def __init__(self, columns: int, rows: int) -> None:
        self.columns, self.rows = columns, rows
        self.cursor = Cursor()
        self.cursor_shown = True
        self.style = PLAIN
        self._kept = Cursor()
        self._last = _BLANK
        self._letters = [self._blank_row() for _ in range(rows)]
        self._styles = [[PLAIN] * columns for _ in range(rows)]
        self.region = (0, rows)

    # -- what is seen

    def lines(self, area: Area | None = None) -> list[str]:
        """Return the letters of an area, or of everything."""
        top, left, bottom, right = area or Area(0, 0, self.rows, self.columns)
        return ["".join(row[left:right]) for row in self._letters[top:bottom]]

    def look(self, area: Area) -> Look:
        """Return what an area shows, to be compared with what it shows later."""
        top, left, bottom, right = area
        row, column = self.cursor.row, self.cursor.column
        seen = self.cursor_shown and top <= row < bottom and left <= column <= right
        styles = tuple(tuple(row[left:right]) for row in self._styles[top:bottom])
        return tuple(self.lines(area)), styles, (row, column) if seen else None

    # -- writing

    def write(self, text: str) -> None:
        """Write letters at the cursor, wrapping at the right edge."""
        if not text.isascii():
            for letter in text:
                self._write_letter(letter)
            return
        while text:
            cursor = self._ready()
            piece = text[: self.columns - cursor.column]
            end = cursor.column + len(piece)
            self._letters[cursor.row][cursor.column : end] = piece
            self._styles[cursor.row][cursor.column : end] = [self.style] * len(piece)
            self._advance(end)
            self._last, text = piece[-1], text[len(piece) :]

    def repeat(self, count: int) -> None:
        """Write the last letter again."""
        self.write(self._last * count)

    def _write_letter(self, letter: str) -> None:
        cursor = self._ready()
        if unicodedata.combining(letter):
            self._letters[cursor.row][max(cursor.column - 1, 0)] += letter
            return
        width = 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        if cursor.column + width > self.columns:
            cursor.waits = True
            cursor = self._ready()
        cells = [letter, ""][:width]
        end = min(cursor.column + width, self.columns)
        self._letters[cursor.row][cursor.column : end] = cells[: end - cursor.column]
        self._styles[cursor.row][cursor.column : end] = [self.style] * (end - cursor.column)
        self._advance(end)
        self._last = letter

    def _ready(self) -> Cursor:
        if self.cursor.waits:
            self.cursor.column, self.cursor.waits = 0, False
            self.line_feed()
        return self.cursor

    def _advance(self, column: int) -> None:
        self.cursor.waits = column >= self.columns
        self.cursor.column = min(column, self.columns - 1)

    # -- moving the cursor

    def move(self, row: int, column: int) -> None:
        """Put the cursor somewhere, as near as the screen allows."""
        self.cursor.row = min(max(row, 0), self.rows - 1)
        self.cursor.column = min(max(column, 0), self.columns - 1)
        self.cursor.waits = False

    def step(self, rows: int, columns: int) -> None:
        """Move the cursor by so many rows and columns; rows stop at the edge of the region."""
        row = self.cursor.row
        top, bottom = self.region
        low = top if row >= top else 0
        high = bottom - 1 if row < bottom else self.rows - 1
        self.move(min(max(row + rows, low), high), self.cursor.column + columns)

    def tab(self, count: int) -> None:
        """Move over so many tab stops; a negative count goes back."""
        column = self.cursor.column
        for _ in range(abs(count)):
            column = (column // _TAB + 1) * _TAB if count > 0 else (column - 1) // _TAB * _TAB
        self.move(self.cursor.row, column)

    def keep_cursor(self) -> None:
        """Remember where the cursor is."""
        self._kept = Cursor(self.cursor.row, self.cursor.column, self.cursor.waits)

    def recall_cursor(self) -> None:
        """Go back to where it was."""
        self.cursor = Cursor(self._kept.row, self._kept.column, self._kept.waits)

    def line_feed(self) -> None:
        """Go down one row; at the bottom of the region everything in it goes up."""
        if self.cursor.row == self.region[1] - 1:
            self.scroll(1)
        elif self.cursor.row < self.rows - 1:
            self.cursor.row += 1

    def reverse_line_feed(self) -> None:
        """Go up one row; at the top of the region everything in it goes down."""
        if self.cursor.row == self.region[0]:
            self.scroll(-1)
        elif self.cursor.row > 0:
            self.cursor.row -= 1

    # -- moving and wiping cells

    def scroll(self, count: int, first: int | None = None) -> None:
        """Move the rows of the region up, from `first` on; down for a negative count."""
        top, bottom = self.region
        top = top if first is None else first
        for _ in range(min(abs(count), bottom - top)):
            gone, come = (top, bottom - 1) if count > 0 else (bottom - 1, top)
            del self._letters[gone], self._styles[gone]
            self._letters.insert(come, self._blank_row())
            self._styles.insert(come, self._blank_styles())

    def insert_rows(self, count: int) -> None:
        """Insert rows at the cursor; a negative count deletes."""
        if self.region[0] <= self.cursor.row < self.region[1]:
            self.scroll(-count, self.cursor.row)
            self.move(self.cursor.row, 0)

    def shift(self, count: int) -> None:
        """Insert blanks at the cursor, pushing the row to the right; a negative count deletes."""
        row, at = self.cursor.row, self.cursor.column
        count = max(min(count, self.columns - at), at - self.columns)
        for cells, blank in self._pair(row):
            if count > 0:
                cells[at:] = [*blank[:count], *cells[at : self.columns - count]]
            else:
                cells[at:] = [*cells[at - count :], *blank[:-count]]
        self.cursor.waits = False

    def wipe(self, area: Area) -> None:
        """Make cells blank, in the colours of now."""
        for row in range(area.top, area.bottom):
            for cells, blank in self._pair(row):
                cells[area.left : area.right] = blank[area.left : area.right]

    def wipe_letters(self, count: int) -> None:
        """Make so many cells from the cursor on blank."""
        row, column = self.cursor.row, self.cursor.column
        self.wipe(Area(row, column, row + 1, min(column + count, self.columns)))

    def resize(self, columns: int, rows: int) -> None:
        """Change the size; what stands at the top left stays."""
        _fit(self._letters, columns, rows, _BLANK)
        _fit(self._styles, columns, rows, PLAIN)
        self.columns, self.rows, self.region = columns, rows, (0, rows)
        self.move(self.cursor.row, self.cursor.column)

    def _pair(self, row: int) -> tuple[tuple[list, list], ...]:  # type: ignore[type-arg]
        return (
            (self._letters[row], self._blank_row()),
            (self._styles[row], self._blank_styles()),
        )

    def _blank_row(self) -> list[str]:
        return [_BLANK] * self.columns

    def _blank_styles(self) -> list[Style]:
        return [Style(background=self.style.background)] * self.columns


def _fit(cells: list[list[_Cell]], columns: int, rows: int, blank: _Cell) -> None:
    """Cut or fill rows of cells to a size."""
    cells[:] = [[*row[:columns], *[blank] * (columns - len(row))] for row in cells[:rows]]
    cells += [[blank] * columns for _ in range(rows - len(cells))]
