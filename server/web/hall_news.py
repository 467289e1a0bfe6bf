"""Sends the news of the room to every browser that listens: one look a second for all of them.

Nobody listens longer than a while without being asked again who they are. Whoever comes back says
what they saw last and is sent what they missed.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from typing import Final

import structlog
from litestar.response.sse import ServerSentEventMessage

from exam.errors import ExamError
from server.web.hall_changes import Change
from server.web.hall_watch import Watch

LOOK_SECONDS: Final = 1
_LISTEN_SECONDS: Final = 120
_RETRY_MILLISECONDS: Final = 1000

_log = structlog.get_logger()


class News:
    """What one exam's room has to tell, to as many as listen."""

    def __init__(self, watch: Watch) -> None:
        self.watch = watch
        self._listeners = 0
        self._looking: asyncio.Task[None] | None = None
        self._looked = asyncio.Event()
        self._is_closed = False

    def close(self) -> None:
        """Send everybody away: the server stops."""
        self._is_closed = True
        self._looked.set()

    async def listen(self, seen: str) -> AsyncIterator[ServerSentEventMessage]:
        """Tell what came after the change that somebody saw last, then whatever comes."""
        self._listeners += 1
        try:
            self._begin_looking()
            if self.watch.changes.after(seen) is None:
                everything = await asyncio.to_thread(self.watch.everything)
                seen = everything.name
                yield _message(everything)
            until = asyncio.get_running_loop().time() + _LISTEN_SECONDS
            while not self._is_closed and asyncio.get_running_loop().time() < until:
                for message in self._news_after(seen):
                    yield message
                seen = self.watch.changes.latest
                await self._looked.wait()
        finally:
            self._listeners -= 1
            if not self._listeners and self._looking is not None:
                self._looking.cancel()

    def _news_after(self, seen: str) -> list[ServerSentEventMessage]:
        """Return what is new, or only that the server is there."""
        missed = self.watch.changes.after(seen)
        if missed:
            return [_message(change) for change in missed]
        return [ServerSentEventMessage(data=self.watch.pulse, event="pulse")]

    def _begin_looking(self) -> None:
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look_while_anybody_listens())

    async def _look_while_anybody_listens(self) -> None:
        while self._listeners and not self._is_closed:
            try:
                await asyncio.to_thread(self.watch.look)
            except (sqlite3.Error, ExamError) as error:
                _log.error("hall", kind=type(error).__name__)
            else:
                looked, self._looked = self._looked, asyncio.Event()
                looked.set()
            await asyncio.sleep(LOOK_SECONDS)


def _message(change: Change) -> ServerSentEventMessage:
    return ServerSentEventMessage(data=change.body, id=change.name, retry=_RETRY_MILLISECONDS)
