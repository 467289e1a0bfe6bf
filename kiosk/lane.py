"""The way to one disk: one job at a time, and nobody waits long for a disk that hangs."""

import asyncio
from collections.abc import Callable
from errno import ETIMEDOUT
from typing import Any, Final, TypeVar

from kiosk.machine import Machine

HANG_SECONDS: Final = 1.0
"""A disk that does not answer for so long hangs, unless its lane has more patience."""
_T = TypeVar("_T")


class Lane:
    """Runs jobs in threads; one that hangs is left alone, and the next ones wait for its end.

    `note` is told when the disk begins to hang, and when it answers again.
    """

    def __init__(
        self, machine: Machine, note: Callable[[bool], None], seconds: float = HANG_SECONDS
    ) -> None:
        self._machine = machine
        self._seconds = seconds
        self._note = note
        self._busy: asyncio.Future[Any] | None = None
        self._hangs = False

    @property
    def is_free(self) -> bool:
        """Whether no job is under way."""
        return self._busy is None or self._busy.done()

    async def run(self, function: Callable[[], _T]) -> _T:
        """Run a job in a thread; one that was given up may still be done later.

        Raises:
            TimeoutError: the disk hangs.
            OSError: the disk refused.

        """
        if self._busy is not None:
            await self._wait_for(self._busy)
        job = asyncio.ensure_future(self._machine.in_thread(function))
        job.add_done_callback(_look_at)
        self._busy = job
        await self._wait_for(job)
        return job.result()

    async def _wait_for(self, job: "asyncio.Future[Any]") -> None:
        """Wait until a job is done, but not long, and not again for one that hangs."""
        if not job.done() and not self._hangs:
            timer = asyncio.ensure_future(self._machine.wait(self._seconds))
            try:
                await asyncio.wait((job, timer), return_when=asyncio.FIRST_COMPLETED)
            finally:
                timer.cancel()
        if self._hangs == job.done():
            self._hangs = not self._hangs
            self._note(self._hangs)
        if self._hangs:
            raise TimeoutError(ETIMEDOUT, "no answer")
        self._busy = None


def _look_at(job: "asyncio.Future[Any]") -> None:
    """Take note of what a job raised, even if whoever began it has given it up."""
    if not job.cancelled():
        job.exception()
