"""The sections of a paper: what its headings part it into, and which required ones it has."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from exam.manuscript.blocks import HEADING_LEVELS, blocks_of
from exam.manuscript.counts import count_words
from exam.manuscript.inline import letters_of

_HEADING_NUMBER: Final = re.compile(
    r"^\s*(?:BAB\s+)?(?:(?:[IVXLC]+|\d+(?:\.\d+)*)[.)]?\s+|[A-Z][.)]\s+)?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with all that stands under it, smaller headings included.

    `words` counts its text, not its headings. It reaches from `start`, where its heading begins,
    to `end`, where the next heading of the same or a higher level begins or the document ends.
    """

    level: int
    title: str
    start: int
    end: int
    words: int


def sections_of(text: str) -> tuple[Section, ...]:
    """Return the sections in the order of their headings."""
    blocks = blocks_of(text)
    words = [0 if block.kind in HEADING_LEVELS else count_words(block.line) for block in blocks]
    # From the end: where the next heading of each level stands.
    following = dict.fromkeys(HEADING_LEVELS.values(), len(blocks))
    sections = []
    for at in range(len(blocks) - 1, -1, -1):
        block = blocks[at]
        level = HEADING_LEVELS.get(block.kind)
        if level is not None:
            end = min(place for each, place in following.items() if each <= level)
            reach = blocks[end].start if end < len(blocks) else len(text)
            title = letters_of(block.text)
            sections.append(Section(level, title, block.start, reach, sum(words[at:end])))
            following[level] = at
    return tuple(reversed(sections))


def missing_sections(text: str, required: Sequence[str]) -> tuple[str, ...]:
    """Name the required sections that no heading of the text carries, in their order."""
    present = {heading_name(title) for title in _titles(text)}
    return tuple(name for name in required if heading_name(name) not in present)


def heading_name(title: str) -> str:
    """Fold a heading for comparison: case, spaces, “BAB” and a leading number do not matter."""
    return _HEADING_NUMBER.sub("", title).strip().casefold()


def _titles(text: str) -> Iterator[str]:
    for block in blocks_of(text):
        if block.kind in HEADING_LEVELS:
            yield letters_of(block.text)
