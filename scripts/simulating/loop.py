"""An event loop whose time is virtual: when nothing is left to do, it jumps to the next timer.

It opens no file, socket or thread. What would run in a thread runs in the loop, after a delay that
its owner chooses.
"""

import asyncio
import contextvars
import heapq
from collections import deque
from collections.abc import Callable
from contextvars import Context
from typing import Any, Final

Callback = Callable[..., Any]
Runner = Callable[..., "asyncio.Future[Any]"]

IN_THREAD: Final[contextvars.ContextVar[Runner | None]] = contextvars.ContextVar(
    "in_thread", default=None
)
"""Runs, for the process to which the present task belongs, what was meant for a thread."""


class ExhaustedError(RuntimeError):
    """Everybody waits for what never comes."""


class VirtualLoop(asyncio.BaseEventLoop):
    """Runs ready callbacks in order, and timers in the order of their times."""

    _ready: "deque[asyncio.Handle]"
    _stopping: bool

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0
        self.steps = 0
        self._timers: list[tuple[float, int, asyncio.Handle]] = []
        self._number = 0

    def time(self) -> float:
        """Virtual seconds since the world began."""
        return self.now

    def call_soon(
        self, callback: Callback, *arguments: object, context: Context | None = None
    ) -> asyncio.Handle:
        """Run a callback after all that is ready."""
        handle = asyncio.Handle(callback, arguments, self, context)
        self._ready.append(handle)
        return handle

    def call_at(  # type: ignore[override]
        self, when: float, callback: Callback, *arguments: object, context: Context | None = None
    ) -> asyncio.Handle:
        """Run a callback at a time; of one time the one first asked for comes first."""
        handle = asyncio.Handle(callback, arguments, self, context)
        self._number += 1
        heapq.heappush(self._timers, (when, self._number, handle))
        return handle

    def call_later(  # type: ignore[override]
        self, delay: float, callback: Callback, *arguments: object, context: Context | None = None
    ) -> asyncio.Handle:
        """Run a callback after so many seconds."""
        handle = asyncio.Handle(callback, arguments, self, context)
        self._number += 1
        heapq.heappush(self._timers, (self.now + delay, self._number, handle))
        return handle

    def run_in_executor(
        self, _executor: object, function: Callback, *arguments: object
    ) -> "asyncio.Future[Any]":
        """Run as the process that asks would, or at once."""
        runner = IN_THREAD.get()
        if runner is not None:
            return runner(function, *arguments)
        future: asyncio.Future[Any] = self.create_future()
        future.set_result(function(*arguments))
        return future

    def call_soon_threadsafe(
        self, callback: Callback, *arguments: object, context: Context | None = None
    ) -> asyncio.Handle:
        """There is one thread only."""
        return self.call_soon(callback, *arguments, context=context)

    def _run_once(self) -> None:
        """Run what is ready; if nothing is, let time pass to the next timer."""
        ready = self._ready
        if not ready and not self._stopping:
            self._let_time_pass()
        count = len(ready)
        self.steps += count
        for _ in range(count):
            handle: Any = ready.popleft()
            if not handle._cancelled:
                try:
                    handle._context.run(handle._callback, *handle._args)
                except (SystemExit, KeyboardInterrupt):
                    raise
                except BaseException as error:  # noqa: BLE001 - told as asyncio would tell it
                    self.call_exception_handler({"message": repr(handle), "exception": error})

    def _let_time_pass(self) -> None:
        """Go to the next time at which anything is due, and take all that is due then."""
        timers, ready = self._timers, self._ready
        while not ready:
            if not timers:
                raise ExhaustedError
            self.now = now = max(self.now, timers[0][0])
            while timers and timers[0][0] <= now:
                handle = heapq.heappop(timers)[2]
                if not handle._cancelled:
                    ready.append(handle)
