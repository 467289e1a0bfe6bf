"""How wide text is in the fonts of papers: from the measures of fonts with the same metrics."""

import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import Final

from exam.manuscript.formats import Font
from exam.manuscript.metrics import arial, bookman, times
from exam.manuscript.metrics.face import Face

_FACES: Final = {
    Font.ARIAL: arial.FACES,
    Font.TIMES_NEW_ROMAN: times.FACES,
    Font.BOOKMAN_OLD_STYLE: bookman.FACES,
}
_WORDS_REMEMBERED: Final = 4096
Measure = Callable[[str], float]


class _Widths(dict[str, float]):
    """Widths of letters in ems; for others, what such a letter usually takes."""

    def __missing__(self, letter: str) -> float:
        if unicodedata.combining(letter):
            return 0.0
        if unicodedata.east_asian_width(letter) in "WF":
            return 1.0
        return self["N"] if letter.isupper() else self["n"]


def _widths(face: Face) -> _Widths:
    return _Widths(
        (letter, width / face.units_per_em)
        for width, letters in face.letters.items()
        for letter in letters
    )


def _measure(widths: _Widths) -> Measure:
    def ems(word: str) -> float:
        return sum(map(widths.__getitem__, word))

    return lru_cache(_WORDS_REMEMBERED)(ems)


_MEASURES: Final = {
    (font, bold, italic): _measure(_widths(faces[bold + 2 * italic]))
    for font, faces in _FACES.items()
    for bold in (False, True)
    for italic in (False, True)
}
_LINES: Final = {
    font: regular.line_units / regular.units_per_em for font, (regular, *_) in _FACES.items()
}


def line_ems(font: Font) -> float:
    """Return the height of a single-spaced line, in ems."""
    return _LINES[font]


def measure_of(font: Font, bold: bool, italic: bool) -> Measure:
    """Return what measures letters that stand next to each other, in ems; it remembers words."""
    return _MEASURES[font, bold, italic]
