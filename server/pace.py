"""How often one address may call: as much at once as a room of browsers needs, then a steady pace.

Every address has a store of calls that fills again at a fixed rate, so whoever calls too often is
slowed and never shut out, and nobody else notices. Everything is in memory, of bounded size.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

MOST_AT_ONCE: Final = 600
"""Ten laptops behind one address that open the busiest page at once, and sixty PCs that enrol."""
CALLS_A_SECOND: Final = 40
"""What an address may keep up: each of ten laptops asks for a part of its page four times."""
MOST_REMEMBERED: Final = 10_000
_MILLISECONDS: Final = 1000
_FULL: Final = MOST_AT_ONCE * _MILLISECONDS
"""Stores are counted in thousandths of a call, so that whole numbers are exact."""


@dataclass(frozen=True, slots=True)
class _Store:
    """How many thousandths of a call were left, and when (milliseconds)."""

    left: int
    at: int


class Pace:
    """Calls by address, for one thread; `clock` tells milliseconds and only runs forward."""

    def __init__(self, clock: Callable[[], int]) -> None:
        self._clock = clock
        self._stores: dict[str, _Store] = {}

    def wait(self, address: str) -> int:
        """Count a call and return 0, or return how many milliseconds are left until the next."""
        now = self._clock()
        left = self._left(address, now)
        if left < _MILLISECONDS:
            return -(-(_MILLISECONDS - left) // CALLS_A_SECOND)
        self._keep(address, _Store(left - _MILLISECONDS, now))
        return 0

    def _left(self, address: str, now: int) -> int:
        store = self._stores.get(address)
        if store is None:
            return _FULL
        return min(_FULL, store.left + (now - store.at) * CALLS_A_SECOND)

    def _keep(self, address: str, store: _Store) -> None:
        """Keep a store as the latest; the one that was used the longest ago makes room."""
        if self._stores.pop(address, None) is None and len(self._stores) >= MOST_REMEMBERED:
            del self._stores[next(iter(self._stores))]
        self._stores[address] = store
