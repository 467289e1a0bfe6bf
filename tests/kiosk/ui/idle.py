"""Waiting until an app has done everything that it can do now, however busy the machine is.

Textual waits until the process gets hardly any CPU time, or for a second. On a busy machine it gets
hardly any while it still has much to do, and a second is not enough for that.
"""

import asyncio
from time import monotonic, process_time
from typing import Any

_MOMENT_SECONDS = 0.02
"""What an app puts off for less than this is waited for."""
_BUSY_SECONDS = 0.001
"""Whoever got so much CPU time in a moment may have put something off again."""
_LONGEST_SECONDS = 60
_TURNS = 3


async def wait_until_idle(min_sleep: float = 0, max_sleep: float = 1) -> None:
    """Wait for a moment, and then until nothing in this event loop is waiting for its turn.

    What is drawn is put off again and again for less than a moment; after the longest time that
    Textual waits, only what is due counts.
    """
    began = monotonic()
    while (passed := monotonic() - began) < _LONGEST_SECONDS:
        before = process_time()
        await asyncio.sleep(_MOMENT_SECONDS)
        is_late = passed >= max_sleep
        is_calm = is_late or process_time() - before < _BUSY_SECONDS
        ahead = 0 if is_late else _MOMENT_SECONDS
        if await _has_nothing_to_do(ahead) and is_calm and passed >= min_sleep:
            return
    raise TimeoutError("the app never comes to rest")


async def _has_nothing_to_do(ahead_seconds: float) -> bool:
    loop: Any = asyncio.get_running_loop()
    for _ in range(_TURNS):
        await asyncio.sleep(0)
        soon = loop.time() + ahead_seconds
        is_due = any(one.when() <= soon and not one.cancelled() for one in loop._scheduled)
        if loop._ready or is_due or _has_busy_threads(loop._default_executor):
            return False
    return True


def _has_busy_threads(pool: Any) -> bool:
    if pool is None:
        return False
    return not pool._work_queue.empty() or pool._idle_semaphore._value < len(pool._threads)
