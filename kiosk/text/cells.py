"""How wide a text is on the screen, in cells, and where its letters begin and end.

A letter is a character with all that combines with it. Widths come from the table that the screen
is drawn with. Tab stops stand every few cells of a row, counted from the edge of its text.
"""

import re
from collections.abc import Iterator
from typing import Final

from rich.cells import get_character_cell_size

from kiosk.text.signs import INLINE_SIGNS, SILENT, mark_of

TAB_CELLS: Final = 4
BREAKING: Final = frozenset(
    " \t\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000"
)
"""Blanks behind which a row may end: white space, except what binds (U+00A0)."""
UNSHOWABLE: Final = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f]")
"""Control characters; no key brings one in, and none ever reaches the terminal."""


class _Widths(dict[str, int]):
    """Cells of each character, worked out once."""

    def __missing__(self, character: str) -> int:
        if character in INLINE_SIGNS:
            width = len(INLINE_SIGNS[character])
        elif character in SILENT:
            width = 0
        elif UNSHOWABLE.match(character):
            width = 1
        else:
            width = get_character_cell_size(character)
        self[character] = width
        if width == 1 and character not in BREAKING:
            _EVEN.add(character)
        return width


_EVEN: Final = {" "}
"""Characters met so far that take one cell each and behind which only a space ends a row."""
_WIDTHS: Final = _Widths()


def is_even(text: str) -> bool:
    """Whether it is sure that each character takes one cell and only a space breaks a row."""
    return (text.isascii() and "\t" not in text) or _EVEN.issuperset(text)


def cells_of(text: str, x: int = 0) -> int:
    """Return how many cells a piece of a line takes that is drawn from cell `x` of a row on."""
    if "\t" not in text:
        return len(text) if is_even(text) else sum(map(_WIDTHS.__getitem__, text))
    start = x
    *pieces, last = text.split("\t")
    for piece in pieces:
        x += cells_of(piece)
        x += TAB_CELLS - x % TAB_CELLS
    return x + cells_of(last) - start


def cell_widths(line: str, start: int, end: int, x: int = 0) -> Iterator[tuple[int, int]]:
    """Yield (column, cells) of each character between two columns of a row."""
    for column in range(start, end):
        character = line[column]
        width = TAB_CELLS - x % TAB_CELLS if character == "\t" else _WIDTHS[character]
        yield column, width
        x += width


def combines(character: str) -> bool:
    """Whether a character is drawn on the one before it."""
    return not character.isascii() and _WIDTHS[character] == 0 and character not in SILENT


def letter_end(line: str, column: int) -> int:
    """Return the column behind the letter at a column; silent marks before it are passed over."""
    end = len(line)
    while column < end and line[column] in SILENT:
        column += 1
    column = min(column + 1, end)
    while column < end and combines(line[column]):
        column += 1
    return column


def letter_start(line: str, column: int) -> int:
    """Return the column of the letter before a column; silent marks behind it are passed over."""
    while column > 0 and line[column - 1] in SILENT:
        column -= 1
    column = max(column - 1, 0)
    while column > 0 and combines(line[column]) and line[column - 1] not in SILENT:
        column -= 1
    return column


def resting_column(line: str, column: int) -> int:
    """Return the nearest column at which the cursor may rest.

    It never rests before the mark of its line or inside a letter, and directly behind a letter
    rather than behind the silent marks that follow it.
    """
    floor = len(mark_of(line))
    column = min(max(column, floor), len(line))
    while floor < column < len(line) and combines(line[column]) and line[column - 1] not in SILENT:
        column -= 1
    while column > floor and line[column - 1] in SILENT:
        column -= 1
    return column
