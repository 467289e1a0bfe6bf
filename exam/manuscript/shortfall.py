"""What of a paper and its slides is not as the rules of an exam ask for."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from exam.manuscript.counts import count_words
from exam.manuscript.formats import OFFICIAL, PaperFormat
from exam.manuscript.pages import pages_of
from exam.manuscript.sections import heading_name, missing_sections, sections_of
from exam.manuscript.slides import slides_of


@dataclass(frozen=True, slots=True)
class Range:
    """The least and the most that is allowed; None where there is no limit."""

    least: int | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What an exam asks of a paper and its slides.

    `slides` is None where a paper is all that is asked for. Else the least number of slides holds
    if there are any, or if slides are required.
    """

    words: Range = Range()
    pages: Range = Range()
    slides: Range | None = Range()
    slides_required: bool = False
    words_per_slide: int | None = None
    sections: tuple[str, ...] = ()
    paper: PaperFormat = OFFICIAL


class Shortfall(StrEnum):
    """Each way in which a manuscript can differ from what is asked."""

    WORDS_TOO_FEW = "words.too-few"
    WORDS_TOO_MANY = "words.too-many"
    PAGES_TOO_FEW = "pages.too-few"
    PAGES_TOO_MANY = "pages.too-many"
    SECTION_MISSING = "section.missing"
    SECTION_EMPTY = "section.empty"
    SLIDES_TOO_FEW = "slides.too-few"
    SLIDES_TOO_MANY = "slides.too-many"
    SLIDE_EMPTY = "slide.empty"
    SLIDE_TOO_FULL = "slide.too-full"


@dataclass(frozen=True, slots=True)
class Finding:
    """One difference: how much there is, how much is allowed, which section, where to look.

    `slide` is counted from 1. `at` is a place in the paper for a section, and in the slides
    document for a slide.
    """

    shortfall: Shortfall
    found: int = 0
    allowed: int = 0
    section: str = ""
    slide: int = 0
    at: int | None = None


def shortfalls(paper: str, slides: str, asked: Asked) -> tuple[Finding, ...]:
    """Return everything that is not as it is asked for, in the order of a reader."""
    return (
        *_outside(
            count_words(paper), asked.words, Shortfall.WORDS_TOO_FEW, Shortfall.WORDS_TOO_MANY
        ),
        *_page_findings(paper, asked),
        *_section_findings(paper, asked.sections),
        *_slide_findings(slides, asked),
    )


def _outside(
    found: int, allowed: Range, too_few: Shortfall, too_many: Shortfall
) -> Iterator[Finding]:
    if allowed.least is not None and found < allowed.least:
        yield Finding(too_few, found, allowed.least)
    elif allowed.most is not None and found > allowed.most:
        yield Finding(too_many, found, allowed.most)


def _page_findings(paper: str, asked: Asked) -> Iterator[Finding]:
    if asked.pages != Range():
        count = pages_of(paper, asked.paper).count
        yield from _outside(count, asked.pages, Shortfall.PAGES_TOO_FEW, Shortfall.PAGES_TOO_MANY)


def _section_findings(paper: str, required: tuple[str, ...]) -> Iterator[Finding]:
    missing = missing_sections(paper, required)
    for name in missing:
        yield Finding(Shortfall.SECTION_MISSING, section=name)
    asked = {heading_name(name): name for name in required}
    for section in sections_of(paper):
        name = asked.get(heading_name(section.title), "")
        if name and not section.words:
            yield Finding(Shortfall.SECTION_EMPTY, section=name, at=section.start)


def _slide_findings(text: str, asked: Asked) -> Iterator[Finding]:
    if asked.slides is None:
        return
    slides = slides_of(text)
    if slides or asked.slides_required:
        least = max(asked.slides.least or 0, 1)
        yield from _outside(
            len(slides),
            Range(least, asked.slides.most),
            Shortfall.SLIDES_TOO_FEW,
            Shortfall.SLIDES_TOO_MANY,
        )
    for number, slide in enumerate(slides, 1):
        words = slide.words
        if not words:
            yield Finding(Shortfall.SLIDE_EMPTY, slide=number, at=slide.start)
        elif asked.words_per_slide is not None and words > asked.words_per_slide:
            most = asked.words_per_slide
            yield Finding(Shortfall.SLIDE_TOO_FULL, words, most, slide=number, at=slide.start)
