"""What is read of this PC's folders for somebody who waits: one that hangs is left out, and told.

Each folder has a lane of its own, so that whatever lies in the other one is found all the same.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final, TypeVar

from exam.errors import DirectoryError
from kiosk.lane import Lane
from kiosk.machine import Machine
from kiosk.recovery import StoredSegment
from kiosk.shelf import Numbered
from kiosk.spool import Spool

READ_SECONDS: Final = 5.0
"""So long somebody waits for a folder: enough for a slow disk, which is not one that hangs."""
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class KeptHere:
    """What the folders that answered have of an application; `trouble` if another did not."""

    segments: tuple[StoredSegment, ...] = ()
    envelopes: tuple[bytes, ...] = ()
    trouble: DirectoryError | None = None


class Reader:
    """Reads all folders at once, and waits for none of them for ever."""

    def __init__(self, spool: Spool, machine: Machine) -> None:
        self._folders = spool.apart
        notes = (partial(spool.note_hanging, place) for place in range(len(self._folders)))
        self._lanes = [Lane(machine, note, READ_SECONDS) for note in notes]

    async def work_of(self, application_id: str) -> KeptHere:
        """Read what is kept of an application."""
        found = await self._read(partial(_work_in, application_id))
        return KeptHere(
            tuple(segment for here in found for segment in here.segments),
            tuple(envelope for here in found for envelope in here.envelopes),
            DirectoryError("spool.silent") if len(found) < len(self._folders) else None,
        )

    async def admissions(self) -> dict[str, bytes]:
        """Read what was kept last for signing in again, of each application of which any is."""
        latest: dict[str, Numbered] = {}
        for here in await self._read(_admissions_in):
            for application_id, kept in here.items():
                known = latest.get(application_id)
                if known is None or kept.number > known.number:
                    latest[application_id] = kept
        return {application_id: kept.content for application_id, kept in latest.items()}

    async def _read(self, read: Callable[[Spool], _T]) -> list[_T]:
        """Read every folder; returns what those gave that answer."""
        lanes = zip(self._lanes, self._folders, strict=True)
        outcomes = await asyncio.gather(*(_answer(lane, partial(read, one)) for lane, one in lanes))
        return [found for outcome in outcomes for found in outcome]


async def _answer(lane: Lane, read: Callable[[], _T]) -> tuple[_T, ...]:
    """Return what a folder gives, or nothing if it hangs."""
    try:
        return (await lane.run(read),)
    except TimeoutError:
        return ()


def _work_in(application_id: str, folder: Spool) -> KeptHere:
    kept = folder.of_application(application_id)
    return KeptHere(kept.segments(), kept.envelopes())


def _admissions_in(folder: Spool) -> dict[str, Numbered]:
    return {
        application_id: folder.of_application(application_id).admission()
        for application_id in folder.applications()
    }
