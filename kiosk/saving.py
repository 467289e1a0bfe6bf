"""How one sitting gets to disk: one attempt at a time, and nobody waits for a disk that hangs."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

from exam.errors import DirectoryError, ExamError

PATIENT_TRIES: Final = 32
_BETWEEN_TRIES_SECONDS: Final = 0.25
_TRY_SECONDS: Final = 3.0


async def within(work: Awaitable[None], seconds: float) -> bool:
    """Wait for work, but only so long; it goes on by itself. Returns whether it is done.

    Raises:
        ExamError: what it raised in time.

    """
    task = asyncio.ensure_future(work)
    done, _ = await asyncio.wait((task,), timeout=seconds)
    if done:
        task.result()
    else:
        task.add_done_callback(_forget)
    return bool(done)


def _forget(task: "asyncio.Future[None]") -> None:
    """Take note of what came too late, so that nobody misses it."""
    if not task.cancelled():
        task.exception()


class Saver:
    """Repeats work that a disk may refuse; `retry` is set while it has to be done again."""

    def __init__(self, work: Callable[[], Awaitable[None]], retry: asyncio.Event) -> None:
        self._work = work
        self._retry = retry
        self._begun: asyncio.Task[None] | None = None
        self._next: asyncio.Task[None] | None = None
        self.trouble: ExamError | None = None

    async def save(self) -> None:
        """Bring everything of this moment to disk; a disk that refuses is trouble, never raised."""
        await asyncio.shield(self._attempt_of_now())

    async def save_within(self, seconds: float) -> None:
        """Save, but wait only so long; the disk goes on by itself."""
        done, _ = await asyncio.wait((self._attempt_of_now(),), timeout=seconds)
        for attempt in done:
            attempt.result()

    async def save_patiently(self, wait: Callable[[float], Awaitable[None]]) -> None:
        """Save; a disk that does not answer is asked for eight seconds more, and then left."""
        for _ in range(PATIENT_TRIES):
            await self.save_within(_TRY_SECONDS)
            if self.trouble is None or self.trouble.code != "spool.silent":
                return
            await wait(_BETWEEN_TRIES_SECONDS)

    def _attempt_of_now(self) -> asyncio.Task[None]:
        """Return the attempt that has not begun yet, which all share who ask meanwhile.

        One that was cancelled before it began is none.
        """
        if self._next is None or self._next.done():
            self._next = asyncio.get_running_loop().create_task(self._attempt(self._begun))
        return self._next

    async def _attempt(self, before: asyncio.Task[None] | None) -> None:
        if before is not None and not before.done():
            await asyncio.wait((before,))
        self._begun, self._next = self._next, None
        try:
            await self._work()
        except DirectoryError as error:
            self.trouble = error
            self._retry.set()
        else:
            self.trouble = None
