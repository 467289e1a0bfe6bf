"""Where each move of the cursor leads.

A place is always one at which the cursor may rest (`kiosk.text.cells`). Up and down keep to a cell,
the `goal`, that the caller remembers from the first of several such moves.
"""

from collections.abc import Callable
from enum import Enum, auto
from typing import Final

from exam.manuscript import MARKS
from exam.manuscript.blocks import HEADING_LEVELS
from kiosk.text.cells import combines, letter_end, letter_start, resting_column
from kiosk.text.document import Document
from kiosk.text.layout import Layout
from kiosk.text.signs import SILENT, mark_of


class Move(Enum):
    """A way to move; at the edge of the text the cursor stays."""

    LEFT = auto()
    RIGHT = auto()
    WORD_LEFT = auto()
    WORD_RIGHT = auto()
    ROW_START = auto()
    ROW_END = auto()
    UP = auto()
    DOWN = auto()
    PAGE_UP = auto()
    PAGE_DOWN = auto()
    PARAGRAPH_UP = auto()
    PARAGRAPH_DOWN = auto()
    SECTION_UP = auto()
    SECTION_DOWN = auto()
    TEXT_START = auto()
    TEXT_END = auto()


HEADING_MARKS: Final = frozenset(mark for mark, kind in MARKS.items() if kind in HEADING_LEVELS)


def rest(document: Document, at: int) -> int:
    """Return the nearest place at which the cursor may rest."""
    line, column = document.place(at)
    return document.offset(line, resting_column(document.lines[line], column))


def move_up_or_down(layout: Layout, at: int, goal: int, rows: int) -> int:
    """Return the place so many rows further down, or up if it is negative."""
    row = layout.spot(at).row
    target = min(max(row + rows, 0), layout.height - 1)
    return at if target == row else layout.at(target, goal)


def to_row_start(document: Document, layout: Layout, at: int) -> int:
    """Return the start of the row."""
    shown = layout.row(layout.spot(at).row)
    column = max(shown.start, len(mark_of(document.lines[shown.line])))
    return document.offset(shown.line, column)


def to_row_end(document: Document, layout: Layout, at: int) -> int:
    """Return the end of the row; of one that goes on, the place before its last letter."""
    shown = layout.row(layout.spot(at).row)
    column = resting_column(document.lines[shown.line], layout.end_column(shown))
    return document.offset(shown.line, max(column, shown.start))


def letter_left(document: Document, at: int) -> int:
    """Return the place before the letter to the left, or the end of the line above."""
    line, column = document.place(at)
    text = document.lines[line]
    if column > resting_column(text, 0):
        left = resting_column(text, letter_start(text, column))
        if left < column:
            return document.offset(line, left)
    return line_end(document, line - 1) if line else at


def letter_right(document: Document, at: int) -> int:
    """Return the place behind the letter to the right, or the start of the line below."""
    line, column = document.place(at)
    text = document.lines[line]
    if column < resting_column(text, len(text)):
        return document.offset(line, letter_end(text, column))
    return line_start(document, line + 1) if line + 1 < len(document.lines) else at


def word_left(document: Document, at: int) -> int:
    """Return the start of the word to the left; from the start of a line, the end of the above."""
    line, column = document.place(at)
    text, floor = document.lines[line], resting_column(document.lines[line], 0)
    if column <= floor:
        return line_end(document, line - 1) if line else at
    while column > floor and _sort_at(text, column - 1) in (_BLANK, _NOTHING):
        column -= 1
    sort = _sort_at(text, column - 1)
    while column > floor and _sort_at(text, column - 1) in (sort, _NOTHING):
        column -= 1
    return document.offset(line, resting_column(text, column))


def word_right(document: Document, at: int) -> int:
    """Return the start of the next word; from the end of a line, the start of the one below."""
    line, column = document.place(at)
    text = document.lines[line]
    end = len(text)
    if column >= resting_column(text, end):
        return line_start(document, line + 1) if line + 1 < len(document.lines) else at
    while column < end and text[column] in SILENT:
        column += 1
    sort = _sort_at(text, column)
    while column < end and _sort_at(text, column) in (sort, _NOTHING):
        column += 1
    while column < end and _sort_at(text, column) in (_BLANK, _NOTHING):
        column += 1
    return document.offset(line, resting_column(text, column))


def line_start(document: Document, line: int) -> int:
    """Return the place before the first letter of a line."""
    return document.offset(line, resting_column(document.lines[line], 0))


def line_end(document: Document, line: int) -> int:
    """Return the place behind the last letter of a line."""
    text = document.lines[line]
    return document.offset(line, resting_column(text, len(text)))


