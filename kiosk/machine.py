"""What the machine gives a kiosk: a clock that only runs, randomness, waiting, and threads."""

import asyncio
import os
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol, TypeVar

from exam.codes import Randomness
from kiosk.threads import in_thread_of_its_own

_NANOSECONDS: Final = 1_000_000
_BOOT_ID: Final = Path("/proc/sys/kernel/random/boot_id")
_T = TypeVar("_T")


class InThread(Protocol):
    """Runs what waits for a disk or takes long, beside the event loop."""

    def __call__(self, function: Callable[..., _T], /, *arguments: Any) -> Awaitable[_T]:  # noqa: ANN401
        """Run a function with these arguments; returns what it does."""


@dataclass(frozen=True, slots=True)
class Machine:
    """`boottime` in milliseconds runs on through suspend; `wait` takes seconds.

    `boot_id` names the boot whose time it is; two processes of one boot share the boot clock.
    """

    boottime: Callable[[], int]
    random: Randomness
    wait: Callable[[float], Awaitable[None]]
    in_thread: InThread = in_thread_of_its_own
    boot_id: str = ""


def _read_boot_id() -> str:
    """Return the kernel's name of this boot; without one every start counts as another boot."""
    try:
        return _BOOT_ID.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""


THIS_MACHINE: Final = Machine(
    boottime=lambda: time.clock_gettime_ns(time.CLOCK_BOOTTIME) // _NANOSECONDS,
    random=os.urandom,
    wait=asyncio.sleep,
    boot_id=_read_boot_id(),
)
