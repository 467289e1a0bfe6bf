"""What is to be looked at before handing in: what is not as asked for, and what names the author.

Each point has a place to go to. Nothing here bars from handing in, and the notes, which are never
handed in, are never looked at.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import groupby
from typing import TYPE_CHECKING, Final

from exam.errors import Detail
from exam.manuscript import (
    HEADING_LEVELS,
    Asked,
    Block,
    BlockKind,
    Finding,
    Part,
    Shortfall,
    blocks_of,
    count_words,
    shortfalls,
)
from exam.sentences import sentence
from kiosk.ui.lines import place_under
from kiosk.ui.phrases import Translate, say_number

if TYPE_CHECKING:
    from exam import disclosure

_OF_SLIDES: Final = frozenset(
    {
        Shortfall.SLIDES_TOO_FEW,
        Shortfall.SLIDES_TOO_MANY,
        Shortfall.SLIDE_EMPTY,
        Shortfall.SLIDE_TOO_FULL,
    }
)
_SAID_BY_EMPTY: Final = frozenset(
    {
        Shortfall.WORDS_TOO_FEW,
        Shortfall.PAGES_TOO_FEW,
        Shortfall.SECTION_MISSING,
        Shortfall.SECTION_EMPTY,
    }
)
_EVERYWHERE: Final = frozenset(
    {
        Shortfall.WORDS_TOO_FEW,
        Shortfall.WORDS_TOO_MANY,
        Shortfall.PAGES_TOO_FEW,
        Shortfall.PAGES_TOO_MANY,
        Shortfall.SLIDES_TOO_MANY,
    }
)
"""What can be mended anywhere: one stays where one was."""
_MOST_BLANK_LINES: Final = 2


class Weight(Enum):
    """What a point is; its value is the sign before it."""

    PROBLEM = "[!]"
    HINT = "[?]"
    LOOKS = "[-]"


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to look at, and its place in a part: characters `start` to `end`.

    `finding` is None for a paper in which nothing is written at all.
    """

    weight: Weight
    part: Part
    start: int
    end: int
    finding: "Finding | Gaps | disclosure.Finding | None" = None

    @property
    def place(self) -> tuple[int, int] | None:
        """Where to look; None if it is about all of a part."""
        is_everywhere = isinstance(self.finding, Finding) and self.finding.shortfall in _EVERYWHERE
        return None if is_everywhere else (self.start, self.end)


@dataclass(frozen=True, slots=True)
class Gaps:
    """Blank lines that follow each other: how many in the first such place, how many places."""

    lines: int
    places: int


@dataclass(frozen=True, slots=True)
class Work:
    """Both parts, what is asked of them, who wrote them, and for which post on which topic."""

    paper: str
    slides: str
    asked: Asked
    name: str = ""
    nip: str = ""
    office: str = ""
    unit: str = ""
    post: str = ""
    topic: str = ""


def look_over(work: Work) -> tuple[Point, ...]:
    """Return everything to look at: what is not as asked for, what names the author, holes.

    It takes tens of milliseconds for each thousand words, on an old PC more.
    """
    return (*_unlike_asked(work), *_disclosures(work), *_gaps(work.paper))


def say_point(point: Point, _: Translate) -> str:
    """Say a point, and whether it is about the slides."""
    if point.finding is None:
        return _("The paper is still empty.")
    if isinstance(point.finding, Gaps):
        return _say_gaps(point.finding, _)
    if not isinstance(point.finding, Finding):
        place = _("Slides") if point.part is Part.SLIDES else _("Paper")
        return f"{place}: {sentence(point.finding, _)}"
    details: dict[str, Detail] = {
        "found": say_number(point.finding.found, _),
        "allowed": say_number(point.finding.allowed, _),
        "section": point.finding.section,
        "slide": point.finding.slide,
    }
    return _shortfall_sentence(point.finding, _).format(**details)


