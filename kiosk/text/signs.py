"""What is drawn in the place of a mark, and how many cells it takes.

A line mark is drawn as a sign before its line, and the further rows of the line hang under its
text. Of the marks inside a line, bold and italic are drawn as nothing; they are *silent*.
"""

import re
from collections.abc import Mapping
from typing import Final

from exam.manuscript import MARKS, marks

LINE_SIGN_CELLS: Final[Mapping[str, int]] = {
    marks.HEADING_1: 2,
    marks.HEADING_2: 2,
    marks.HEADING_3: 2,
    marks.BULLET: 2,
    marks.BULLET_2: 4,
    marks.NUMBER: 4,
    marks.NUMBER_2: 6,
    marks.ROW: 2,
    marks.PAGE_BREAK: 2,
}
INLINE_SIGNS: Final[Mapping[str, str]] = {
    marks.CELL: " | ",
    marks.NOTE_START: "[",
    marks.NOTE_END: "]",
}
"""A cell mark or one of a footnote is shown wherever it stands, so that it can be taken away."""
SILENT: Final = frozenset(marks.ALL_MARKS) - INLINE_SIGNS.keys()
"""Marks that take no cell where they stand in a line."""
MARK: Final = re.compile(f"[{''.join(marks.ALL_MARKS)}]")
_LETTER: Final = re.compile(rf"[^\s{''.join(marks.ALL_MARKS)}]")


def has_marks(text: str) -> bool:
    """Whether any mark stands in a text."""
    return not text.isascii() and MARK.search(text) is not None


def mark_of(line: str) -> str:
    """Return the mark at the start of a line, or an empty text."""
    return line[:1] if line[:1] in MARKS else ""


def is_blank(line: str) -> bool:
    """Whether nothing but blanks and marks stands in a line."""
    return _LETTER.search(line) is None


def sign_cells(line: str) -> int:
    """Return how many cells stand before the text of each row of a line."""
    return LINE_SIGN_CELLS.get(line[:1], 0)
