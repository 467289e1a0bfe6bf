"""Pages that are cut into equal pieces along dashed lines, each piece a card, a label or a slip."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from docx.table import _Cell

from server.documents.sheet import NARROW, Occasion, Sheet, flatten
from server.documents.sheet_tables import CUT, INNER, SIDES, make_table, rule_table, set_height

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Cut:
    """How a page is cut: pieces side by side, and how high each is at least (millimetres)."""

    columns: int
    height_mm: float


def cut_sheet(
    occasion: Occasion,
    title: str,
    cut: Cut,
    things: Sequence[_T],
    fill: Callable[[_Cell, _T, float], None],
) -> bytes:
    """Draw one piece for each thing; `fill` gets an empty cell, the thing and the cell's width."""
    sheet = Sheet(occasion, title, NARROW)
    rows = max(1, int(sheet.height_mm // cut.height_mm))
    width = sheet.width_mm / cut.columns
    for page in _groups(things, rows * cut.columns):
        lines = list(_groups(page, cut.columns))
        table = make_table(sheet.document, len(lines), [width] * cut.columns, pad_mm=3)
        rule_table(table, CUT, (*SIDES, *INNER))
        for row, line in zip(table.rows, lines, strict=True):
            set_height(row, cut.height_mm, exact=True)
            for cell, thing in zip(row.cells, line, strict=False):
                fill(cell, thing, width - 6)
        sheet.hair()
    return sheet.finish()


def end_cell(cell: _Cell) -> None:
    """End a cell after an inner table with a paragraph that takes no room."""
    flatten(cell.add_paragraph())


def _groups(things: Sequence[_T], size: int) -> Iterable[Sequence[_T]]:
    return (things[start : start + size] for start in range(0, len(things), size))