def _unlike_asked(work: Work) -> Iterator[Point]:
    """Yield the shortfalls; of an empty paper and of missing slides only that."""
    is_empty = not _has_text(work.paper)
    if is_empty:
        place = _first_gap(work.paper)
        yield Point(Weight.PROBLEM, Part.PAPER, place, place)
    for each in shortfalls(work.paper, work.slides, work.asked):
        if not (is_empty and each.shortfall in _SAID_BY_EMPTY):
            part = Part.SLIDES if each.shortfall in _OF_SLIDES else Part.PAPER
            place = _place(work.slides if part is Part.SLIDES else work.paper, each.at)
            yield Point(Weight.PROBLEM, part, place, place, each)


def _disclosures(work: Work) -> Iterator[Point]:
    # Loaded when it is first needed: it is a tenth of the time that the screen takes to start.
    from exam.disclosure import Author, find_disclosures

    author = Author(work.name, work.nip, work.office, work.unit)
    for part, text in ((Part.PAPER, work.paper), (Part.SLIDES, work.slides)):
        for each in find_disclosures(text, author, post=work.post, topic=work.topic):
            yield Point(Weight.HINT, part, each.start, each.end, each)


def _gaps(paper: str) -> Iterator[Point]:
    """Yield one point for all places in which more blank lines follow each other than look well."""
    runs = [
        list(blocks) for is_gap, blocks in groupby(blocks_of(paper), key=_is_blank_line) if is_gap
    ]
    holes = [run for run in runs if len(run) > _MOST_BLANK_LINES]
    if holes and _has_text(paper):
        first = holes[0]
        gaps = Gaps(len(first), len(holes))
        yield Point(Weight.LOOKS, Part.PAPER, first[0].start, first[-1].start, gaps)


def _is_blank_line(block: Block) -> bool:
    return block.kind is BlockKind.PARAGRAPH and block.is_blank


def _say_gaps(gaps: Gaps, _: Translate) -> str:
    if gaps.places > 1:
        form = _("Three blank lines or more follow each other at {places} places.")
    else:
        form = _("{lines} blank lines follow each other; all of them are printed.")
    return form.format(lines=gaps.lines, places=gaps.places)


def _has_text(paper: str) -> bool:
    """Whether anything stands under or before the headings."""
    lines = (block.line for block in blocks_of(paper) if block.kind not in HEADING_LEVELS)
    return any(map(count_words, lines))


def _first_gap(text: str) -> int:
    """Return where one begins to write: the first empty line, or the end."""
    gaps = (block.start for block in blocks_of(text) if _is_blank_line(block))
    return next(gaps, len(text))


def _place(text: str, at: int | None) -> int:
    """Return where the cursor is put: under the title of a section or slide, else at the end."""
    return len(text) if at is None else place_under(text, at)


def _shortfall_sentence(finding: Finding, _: Translate) -> str:
    if finding.shortfall is Shortfall.SLIDES_TOO_FEW and not finding.found:
        return _("There are no slides yet.")
    if finding.shortfall is Shortfall.PAGES_TOO_FEW and finding.found == 1:
        return _(
            "The paper has about 1 page; at least {allowed} are asked for. Word may count one more "
            "or less."
        )
    return {
        Shortfall.WORDS_TOO_FEW: _(
            "The paper has {found} words; at least {allowed} are asked for."
        ),
        Shortfall.WORDS_TOO_MANY: _("The paper has {found} words; at most {allowed} are allowed."),
        Shortfall.PAGES_TOO_FEW: _(
            "The paper has about {found} pages; at least {allowed} are asked for. Word may count "
            "one more or less."
        ),
        Shortfall.PAGES_TOO_MANY: _(
            "The paper has about {found} pages; at most {allowed} are allowed. Word may count one "
            "more or less."
        ),
        Shortfall.SECTION_MISSING: _("No heading “{section}” yet. (F6 makes a line a heading.)"),
        Shortfall.SECTION_EMPTY: _("Nothing is written under “{section}” yet."),
        Shortfall.SLIDES_TOO_FEW: _("Slides: {found}. At least {allowed} are asked for."),
        Shortfall.SLIDES_TOO_MANY: _("Slides: {found}. At most {allowed} are allowed."),
        Shortfall.SLIDE_EMPTY: _("Slide {slide} is empty."),
        Shortfall.SLIDE_TOO_FULL: _(
            "Slide {slide} has {found} words; at most {allowed} are allowed."
        ),
    }[finding.shortfall]
