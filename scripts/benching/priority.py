"""Lets what is measured go first, where this user may: as on a PC on which nothing else runs.

The kernel shares the CPU out among sessions before it does among processes, so each session is
given its own priority as well (sched(7), "The autogroup feature").
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

PRIORITY: Final = -10
ENTERING: Final = ("sh", "-c", 'echo "$0" 2>/dev/null >/proc/self/autogroup; exec "$@"')
"""What a command of a new session begins with, before the priority and the command itself."""
_OWN_SESSION: Final = Path("/proc/self/autogroup")


@contextmanager
def going_first() -> Iterator[bool]:
    """Go before others while the block runs, and all programs started in it; whether one may."""
    before = os.getpriority(os.PRIO_PROCESS, 0)
    try:
        os.setpriority(os.PRIO_PROCESS, 0, PRIORITY)
        _set_session(PRIORITY)
    except PermissionError:
        yield False
        return
    try:
        yield True
    finally:
        os.setpriority(os.PRIO_PROCESS, 0, before)
        _set_session(before)


def _set_session(priority: int) -> None:
    if _OWN_SESSION.exists():
        _OWN_SESSION.write_text(str(priority))
