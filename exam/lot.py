"""A lot that anybody can draw again from its seed: numbers that follow from it, and an order.

Each kind of lot has a label of its own, so that one seed never gives two lots the same numbers.
"""

from hashlib import sha256
from itertools import count
from typing import Final, TypeVar

SEED_BYTES: Final = 32

_DRAW_BYTES: Final = 8
_DRAWS: Final = 1 << 8 * _DRAW_BYTES
_T = TypeVar("_T")


class Lot:
    """Numbers from a seed: SHA-256 in counter mode over label and seed, eight bytes of each."""

    def __init__(self, label: bytes, seed: bytes) -> None:
        self._begin = label + seed
        self._turns = count()

    def shuffle(self, items: list[_T]) -> list[_T]:
        """Return the items in the order of the lot (Fisher and Yates, from the last one down)."""
        for last in range(len(items) - 1, 0, -1):
            other = self._below(last + 1)
            items[last], items[other] = items[other], items[last]
        return items

    def _below(self, bound: int) -> int:
        """Draw a number below a bound; draws beyond the last whole multiple are passed over."""
        fair = _DRAWS - _DRAWS % bound
        return next(filter(fair.__gt__, map(self._draw, self._turns))) % bound

    def _draw(self, turn: int) -> int:
        block = sha256(self._begin + turn.to_bytes(_DRAW_BYTES, "big")).digest()
        return int.from_bytes(block[:_DRAW_BYTES], "big")
