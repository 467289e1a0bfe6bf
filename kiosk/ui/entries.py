"""What an outline lists: the sections of a paper, or the slides, with what each of them holds.

Plain data from plain data, so that it is known what is listed without a screen.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from rich.cells import cell_len

from exam.manuscript import Slide
from exam.manuscript.sections import heading_name
from kiosk.ui.phrases import Translate, say_number
from kiosk.ui.rows import shortened

HERE, ELSEWHERE = "▶ ", "  "
"""What stands before the section with the cursor, and before all others."""
_STEP: Final = 2
_UNSHOWABLE: Final = re.compile("[\x00-\x1f\x7f-\x9f]")


class Heading(Protocol):
    """A heading as a sheet names it: `words` are those of its whole section."""

    @property
    def level(self) -> int:
        """1 is the highest."""

    @property
    def title(self) -> str:
        """As it is read."""

    @property
    def at(self) -> int:
        """Where it stands."""

    @property
    def words(self) -> int:
        """Words of the section, smaller headings' sections included."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A section or a slide; one that is missing stands nowhere."""

    title: str
    level: int = 1
    at: int | None = None
    words: int = 0
    is_here: bool = False


@dataclass(frozen=True, slots=True)
class SlidePlace:
    """The slide with the cursor, counted from 1, and the words on it."""

    number: int
    words: int


def section_entries(
    headings: Sequence[Heading], cursor: int, required: Sequence[str]
) -> tuple[Entry, ...]:
    """List the sections of a paper, and under them the required ones that it does not have."""
    here = _index_of([heading.at for heading in headings], cursor)
    present = {heading_name(heading.title) for heading in headings}
    missing = (Entry(name) for name in required if heading_name(name) not in present)
    sections = (
        Entry(heading.title, heading.level, heading.at, heading.words, index == here)
        for index, heading in enumerate(headings)
    )
    return (*sections, *missing)


def slide_entries(slides: Sequence[Slide], cursor: int) -> tuple[Entry, ...]:
    """List slides with their numbers."""
    here = _index_of([slide.start for slide in slides], cursor)
    return tuple(
        Entry(f"{index + 1}. {slide.name}", 1, slide.start, slide.words, index == here)
        for index, slide in enumerate(slides)
    )


def slide_at(slides: Sequence[Slide], cursor: int) -> SlidePlace | None:
    """Return the slide in which the cursor stands; None if there is no slide yet."""
    if not slides:
        return None
    index = max(0, _index_of([slide.start for slide in slides], cursor))
    return SlidePlace(index + 1, slides[index].words)


def entry_row(entry: Entry, width: int, _: Translate) -> str:
    """Write an entry so wide: where one is, the title by its level, its words at the right."""
    words = _("(not yet)") if entry.at is None else say_number(entry.words, _)
    head = (HERE if entry.is_here else ELSEWHERE) + " " * _STEP * (entry.level - 1)
    room = width - cell_len(head) - cell_len(words) - 2
    title = shortened(_UNSHOWABLE.sub(" ", entry.title) or "…", max(0, room))
    gap = " " * max(1, width - cell_len(head) - cell_len(title) - cell_len(words) - 1)
    return shortened(f"{head}{title}{gap}{words} ", width)


def _index_of(starts: Sequence[int], cursor: int) -> int:
    """Return which of the stretches that begin there holds the cursor; -1 for none."""
    return bisect_right(starts, cursor) - 1
