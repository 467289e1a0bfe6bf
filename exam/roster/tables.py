"""A table as its file holds it, before anybody knows what the columns mean.

A cell keeps what stands in the file, character for character; an empty cell is not there. Rows are
numbered as spreadsheets number them, from 1; columns from 0.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Final

MOST_BYTES: Final = 5_000_000
"""The largest file that is looked into."""
MOST_ROWS: Final = 20_000
"""The most rows with anything in them."""
MOST_CELLS: Final = 10 * MOST_ROWS
"""The most cells with anything in them."""
MOST_CHARACTERS: Final = 2000
"""Longer texts of a workbook are kept up to here; nothing in a list may be as long."""
GENERAL: Final = "General"


class Kind(Enum):
    """What a cell holds; text files have only texts."""

    TEXT = auto()
    NUMBER = auto()
    DATE = auto()
    TRUTH = auto()
    ERROR = auto()
    UNCALCULATED = auto()


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell; `pattern` is the number format that shows a number."""

    text: str
    kind: Kind = Kind.TEXT
    pattern: str = GENERAL


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row that are not empty, by column."""

    number: int
    cells: Mapping[int, Cell]
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """Cells that are merged into one; all bounds are inside it."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: its rows that are not empty, from top to bottom.

    `delimited` tables have as many cells in each row as in the header; there, a cell too many
    means that a separator stands inside a text.
    """

    rows: tuple[Row, ...]
    name: str = ""
    hidden: bool = False
    delimited: bool = False
    merged: tuple[Span, ...] = ()
    hidden_columns: tuple[tuple[int, int], ...] = field(default=())

    def hides(self, column: int) -> bool:
        """Whether nobody sees this column."""
        return any(first <= column <= last for first, last in self.hidden_columns)
