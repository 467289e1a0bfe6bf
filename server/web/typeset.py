"""A paper as a page shows it: all of its lines, as headings, paragraphs, lists and tables.

Footnotes are numbered through the whole document and follow at its end, with links both ways.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Final

from exam.manuscript import (
    LIST_LEVELS,
    NUMBERED,
    Block,
    BlockKind,
    Note,
    Run,
    Slide,
    Table,
    blocks_of,
    inlines_of,
    label_of,
    numbers_of,
    passages_of,
    slides_of,
)

_TITLE_CHARACTERS: Final = 200


class Passage(StrEnum):
    """How a group of lines is set."""

    TITLE = "title"
    HEADING_1 = "heading-1"
    HEADING_2 = "heading-2"
    HEADING_3 = "heading-3"
    LIST = "list"
    TABLE = "table"
    PAGE_BREAK = "page-break"
    PARAGRAPHS = "paragraphs"


_PASSAGE_OF: Final = {
    BlockKind.HEADING_1: Passage.HEADING_1,
    BlockKind.HEADING_2: Passage.HEADING_2,
    BlockKind.HEADING_3: Passage.HEADING_3,
    BlockKind.BULLET: Passage.LIST,
    BlockKind.BULLET_2: Passage.LIST,
    BlockKind.NUMBER: Passage.LIST,
    BlockKind.NUMBER_2: Passage.LIST,
    BlockKind.PAGE_BREAK: Passage.PAGE_BREAK,
    BlockKind.PARAGRAPH: Passage.PARAGRAPHS,
}
_BULLETS: Final = {BlockKind.BULLET: "\u2022", BlockKind.BULLET_2: "\u2013"}


@dataclass(frozen=True, slots=True)
class Sign:
    """The sign of a footnote at its place."""

    number: int


Piece = Run | Sign


@dataclass(frozen=True, slots=True)
class Line:
    """One line, cell or footnote: what is read in it, and the label of a list item."""

    pieces: tuple[Piece, ...]
    label: str = ""
    level: int = 1


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that follow each other and are set alike, or the rows of one table."""

    passage: Passage
    lines: tuple[Line, ...] = ()
    rows: tuple[tuple[Line, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Typeset:
    """A document: its groups of lines, and its footnotes in the order of their numbers."""

    groups: tuple[Group, ...]
    notes: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class SlideOutline:
    """One slide: its title and what stands under it."""

    title: Line
    text: Typeset


def typeset(text: str) -> Typeset:
    """Set a paper; a short first line that is no heading is its title."""
    blocks = blocks_of(text)
    setter = _Setter(blocks)
    first = blocks[0]
    short = 0 < len(first.text.strip()) <= _TITLE_CHARACTERS
    if first.kind is BlockKind.PARAGRAPH and short:
        title = Group(Passage.TITLE, (setter.line(first.text),))
        return Typeset((title, *setter.groups(blocks[1:])), tuple(setter.notes))
    return Typeset(tuple(setter.groups(blocks)), tuple(setter.notes))


def outline_of(slides: str) -> tuple[SlideOutline, ...]:
    """Set the slides document, slide by slide; each counts its footnotes anew."""
    return tuple(_outline(slide) for slide in slides_of(slides))


def _outline(slide: Slide) -> SlideOutline:
    setter = _Setter(slide.body)
    title = setter.line(slide.title)
    groups = tuple(setter.groups(slide.body))
    return SlideOutline(title, Typeset(groups, tuple(setter.notes)))


class _Setter:
    """Sets lines one after another, and counts list items and footnotes on the way."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._numbers = {
            block.start: number for block, number in zip(blocks, numbers_of(blocks), strict=True)
        }
        self.notes: list[Line] = []

    def groups(self, blocks: Sequence[Block]) -> Iterator[Group]:
        for passage, members in groupby(passages_of(blocks), key=_passage):
            lines = []
            for each in members:
                if isinstance(each, Table):
                    yield self._table(each)
                else:
                    lines.append(self._item(each))
            if lines:
                yield Group(passage, tuple(lines))

    def line(self, text: str, label: str = "", level: int = 1) -> Line:
        return Line(tuple(map(self._piece, inlines_of(text))), label, level)

    def _item(self, block: Block) -> Line:
        level = LIST_LEVELS.get(block.kind, 1)
        if block.kind in NUMBERED:
            return self.line(block.text, label_of(block.kind, self._numbers[block.start]), level)
        return self.line(block.text, _BULLETS.get(block.kind, ""), level)

    def _table(self, table: Table) -> Group:
        rows = tuple(tuple(self.line(cell.text) for cell in row) for row in table.rows)
        return Group(Passage.TABLE, rows=rows)

    def _piece(self, inline: Run | Note) -> Piece:
        if isinstance(inline, Run):
            return inline
        self.notes.append(Line(inline.runs))
        return Sign(len(self.notes))


def _passage(passage: Block | Table) -> Passage:
    return Passage.TABLE if isinstance(passage, Table) else _PASSAGE_OF[passage.kind]
