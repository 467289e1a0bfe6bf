"""Finding words in a text, whatever their case and whatever marks stand between their letters."""

import re
from dataclasses import dataclass
from typing import Final

from exam.manuscript import marks
from kiosk.text.cells import combines

_SILENT: Final = "".join((marks.BOLD_ON, marks.BOLD_OFF, marks.ITALIC_ON, marks.ITALIC_OFF))
_MARKS: Final = f"[{_SILENT}]*"
_BLANK: Final = "[ \u00a0]"
_HAS_MARK: Final = re.compile(f"[{_SILENT}]")


@dataclass(frozen=True, slots=True)
class Span:
    """From one place of a text to another."""

    start: int
    end: int


def find_all(text: str, wanted: str) -> tuple[Span, ...]:
    """Return where a text is found, from left to right; none overlaps another.

    Capitals and small letters are the same, a space finds one that does not break, and marks
    of bold and italic are passed over. What combines with a letter makes it another one. Nothing is
    found of an empty text.
    """
    if not wanted:
        return ()
    letters = [_BLANK if letter == " " else re.escape(letter) for letter in wanted]
    between = "" if text.isascii() or not _HAS_MARK.search(text) else _MARKS
    pattern = re.compile(between.join(letters), re.IGNORECASE)
    spans = (found.span() for found in pattern.finditer(text))
    return tuple(
        Span(start, end) for start, end in spans if end == len(text) or not combines(text[end])
    )


def silent_marks(text: str) -> str:
    """Return the marks of bold and italic that stand in a text."""
    return "".join(_HAS_MARK.findall(text))
