"""The rows below a header, cut to the columns that the exam knows.

A cell that is merged with those below it counts for each of their rows, as people read it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from exam.roster.header import Header
from exam.roster.headings import COLUMNS
from exam.roster.tables import Cell, Row, Span


@dataclass(frozen=True, slots=True)
class Line:
    """A row below the header: the cells of the columns that the exam knows, by name."""

    row: Row
    cells: Mapping[str, Cell]
    shared: Mapping[str, Cell]
    """Those of the cells that are merged with the row above."""

    @property
    def number(self) -> int:
        """The number of the row in its sheet."""
        return self.row.number

    @property
    def filled(self) -> int:
        """How many of the cells that a candidate must have are filled."""
        return sum(name in self.cells for name in COLUMNS)

    @property
    def text(self) -> str:
        """What stands in the row."""
        return " | ".join(cell.text.strip() for _, cell in sorted(self.row.cells.items()))


def lines_below(header: Header) -> Iterator[Line]:
    """Give every row below a header in which a column that the exam knows is filled."""
    columns, merged = header.columns, _shared_cells(header)
    for row in header.rows:
        own = {name: row.cells[place] for name, place in columns.items() if place in row.cells}
        shared = {
            name: merged[row.number, place]
            for name, place in columns.items()
            if name not in own and (row.number, place) in merged
        }
        if own:
            yield Line(row, {**own, **shared}, shared)


def _shared_cells(header: Header) -> dict[tuple[int, int], Cell]:
    """Give to each row the cell that is merged with the one above it, by row and column."""
    rows = {row.number: row for row in header.rows}
    wanted = set(header.columns.values())
    shared: dict[tuple[int, int], Cell] = {}
    for span in _vertical_spans(header.sheet.merged):
        top = rows.get(span.first_row)
        if top is None or span.first_column not in wanted or span.first_column not in top.cells:
            continue
        cell = top.cells[span.first_column]
        for number in range(span.first_row + 1, min(span.last_row, max(rows)) + 1):
            shared[number, span.first_column] = cell
    return shared


def _vertical_spans(merged: Sequence[Span]) -> Iterator[Span]:
    """Give the spans that are one column wide and do not lie over each other."""
    spans = sorted(
        (span for span in merged if span.first_column == span.last_column),
        key=lambda span: (span.first_column, span.first_row),
    )
    last_column, last_row = -1, -1
    for span in spans:
        if span.first_column != last_column or span.first_row > last_row:
            yield span
            last_column, last_row = span.first_column, span.last_row
