"""What a desk does by itself: bring text to disk, mark the time, hand in at zero, count pages.

Nobody waits for any of it. Whoever works at the desk may change meanwhile, so each round asks.
"""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from typing import Any, Final

from exam.clock import ExamTime
from kiosk.candidate import Candidate
from kiosk.clock import MARK_SECONDS, ExamClock
from kiosk.machine import Machine
from kiosk.marking import Marking
from kiosk.paging import STILL_SECONDS, PageCount
from kiosk.sync import Sync

SAVE_SECONDS: Final = 0.1
"""An edit waits so long for company before the disk is asked; with the write below 250 ms."""
TICK_SECONDS: Final = 0.2
TURN_SECONDS: Final = 1.5
"""So long somebody at the screen waits for the server; the beat goes on by itself."""
_SLEPT_MILLISECONDS: Final = 5000
"""A look at the time that comes so late says that the PC slept or hung."""


class Upkeep:
    """Keeps up what belongs to the candidate of now, also to one whose work has moved on.

    `edited` is set whenever there is something to bring to disk.
    """

    def __init__(
        self,
        machine: Machine,
        clock: ExamClock,
        sync: Sync,
        marking: Marking,
        edited: asyncio.Event,
        candidate: Callable[[], Candidate | None],
    ) -> None:
        self._machine = machine
        self._clock = clock
        self._sync = sync
        self._marking = marking
        self._edited = edited
        self._candidate = candidate

    def works(self, pages: PageCount) -> Iterator[Coroutine[Any, Any, None]]:
        """Yield what is to run beside the conversation with the server, each until cancelled."""
        yield self._keep_saving()
        yield self._keep_marking()
        yield self._watch_time()
        yield self._keep_counting(pages)

    async def _keep_saving(self) -> None:
        while True:
            await self._edited.wait()
            await self._machine.wait(SAVE_SECONDS)
            self._edited.clear()
            candidate = self._candidate()
            if candidate is not None:
                await candidate.save()

    async def _keep_marking(self) -> None:
        while True:
            mark = self._mark()
            if mark is not None:
                await self._marking.keep(mark)
            await self._machine.wait(MARK_SECONDS)

    def _mark(self) -> bytes | None:
        """Return what is to be kept of this instant; of work that has moved on, nothing."""
        candidate = self._candidate()
        if candidate is None:
            return self._clock.mark_of_nobody()
        if candidate.fenced is not None:
            return None
        return self._clock.mark(candidate.application_id, candidate.hand.look_when_edited())

    async def _watch_time(self) -> None:
        """Do what is due, and see when this PC slept."""
        while True:
            looked_at = self._machine.boottime()
            await self._machine.wait(TICK_SECONDS)
            slept = self._machine.boottime() - looked_at
            candidate = self._candidate()
            if candidate is not None and slept > _SLEPT_MILLISECONDS:
                now = candidate.standing.now
                candidate.note_gap(ExamTime(max(0, now - slept)), now)
            if candidate is not None and await candidate.follow_time():
                await self._sync.turn_within(TURN_SECONDS)

    async def _keep_counting(self, pages: PageCount) -> None:
        while True:
            await self._machine.wait(STILL_SECONDS)
            candidate = self._candidate()
            if candidate is not None:
                await pages.follow(candidate.hand.draft.paper)
