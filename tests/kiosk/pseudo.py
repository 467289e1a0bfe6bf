"""A program in a pseudo-terminal of its own: keys go in, bytes come out, nothing waits for us."""

import os
import pty
import select
import signal
import subprocess
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import pytest

SECONDS: Final = 60
"""Longer than anything here takes on a slow machine."""
_LOOK_SECONDS: Final = 0.01
_PIECE: Final = 256


class PseudoTerminal:
    """A program that believes in a terminal of so many rows and columns."""

    def __init__(
        self,
        command: Sequence[str],
        size: tuple[int, int] = (24, 80),
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self._ours, self._theirs = pty.openpty()
        termios.tcsetwinsize(self._theirs, size)
        self.found = self.attributes
        self.shown = b""
        self.process = subprocess.Popen(
            command,
            stdin=self._theirs,
            stdout=self._theirs,
            stderr=self._theirs,
            env={
                **os.environ,
                "TERM": "xterm-256color",
                "PYTHONPATH": str(Path.cwd()),
                **(environment or {}),
            },
            start_new_session=True,
        )

    @property
    def attributes(self) -> list[Any]:
        """How the terminal is set."""
        return termios.tcgetattr(self._theirs)

    @property
    def children(self) -> list[int]:
        """The processes that the program has started and not buried."""
        pid = self.process.pid
        listed = Path(f"/proc/{pid}/task/{pid}/children")
        return [int(child) for child in listed.read_text("ascii").split()]

    def read(self, seconds: float = 0) -> None:
        """Take what is shown; wait so long for the first of it."""
        while select.select([self._ours], [], [], seconds)[0]:
            self.shown += os.read(self._ours, 65_536)
            seconds = 0

    def wait_until(self, holds: Callable[[], bool], what: str) -> float:
        """Wait until something holds; returns the monotonic time."""
        deadline = time.monotonic() + SECONDS
        while not holds():
            if time.monotonic() > deadline:
                pytest.fail(f"{what} never came: {self.shown[-500:]!r}")
            self.read(_LOOK_SECONDS)
        return time.monotonic()

    def read_until(self, wanted: bytes, since: int = 0) -> float:
        """Read until a text is shown, from a place on; returns the monotonic time."""
        return self.wait_until(lambda: self.shown.find(wanted, since) >= 0, repr(wanted))

    def type(self, keys: bytes) -> None:
        """Press keys; what comes out meanwhile is read."""
        for start in range(0, len(keys), _PIECE):
            os.write(self._ours, keys[start : start + _PIECE])
            self.read()

    def end(self, number: signal.Signals | None = None) -> int:
        """Ask the program to end, unless it does by itself, and return its exit code."""
        if number is not None:
            self.process.send_signal(number)
        self.wait_until(lambda: self.process.poll() is not None, "the end")
        self.read()
        return self.process.returncode

    def hang_up(self) -> None:
        """Take the terminal away."""
        os.close(self._theirs)
        os.close(self._ours)

    def close(self) -> None:
        """End everything that is left."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        with suppress(OSError):
            self.hang_up()
