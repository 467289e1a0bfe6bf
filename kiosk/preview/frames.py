"""A slide as it is projected: a frame of 16:9 with its title bar, its text, code and number.

Lines break as in the font of the slides, and stand as high as they are projected. Where a screen
has fewer rows than that takes, gaps go first, and then the frame grows downwards.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from exam.manuscript import LIST_LEVELS, NUMBERED, BlockKind, Font, Run, label_of
from exam.manuscript.breaking import Piece as Word
from exam.manuscript.breaking import break_lines, pieces_of
from exam.manuscript.fitting import CELL_SIDE_POINTS, COLUMN_GAP_POINTS, LINE_HEIGHT, Setting
from exam.manuscript.setting import Piece, SetLine
from exam.manuscript.slide_contents import Content, Grid, Line, Lines, Segment
from exam.manuscript.slide_setting import (
    BAR_HEIGHT,
    LEFT,
    SEGMENT_GAP,
    SLIDE,
    TEXT_BOX,
    TEXT_TOP,
    SlideSetting,
    note_size,
    segment_height,
)
from kiosk.preview.flow import rows_of
from kiosk.preview.grids import draw_grid
from kiosk.preview.ink import EDGE, QUIET, SIGN, TEXT, Ink, Row, Span, Tone, ends, fitted, showable

CELL_HEIGHT: Final = 2
"""A cell is about twice as high as wide."""

_LETTER_EMS: Final = 0.46
"""About as wide is a letter of Arial; so a line of cells looks as long as it is projected."""
_LEAST_ROWS: Final = 6
_BAR: Final = Ink(Tone.BAR, bold=True)
_SIGN_EMS: Final = 0.33
_BULLETS: Final = {BlockKind.BULLET: "•", BlockKind.BULLET_2: "–"}


@dataclass(frozen=True, slots=True)
class Size:
    """So many cells."""

    width: int
    height: int


def frame_size(room: Size, size: int) -> Size:
    """Return the frame of 16:9 for a slide with text of a size, border and all within a room.

    It is no larger than it would look beside its text, or there would seem to be room left in it.
    """
    width = min(room.width - 2, round(SLIDE.width / (size * _LETTER_EMS)))
    rows = min(room.height - 2, round(width * SLIDE.height / SLIDE.width / CELL_HEIGHT))
    rows = max(rows, _LEAST_ROWS)
    return Size(min(round(rows * CELL_HEIGHT * SLIDE.width / SLIDE.height), room.width - 2), rows)


class Frame:
    """Draws one slide, in a frame as large as there is room; `code` stands at its foot."""

    def __init__(self, content: Content, setting: SlideSetting, room: Size, code: str) -> None:
        self._content, self._setting, self._code = content, setting, code
        self._size = frame_size(room, setting.text.size)
        self._cell = SLIDE.width / self._size.width
        self._row = SLIDE.height / self._size.height
        self._margin = max(round(LEFT / self._cell), 1)
        self._room = self._size.width - 2 * self._margin

    def draw(self, number: int, count: int) -> list[Row]:
        """Draw the slide, counted from 1."""
        rows = self._bar(self._content.title, self._setting.title)
        top = max(round(TEXT_TOP / self._row), len(rows) + 1)
        rows += [()] * (top - len(rows))
        rows += self._body(self._content.segments, self._setting.text)
        rows += [()] * (self._size.height - 1 - len(rows))
        rows.append(self._foot(number, count))
        return self._framed(rows)

    def _bar(self, title: Line | None, setting: Setting) -> list[Row]:
        height = round(BAR_HEIGHT / self._row)
        lines = _set_lines(title, setting.size, TEXT_BOX.width, bold=True) if title else []
        rows = rows_of(lines, self._room, _BAR)
        rows = [()] * ((height - len(rows)) // 2) + rows
        rows += [()] * (height - len(rows))
        margin = Span(" " * self._margin, _BAR)
        return [fitted((margin, *row), self._size.width, _BAR) for row in rows]

    def _body(self, segments: Sequence[Segment], setting: Setting) -> list[Row]:
        match segments:
            case (Lines(lines),) if setting.columns > 1:
                return self._columns(lines, setting)
        rows: list[Row] = []
        top = 0.0
        for segment in segments:
            self._go_down(rows, top, 1)
            if isinstance(segment, Grid):
                rows += self._grid(segment, setting)
            else:
                most = max(round(setting.gap * setting.size / self._row), 1)
                for below, drawn in self._paragraphs(segment.lines, setting, TEXT_BOX.width):
                    self._go_down(rows, top + below, most)
                    rows += drawn
            top += segment_height(segment, setting) + SEGMENT_GAP
        return rows

    def _go_down(self, rows: list[Row], points: float, most: int) -> None:
        """Leave rows free down to so many points under the top of the text, but not too many."""
        rows += [()] * min(round(points / self._row) - len(rows), most)

    def _columns(self, lines: Sequence[Line], setting: Setting) -> list[Row]:
        """Draw the text of a full slide in columns: the first is filled before the next."""
        gap = max(round(COLUMN_GAP_POINTS / self._cell), 1)
        cells = (self._room - gap * (setting.columns - 1)) // setting.columns
        width = (TEXT_BOX.width - COLUMN_GAP_POINTS) / setting.columns
        columns: list[list[Row]] = [[] for _ in range(setting.columns)]
        for below, drawn in self._paragraphs(lines, setting, width, cells):
            at = min(int(below // TEXT_BOX.height), setting.columns - 1)
            columns[at] += drawn
        return _side_by_side(columns, cells, gap)

    def _paragraphs(
        self, lines: Sequence[Line], setting: Setting, width: float, cells: int | None = None
    ) -> Iterator[tuple[float, list[Row]]]:
        """Yield the rows of each projected line, and how far they are below the top, in points."""
        below = 0.0
        for number, line in enumerate(lines):
            level = LIST_LEVELS.get(line.kind, 0)
            size = note_size(setting) if line.is_note else setting.size
            gap = setting.gap / 2 if line.is_note or level > 1 else setting.gap
            below += gap * size if number else 0.0
            indent = level * setting.indent * size
            margin = self._label(line, level, indent)
            room = (cells or self._room) - len(margin.text)
            set_lines = _set_lines(line, size, width - indent)
            rows = rows_of(set_lines, max(room, 1))
            margins = [margin, *([Span(" " * len(margin.text), TEXT)] * (len(rows) - 1))]
            yield below, [(each, *row) for each, row in zip(margins, rows, strict=True)]
            below += len(set_lines) * LINE_HEIGHT * size

    def _label(self, line: Line, level: int, indent: float) -> Span:
        """Return what stands before the first row of a paragraph."""
        if not level:
            return Span("", TEXT)
        label = label_of(line.kind, line.number) if line.kind in NUMBERED else _BULLETS[line.kind]
        hanging = max(round(indent / level / self._cell), len(label) + 1)
        return Span(" " * (hanging * (level - 1)) + f"{label:<{hanging}}", SIGN)

    def _grid(self, grid: Grid, setting: Setting) -> list[Row]:
        widths = [share * TEXT_BOX.width - 2 * CELL_SIDE_POINTS for share in grid.shares]
        rows = [
            [
                _set_lines(cell, setting.size, width, bold=number == 0)
                for cell, width in zip(row, widths, strict=True)
            ]
            for number, row in enumerate(grid.rows)
        ]
        return draw_grid(rows, grid.shares, self._room)

    def _foot(self, number: int, count: int) -> Row:
        code, page = Span(showable(self._code), QUIET), Span(f"{number} / {count}", QUIET)
        return ends(code, page, self._room)

    def _framed(self, rows: Sequence[Row]) -> list[Row]:
        width, edge = self._size.width, Span("│", EDGE)
        margin = Span(" " * self._margin, TEXT)
        drawn: list[Row] = [(Span(f"┌{'─' * width}┐", EDGE),)]
        for row in rows:
            is_bar = bool(row) and row[0].ink is _BAR
            inside = row if is_bar else fitted((margin, *row), width, TEXT)
            drawn.append((edge, *inside, edge))
        return [*drawn, (Span(f"└{'─' * width}┘", EDGE),)]


def _side_by_side(columns: Sequence[Sequence[Row]], cells: int, gap: int) -> list[Row]:
    between = Span(" " * gap, TEXT)
    rows = []
    for at in range(max(map(len, columns))):
        row: list[Span] = []
        for column in columns:
            row += [between] * bool(row)
            row += fitted(column[at] if at < len(column) else (), cells, TEXT)
        rows.append(tuple(row))
    return rows


def _set_lines(line: Line, size: int, width: float, *, bold: bool = False) -> list[SetLine]:
    """Break a paragraph where it breaks in Arial."""
    words: list[Word] = []
    at = 0
    for piece in line.pieces:
        if piece.raised:
            words.append(Word("", at, _SIGN_EMS * size))
        else:
            run = Run(piece.text, piece.bold, piece.italic, at)
            words += pieces_of(run, Font.ARIAL, size, bold or piece.bold, piece.italic)
        at += len(piece.text)
    starts = break_lines(words, width)
    return [
        tuple(_within(line.pieces, *ends)) for ends in zip(starts, (*starts[1:], at), strict=True)
    ]


def _within(pieces: Sequence[Piece], start: int, end: int) -> Iterator[Piece]:
    at = 0
    for piece in pieces:
        text = piece.text[max(start - at, 0) : max(end - at, 0)]
        if text:
            yield Piece(text, piece.bold, piece.italic, piece.raised)
        at += len(piece.text)
