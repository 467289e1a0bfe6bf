"""Threads for what may never come back: a disk that hangs keeps its own thread, and nothing else.

A pool would run out of threads, and the program would wait for them at its end.
"""

import asyncio
import threading
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, TypeVar

_T = TypeVar("_T")


def in_thread_of_its_own(function: Callable[..., _T], /, *arguments: Any) -> Awaitable[_T]:  # noqa: ANN401
    """Run a function in a thread that does not keep the program from ending."""
    loop = asyncio.get_running_loop()
    outcome: asyncio.Future[_T] = loop.create_future()

    def tell(set_outcome: Callable[[Any], None], what: object) -> None:
        if not outcome.done():
            set_outcome(what)

    def run() -> None:
        try:
            result = function(*arguments)
        except Exception as error:  # noqa: BLE001  # whoever waits for the thread gets it
            told: tuple[Callable[[Any], None], object] = (outcome.set_exception, error)
        else:
            told = (outcome.set_result, result)
        with suppress(RuntimeError):  # the loop was closed while the disk hung
            loop.call_soon_threadsafe(tell, *told)

    threading.Thread(target=run, daemon=True).start()
    return outcome
