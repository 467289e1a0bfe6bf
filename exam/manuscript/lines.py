"""The lines of one block, of one cell, of one footnote, on a paper of a given format.

These are pure and remembered, so while somebody types only the paragraph that changed is set again.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from exam.manuscript.blocks import Block, BlockKind
from exam.manuscript.breaking import Piece, break_lines, pieces_of
from exam.manuscript.formats import Font, Look, PaperFormat, look_of
from exam.manuscript.inline import Inline, Note, inlines_of

_REMEMBERED: Final = 4096
_NOTE_SIGN_EMS: Final = 0.33
_NOTE_LABEL_EMS: Final = 0.6


@dataclass(frozen=True, slots=True)
class SetLines:
    """Where each line begins in the text, and in which line each footnote stands."""

    starts: tuple[int, ...]
    notes: tuple[tuple[int, Note], ...]

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self.starts)


def lines_of(block: Block, paper: PaperFormat) -> int:
    """Return how many lines a block takes; a row is set as one cell over the whole width."""
    return set_block(block.kind, block.text, paper).count


@lru_cache(_REMEMBERED)
def set_block(kind: BlockKind, text: str, paper: PaperFormat) -> SetLines:
    """Set the text of a line; places are counted from the start of the text."""
    look = look_of(kind, paper)
    return _set(text, look, paper.font, paper.text_width_points - look.indent)


@lru_cache(_REMEMBERED)
def set_cell(text: str, width: float, head: bool, paper: PaperFormat) -> SetLines:
    """Set the text of a cell, `width` points wide; places are counted from its start."""
    size = paper.size_points
    return _set(text, Look(size, 1.0, bold=head), paper.font, width)


@lru_cache(_REMEMBERED)
def note_lines(note: Note, paper: PaperFormat) -> int:
    """Return how many lines a footnote takes."""
    return len(note_starts(note, paper))


def note_starts(note: Note, paper: PaperFormat) -> tuple[int, ...]:
    """Return the places at which the lines of a footnote begin; the first at 0."""
    size = paper.note_size_points
    pieces = _pieces(note.runs, Look(size, 1.0), paper.font)
    return break_lines(pieces, paper.text_width_points, _NOTE_LABEL_EMS * size)


def _set(text: str, look: Look, font: Font, width: float) -> SetLines:
    inlines = inlines_of(text)
    starts = break_lines(_pieces(inlines, look, font), width)
    notes = (each for each in inlines if isinstance(each, Note))
    return SetLines(starts, tuple((bisect_right(starts, each.start) - 1, each) for each in notes))


def _pieces(inlines: Iterable[Inline], look: Look, font: Font) -> list[Piece]:
    pieces: list[Piece] = []
    for each in inlines:
        if isinstance(each, Note):
            pieces.append(Piece("", each.start, _NOTE_SIGN_EMS * look.size))
        else:
            bold, italic = look.bold or each.bold, look.italic or each.italic
            pieces.extend(pieces_of(each, font, look.size, bold, italic))
    return pieces
