"""What may enter a text, and where: clean, with line marks only where lines begin.

So whatever is typed, deleted or pasted, no mark of a line ends up inside another, and bold or
italic never runs over into what was not.
"""

import re
from typing import Final, NamedTuple

from exam.manuscript import clean_input, marks
from kiosk.text.document import Document
from kiosk.text.signs import mark_of
from kiosk.text.styling import state_at, turning

_INLINE_MARKS: Final = re.compile(f"([{''.join(marks.INLINE_MARKS)}])")


class Edit(NamedTuple):
    """Between `start` and `end` stands `text` from now on."""

    start: int
    end: int
    text: str


def clean_piece(text: str) -> str:
    """Clean what was copied inside the kiosk; marks stay where they mean something."""
    rows = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(mark_of(row) + _clean_row(row) for row in rows)


def _clean_row(row: str) -> str:
    pieces = _INLINE_MARKS.split(row)
    pieces[::2] = map(clean_input, pieces[::2])
    return "".join(pieces)


def fit(document: Document, edit: Edit) -> Edit:
    """Bend an edit of clean text so that what follows it stays what it is and looks as it did.

    No line mark ends up inside a line; and where marks of bold or italic came or went, what follows
    gets its own.
    """
    start, end, text = edit
    top, bottom = document.place(start), document.place(end)
    first, last = document.lines[top.line], document.lines[bottom.line]
    if top.column and mark_of(text):
        text = text[1:]
    *above, ending = text.split("\n")
    goes_on = bool(ending) or (top.column > 0 and not above)
    if goes_on and mark_of(last[bottom.column :]):
        end, bottom = end + 1, bottom._replace(column=bottom.column + 1)
    is_plain = first.isascii() and last.isascii() and text.isascii()
    if not is_plain and bottom.column < len(last):
        ahead = ending if above else first[: top.column] + ending
        text += turning(state_at(ahead, len(ahead)), state_at(last, bottom.column))
    return Edit(start, end, text)


def difference(before: str, after: str) -> Edit:
    """Return the one edit that makes a text of another."""
    start = _shared(before, after)
    same = _shared(before[start:][::-1], after[start:][::-1])
    return Edit(start, len(before) - same, after[start : len(after) - same])


def _shared(one: str, other: str) -> int:
    """Count the characters with which both texts begin."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
