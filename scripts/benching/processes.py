"""What the processes of a program use: CPU time and memory, of all of them together."""

import os
import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_PROC: Final = Path("/proc")
_KIBIBYTE: Final = 1024
_MEGABYTE: Final = 1_000_000
_CPU_CLOCK: Final = 2
"""CPUCLOCK_SCHED of linux/posix-timers.h: the exact time of all threads, ended ones included."""


@dataclass(frozen=True, slots=True)
class Memory:
    """Resident memory, and the same with shared pages divided among all who share them."""

    rss_mb: float
    pss_mb: float | None


def family(pid: int) -> tuple[int, ...]:
    """Return a process and everything that descends from it."""
    parents = {int(path.name): _parent(path) for path in _PROC.iterdir() if path.name.isdigit()}
    found = [pid]
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    return tuple(found)


def find_program(name: str) -> str | None:
    """Return where a program is, None if it is nowhere; Debian keeps some where only root looks."""
    return shutil.which(name, path=f"{os.environ.get('PATH', os.defpath)}:/usr/sbin")


def cpu_nanoseconds(pids: Sequence[int]) -> int:
    """Return the CPU time that processes have used so far, in user and kernel."""
    return sum(time.clock_gettime_ns((~pid << 3) | _CPU_CLOCK) for pid in pids)


def memory(pids: Sequence[int]) -> Memory:
    """Return the memory that processes hold now."""
    shared = [_proportional_bytes(pid) for pid in pids]
    known = [each for each in shared if each is not None]
    pss = None if len(known) < len(shared) else _megabytes(sum(known))
    return Memory(_megabytes(sum(map(_resident_bytes, pids))), pss)


def _parent(process: Path) -> int:
    """Return the parent of a process, 0 if it ended meanwhile (proc_pid_stat(5))."""
    try:
        stat = (process / "stat").read_text("utf-8", "replace")
    except OSError:
        return 0
    return int(stat.rpartition(")")[2].split()[1])


def _resident_bytes(pid: int) -> int:
    pages = int((_PROC / str(pid) / "statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def _proportional_bytes(pid: int) -> int | None:
    """Return the proportional share, None of a process that keeps its memory private."""
    try:
        lines = (_PROC / str(pid) / "smaps_rollup").read_text().splitlines()
    except PermissionError:
        return None
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) * _KIBIBYTE


def _megabytes(size: int) -> float:
    return round(size / _MEGABYTE, 1)
