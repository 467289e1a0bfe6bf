"""A row as pieces of text with their looks; what a look is like, the screen decides."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Final, NamedTuple

from exam.manuscript import MARKS, BlockKind, marks
from kiosk.text.cells import (
    TAB_CELLS,
    UNSHOWABLE,
    cells_of,
    letter_end,
    letter_start,
    resting_column,
)
from kiosk.text.columns import Setting
from kiosk.text.grid import is_empty
from kiosk.text.layout import Row
from kiosk.text.search import Span
from kiosk.text.signs import INLINE_SIGNS, MARK, sign_cells
from kiosk.text.styling import PLAIN, State
from kiosk.text.wrapping import NARROWEST

_FIXED_SIGNS: Final = {
    BlockKind.HEADING_1: "»",
    BlockKind.HEADING_2: "›",
    BlockKind.HEADING_3: "›",
    BlockKind.BULLET: "•",
    BlockKind.BULLET_2: "  -",
    BlockKind.ROW: "|",
    BlockKind.PAGE_BREAK: "=",
}
_RULE: Final = "═"
"""Drawn over the width where a page ends; every font of a console has it."""
_INDENTS: Final = {BlockKind.NUMBER_2: "  "}
_REPLACEMENT: Final = "?"
_ENDLESS: Final = 1_000_000_000


class Look(NamedTuple):
    """What there is to see about a piece of a row; there are few different ones."""

    kind: BlockKind = BlockKind.PARAGRAPH
    sign: bool = False
    bold: bool = False
    italic: bool = False
    note: bool = False
    selected: bool = False
    found: bool = False
    cursor: bool = False


class Piece(NamedTuple):
    """Text as it is shown, all in one look."""

    text: str
    look: Look


class Shown(NamedTuple):
    """What of a text is to be seen in a special look, all in places of the whole text.

    `cursor` is None while nobody writes here.
    """

    selected: range
    cursor: int | None
    found: Sequence[Span]


def pieces_of(
    line: str,
    row: Row,
    label: str,
    begins: int,
    width: int,
    shown: Shown,
    state: State,
    setting: Setting,
) -> list[Piece]:
    """Draw a row of a line that begins at the place `begins`; `label` is of a numbered item.

    The row takes `width` cells and one for the cursor; `state` is how its first letter is set;
    `setting` tells of the line as a row of its table.
    """
    kind = MARKS.get(line[:1], BlockKind.PARAGRAPH)
    if kind is BlockKind.PAGE_BREAK and is_empty(line):
        return _rule(line, begins, width, shown)
    start = row.start
    pieces = []
    if kind is not BlockKind.PARAGRAPH:
        selected = row.section == 0 and begins in shown.selected
        sign = _sign(kind, label) if row.section == 0 else ""
        text = sign.ljust(sign_cells(line))
        pieces.append(Piece(text, Look(kind, sign=bool(sign), selected=selected)))
        start = max(start, 1)
    room = width - sign_cells(line) if width >= NARROWEST else _ENDLESS
    painter = _Painter(line, kind, begins, room, shown, setting)
    return pieces + painter.paint(start, row, state)


def _rule(line: str, begins: int, width: int, shown: Shown) -> list[Piece]:
    """Draw a page break without text; the cursor stands where its text would."""
    before, look = sign_cells(line), Look(BlockKind.PAGE_BREAK, sign=True)
    look = look._replace(selected=begins in shown.selected)
    behind = max(width, before + 1) - before - 1
    if shown.cursor is None or not begins <= shown.cursor <= begins + len(line):
        return [Piece(_RULE * (before + 1 + behind), look)]
    pieces = [
        Piece(_RULE * before, look),
        Piece(_RULE, look._replace(cursor=True)),
        Piece(_RULE * behind, look),
    ]
    return [piece for piece in pieces if piece.text]


def _sign(kind: BlockKind, label: str) -> str:
    """What stands before a line; a label keeps its end if there is no room for all of it."""
    return _FIXED_SIGNS.get(kind) or _INDENTS.get(kind, "") + label[-4:]


_quiet_look = cache(Look)
"""The look of what is neither selected nor found nor under the cursor, made once for each."""


class _Painter:
    """Cuts one row where its look changes."""

    def __init__(
        self, line: str, kind: BlockKind, begins: int, width: int, shown: Shown, setting: Setting
    ) -> None:
        self._line = line
        self._kind = kind
        self._begins = begins
        self._width = width
        self._shown = shown
        self._pads, self._is_head = iter(setting.pads), setting.is_head
        self._x = 0
        at = shown.cursor
        self._cursor = range(0)
        if at is not None and begins <= at <= begins + len(line):
            column = at - begins
            if column >= resting_column(line, len(line)):
                column = len(line)
            end = max(letter_end(line, column), column + 1)
            if column < len(line) and not cells_of(line[column:end]):  # a letter without a cell
                end = max(letter_end(line, end), end + 1)
            self._cursor = range(column, end)
        selected = shown.selected
        is_selected = selected.start <= begins + len(line) and begins < selected.stop
        self._is_quiet = not (self._cursor or is_selected or shown.found)

    def paint(self, start: int, row: Row, state: State) -> list[Piece]:
        """Return the pieces from a column of the row on, and its end if that is to be seen."""
        pieces = [piece for piece in self._letters(start, row.end, state) if piece.text]
        if self._x > self._width + 1:  # what comes last has only the cursor's cell
            dropped = _drop_last_letter(pieces)
            self._x -= cells_of(dropped.text)
            if self._x <= self._width:
                pieces.append(Piece(" ", dropped.look))
                self._x += 1
        look = self._look(row.end, PLAIN)
        if row.is_last and (look.cursor or look.selected):
            if self._x > self._width:  # a blank stands in the cursor's cell already
                _drop_last_letter(pieces)
            pieces.append(Piece(" ", look))
        return pieces

    def _letters(self, start: int, end: int, state: State) -> Iterator[Piece]:
        for left, right in pairwise(self._cuts(start, end)):
            text = self._line[left:right]
            if right - left == 1 and MARK.match(text):
                before, state = state, state.after(text, in_row=self._kind is BlockKind.ROW)
                yield from self._sign(text, self._look(left, max(before, state), sign=True))
            else:
                yield Piece(self._expand(text), self._look(left, state))

    def _sign(self, mark: str, look: Look) -> Iterator[Piece]:
        """Draw a mark; the cursor stands in its first cell alone."""
        sign = INLINE_SIGNS.get(mark, "")
        if mark == marks.CELL:
            sign = " " * next(self._pads, 0) + sign
        self._x += len(sign)
        if look.cursor:
            yield Piece(sign[:1], look)
            sign, look = sign[1:], look._replace(cursor=False)
        yield Piece(sign, look)

    def _look(self, column: int, state: State, *, sign: bool = False) -> Look:
        at, is_bold = self._begins + column, state.bold or (self._is_head and not sign)
        if self._is_quiet:
            return _quiet_look(self._kind, sign, is_bold, state.italic, state.note)
        return Look(
            self._kind,
            sign,
            is_bold,
            state.italic,
            state.note,
            at in self._shown.selected,
            bool(self._shown.found) and self._is_found(at),
            column in self._cursor,
        )

    def _is_found(self, at: int) -> bool:
        found = self._shown.found
        nearest = bisect_left(found, at, key=lambda span: span.end)
        return any(span.start <= at < span.end for span in found[nearest : nearest + 2])

    def _cuts(self, start: int, end: int) -> list[int]:
        """Columns at which the look may change."""
        shown, begins = self._shown, self._begins
        cuts = {self._cursor.start, self._cursor.stop} if self._cursor else set()
        cuts |= {shown.selected.start - begins, shown.selected.stop - begins}
        if shown.found:
            first = bisect_left(shown.found, begins + start, key=lambda span: span.end)
            last = bisect_left(shown.found, begins + end, key=lambda span: span.start)
            for span in shown.found[first:last]:
                cuts |= {span.start - begins, span.end - begins}
        if not self._line.isascii():
            for mark in MARK.finditer(self._line, start, end):
                cuts |= {mark.start(), mark.end()}
        return sorted({start, end, *(cut for cut in cuts if start < cut < end)})

    def _expand(self, text: str) -> str:
        """Return a piece as it is shown: tabs as blanks, and nothing that steers a terminal."""
        shown = UNSHOWABLE.sub(_REPLACEMENT, text)
        first, *others = shown.split("\t")
        self._x += cells_of(first)
        out = first
        for other in others:
            blanks = TAB_CELLS - self._x % TAB_CELLS
            if self._width >= self._x:  # one that does not fit stands in the cursor's cell
                blanks = min(blanks, self._width + 1 - self._x)
            out += " " * blanks + other
            self._x += blanks + cells_of(other)
        return out


def _drop_last_letter(pieces: list[Piece]) -> Piece:
    """Take the last letter off, and return it."""
    text, look = pieces.pop()
    start = letter_start(text, len(text))
    if start:
        pieces.append(Piece(text[:start], look))
    return Piece(text[start:], look)
