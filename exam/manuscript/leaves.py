"""The printed pages of a paper, each with what stands on it: lines, rows and footnotes.

Pages begin where `exam.manuscript.pages` breaks them, and lines where `exam.manuscript.lines` does.
Nothing is lost: the lines of all pages together are the paper. A page is made when it is asked for.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from exam.manuscript.blocks import Block, BlockKind, blocks_of
from exam.manuscript.fonts import line_ems
from exam.manuscript.formats import CELL_SIDE_POINTS, PaperFormat, look_of
from exam.manuscript.inline import Note, inlines_of, notes_of
from exam.manuscript.lines import note_starts, set_block, set_cell
from exam.manuscript.lists import NUMBERED, label_of, numbers_of
from exam.manuscript.pages import fill_pages
from exam.manuscript.setting import SetLine, cut_lines
from exam.manuscript.stacks import stacks_of
from exam.manuscript.tables import Cell, Table, cells_of, column_shares, passages_of

_LABELS: Final = {BlockKind.BULLET: "\u2022", BlockKind.BULLET_2: "\u2013"}


@dataclass(frozen=True, slots=True)
class PrintedText:
    """Lines of one paragraph on one page.

    `gap` is the free room over them, in points; the label of a list item stands at its first line.
    """

    kind: BlockKind
    lines: tuple[SetLine, ...]
    gap: float = 0.0
    label: str = ""


PrintedCell = tuple[SetLine, ...]


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """Rows of one table on one page; the first is the head, which each page repeats."""

    rows: tuple[tuple[PrintedCell, ...], ...]
    shares: tuple[float, ...]
    gap: float = 0.0


@dataclass(frozen=True, slots=True)
class PrintedNote:
    """A footnote at the foot of a page."""

    number: int
    lines: tuple[SetLine, ...]


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page: what stands on it in order, its footnotes, and the room left free, in points."""

    items: tuple[PrintedText | PrintedTable, ...]
    notes: tuple[PrintedNote, ...]
    free: float


