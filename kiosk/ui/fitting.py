"""What gives way when a row is too narrow: always what matters least, one step at a time.

Each thing on a row can be said in several forms, each shorter than the one before; what a step
costs is written beside it, so one rule holds for the row as a whole.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rich.cells import cell_len

from kiosk.ui.rows import Piece, cells_of, cut

_MARGIN: Final = " "
_BETWEEN: Final = 2
"""Cells at least between what stands at the left and what stands at the right."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing on a row; `worth[n]` is how much is lost from form n to the next.

    A last form "" means that it may be left out; without it, it never is.
    """

    forms: tuple[str, ...]
    worth: tuple[int, ...] = ()
    look: str = ""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A row of items at the left and at the right, with so many cells between neighbours."""

    left: tuple[Item, ...] = ()
    right: tuple[Item, ...] = ()
    left_gap: int = 1
    right_gap: int = 2

    def rows(self, width: int) -> Sequence[Sequence[Piece]]:
        """Return the one row, with as much on it as fits."""
        chosen = [0] * (len(self.left) + len(self.right))
        items = (*self.left, *self.right)
        while True:
            pieces = self._laid(chosen, width)
            step = _cheapest(items, chosen)
            if cells_of(pieces) <= width or step is None:
                return [cut(pieces, width)]
            chosen[step] += 1

    def _laid(self, chosen: Sequence[int], width: int) -> list[Piece]:
        """Lay out chosen forms; the row is wider than asked for if they do not fit."""
        count = len(self.left)
        left = _joined(self.left, chosen[:count], self.left_gap)
        right = _joined(self.right, chosen[count:], self.right_gap)
        between = width - cells_of(left) - cells_of(right) - 2 * cell_len(_MARGIN)
        least = _BETWEEN if left and right else 0
        gap = " " * max(least, between)
        return [(_MARGIN, ""), *left, (gap, ""), *right, (_MARGIN, "")]


def _joined(items: Sequence[Item], chosen: Sequence[int], gap: int) -> list[Piece]:
    pieces: list[Piece] = []
    for item, form in zip(items, chosen, strict=True):
        if text := item.forms[form]:
            pieces += [(" " * gap, "")] if pieces else []
            pieces.append((text, item.look))
    return pieces


def _cheapest(items: Sequence[Item], chosen: Sequence[int]) -> int | None:
    """Return the item whose next step loses least; None if nothing can give way any more."""
    steps = [
        (item.worth[form], at)
        for at, (item, form) in enumerate(zip(items, chosen, strict=True))
        if form < len(item.worth)
    ]
    return min(steps)[1] if steps else None
