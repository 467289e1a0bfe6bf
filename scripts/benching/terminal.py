"""A program behind a pseudo-terminal of its own: keys in, bytes out, each with its instant."""

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from scripts.benching.priority import ENTERING

_CHUNK_BYTES: Final = 65_536
_END_SECONDS: Final = 60
_MILLISECONDS: Final = 1000


class ProgramEndedError(Exception):
    """A program that was to be measured is gone; holds what it wrote last."""


class Chunk(NamedTuple):
    """Bytes that a program wrote, and when they were here, in nanoseconds of a running clock."""

    at: int
    data: bytes


class PseudoTerminal:
    """A program that has a terminal of its own; `close` ends it."""

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        size: tuple[int, int],
        group: Path | None = None,
    ) -> None:
        """Start a program at a size in columns and rows, inside a control group if one is given."""
        self._ours, theirs = pty.openpty()
        self.resize(*size)
        first = [*ENTERING, str(os.getpriority(os.PRIO_PROCESS, 0))]
        wrapped = [*_entering(group), "setsid", "--ctty", "--", *first, *command]
        self.started = time.perf_counter_ns()
        self._process = subprocess.Popen(
            wrapped, stdin=theirs, stdout=theirs, stderr=theirs, env=dict(environment)
        )
        os.close(theirs)
        self._readable = select.poll()
        self._readable.register(self._ours, select.POLLIN)
        self._tail = b""

    @property
    def pid(self) -> int:
        """The first process of the program."""
        return self._process.pid

    def resize(self, columns: int, rows: int) -> int:
        """Change the size, which the program hears by a signal; returns the instant before it."""
        at = time.perf_counter_ns()
        fcntl.ioctl(self._ours, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        return at

    def write(self, keys: bytes) -> int:
        """Press keys; returns the instant before they went."""
        at = time.perf_counter_ns()
        while keys:
            keys = keys[os.write(self._ours, keys) :]
        return at

    def read(self, seconds: float) -> Chunk | None:
        """Return what the program wrote, as soon as it did; None if nothing came for so long.

        Raises:
            ProgramEndedError: it has ended.

        """
        if not self._readable.poll(max(seconds, 0) * _MILLISECONDS):
            return None
        try:
            data = os.read(self._ours, _CHUNK_BYTES)
        except OSError:
            data = b""
        at = time.perf_counter_ns()
        if not data:
            raise ProgramEndedError(self._tail.decode("utf-8", "replace"))
        self._tail = (self._tail + data)[-2000:]
        return Chunk(at, data)

    def close(self) -> None:
        """End the program and take the terminal away."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            self._drain()
            if self._process.poll() is None:
                self._process.kill()
        self._process.wait(_END_SECONDS)
        os.close(self._ours)

    def _drain(self) -> None:
        """Read what comes until the program has ended: one that cannot write cannot end."""
        deadline = time.monotonic() + _END_SECONDS
        while time.monotonic() < deadline:
            try:
                self.read(0.05)
            except ProgramEndedError:
                break
            if self._process.poll() is not None:
                return
        self._process.wait(max(deadline - time.monotonic(), 0.01))


def _entering(group: Path | None) -> list[str]:
    """Return what a command begins with to run inside a control group."""
    if group is None:
        return []
    return ["sh", "-c", 'echo $$ >"$0/cgroup.procs" && exec "$@"', str(group)]
