"""A text as words that know where they stand: in which line, after what, at a sentence's start.

Marks that only change how letters look, and other things without width, do not part a word.
"""

import re
from bisect import bisect_left
from typing import Final, NamedTuple

from exam.disclosure.spelling import fold
from exam.disclosure.vocabulary import listed
from exam.manuscript import marks as m

ZERO_WIDTH: Final = (
    m.BOLD_ON
    + m.BOLD_OFF
    + m.ITALIC_ON
    + m.ITALIC_OFF
    + "\u00ad\u200b\u200c\u200d\u2060\ufeff\u0300-\u036f"
)
APOSTROPHES: Final = "'`´’‘ʼʻ′"
# Bounded, so that no text makes the search slower than its length.
_WORD: Final = re.compile(rf"[^\W_](?:[{ZERO_WIDTH}{APOSTROPHES}]{{0,4}}[^\W_])*")
_NO_WIDTH: Final = re.compile(f"[{ZERO_WIDTH}]+")
_ENDS_SENTENCE: Final = re.compile('[.!?…:;|\n"“”«»•●▪#*]')
_ABBREVIATIONS: Final = listed(
    "bpk sdr sdri yth ir drs dra dr drg drh prof hj kh ny tn plt plh ka jl jln st moh muh moch abd "
    "rr ust pdt an ub ttd kec kel kab gg jend letjend kol kapt prov"
)
_LINKING: Final = listed(
    "yang dari untuk pada dalam dengan atau oleh bagi tanpa agar serta sebagai menuju antara"
)
_HEADING_MARKS: Final = ("#", m.HEADING_1, m.HEADING_2, m.HEADING_3)
_FULL_STOPS: Final = (".", "!", "?", ";", ",")
_HEADING_WORDS: Final = 3
_TITLE_WORDS: Final = 4
_TITLE_SHARE: Final = 0.75
_SHORT_WORD: Final = 3


class Word(NamedTuple):
    """One word: its place in the text, as typed, as compared, and the number of its line."""

    start: int
    end: int
    text: str
    key: str
    line: int

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.text[0].isupper()


class Line(NamedTuple):
    """One line: its characters, and the indices of its words."""

    start: int
    end: int
    first: int
    stop: int


class Passage:
    """A text, its words and lines; the words are read from the text if none are given."""

    def __init__(self, text: str, words: list[Word] | None = None) -> None:
        self.text = text
        self._ends = _line_ends(text)
        self.words = self._read_words() if words is None else words
        self.lines = self._read_lines()
        self._gaps = self._read_gaps()
        self._title_like: dict[int, bool] = {}
        self._headings: dict[int, bool] = {}

    def _read_words(self) -> list[Word]:
        text, words, keys = self.text, [], dict[str, str]()
        line, ends = 0, self._ends
        for found in _WORD.finditer(text):
            start, end = found.span()
            while start > ends[line]:
                line += 1
            written = found.group()
            key = keys.get(written)
            if key is None:
                key = keys[written] = fold(written)
            words.append(Word(start, end, _NO_WIDTH.sub("", written), key, line))
        return words

    def _read_lines(self) -> list[Line]:
        lines, start, first = [], 0, 0
        words = self.words
        for number, end in enumerate(self._ends):
            stop = first
            while stop < len(words) and words[stop].line == number:
                stop += 1
            lines.append(Line(start, end, first, stop))
            start, first = end + 1, stop
        return lines

    def _read_gaps(self) -> list[str]:
        starts = [0, *(word.end for word in self.words)]
        ends = [*(word.start for word in self.words), len(self.text)]
        return [self.text[start:end] for start, end in zip(starts, ends, strict=True)]

    def join(self, first: int, last: int, key: str) -> Word:
        """Return several words as one that was typed apart."""
        start, end = self.words[first], self.words[last]
        written = "".join(word.text for word in self.words[first : last + 1])
        return Word(start.start, end.end, written, key, start.line)

    def gap(self, index: int) -> str:
        """Return what stands between a word and the one before it."""
        return self._gaps[index]

    def index_at(self, place: int) -> int:
        """Return the first word that does not begin before a place."""
        return bisect_left(self.words, place, key=lambda word: word.start)

    def line_of(self, index: int) -> Line:
        """Return the line of a word."""
        return self.lines[self.words[index].line]

    def starts_sentence(self, index: int) -> bool:
        """Whether a capital would say nothing, because every sentence begins with one."""
        if index == 0:
            return True
        gap = self.gap(index)
        if not _ENDS_SENTENCE.search(gap):
            return any(mark in gap for mark in m.LINE_MARKS)
        before = self.words[index - 1].key
        is_abbreviation = len(before) == 1 or before in _ABBREVIATIONS
        return not (is_abbreviation and gap.strip() == "." and "\n" not in gap)

    def says_name(self, index: int) -> bool:
        """Whether a word has a capital that only a name would have at its place."""
        word = self.words[index]
        return word.is_capital and not self.starts_sentence(index) and not self.is_heading(index)

    def is_heading(self, index: int) -> bool:
        """Whether capitals say nothing in the line of a word, because it is set as a heading."""
        number = self.words[index].line
        known = self._headings.get(number)
        if known is None:
            known = self._headings[number] = self._is_heading(self.lines[number])
        return known

    def _is_heading(self, line: Line) -> bool:
        if self.text.startswith(_HEADING_MARKS, line.start):
            return True
        words = self.words[line.first : line.stop]
        if len(words) > 1 and all(word.text.isupper() for word in words):
            return True
        return self._has_capitals(line, _HEADING_WORDS)

    def _has_capitals(self, line: Line, least: int) -> bool:
        """Whether most of at least some long words have capitals, and no sentence ends."""
        last = self.text[max(line.start, line.end - 1) : line.end]
        if last in _FULL_STOPS:
            return False
        words = self.words[line.first : line.stop]
        long = [word for word in words if len(word.key) > _SHORT_WORD and word.key not in _LINKING]
        capitals = sum(word.is_capital for word in long)
        return len(long) >= least and capitals >= _TITLE_SHARE * len(long)

    def is_title_like(self, index: int) -> bool:
        """Whether most words in the line of a word have capitals."""
        number = self.words[index].line
        known = self._title_like.get(number)
        if known is None:
            known = self._has_capitals(self.lines[number], _TITLE_WORDS)
            self._title_like[number] = known
        return known


def _line_ends(text: str) -> list[int]:
    return [*(found.start() for found in re.finditer("\n", text)), len(text)]
