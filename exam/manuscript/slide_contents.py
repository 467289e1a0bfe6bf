"""What stands on one slide: its title, and under it lines and tables in their order.

Footnotes are numbered anew on each slide and follow at its end, since slides have none of their
own; their signs are the only characters that nobody typed.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from exam.manuscript.blocks import Block, BlockKind
from exam.manuscript.inline import Note, Run, inlines_of
from exam.manuscript.lists import NUMBERED, numbers_of
from exam.manuscript.setting import Piece
from exam.manuscript.slides import Slide
from exam.manuscript.tables import Table, column_shares, passages_of


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of a slide; `begins_at` is the number with which its list began.

    `number` is its own number in that list; both are 0 where a line carries none.
    """

    pieces: tuple[Piece, ...]
    kind: BlockKind = BlockKind.PARAGRAPH
    begins_at: int = 0
    number: int = 0
    is_note: bool = False

    @property
    def text(self) -> str:
        """All that is read in it."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Lines:
    """Paragraphs that follow each other."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """One table: its cells, row by row, and the shares of the width that its columns get."""

    rows: tuple[tuple[Line, ...], ...]
    shares: tuple[float, ...]


Segment = Lines | Grid


@dataclass(frozen=True, slots=True)
class Content:
    """One slide: its title, if it has one, and what stands under it."""

    title: Line | None
    segments: tuple[Segment, ...]


def content_of(slide: Slide) -> Content:
    """Lay out a slide's lines, tables and footnotes."""
    reader = _Reader(slide.body)
    title = reader.line(slide.title)
    return Content(title if title.text else None, tuple(reader.segments()))


class _Reader:
    """Reads one slide, collecting its footnotes."""

    def __init__(self, body: tuple[Block, ...]) -> None:
        self._body = body
        self._labels = dict(zip((block.start for block in body), _labels(body), strict=True))
        self._notes: list[Line] = []

    def segments(self) -> Iterator[Segment]:
        lines: list[Line] = []
        for passage in passages_of(self._body):
            if isinstance(passage, Table):
                if lines:
                    yield Lines(tuple(lines))
                yield self._grid(passage)
                lines = []
            else:
                label = self._labels[passage.start]
                lines.append(self.line(passage.text, passage.kind, label))
        lines += self._notes
        if lines:
            yield Lines(tuple(lines))

    def line(
        self, text: str, kind: BlockKind = BlockKind.PARAGRAPH, label: tuple[int, int] = (0, 0)
    ) -> Line:
        return Line(tuple(map(self._piece, inlines_of(text))), kind, *label)

    def _piece(self, inline: Run | Note) -> Piece:
        if isinstance(inline, Run):
            return Piece(inline.text, inline.bold, inline.italic)
        sign = Piece(str(len(self._notes) + 1), raised=True)
        runs = (Piece(run.text, run.bold, run.italic) for run in inline.runs)
        self._notes.append(Line((sign, *runs), is_note=True))
        return sign

    def _grid(self, table: Table) -> Grid:
        rows = tuple(tuple(self.line(cell.text) for cell in row) for row in table.rows)
        return Grid(rows, column_shares(table))


def _labels(blocks: tuple[Block, ...]) -> Iterator[tuple[int, int]]:
    """Yield for each item the number at which the unbroken row of items begins, and its own."""
    above, begins_at = BlockKind.PARAGRAPH, 0
    for block, number in zip(blocks, numbers_of(blocks), strict=True):
        if block.kind is not above or number == 1:
            begins_at = number
        yield (begins_at, number) if block.kind in NUMBERED else (0, 0)
        above = block.kind
