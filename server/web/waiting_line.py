"""Where long calls wait: a few are read at the same time, the rest stay in the network.

At the end of the time everybody hands in at the same instant. What is not read yet costs the server
next to nothing, so its memory does not grow with the crowd.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

PLACES: Final = 32
"""So many are read while those before them are brought to the disk, and no more is gained."""


class TakenError(Exception):
    """A seat has a place already."""


class WaitingLine:
    """Lets in whoever waited longest, as soon as there is a place; a seat has one at most."""

    def __init__(self, places: int = PLACES) -> None:
        self._places = asyncio.Semaphore(places)
        self._inside: set[bytes] = set()

    @asynccontextmanager
    async def place_for(self, seat: bytes) -> AsyncIterator[None]:
        """Wait for a place and keep it for the length of a block.

        Raises:
            TakenError: the seat has one; otherwise one seat could take them all, and keep them.

        """
        async with self._places:
            if seat in self._inside:
                raise TakenError
            self._inside.add(seat)
            try:
                yield
            finally:
                self._inside.remove(seat)
