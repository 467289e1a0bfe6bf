"""Where lines break when words are set one after another until the next does not fit.

Breaks are allowed after blanks, tabs, hyphens, dashes and slashes. A blank at the end of a line
takes no room, and a word longer than a line is broken where the line ends.
"""

import re
from collections.abc import Iterable, Iterator
from math import ceil
from typing import Final, NamedTuple

from exam.manuscript.fonts import measure_of
from exam.manuscript.formats import TAB_POINTS, Font
from exam.manuscript.inline import Run

_TOKEN: Final = re.compile(
    r"(\t|(?:[^ \t/\u2013\u2014-]|[-/](?=\d))+[-/\u2013\u2014]*|[-/\u2013\u2014]+|)( *)"
)
_BREAKABLE_AFTER: Final = frozenset("\t-/\u2013\u2014")
_TOLERANCE: Final = 1e-6


class Piece(NamedTuple):
    """A stretch of text without a break inside it, and the blanks behind it.

    Widths are in points; a tab's is not known. There is one piece for every word of a paper, so it
    is the cheapest of records.
    """

    text: str
    start: int
    width: float
    blank: float = 0.0

    @property
    def end(self) -> int:
        """Where it ends, before its blanks."""
        return self.start + len(self.text)


def pieces_of(run: Run, font: Font, size: float, bold: bool, italic: bool) -> Iterator[Piece]:
    """Cut a run where a line may break."""
    ems, start = measure_of(font, bold, italic), run.start
    space = size * ems(" ")
    for found in _TOKEN.finditer(run.text):
        text, blanks = found.groups()
        if text or blanks:
            yield Piece(text, start + found.start(), size * ems(text), space * len(blanks))


def break_lines(pieces: Iterable[Piece], width: float, used: float = 0.0) -> tuple[int, ...]:
    """Return the places at which lines begin; `used` points of the first are taken already."""
    line = _Line(width, used)
    for piece in pieces:
        line.add(piece)
    return tuple(line.starts)


class _Line:
    """The line that is being filled."""

    def __init__(self, width: float, used: float) -> None:
        self.starts = [0]
        self._width = max(width, 1.0) + _TOLERANCE
        self._used = used
        self._word = 0.0
        self._word_place = 0
        self._in_word = False

    def add(self, piece: Piece) -> None:
        if piece.text == "\t":
            self._add_tab(piece)
        elif piece.text or piece.width:
            self._add_word(piece)
        self._used += piece.blank
        self._in_word = not piece.blank and piece.text[-1:] not in _BREAKABLE_AFTER

    def _add_tab(self, tab: Piece) -> None:
        self._used = (self._used // TAB_POINTS + 1) * TAB_POINTS
        if self._used > self._width and tab.start > self.starts[-1]:
            self._begin(tab.start, TAB_POINTS)

    def _add_word(self, piece: Piece) -> None:
        if not self._in_word:
            self._word, self._word_place = 0.0, piece.start
        self._word += piece.width
        self._used += piece.width
        if self._used > self._width and self._word_place > self.starts[-1]:
            self._begin(self._word_place, self._word)
        while self._used > self._width and piece.text:
            self._break_inside(piece)

    def _begin(self, place: int, used: float) -> None:
        self.starts.append(place)
        self._used = used

    def _break_inside(self, piece: Piece) -> None:
        """Begin a line within a word, taking its letters for equally wide."""
        letter = max(piece.width / len(piece.text), _TOLERANCE)
        too_many = ceil((self._used - self._width) / letter)
        place = max(piece.end - too_many, self.starts[-1] + 1)
        self._begin(place, (piece.end - place) * letter)
