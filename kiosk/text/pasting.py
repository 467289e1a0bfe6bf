"""What was copied inside the kiosk, made fit to be pasted: clean, and whole in itself.

Marks stay where they mean something: a cell mark only in a row, a footnote only with its end.
"""

import re
from typing import Final

from exam.manuscript import clean_input, marks
from exam.manuscript.tables import MOST_COLUMNS
from kiosk.text.grid import is_row
from kiosk.text.signs import mark_of

_INLINE_MARKS: Final = re.compile(f"([{''.join(marks.INLINE_MARKS)}])")
_NO_CELL: Final = "\t"
_IN_ONE_LINE: Final = str.maketrans(
    {"\n": " ", marks.CELL: " ", **dict.fromkeys(marks.LINE_MARKS, "")}
)
_NOT_IN_NOTE: Final = str.maketrans(dict.fromkeys((marks.NOTE_START, marks.NOTE_END), ""))


def clean_piece(text: str) -> str:
    """Clean what was copied inside the kiosk; marks stay where they mean something."""
    rows = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(mark_of(row) + _clean_row(row) for row in rows)


def in_one_line(text: str, *, is_in_note: bool = False) -> str:
    """Return a clean piece as it may stand in a cell, or in a footnote: lines become spaces."""
    text = text.translate(_IN_ONE_LINE)
    return text.translate(_NOT_IN_NOTE) if is_in_note else text


def without_cells(text: str) -> str:
    """Return a clean piece; cell marks that are in no row become tabs."""
    if marks.CELL not in text:
        return text
    rows = text.split("\n")
    return "\n".join(row if is_row(row) else row.replace(marks.CELL, _NO_CELL) for row in rows)


def _clean_row(row: str) -> str:
    pieces = _INLINE_MARKS.split(row)
    pieces[::2] = map(clean_input, pieces[::2])
    cleaned = "".join(pieces)
    if not is_row(row):
        return _whole_notes(cleaned)
    *cells, last = cleaned.split(marks.CELL, MOST_COLUMNS - 1)
    return marks.CELL.join(map(_whole_notes, (*cells, last.replace(marks.CELL, _NO_CELL))))


def _whole_notes(text: str) -> str:
    """Return the text of a line or a cell whose footnotes all have a start and an end."""
    if marks.NOTE_START not in text and marks.NOTE_END not in text:
        return text
    out, is_in_note = "", False
    for piece in _INLINE_MARKS.split(text):
        if piece not in (marks.NOTE_START, marks.NOTE_END):
            out += piece
        elif is_in_note == (piece == marks.NOTE_END):
            out, is_in_note = out + piece, not is_in_note
    return out + marks.NOTE_END * is_in_note
