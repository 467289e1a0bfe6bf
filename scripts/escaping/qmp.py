"""QEMU's monitor: one command at a time over a Unix socket, every wait with an end."""

import contextlib
import json
import socket
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

_POLL_SECONDS: Final = 0.1
_CHUNK: Final = 65_536


class MonitorError(Exception):
    """QEMU refused a command, fell silent or went away; the message is for people."""


class RefusedError(MonitorError):
    """QEMU goes on, but did not do what it was told."""


class Monitor:
    """A connection to QEMU; `events` are the names of all that it told by itself, in order."""

    def __init__(self, path: Path, seconds: float) -> None:
        self.events: list[str] = []
        self._seconds = seconds
        self._buffer = b""
        self._socket = _connect(path, seconds)
        try:
            self._await(lambda said: "QMP" in said, seconds)
            self.run("qmp_capabilities")
        except MonitorError:
            self.close()
            raise

    def run(self, command: str, **arguments: object) -> Any:  # noqa: ANN401 - as QEMU answers
        """Give a command and return its result.

        Raises:
            RefusedError: it was refused.
            MonitorError: no answer came in time.

        """
        line = json.dumps({"execute": command, "arguments": arguments}).encode() + b"\n"
        try:
            self._socket.sendall(line)
        except OSError as error:
            raise MonitorError(f"{command}: QEMU is gone ({error}).") from None
        said = self._await(lambda one: "return" in one or "error" in one, self._seconds)
        if "error" in said:
            raise RefusedError(f"{command}: {said['error'].get('desc', said['error'])}")
        return said["return"]

    def listen(self) -> None:
        """Take in what QEMU told meanwhile, without waiting.

        Raises:
            MonitorError: no answer came in time.

        """
        self.run("query-status")

    def close(self) -> None:
        """Let go of the connection."""
        self._socket.close()

    def _await(self, holds: Callable[[Mapping[str, Any]], bool], seconds: float) -> dict[str, Any]:
        deadline = time.monotonic() + seconds
        while True:
            said = self._next(deadline)
            if "event" in said:
                self.events.append(str(said["event"]))
            elif holds(said):
                return said

    def _next(self, deadline: float) -> dict[str, Any]:
        while b"\n" not in self._buffer:
            self._socket.settimeout(max(0.01, deadline - time.monotonic()))
            try:
                chunk = self._socket.recv(_CHUNK)
            except TimeoutError:
                raise MonitorError("QEMU does not answer.") from None
            except OSError as error:
                raise MonitorError(f"QEMU is gone ({error}).") from None
            if not chunk:
                raise MonitorError("QEMU has ended.")
            self._buffer += chunk
        line, _, self._buffer = self._buffer.partition(b"\n")
        try:
            said = json.loads(line)
        except ValueError:
            raise MonitorError(f"QEMU said what is no JSON: {line[:80]!r}") from None
        if not isinstance(said, dict):
            raise MonitorError(f"QEMU said what is no message: {line[:80]!r}")
        return said


def _connect(path: Path, seconds: float) -> socket.socket:
    """Connect as soon as QEMU listens."""
    deadline = time.monotonic() + seconds
    while True:
        link = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        with contextlib.suppress(OSError):
            link.connect(str(path))
            return link
        link.close()
        if time.monotonic() > deadline:
            raise MonitorError(f"Nobody listens at {path}.")
        time.sleep(_POLL_SECONDS)
