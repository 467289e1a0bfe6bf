"""A paper as a page shows it: all of its lines, as headings, paragraphs, lists and tables.

Footnotes are numbered through the whole document and follow at its end, with links both ways. Where
a page of the print begins stands beside the text, so that readers on paper and on a screen can name
a place to each other.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
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
    column_shares,
    inlines_of,
    label_of,
    numbers_of,
    passages_of,
    slides_of,
)
from exam.manuscript.slide_contents import content_of
from exam.manuscript.slide_setting import SlideSetting, set_slide

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


@dataclass(frozen=True, slots=True)
class PageTop:
    """Here a page of the print begins; the first page has no such sign."""

    page: int


Piece = Run | Sign | PageTop


@dataclass(frozen=True, slots=True)
class Line:
    """One line, cell or footnote: what is read in it, and the label of a list item."""

    pieces: tuple[Piece, ...]
    label: str = ""
    level: int = 1


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that follow each other and are set alike, or the rows of one table.

    `shares` are the parts of the width that the columns of a table get, as in print.
    """

    passage: Passage
    lines: tuple[Line, ...] = ()
    rows: tuple[tuple[Line, ...], ...] = ()
    shares: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Typeset:
    """A document: its groups of lines, and its footnotes in the order of their numbers."""

    groups: tuple[Group, ...]
    notes: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class SlideOutline:
    """One slide: its title, what stands under it, and the sizes in which all of it fits."""

    title: Line
    text: Typeset
    setting: SlideSetting


def typeset(text: str, page_starts: Sequence[int] = ()) -> Typeset:
    """Set a paper; a short first line that is no heading is its title.

    `page_starts` are the places at which the pages of the print begin, the first one's too.
    """
    blocks = blocks_of(text)
    setter = _Setter(blocks, page_starts)
    first = blocks[0]
    short = 0 < len(first.text.strip()) <= _TITLE_CHARACTERS
    if first.kind is BlockKind.PARAGRAPH and short:
        title = Group(Passage.TITLE, (setter.line(first.text, first.text_start),))
        return Typeset((title, *setter.groups(blocks[1:])), tuple(setter.notes))
    return Typeset(tuple(setter.groups(blocks)), tuple(setter.notes))


def outline_of(slides: str) -> tuple[SlideOutline, ...]:
    """Set the slides document, slide by slide; each counts its footnotes anew."""
    return tuple(_outline(slide) for slide in slides_of(slides))


def _outline(slide: Slide) -> SlideOutline:
    setter = _Setter(slide.body)
    title = setter.line(slide.title)
    text = Typeset(tuple(setter.groups(slide.body)), tuple(setter.notes))
    return SlideOutline(title, text, set_slide(content_of(slide)))


class _Setter:
    """Sets lines one after another, and counts list items, footnotes and pages on the way."""

    def __init__(self, blocks: Sequence[Block], page_starts: Sequence[int] = ()) -> None:
        self._numbers = {
            block.start: number for block, number in zip(blocks, numbers_of(blocks), strict=True)
        }
        self._pages = deque(enumerate(page_starts[1:], 2))
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

    def line(self, text: str, start: int = 0, label: str = "", level: int = 1) -> Line:
        pieces: list[Piece] = []
        for inline in inlines_of(text, start):
            if isinstance(inline, Note):
                pieces += self._pages_until(inline.start)
                self.notes.append(Line(inline.runs))
                pieces.append(Sign(len(self.notes)))
            else:
                pieces += self._parted(inline)
        return Line((*pieces, *self._pages_until(start + len(text))), label, level)

    def _parted(self, run: Run) -> Iterator[Piece]:
        """Yield a run, parted where pages begin in it."""
        while self._pages and self._pages[0][1] < run.end:
            page, place = self._pages.popleft()
            at = max(place - run.start, 0)
            if at:
                yield replace(run, text=run.text[:at])
            yield PageTop(page)
            run = replace(run, text=run.text[at:], start=run.start + at)
        yield run

    def _pages_until(self, place: int) -> Iterator[PageTop]:
        """Yield the pages that begin up to a place and stand nowhere yet."""
        while self._pages and self._pages[0][1] <= place:
            yield PageTop(self._pages.popleft()[0])

    def _item(self, block: Block) -> Line:
        level = LIST_LEVELS.get(block.kind, 1)
        label = _BULLETS.get(block.kind, "")
        if block.kind in NUMBERED:
            label = label_of(block.kind, self._numbers[block.start])
        return self.line(block.text, block.text_start, label, level)

    def _table(self, table: Table) -> Group:
        rows = tuple(tuple(self.line(cell.text, cell.start) for cell in row) for row in table.rows)
        return Group(Passage.TABLE, rows=rows, shares=column_shares(table))


def _passage(passage: Block | Table) -> Passage:
    return Passage.TABLE if isinstance(passage, Table) else _PASSAGE_OF[passage.kind]
