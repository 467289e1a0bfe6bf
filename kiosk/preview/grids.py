"""Tables drawn with lines, their columns as wide as in print."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from exam.manuscript.setting import SetLine
from kiosk.preview.flow import rows_of
from kiosk.preview.ink import EDGE, TEXT, Ink, Row, Span, fitted

_TOP, _MIDDLE, _BOTTOM = tuple("┌┬┐"), tuple("├┼┤"), tuple("└┴┘")
_ROOMY: Final = 5
"""From so many cells on, a column has a blank at either side."""

Cells = Sequence[Sequence[SetLine]]
"""The lines of each cell of one row."""


def draw_grid(
    rows: Sequence[Cells], shares: Sequence[float], cells: int, base: Ink = TEXT
) -> list[Row]:
    """Draw a table; its first row is the head."""
    widths = column_cells(shares, cells)
    drawn = [_rule(_TOP, widths)]
    for number, row in enumerate(rows):
        if number:
            drawn.append(_rule(_MIDDLE, widths))
        drawn += _draw_row(row, widths, base if number else replace(base, bold=True), base)
    return [*drawn, _rule(_BOTTOM, widths)]


def column_cells(shares: Sequence[float], cells: int) -> list[int]:
    """Return the cells inside each column; one more stands for each line between and around."""
    room, taken, reached = max(cells - len(shares) - 1, len(shares)), 0, 0.0
    widths = []
    for number, share in enumerate(shares):
        reached += share
        least_behind = len(shares) - number - 1
        width = min(max(round(reached * room) - taken, 1), room - taken - least_behind)
        widths.append(width)
        taken += width
    return widths


def _rule(signs: Sequence[str], widths: Sequence[int]) -> Row:
    left, cross, right = signs
    return (Span(left + cross.join("─" * width for width in widths) + right, EDGE),)


def _draw_row(row: Cells, widths: Sequence[int], ink: Ink, base: Ink) -> list[Row]:
    columns = [
        rows_of(cell, width - 2 * _margin(width), ink)
        for cell, width in zip(row, widths, strict=True)
    ]
    height = max(map(len, columns))
    edge = Span("│", EDGE)
    drawn = []
    for at in range(height):
        spans = [edge]
        for column, width in zip(columns, widths, strict=True):
            margin = Span(" " * _margin(width), base)
            inside = column[at] if at < len(column) else ()
            spans += [*fitted((margin, *inside), width, base), edge]
        drawn.append(tuple(spans))
    return drawn


def _margin(width: int) -> int:
    return 1 if width >= _ROOMY else 0
