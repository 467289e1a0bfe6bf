"""Writes down where exam time stands, for a program that may have to start again.

A folder that hangs keeps its own lane, and nothing else: the mark goes to the next one.
"""

from functools import partial

from kiosk.lane import Lane
from kiosk.machine import Machine
from kiosk.spool import Spool


class Marking:
    """Keeps marks in the first folder that takes them."""

    def __init__(self, spool: Spool, machine: Machine) -> None:
        self._spool = spool
        notes = (partial(spool.note_hanging, place) for place in range(spool.places))
        self._lanes = [Lane(machine, note) for note in notes]

    async def keep(self, mark: bytes) -> bool:
        """Keep a mark; returns whether any folder took it. The text has the same, and tells."""
        for lane, write in zip(self._lanes, self._spool.mark_writes(mark), strict=True):
            try:
                await lane.run(write)
            except OSError:
                continue
            return True
        return False
