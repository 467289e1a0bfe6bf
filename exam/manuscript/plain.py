"""A document as plain text to be read, counted or searched, with the way back to its places.

Of each line first its own text, then each of its footnotes on a line of its own; a tab between the
cells of a row; no marks and no labels of lists.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from exam.manuscript.blocks import Block, BlockKind, blocks_of
from exam.manuscript.inline import Inline, Note, Run, inlines_of
from exam.manuscript.tables import cells_of


@dataclass(frozen=True, slots=True)
class Plain:
    """Plain text, and where each of its stretches stands in the document."""

    text: str
    _starts: tuple[int, ...] = field(repr=False)
    _places: tuple[int, ...] = field(repr=False)

    def place(self, at: int) -> int:
        """Return the place in the document of a place in the plain text.

        A line end or tab that only the plain text has lies at the end of what stands before it.
        """
        stretch = max(bisect_right(self._starts, at) - 1, 0)
        return self._places[stretch] + at - self._starts[stretch]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span in the document of a span that is not empty; marks inside it included.

        A span that reaches over a footnote begins and ends at the places of its own ends.
        """
        return self.place(start), self.place(end - 1) + 1


def plain_of(text: str) -> Plain:
    """Read a document as plain text."""
    pieces: list[str] = []
    starts, places, length = [0], [0], 0
    for piece, place in _stretches(text):
        starts.append(length)
        places.append(place)
        pieces.append(piece)
        length += len(piece)
    return Plain("".join(pieces), tuple(starts), tuple(places))


def _stretches(text: str) -> Iterator[tuple[str, int]]:
    for block in blocks_of(text):
        if block.start:
            yield "\n", block.start - 1
        notes: list[Note] = []
        yield from _own_text(block, notes)
        for note in notes:
            yield "\n", note.start
            yield from ((run.text, run.start) for run in note.runs)


def _own_text(block: Block, notes: list[Note]) -> Iterator[tuple[str, int]]:
    """Yield the text of a line without its footnotes, which are added to `notes`."""
    if block.kind is not BlockKind.ROW:
        yield from _runs(inlines_of(block.text, block.text_start), notes)
        return
    for number, cell in enumerate(cells_of(block)):
        if number:
            yield "\t", cell.start - 1
        yield from _runs(inlines_of(cell.text, cell.start), notes)


def _runs(inlines: tuple[Inline, ...], notes: list[Note]) -> Iterator[tuple[str, int]]:
    for each in inlines:
        if isinstance(each, Run):
            yield each.text, each.start
        else:
            notes.append(each)
