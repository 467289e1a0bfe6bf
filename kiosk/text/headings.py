"""The headings of a text and the words under each, cheap to ask again after each key."""

from collections.abc import Sequence
from itertools import accumulate
from typing import Final, NamedTuple

from exam.manuscript import HEADING_LEVELS, MARKS, count_words, letters_of
from kiosk.text.document import Change, Document

LEVELS: Final = {
    mark: HEADING_LEVELS[kind] for mark, kind in MARKS.items() if kind in HEADING_LEVELS
}
"""The level of the heading that each mark makes of its line."""
_UNKNOWN: Final = -1


class Heading(NamedTuple):
    """A heading: its level, its letters, where its line begins, and the words of its section."""

    level: int
    title: str
    at: int
    words: int


class Headings:
    """Words of all lines, and which of them are headings; only what changed is counted again."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._words = [_UNKNOWN] * len(document.lines)
        self._found: list[int] | None = None

    def follow(self, change: Change) -> None:
        """Forget what a change may have made untrue."""
        last = change.line + change.old_lines
        self._words[change.line : last] = [_UNKNOWN] * change.new_lines
        if change.reshaped:
            self._found = None

    @property
    def lines(self) -> list[int]:
        """The lines that are headings."""
        if self._found is None:
            lines = self._document.lines
            self._found = [index for index, line in enumerate(lines) if line[:1] in LEVELS]
        return self._found

    def all(self) -> tuple[Heading, ...]:
        """Return the headings in their order."""
        self._count()
        before = list(accumulate(self._words, initial=0))
        headings = []
        for line, stop in zip(self.lines, self.stops(self.lines), strict=True):
            text = self._document.lines[line]
            words = before[stop] - before[line]
            at = self._document.offset(line)
            headings.append(Heading(LEVELS[text[0]], letters_of(text[1:]), at, words))
        return tuple(headings)

    def stops(self, found: Sequence[int]) -> list[int]:
        """Return the lines before which the section of each heading ends."""
        lines = self._document.lines
        stops, following = [], dict.fromkeys(LEVELS.values(), len(lines))
        for line in reversed(found):
            level = LEVELS[lines[line][0]]
            stops.append(min(stop for each, stop in following.items() if each <= level))
            following[level] = line
        return stops[::-1]

    def _count(self) -> None:
        """Count the words of all lines that changed; those of headings do not count."""
        words, lines, at = self._words, self._document.lines, -1
        for _ in range(words.count(_UNKNOWN)):
            at = words.index(_UNKNOWN, at + 1)
            words[at] = 0 if lines[at][:1] in LEVELS else count_words(lines[at])