def paragraph_up(document: Document, at: int) -> int:
    """Return the start of this paragraph, or from there the start of the one above."""
    line = document.place(at).line
    start = line_start(document, line)
    return start if at > start or not line else line_start(document, line - 1)


def paragraph_down(document: Document, at: int) -> int:
    """Return the start of the paragraph below; from the last one, the end of the text."""
    line = document.place(at).line
    if line + 1 < len(document.lines):
        return line_start(document, line + 1)
    return line_end(document, line)


def section_up(document: Document, at: int) -> int:
    """Return the nearest heading above, or the start of the text."""
    return _find_heading(document, at, range(document.place(at).line, -1, -1), 0)


def section_down(document: Document, at: int) -> int:
    """Return the nearest heading below, or the end of the text."""
    lines = range(document.place(at).line + 1, len(document.lines))
    return _find_heading(document, at, lines, document.length)


def section_span(document: Document, at: int) -> tuple[int, int]:
    """Return the section around a place: from its heading to the next, or to the text's edges."""
    here = document.place(at).line
    lines = document.lines
    first = next((each for each in range(here, 0, -1) if lines[each][:1] in HEADING_MARKS), 0)
    below = range(here + 1, len(lines))
    last = next((each for each in below if lines[each][:1] in HEADING_MARKS), None)
    end = document.length if last is None else document.offset(last) - 1
    return document.offset(first), end


def word_span(document: Document, at: int) -> tuple[int, int]:
    """Return the word around a place, or the run of blanks or signs; empty in an empty line."""
    line, column = document.place(at)
    text, floor = document.lines[line], len(mark_of(document.lines[line]))
    while column < len(text) and text[column] in SILENT:
        column += 1
    pivot = column if column < len(text) and _sort_at(text, column) is _LETTER else column - 1
    pivot = min(max(pivot, floor), len(text) - 1)
    while pivot > floor and _sort_at(text, pivot) is _NOTHING:
        pivot -= 1
    if pivot < floor:
        return at, at
    if _sort_at(text, pivot) is _NOTHING:  # the line begins so, and what follows it is seen
        pivot = min(column, len(text) - 1)
    sort, start, end = _sort_at(text, pivot), pivot, pivot + 1
    while start > floor and _sort_at(text, start - 1) in (sort, _NOTHING):
        start -= 1
    while end < len(text) and _sort_at(text, end) in (sort, _NOTHING):
        end += 1
    return document.offset(line, start), document.offset(line, end)


def line_span(document: Document, at: int) -> tuple[int, int]:
    """Return the paragraph around a place, its mark included, its line end not."""
    line = document.place(at).line
    start = document.offset(line)
    return start, start + len(document.lines[line])


def _find_heading(document: Document, at: int, lines: range, otherwise: int) -> int:
    for line in lines:
        if document.lines[line][:1] in HEADING_MARKS:
            start = line_start(document, line)
            if start != at:
                return start
    return rest(document, otherwise)


_BLANK, _LETTER, _SIGN, _NOTHING = "blank", "letter", "sign", "nothing"


def _sort_at(text: str, column: int) -> str:
    """What a character is to words; what combines is of its letter's sort."""
    while column > 0 and combines(text[column]) and text[column - 1] not in SILENT:
        column -= 1
    character = text[column]
    if character.isalnum() or character == "_":
        return _LETTER
    if character.isspace():
        return _BLANK
    return _NOTHING if character in SILENT else _SIGN


_SIMPLE: Final[dict[Move, Callable[[Document, int], int]]] = {
    Move.LEFT: letter_left,
    Move.RIGHT: letter_right,
    Move.WORD_LEFT: word_left,
    Move.WORD_RIGHT: word_right,
    Move.PARAGRAPH_UP: paragraph_up,
    Move.PARAGRAPH_DOWN: paragraph_down,
    Move.SECTION_UP: section_up,
    Move.SECTION_DOWN: section_down,
    Move.TEXT_START: lambda document, _at: line_start(document, 0),
    Move.TEXT_END: lambda document, _at: line_end(document, len(document.lines) - 1),
}
_IN_ROW: Final[dict[Move, Callable[[Document, Layout, int], int]]] = {
    Move.ROW_START: to_row_start,
    Move.ROW_END: to_row_end,
}
VERTICAL: Final = {Move.UP: -1, Move.DOWN: 1, Move.PAGE_UP: -1, Move.PAGE_DOWN: 1}
BY_PAGE: Final = frozenset({Move.PAGE_UP, Move.PAGE_DOWN})


def destination(document: Document, layout: Layout, at: int, move: Move) -> int:
    """Return where a move leads that needs no goal."""
    if move in _IN_ROW:
        return _IN_ROW[move](document, layout, at)
    return _SIMPLE[move](document, at)
