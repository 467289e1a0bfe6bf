"""Lines as they are printed, drawn in rows: one row for each, or flowing where the room is narrow.

A paragraph of which any printed line is wider than the room flows anew in it, so that no row is
left with a word alone; on which page it stands does not change by that.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from exam.manuscript.setting import Piece, SetLine
from kiosk.preview.ink import SIGN, TEXT, Ink, Row, Span, Tone, cells_in, showable, text_of
from kiosk.text.cells import cells_of, letter_end

_TAB_CELLS: Final = 6
"""About as far apart as the tab stops of a paper."""


def rows_of(lines: Sequence[SetLine], cells: int, base: Ink = TEXT) -> list[Row]:
    """Draw the lines of a paragraph in a room of so many cells."""
    rows = [_trimmed(_spans(line, base)) for line in lines]
    if all(cells_in(row) <= cells for row in rows):
        return rows
    flowing = _spans([piece for line in lines for piece in line], base)
    text = text_of(flowing)
    return [_trimmed(row) for row in _cut(flowing, [*_breaks(text, cells), len(text)])]


def _breaks(text: str, cells: int) -> Iterator[int]:
    """Yield where rows after the first begin: behind blanks, or within a word wider than a row."""
    begun = behind_blank = at = used = 0
    while at < len(text):
        end = letter_end(text, at)
        width = cells_of(text[at:end])
        while used + width > cells and at > begun and text[at:end] != " ":
            begun = behind_blank if behind_blank > begun else at
            used = cells_of(text[begun:at])
            yield begun
        used, at = used + width, end
        if text[at - 1] == " ":
            behind_blank = at


def _cut(spans: Iterable[Span], ends: Iterable[int]) -> Iterator[list[Span]]:
    """Yield what stands between one of these places and the next, in one walk."""
    rest, at = iter(spans), 0
    left = Span("", TEXT)
    for end in ends:
        row = []
        while at < end:
            left = left if left.text else next(rest)
            piece = left.text[: end - at]
            left = Span(left.text[len(piece) :], left.ink)
            at += len(piece)
            if piece:
                row.append(Span(piece, left.ink))
        yield row


def _spans(pieces: Iterable[Piece], base: Ink) -> list[Span]:
    spans, x = [], 0
    for piece in pieces:
        span = _span(piece, base, x)
        x += cells_of(span.text)
        spans.append(span)
    return spans


def _span(piece: Piece, base: Ink, x: int) -> Span:
    if piece.raised:
        sign = Ink(Tone.BAR, bold=True) if base.tone is Tone.BAR else SIGN
        return Span(f"[{piece.text}]", sign)
    text = showable(_without_tabs(piece.text, x))
    return Span(text, Ink(base.tone, base.bold or piece.bold, base.italic or piece.italic))


def _without_tabs(text: str, x: int) -> str:
    """Put blanks in the place of tabs, up to the next stop."""
    first, *further = text.split("\t")
    x += cells_of(first)
    for piece in further:
        blanks = _TAB_CELLS - x % _TAB_CELLS
        first += " " * blanks + piece
        x += blanks + cells_of(piece)
    return first


def _trimmed(row: Sequence[Span]) -> Row:
    """Leave out the blanks at the end of a line, which take no room in print."""
    spans = list(row)
    while spans and not spans[-1].text.rstrip(" "):
        spans.pop()
    if spans:
        spans[-1] = Span(spans[-1].text.rstrip(" "), spans[-1].ink)
    return tuple(spans)
