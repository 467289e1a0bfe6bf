"""Tables: rows that follow each other, of cells that stand between cell marks.

A row has one more cell than cell marks, up to `MOST_COLUMNS`; cell marks past that are stray. Rows
of different lengths are filled with empty cells on the right, to the length of the longest. The
first row is the head. Nothing of this is stored, so a row or a cell is put in or taken out by a
plain edit.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from exam.manuscript import marks
from exam.manuscript.blocks import Block, BlockKind

MOST_COLUMNS: Final = 12

# Widths are reckoned in letters: a line of a paper has about so many, cells have edges, and the
# letters of a word are taken for wide ones, so that numbers stay whole.
_LETTERS_A_LINE: Final = 72
_EDGES: Final = 3
_LETTER_OF_WORD: Final = 1.2
_LONGEST_WORD: Final = 25
_LEAST_PART_OF_EQUAL: Final = 1 / 2


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text with inline marks, and where it begins in the document."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """Where it ends in the document, before its cell mark or line end."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows that follow each other; all have the same number of cells."""

    blocks: tuple[Block, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def columns(self) -> int:
        """How many cells each row has."""
        return len(self.rows[0])


def cells_of(row: Block) -> tuple[Cell, ...]:
    """Return the cells of a row as they stand there; a row has at least one."""
    cells, start = [], row.text_start
    for text in row.text.split(marks.CELL, MOST_COLUMNS - 1):
        cells.append(Cell(text, start))
        start += len(text) + len(marks.CELL)
    return tuple(cells)


def passages_of(blocks: Iterable[Block]) -> Iterator[Block | Table]:
    """Yield the blocks in their order, rows that follow each other as one table."""
    for is_row, group in groupby(blocks, key=lambda block: block.kind is BlockKind.ROW):
        if is_row:
            yield table_of(tuple(group))
        else:
            yield from group


def table_of(blocks: tuple[Block, ...]) -> Table:
    """Make a table of its rows."""
    rows = [cells_of(block) for block in blocks]
    columns = max(map(len, rows))
    return Table(
        blocks,
        tuple(
            (*row, *(Cell("", block.end) for _ in range(columns - len(row))))
            for block, row in zip(blocks, rows, strict=True)
        ),
    )


def column_shares(table: Table) -> tuple[float, ...]:
    """Return the share of the width that each column gets; together they are 1.

    Every column has room for its longest word first, an address being no word; what is left goes to
    those with long cells.
    """
    columns = [[row[at].text for row in table.rows] for at in range(table.columns)]
    words = [min(_longest(column, words=True), _LONGEST_WORD) for column in columns]
    needs = [_EDGES + _LETTER_OF_WORD * letters for letters in words]
    wishes = [_EDGES + _longest(column, words=False) for column in columns]
    extras = [max(wish - need, 0) for need, wish in zip(needs, wishes, strict=True)]
    spare = max(_LETTERS_A_LINE - sum(needs), 0) / max(sum(extras), 1)
    asked = [need + extra * min(spare, 1) for need, extra in zip(needs, extras, strict=True)]
    least = sum(asked) / len(asked) * _LEAST_PART_OF_EQUAL
    widths = [max(width, least) for width in asked]
    return tuple(width / sum(widths) for width in widths)


def _longest(texts: Iterable[str], *, words: bool) -> int:
    """Return the letters of the longest cell, or of the longest word in any cell."""
    plain = [marks.strip_marks(text) for text in texts]
    if words:
        plain = [word for text in plain for word in text.split()]
    return max(map(len, plain), default=0)
