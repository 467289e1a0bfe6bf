"""What the machine gives a kiosk: a clock that only runs, randomness, and waiting."""

import asyncio
import os
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from exam.codes import Randomness

_NANOSECONDS: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Machine:
    """`boottime` in milliseconds runs on through suspend; `wait` takes seconds."""

    boottime: Callable[[], int]
    random: Randomness
    wait: Callable[[float], Awaitable[None]]


THIS_MACHINE: Final = Machine(
    boottime=lambda: time.clock_gettime_ns(time.CLOCK_BOOTTIME) // _NANOSECONDS,
    random=os.urandom,
    wait=asyncio.sleep,
)
