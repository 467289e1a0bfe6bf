"""Rows of drawn text: spans that look alike, from left to right, each in a tone of the picture."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final, NamedTuple

from kiosk.text.cells import UNSHOWABLE, cells_of, letter_end

_UNKNOWN: Final = "?"


class Tone(Enum):
    """What a span is; a screen gives each its colours."""

    ROOM = auto()
    EDGE = auto()
    TEXT = auto()
    QUIET = auto()
    SIGN = auto()
    BAR = auto()


@dataclass(frozen=True, slots=True)
class Ink:
    """How a span is drawn."""

    tone: Tone = Tone.TEXT
    bold: bool = False
    italic: bool = False


class Span(NamedTuple):
    """Characters that are drawn alike."""

    text: str
    ink: Ink


Row = tuple[Span, ...]

TEXT: Final = Ink()
EDGE: Final = Ink(Tone.EDGE)
QUIET: Final = Ink(Tone.QUIET)
SIGN: Final = Ink(Tone.SIGN, bold=True)
ROOM: Final = Ink(Tone.ROOM)


def showable(text: str) -> str:
    """Return a text of which no character can trouble a terminal."""
    return UNSHOWABLE.sub(_UNKNOWN, text)


def cells_in(row: Iterable[Span]) -> int:
    """Return how many cells a row takes."""
    return sum(cells_of(span.text) for span in row)


def text_of(row: Iterable[Span]) -> str:
    """Return what is read in a row."""
    return "".join(span.text for span in row)


def fitted(row: Sequence[Span], cells: int, ink: Ink) -> Row:
    """Return a row of exactly so many cells: filled with blanks, or cut."""
    missing = cells - cells_in(row)
    if missing < 0:
        row, missing = _cut(row, cells)
    return (*row, Span(" " * missing, ink)) if missing else tuple(row)


def _cut(row: Sequence[Span], cells: int) -> tuple[list[Span], int]:
    kept = []
    for span in row:
        end = 0
        while end < len(span.text):
            behind = letter_end(span.text, end)
            width = cells_of(span.text[end:behind])
            if width > cells:
                kept.append(Span(span.text[:end], span.ink))
                return kept, cells
            cells, end = cells - width, behind
        kept.append(span)
    return kept, cells


def ends(left: Span, right: Span, cells: int) -> Row:
    """Return a row with something at its left and something at its right end."""
    gap = cells - cells_in((left, right))
    if gap < 1:
        return fitted((left,), cells, left.ink)
    return left, Span(" " * gap, left.ink), right


def centred(span: Span, cells: int) -> Row:
    """Return a row with something in its middle."""
    before = max((cells - cells_in((span,))) // 2, 0)
    return fitted((Span(" " * before, span.ink), span), cells, span.ink)
