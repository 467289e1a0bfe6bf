"""What a document puts on its pages: stacks of lines or rows with their heights, in points."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from exam.manuscript.blocks import Block, BlockKind
from exam.manuscript.fonts import line_ems
from exam.manuscript.formats import (
    BORDER_POINTS,
    BREAK_POINTS,
    CELL_SIDE_POINTS,
    CELL_TOP_POINTS,
    Look,
    PaperFormat,
    gap_after,
    gap_before,
    look_of,
)
from exam.manuscript.lines import SetLines, note_lines, set_block, set_cell
from exam.manuscript.tables import Cell, Table, column_shares, passages_of

_TOGETHER: Final = 2


class Unit(NamedTuple):
    """A line or a row, which is not parted: where it begins, its height, and that of its notes.

    `lead` is free room over it, which it does not need as the first of a page.
    """

    place: int
    height: float
    lead: float = 0.0
    notes: float = 0.0


@dataclass(frozen=True, slots=True)
class Stack:
    """Units of one paragraph or table, which may be parted between them.

    `together` units at least stay at either side of a page's end; `head` is the height that stands
    again on each further page; `keeps_next` ties the stack to the one below.
    """

    units: Sequence[Unit]
    before: float = 0.0
    after: float = 0.0
    together: int = _TOGETHER
    head: float = 0.0
    keeps_next: bool = False
    breaks: bool = False


def stacks_of(blocks: Sequence[Block], paper: PaperFormat) -> Iterator[Stack]:
    """Yield what the blocks of a document put on the pages of a paper."""
    passages = list(passages_of(blocks))
    kinds = [None, *(_kind(passage) for passage in passages), None]
    for at, passage in enumerate(passages):
        if isinstance(passage, Table):
            yield _table(passage, _lead_below(kinds[at], paper), paper)
        elif passage.kind is BlockKind.PAGE_BREAK and passage.is_blank:
            yield Stack((Unit(passage.start, BREAK_POINTS),), breaks=True)
        else:
            yield _paragraph(passage, kinds[at], kinds[at + 2], paper)


def _kind(passage: Block | Table) -> BlockKind:
    return BlockKind.ROW if isinstance(passage, Table) else passage.kind


def _paragraph(
    block: Block, previous: BlockKind | None, following: BlockKind | None, paper: PaperFormat
) -> Stack:
    look = look_of(block.kind, paper)
    lines = set_block(block.kind, block.text, paper)
    notes = _note_heights(lines, paper)
    height, lead = _line(look, paper)
    units = tuple(
        Unit(block.text_start + start, height, lead, notes[line])
        for line, start in enumerate(lines.starts)
    )
    return Stack(
        (units[0]._replace(place=block.start, lead=_lead_below(previous, paper)), *units[1:]),
        gap_before(block.kind, previous, paper),
        gap_after(block.kind, following, paper),
        keeps_next=look.keeps_next,
        breaks=block.kind is BlockKind.PAGE_BREAK,
    )


def _line(look: Look, paper: PaperFormat) -> tuple[float, float]:
    """Return the height of a line and the room over it."""
    height = look.size * line_ems(paper.font)
    return height, height * (look.spacing - 1)


def _lead_below(previous: BlockKind | None, paper: PaperFormat) -> float:
    """Return the room over a paragraph's first line: LibreOffice gives it that of the one above."""
    return _line(look_of(previous, paper), paper)[1] if previous else 0.0


def _table(table: Table, lead: float, paper: PaperFormat) -> Stack:
    width = paper.text_width_points
    widths = [share * width - 2 * CELL_SIDE_POINTS for share in column_shares(table)]
    first, *further = (
        _row(block, row, widths, paper, head=at == 0)
        for at, (block, row) in enumerate(zip(table.blocks, table.rows, strict=True))
    )
    return Stack((first._replace(lead=lead), *further), together=1, head=first.height)


def _row(
    block: Block, row: Sequence[Cell], widths: Sequence[float], paper: PaperFormat, *, head: bool
) -> Unit:
    cells = [
        set_cell(cell.text, width, head, paper) for cell, width in zip(row, widths, strict=True)
    ]
    line, _ = _line(look_of(BlockKind.ROW, paper), paper)
    height = max(cell.count for cell in cells) * line + 2 * CELL_TOP_POINTS + BORDER_POINTS
    return Unit(block.start, height, notes=sum(sum(_note_heights(cell, paper)) for cell in cells))


def _note_heights(lines: SetLines, paper: PaperFormat) -> list[float]:
    """Return the height of the footnotes of each line."""
    heights = [0.0] * lines.count
    for line, note in lines.notes:
        height = paper.note_size_points * line_ems(paper.font)
        heights[line] += note_lines(note, paper) * height
    return heights
