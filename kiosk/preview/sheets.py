"""A printed page as a sheet: header, text, footnotes under their rule, page number, border."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

from exam.manuscript import LIST_LEVELS, PaperFormat
from exam.manuscript.fonts import line_ems, measure_of
from exam.manuscript.formats import LIST_STEP_POINTS, look_of
from exam.manuscript.leaves import Leaf, PrintedNote, PrintedTable, PrintedText
from exam.manuscript.setting import Piece
from kiosk.preview.flow import rows_of
from kiosk.preview.grids import draw_grid
from kiosk.preview.ink import (
    EDGE,
    QUIET,
    TEXT,
    Ink,
    Row,
    Span,
    Tone,
    centred,
    ends,
    fitted,
    showable,
)

_AROUND: Final = 4
_BORDER_ROWS: Final = 2
_USUAL_TEXT: Final = "pelayanan publik yang lebih cepat, murah dan dekat dengan warga kota."
_WIDER_LINES: Final = 1.12
"""Lines of narrow letters hold so many times the letters of a usual one."""
_NOTE_RULE_PART: Final = 3


def sheet_cells(paper: PaperFormat) -> int:
    """Return the cells of a sheet on which nearly every printed line fits into one row."""
    usual = measure_of(paper.font, False, False)(_USUAL_TEXT) / len(_USUAL_TEXT)
    letters = paper.text_width_points / (paper.size_points * usual)
    return ceil(letters * _WIDER_LINES) + _AROUND


@dataclass(frozen=True, slots=True)
class Header:
    """What the Word file has over the text of each page: the code, and the post."""

    code: str
    post: str


class Sheet:
    """Draws pages of one format, so many cells wide."""

    def __init__(self, paper: PaperFormat, cells: int, header: Header) -> None:
        self._paper, self._header = paper, header
        self._cells = max(cells - _AROUND, 1)
        self._line = paper.size_points * line_ems(paper.font)
        self._cell_points = paper.text_width_points / self._cells

    def draw(self, leaf: Leaf, page: int, count: int, least_rows: int = 0) -> list[Row]:
        """Draw a page, counted from 0, of at least so many rows."""
        header, cells = self._header, self._cells
        code, post = (Span(showable(text), QUIET) for text in (header.code, header.post))
        inside: list[Row] = [ends(code, post, cells), (Span("─" * cells, EDGE),)]
        for item in leaf.items:
            inside += [()] * round(item.gap / self._line)
            inside += self._table(item) if isinstance(item, PrintedTable) else self._lines(item)
        inside += [()] * int(leaf.free / (self._line * self._paper.line_spacing))
        foot = self._notes(leaf.notes)
        foot += [(), centred(Span(f"{page + 1} / {count}", QUIET), cells)]
        missing = least_rows - len(inside) - len(foot) - _BORDER_ROWS
        return framed([*inside, *([()] * missing), *foot], cells)

    def _lines(self, item: PrintedText) -> list[Row]:
        look = look_of(item.kind, self._paper)
        ink = Ink(Tone.TEXT, look.bold, look.italic)
        indent = self._step(look.indent)
        rows = rows_of(item.lines, max(self._cells - indent, 1), ink)
        label = self._label(item, indent)
        margins = [label, *([" " * indent] * (len(rows) - 1))]
        return [(Span(margin, TEXT), *row) for margin, row in zip(margins, rows, strict=True)]

    def _step(self, points: float) -> int:
        return round(points / self._cell_points)

    def _label(self, item: PrintedText, indent: int) -> str:
        if item.kind not in LIST_LEVELS:
            return " " * indent
        before = max(indent - max(self._step(LIST_STEP_POINTS), len(item.label) + 1), 0)
        return f"{' ' * before}{item.label:<{indent - before}}"

    def _table(self, table: PrintedTable) -> list[Row]:
        return draw_grid(table.rows, table.shares, self._cells)

    def _notes(self, notes: Sequence[PrintedNote]) -> list[Row]:
        if not notes:
            return []
        rows: list[Row] = [(Span("─" * (self._cells // _NOTE_RULE_PART), EDGE),)]
        for note in notes:
            first, *further = note.lines
            sign = (Piece(str(note.number), raised=True), Piece(" "))
            rows += rows_of([(*sign, *first), *further], self._cells)
        return rows


def framed(rows: Sequence[Row], cells: int) -> list[Row]:
    """Draw a border around rows, with a blank at either side."""
    left, right = Span("│", EDGE), Span("│", EDGE)
    blank = Span(" ", TEXT)
    return [
        (Span(f"┌{'─' * (cells + 2)}┐", EDGE),),
        *((left, blank, *fitted(row, cells, TEXT), blank, right) for row in rows),
        (Span(f"└{'─' * (cells + 2)}┘", EDGE),),
    ]
