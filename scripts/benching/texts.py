"""The documents that are written on: Indonesian prose with headings and lists, by number of words.

The words are those of the sample papers, over and over. Signs that occur nowhere else mark the
places where one writes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import cycle, islice
from typing import Final

from exam.manuscript import marks as m
from exam.manuscript import strip_marks
from scripts.practice.samples import load_samples

PARAGRAPH_WORDS: Final = 120
LONG_WORDS: Final = 5_000
FOUND: Final = "kesepahaman"
"""Stands in the documents now and again, to be searched for."""
_START_SIGN, _MIDDLE_SIGN = "awalnaskah", "tengahnaskah"
_SECTION_PARAGRAPHS: Final = 6
_LIST_WORDS: Final = 12
_FOUND_EVERY: Final = 700


class Place(Enum):
    """Where one writes: in an ordinary document or, if there is one, in its long paragraph."""

    END = "end"
    MIDDLE = "middle"
    START = "start"


@dataclass(frozen=True, slots=True)
class Paper:
    """A document of so many words, with one long paragraph at its end or with none.

    `text` has our marks, `plain` is the same for programs that know none.
    """

    words: int
    is_long: bool
    text: str

    @property
    def plain(self) -> str:
        """The letters alone, a list with the signs that one would type."""
        return strip_marks(self.text.replace(m.BULLET, "• "))

    @property
    def name(self) -> str:
        """How the document is called in tables."""
        return f"{self.words:,} words" + (", one long paragraph" if self.is_long else "")

    def sign(self, place: Place) -> str:
        """Return the word that stands at a place; the end has none."""
        return {Place.START: _START_SIGN, Place.MIDDLE: _MIDDLE_SIGN}.get(place, "")

    def spot(self, place: Place) -> tuple[int, int]:
        """Return line and column of a place in `plain`, counted from 0."""
        lines = self.plain.split("\n")
        if place is Place.END:
            return len(lines) - 1, len(lines[-1])
        sign = self.sign(place)
        line = next(number for number, each in enumerate(lines) if sign in each)
        return line, lines[line].index(sign) + len(sign)


def paper_of(words: int, *, is_long: bool = False) -> Paper:
    """Write a document."""
    source = _words()
    long_words = min(LONG_WORDS, words) if is_long else 0
    lines = _ordinary(words - long_words, source, signed=not is_long)
    if is_long:
        lines.append(_signed(source, long_words))
    return Paper(words, is_long, "\n".join(lines))


def prose() -> Iterator[str]:
    """Yield what is typed, letter by letter: the same words written backwards.

    So it wraps like prose, and stands nowhere in a document.
    """
    for word in _words():
        if word.isalpha():
            yield from word.lower()[::-1] + " "


def _words() -> "cycle[str]":
    papers = (strip_marks(sample.paper) for sample in load_samples())
    return cycle([word for paper in papers for word in paper.split()])


def _ordinary(words: int, source: "cycle[str]", *, signed: bool) -> list[str]:
    """Write sections of paragraphs and a list each, so many words together."""
    lines: list[str] = []
    left, count = words, 0
    while left > 0:
        length = min(left, PARAGRAPH_WORDS)
        if count % _SECTION_PARAGRAPHS == 0:
            lines.append(f"{m.HEADING_1}Bagian {count // _SECTION_PARAGRAPHS + 1}")
            length -= 2
        if count % _SECTION_PARAGRAPHS == 3:
            lines += [m.BULLET + _sentence(source, _LIST_WORDS) for _ in range(3)]
            length -= 3 * _LIST_WORDS
        lines.append(_sentence(source, max(length, 1)))
        left, count = left - PARAGRAPH_WORDS, count + 1
    if signed:
        _mark(lines)
    return _with_found(lines)


def _mark(lines: list[str]) -> None:
    """Set the signs: into the first paragraph, and into that in the middle."""
    paragraphs = [number for number, line in enumerate(lines) if line[0] not in m.LINE_MARKS]
    for sign, number in (
        (_START_SIGN, paragraphs[0]),
        (_MIDDLE_SIGN, paragraphs[len(paragraphs) // 2]),
    ):
        lines[number] = f"{sign} {lines[number]}"


def _signed(source: "cycle[str]", words: int) -> str:
    """Write one long paragraph with the signs in it."""
    written = list(islice(source, words))
    written[1], written[words // 2] = _START_SIGN, _MIDDLE_SIGN
    written[_FOUND_EVERY::_FOUND_EVERY] = [FOUND] * len(written[_FOUND_EVERY::_FOUND_EVERY])
    return " ".join(written)


def _with_found(lines: list[str]) -> list[str]:
    every = max(_FOUND_EVERY // PARAGRAPH_WORDS, 1)
    return [
        f"{line} {FOUND}" if number % every == 1 and line[0] not in m.LINE_MARKS else line
        for number, line in enumerate(lines)
    ]


def _sentence(source: "cycle[str]", words: int) -> str:
    return " ".join(islice(source, words))
