"""What a bar says, laid out for the width that there is; nothing here knows a screen.

A piece of text comes with the name of its look. What does not fit ends in an ellipsis.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from rich.cells import cell_len, chop_cells, set_cell_size

Piece = tuple[str, str]
"""A text and its look: a class of the style sheet, or "" for that of the bar."""
Words = str | Sequence[Piece]


class Said(Protocol):
    """Something that a bar says; equal ones are drawn alike."""

    def rows(self, width: int) -> Sequence[Sequence[Piece]]:
        """Return the rows, none of them wider than so many cells."""


@dataclass(frozen=True, slots=True)
class Sides:
    """Something at the left and something at the right; the left one's end gives way."""

    left: Words = ""
    right: Words = ""

    def rows(self, width: int) -> Sequence[Sequence[Piece]]:
        """Return the one row."""
        left, right = pieces_of(self.left), pieces_of(self.right)
        room = width - cells_of(right) - (1 if right else 0)
        left = cut(left, max(0, room))
        gap = width - cells_of(left) - cells_of(right)
        return [cut([*left, (" " * max(0, gap), ""), *right], width)]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence over at most so many rows, with a margin of one cell."""

    text: str
    most_rows: int

    def rows(self, width: int) -> Sequence[Sequence[Piece]]:
        """Return as many rows as the sentence needs."""
        room = max(1, width - 2)
        rows = _wrapped(self.text, room)
        if len(rows) > self.most_rows:
            rest = " ".join(rows[self.most_rows - 1 :])
            rows = [*rows[: self.most_rows - 1], shortened(rest, room)]
        return [cut([(f" {row}", "")], width) for row in rows]


def pieces_of(words: Words) -> Sequence[Piece]:
    """Return the pieces of what is said."""
    if isinstance(words, str):
        return [(words, "")] if words else []
    return words


def cells_of(pieces: Iterable[Piece]) -> int:
    """Return how many cells pieces take."""
    return sum(cell_len(text) for text, _look in pieces)


def shortened(text: str, width: int) -> str:
    """Return a text that takes at most so many cells; what is missing is an ellipsis."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, width - 1).rstrip() + "…" if width > 0 else ""


def cut(pieces: Sequence[Piece], width: int) -> list[Piece]:
    """Return those pieces, and of the last of them so much, as fit into so many cells."""
    kept: list[Piece] = []
    for text, look in pieces:
        cells = cell_len(text)
        if cells > width:
            kept.append((shortened(text, width), look))
            break
        kept.append((text, look))
        width -= cells
    return kept


def _wrapped(text: str, width: int) -> list[str]:
    """Break a sentence at blanks; a word that is wider than a row is broken where the row ends."""
    rows = [""]
    for word in text.split():
        for part in chop_cells(word, width):
            longer = f"{rows[-1]} {part}".strip()
            if cell_len(longer) <= width:
                rows[-1] = longer
            else:
                rows.append(part)
    return rows
