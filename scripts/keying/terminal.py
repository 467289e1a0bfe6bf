"""The kiosk behind a pseudo-terminal: bytes in, all output heard, and its desk asked."""

import os
import pty
import select
import signal
import socket
import subprocess
import sys
import termios
import time
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any, Final

import msgspec

from scripts.keying.output import Listener
from scripts.keying.program import LENGTH_BYTES, ROOT, Standing

_READ_BYTES: Final = 65_536
_END_SECONDS: Final = 60.0
_STUCK_SECONDS: Final = 60.0


class StuckError(Exception):
    """The program has ended, or takes nothing any more; says which."""


class Terminal:
    """One life of the program at a terminal of its own."""

    def __init__(
        self, home: Path, began: int, size: tuple[int, int], term: str, random: Random
    ) -> None:
        self.listener = Listener()
        self._random = random
        self._ours, theirs = pty.openpty()
        termios.tcsetwinsize(theirs, size[::-1])
        self._found = termios.tcgetattr(theirs)
        self._asking, answering = socket.socketpair()
        command = [sys.executable, "-m", "scripts.keying.program", str(home), str(began)]
        with answering:
            self._process = subprocess.Popen(
                ["setsid", "--ctty", "--", *command, str(answering.fileno())],
                stdin=theirs,
                stdout=theirs,
                stderr=theirs,
                pass_fds=[answering.fileno()],
                cwd=ROOT,
                env={**os.environ, "TERM": term, "COLORTERM": ""},
            )
        os.close(theirs)
        os.set_blocking(self._ours, False)

    # -- what is done to it

    def send(self, data: bytes) -> None:
        """Send bytes in pieces of any length; what comes out meanwhile is heard.

        Raises:
            StuckError: it takes nothing any more.

        """
        rest = memoryview(data)
        while rest:
            size = self._piece(rest)
            rest = rest[self._write(rest[:size]) :]

    def _piece(self, rest: memoryview) -> int:
        """Choose where the next piece ends; never behind an Escape, which alone is a key."""
        size = min(len(rest), self._random.choice((1, 3, 17, 100, 1000, 4096)))
        while size < len(rest) and rest[size - 1] == ord("\x1b"):
            size += 1
        return size

    def _write(self, piece: memoryview) -> int:
        deadline = time.monotonic() + _STUCK_SECONDS
        while time.monotonic() < deadline:
            readable, writable, _ = select.select([self._ours], [self._ours], [], 1)
            if readable:
                self._read()
            if writable:
                with suppress(BlockingIOError):
                    return os.write(self._ours, piece)
        raise StuckError("nothing is read from the terminal any more")

    def resize(self, columns: int, rows: int) -> None:
        """Change the size, of which the program hears by a signal."""
        termios.tcsetwinsize(self._ours, (rows, columns))

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to all processes of the terminal."""
        os.killpg(self._process.pid, number)

    def rest(self, seconds: float) -> None:
        """Hear what comes for so long."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            self._hear(left)

    def be_quiet(self, seconds: float, most: float) -> None:
        """Hear what comes until nothing comes for so long, or the most has passed."""
        deadline = time.monotonic() + most
        while time.monotonic() < deadline and self._hear(seconds):
            pass

    def _hear(self, seconds: float) -> bool:
        if not select.select([self._ours], [], [], seconds)[0]:
            return False
        self._read()
        return True

    def _read(self) -> None:
        try:
            data = os.read(self._ours, _READ_BYTES)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            raise StuckError(f"the program has ended with {self._process.wait(_END_SECONDS)}")
        self.listener.hear(data)

    # -- what stands at its desk

    def standing(self) -> Standing:
        """Ask the desk.

        Raises:
            StuckError: it does not answer.

        """
        self._asking.sendall(b"?")
        length = int.from_bytes(self._receive(LENGTH_BYTES))
        return msgspec.msgpack.decode(self._receive(length), type=Standing)

    def _receive(self, length: int) -> bytes:
        received = b""
        deadline = time.monotonic() + _STUCK_SECONDS
        while len(received) < length:
            if time.monotonic() > deadline:
                raise StuckError("the desk does not answer")
            asking = self._asking.fileno()
            readable = select.select([asking, self._ours], [], [], 1)[0]
            if self._ours in readable:
                self._read()
            if asking in readable:
                piece = self._asking.recv(length - len(received))
                if not piece:
                    raise StuckError("the desk is gone")
                received += piece
        return received

    # -- how it ends

    def end(self) -> list[str]:
        """Ask it to end; returns what is not as it should be then."""
        wrong = []
        if self._process.poll() is None:
            os.kill(self._process.pid, signal.SIGTERM)
        with suppress(StuckError):
            self.rest(_END_SECONDS)
        if self._process.poll() is None:
            self._process.kill()
            wrong.append("it did not end when it was asked to")
        code = self._process.wait(_END_SECONDS)
        if code:
            wrong.append(f"it ended with {code}")
        with suppress(termios.error):
            if _settings(termios.tcgetattr(self._ours)) != _settings(self._found):
                wrong.append("the terminal is not set as it was found")
        self._asking.close()
        os.close(self._ours)
        return [*wrong, *self.listener.left()]


def _settings(attributes: list[Any]) -> list[Any]:
    return attributes[:4]
