"""Lines in which authors sign: a name alone in a closing, or under the heading."""

import re
from typing import Final

from exam.disclosure import contexts as c
from exam.disclosure import vocabulary as v
from exam.disclosure.passage import Passage
from exam.disclosure.runs import Run
from exam.manuscript import marks as m

_LINE_WORDS: Final = 14
_EDGE_LINES: Final = 4
_PLACE_AND_DATE: Final = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)?, ")
_DATED: Final = re.compile(
    r"\s{0,3}[,(\n–—/|-]\s{0,2}(?:[^\W\d_]{3,20}(?: [^\W\d_]{3,20})?[, ]{1,2})?"
    r"(?:[0-3]?[0-9] )?(?:[^\W\d_]{3,9} )?(?:19|20)[0-9]{2}\)?\.?[ \t]{0,4}(?:\n|\Z)"
)
_MARKS: Final = ("#", "•", "* ", "●", "▪", *m.LINE_MARKS)
_BULLETS: Final = ("- ", "–", *_MARKS)
_BESIDE_NAME: Final = c.SALUTATIONS | v.FRONT_TITLES | c.CLOSINGS | c.MONTHS | {"nip", "ttd"}


def is_dated(text: str, place: int) -> bool:
    """Whether a date follows, with which a line ends."""
    return _DATED.match(text, place) is not None


class Lines:
    """Knows which lines of a passage hold a name and nothing else."""

    def __init__(self, passage: Passage) -> None:
        self._passage = passage
        self._filled = [n for n, line in enumerate(passage.lines) if line.stop > line.first]
        self._order = {number: place for place, number in enumerate(self._filled)}

    def is_signature(self, run: Run) -> bool:
        """Whether a name has a line for itself, as in a closing or under a heading."""
        number = self._passage.words[run.first].line
        line = self._passage.lines[number]
        if line.first == run.first and is_dated(self._passage.text, run.end):
            return True
        if line.stop - line.first > _LINE_WORDS:
            return False
        written = self._passage.text[line.start : line.end].strip()
        place, last = self._order[number], len(self._filled) - 1
        bullets = _BULLETS if place < last else _MARKS
        if written.startswith(bullets) or not self._is_alone(run, line.first, line.stop):
            return False
        if place == 0:
            return bool(run.matches) and (last == 0 or self._follows_signature(1))
        return place < _EDGE_LINES or place > last - _EDGE_LINES or self._follows_closing(place)

    def _follows_signature(self, place: int) -> bool:
        """Whether a line says in what part somebody signed: (penulis)."""
        line = self._passage.lines[self._filled[place]]
        return {word.key for word in self._passage.words[line.first : line.stop]} <= c.CLOSINGS

    def _is_alone(self, run: Run, first: int, stop: int) -> bool:
        for index in range(first, stop):
            word = self._passage.words[index]
            is_name = run.first <= index and word.start < run.end
            if not is_name and word.key.isalpha() and word.key not in _BESIDE_NAME:
                return False
        return True

    def _follows_closing(self, place: int) -> bool:
        line = self._passage.lines[self._filled[place - 1]]
        written = self._passage.text[line.start : line.end].strip()
        keys = {word.key for word in self._passage.words[line.first : line.stop]}
        is_closing = written.endswith((",", ":")) or not keys.isdisjoint(c.CLOSINGS | c.BYLINES)
        is_short = line.stop - line.first <= _LINE_WORDS
        return is_short and (is_closing or _PLACE_AND_DATE.match(written) is not None)