class Leaves:
    """The pages of one paper, counted from 0."""

    def __init__(self, text: str, paper: PaperFormat) -> None:
        self._paper = paper
        blocks = blocks_of(text)
        self._passages = tuple(passages_of(blocks))
        self._stacks = tuple(stacks_of(blocks, paper))
        self._filling = fill_pages(self._stacks, paper)
        # The first unit of each passage, the numbers of list items, the footnotes before a block.
        self._firsts = (0, *accumulate(len(stack.units) for stack in self._stacks))
        self._numbers = dict(zip(_starts(blocks), numbers_of(blocks), strict=True))
        noted = accumulate(len(_notes_in(block)) for block in blocks)
        self._noted = dict(zip(_starts(blocks), (0, *noted), strict=False))

    @property
    def count(self) -> int:
        """How many pages are printed."""
        return self._filling.pages.count

    def page_at(self, place: int) -> int:
        """Return the page that holds a place of the document."""
        return max(bisect_right(self._filling.pages.starts, place) - 1, 0)

    def leaf(self, page: int) -> Leaf:
        """Return what stands on a page.

        Raises:
            IndexError: there is no such page.

        """
        free = self._paper.text_height_points - self._filling.used[page]
        items: list[PrintedText | PrintedTable] = []
        notes: list[PrintedNote] = []
        for at, begun, ended in self._parts(page):
            passage, gap = self._passages[at], self._gap(at) if items and not begun else 0.0
            if isinstance(passage, Table):
                items.append(self._rows(passage, at, begun, ended, page, gap))
            elif not _is_break(passage) and self._filling.begun[self._firsts[at] + begun] == page:
                items.append(self._lines(passage, begun, ended, gap))
            notes += self._notes(at, begun, ended, page)
        return Leaf(tuple(items), tuple(notes), max(free, 0.0))

    def _parts(self, page: int) -> Iterator[tuple[int, int, int]]:
        """Yield each passage on a page, with its units there: from the first to behind the last."""
        begun, firsts = self._filling.begun, self._firsts
        start, stop = bisect_left(begun, page), bisect_right(begun, page)
        if start and self._last_page(start - 1) >= page:
            start -= 1
        while start < stop:
            at = bisect_right(firsts, start) - 1
            end = min(stop, firsts[at + 1])
            yield at, start - firsts[at], end - firsts[at]
            start = end

    def _last_page(self, unit: int) -> int:
        """Return the page on which a unit ends; only one that is higher than a page is parted."""
        at = bisect_right(self._firsts, unit) - 1
        place = self._stacks[at].units[unit - self._firsts[at]].place
        starts = self._filling.pages.starts
        last = bisect_right(starts, place) - 1
        return max(last, self._filling.begun[unit])

    def _gap(self, at: int) -> float:
        return max(self._stacks[at - 1].after, self._stacks[at].before) if at else 0.0

    # -- paragraphs

    def _lines(self, block: Block, begun: int, ended: int, gap: float) -> PrintedText:
        starts = set_block(block.kind, block.text, self._paper).starts
        lines = cut_lines(inlines_of(block.text), starts, self._noted[block.start])
        label = "" if begun else self._label(block)
        return PrintedText(block.kind, lines[begun:ended], gap, label)

    def _label(self, block: Block) -> str:
        if block.kind in NUMBERED:
            return label_of(block.kind, self._numbers[block.start])
        return _LABELS.get(block.kind, "")

    # -- tables

    def _rows(
        self, table: Table, at: int, begun: int, ended: int, page: int, gap: float
    ) -> PrintedTable:
        shares = column_shares(table)
        width = self._paper.text_width_points
        widths = [share * width - 2 * CELL_SIDE_POINTS for share in shares]
        rows = []
        for row in sorted({0, *range(begun, ended)}):
            cells = self._row(table.blocks[row], table.rows[row], widths, head=row == 0)
            rows.append(self._on_page(cells, self._firsts[at] + row, page))
        return PrintedTable(tuple(rows), shares, gap)

    def _row(
        self, block: Block, row: Sequence[Cell], widths: Sequence[float], *, head: bool
    ) -> list[PrintedCell]:
        cells, noted = [], self._noted[block.start]
        for cell, width in zip(row, widths, strict=True):
            starts = set_cell(cell.text, width, head, self._paper).starts
            cells.append(cut_lines(inlines_of(cell.text), starts, noted))
            noted += len(notes_of(cell.text))
        return cells

    def _on_page(
        self, cells: Sequence[PrintedCell], unit: int, page: int
    ) -> tuple[PrintedCell, ...]:
        """Return what stands on a page of a row that may be higher than a page."""
        first, last = self._filling.begun[unit], self._last_page(unit)
        if not first < last or not first <= page <= last:
            return tuple(cells)
        line = look_of(BlockKind.ROW, self._paper).size * line_ems(self._paper.font)
        fitting = max(int(self._paper.text_height_points / line), 1)
        start = (page - first) * fitting
        stop = None if page == last else start + fitting
        return tuple(cell[start:stop] or ((),) for cell in cells)

    # -- footnotes

    def _notes(self, at: int, begun: int, ended: int, page: int) -> Iterator[PrintedNote]:
        """Yield the footnotes whose signs stand in the units of a passage that begin on a page."""
        passage, first = self._passages[at], self._firsts[at]
        for unit in range(begun, ended):
            if self._filling.begun[first + unit] == page:
                block = passage.blocks[unit] if isinstance(passage, Table) else passage
                is_whole = isinstance(passage, Table) or _is_break(passage)
                for number, note in enumerate(_notes_in(block), self._noted[block.start] + 1):
                    if is_whole or _line_of(note, block, self._paper) == unit:
                        starts = note_starts(note, self._paper)
                        yield PrintedNote(number, cut_lines(note.runs, starts, 0))


def _starts(blocks: Sequence[Block]) -> Iterator[int]:
    return (block.start for block in blocks)


def _is_break(block: Block) -> bool:
    return block.kind is BlockKind.PAGE_BREAK and block.is_blank


def _notes_in(block: Block) -> tuple[Note, ...]:
    """Return the footnotes of a line; places are counted from the start of its text or cell."""
    if block.kind is not BlockKind.ROW:
        return notes_of(block.text)
    return tuple(note for cell in cells_of(block) for note in notes_of(cell.text))


def _line_of(note: Note, block: Block, paper: PaperFormat) -> int:
    starts = set_block(block.kind, block.text, paper).starts
    return bisect_right(starts, note.start) - 1
