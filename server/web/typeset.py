"""A paper as a page shows it: its lines, all of them, as headings, paragraphs and lists."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Final

from exam.manuscript import Block, BlockKind, Slide, blocks_of, slides_of

_TITLE_CHARACTERS: Final = 200


class Passage(StrEnum):
    """How a run of lines is set."""

    TITLE = "title"
    HEADING_1 = "heading-1"
    HEADING_2 = "heading-2"
    BULLETS = "bullets"
    PARAGRAPHS = "paragraphs"


_PASSAGE_OF: Final = {
    BlockKind.HEADING_1: Passage.HEADING_1,
    BlockKind.HEADING_2: Passage.HEADING_2,
    BlockKind.BULLET: Passage.BULLETS,
    BlockKind.PARAGRAPH: Passage.PARAGRAPHS,
}


@dataclass(frozen=True, slots=True)
class Run:
    """Lines that follow each other and are set alike."""

    passage: Passage
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SlideOutline:
    """One slide: its title and its runs of lines."""

    title: str
    runs: tuple[Run, ...]


def typeset(text: str) -> tuple[Run, ...]:
    """Group a paper's lines; a short first line that is no heading is its title."""
    blocks = blocks_of(text)
    first = blocks[0]
    short = 0 < len(first.text.strip()) <= _TITLE_CHARACTERS
    if first.kind is BlockKind.PARAGRAPH and short:
        return (Run(Passage.TITLE, (first.text,)), *_runs(blocks[1:]))
    return tuple(_runs(blocks))


def outline_of(slides: str) -> tuple[SlideOutline, ...]:
    """Outline the slides document."""
    return tuple(_outline(slide) for slide in slides_of(slides))


def _outline(slide: Slide) -> SlideOutline:
    return SlideOutline(slide.title, tuple(_runs(slide.body)))


def _runs(blocks: Iterable[Block]) -> Iterator[Run]:
    for kind, group in groupby(blocks, key=lambda block: block.kind):
        yield Run(_PASSAGE_OF[kind], tuple(block.text for block in group))
