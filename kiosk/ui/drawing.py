"""How one row of the editor is drawn: signs for marks, style for headings, selection and cursor.

The signs are glyphs of Debian's console fonts.
"""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Final

from rich.segment import Segment
from rich.style import Style
from textual.document._document import Location, Selection

from exam.manuscript import MARKS, BlockKind
from kiosk.ui.rows import TAB_CELLS, Rows, indent_of

SIGNS: Final[Mapping[BlockKind, str]] = {
    BlockKind.HEADING_1: "» ",
    BlockKind.HEADING_2: "› ",
    BlockKind.HEADING_3: "› ",
    BlockKind.BULLET: "• ",
    BlockKind.BULLET_2: "- ",
    BlockKind.NUMBER: "# ",
    BlockKind.NUMBER_2: "# ",
    BlockKind.ROW: "| ",
    BlockKind.PAGE_BREAK: "= ",
}
_LOOKS: Final[Mapping[BlockKind, str]] = {
    BlockKind.HEADING_1: "editor--heading-1",
    BlockKind.HEADING_2: "editor--heading-2",
    BlockKind.HEADING_3: "editor--heading-2",
}
_TAB: Final = " " * TAB_CELLS
_Span = tuple[int, int]


def draw_row(
    rows: Rows,
    row: int,
    selection: Selection,
    cursor: Location | None,
    base: Style,
    looks: Mapping[str, Style],
) -> list[Segment]:
    """Draw a row; `cursor` is None while the editor has no focus."""
    index, section = rows.place_of(row)
    line = rows.document.get_line(index)
    start, end = rows.span_of(index, section)
    kind = MARKS.get(line[:1], BlockKind.PARAGRAPH)
    style = looks.get(_LOOKS.get(kind, ""), base)
    segments = [Segment(" " * indent_of(line, section), base)]
    if kind is not BlockKind.PARAGRAPH and section == 0:
        segments.append(Segment(SIGNS[kind], looks["editor--sign"]))
        start += 1
    selected = _selected_columns(index, len(line), selection)
    place = None
    if cursor and cursor[0] == index and rows.location_to_offset(cursor).y == row:
        place = cursor[1]
    shown = line + " "
    if end == len(line):
        end += place == len(line) or selected[0] <= len(line) < selected[1]
    for left, right in _pieces(start, end, selected, place):
        if left == place:
            look = looks["editor--cursor"]
        elif selected[0] <= left < selected[1]:
            look = looks["editor--selection"]
        else:
            look = style
        segments.append(Segment(shown[left:right].replace("\t", _TAB), look))
    return segments


def _selected_columns(index: int, length: int, selection: Selection) -> _Span:
    """Columns of a line that are selected; its end counts as one more column."""
    top, bottom = sorted(selection)
    if top == bottom or not top[0] <= index <= bottom[0]:
        return (0, 0)
    first = top[1] if index == top[0] else 0
    return first, bottom[1] if index == bottom[0] else length + 1


def _pieces(start: int, end: int, selected: _Span, cursor: int | None) -> Iterator[_Span]:
    """Cut a row where its look changes."""
    cuts = {start, end, *selected}
    if cursor is not None:
        cuts |= {cursor, cursor + 1}
    edges = sorted(cut for cut in cuts if start <= cut <= end)
    yield from pairwise(edges)
