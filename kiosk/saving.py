"""How one sitting gets to disk: one attempt at a time, and nobody waits for a disk that hangs."""

import asyncio
from collections.abc import Awaitable, Callable

from exam.errors import DirectoryError, ExamError


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
        self._under_way: asyncio.Future[None] | None = None
        self.trouble: ExamError | None = None

    async def save(self) -> None:
        """Bring everything of this moment to disk; a disk that refuses is trouble, never raised."""
        await self._until_idle()
        self._under_way = asyncio.ensure_future(self._attempt())
        await asyncio.shield(self._under_way)

    async def save_within(self, seconds: float) -> None:
        """Save, but wait only so long; the disk goes on by itself."""
        await within(self._until_idle() if self._is_busy else self.save(), seconds)

    @property
    def _is_busy(self) -> bool:
        return self._under_way is not None and not self._under_way.done()

    async def _until_idle(self) -> None:
        while self._under_way is not None and not self._under_way.done():
            await asyncio.shield(self._under_way)

    async def _attempt(self) -> None:
        try:
            await self._work()
        except DirectoryError as error:
            self.trouble = error
            self._retry.set()
        else:
            self.trouble = None
