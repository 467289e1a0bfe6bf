"""A kiosk at a pseudo-terminal of its own: keys go in, and each piece of output has its instant."""

import os
import signal
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from scripts.benching.screen import Screen
from scripts.benching.terminal import Chunk, ProgramEndedError, PseudoTerminal
from scripts.practice.premises import quiet_environment
from scripts.practice.terminal import ScreenTimeoutError

SIZE: Final = (100, 30)
MILLISECOND: Final = 1_000_000
"""In nanoseconds, in which all instants here are counted."""
_LOOK_SECONDS: Final = 0.05
_ORPHAN_SECONDS: Final = 30
_KEYS: Final[Mapping[str, bytes]] = {
    "BSpace": b"\x7f",
    "C-End": b"\x1b[1;5F",
    "C-a": b"\x01",
    "Enter": b"\r",
    "F3": b"\x1bOR",
    "F6": b"\x1b[17~",
    "F7": b"\x1b[18~",
    "F10": b"\x1b[21~",
    "Right": b"\x1b[C",
    "Tab": b"\t",
}
"""What a terminal sends for the keys that are pressed, by the names that tmux gives them."""


class Console:
    """One life of a kiosk; `typed_at` is the instant before the last text was typed."""

    def __init__(self, name: str, command: Sequence[str]) -> None:
        self.name = name
        self.typed_at = 0
        self._terminal = PseudoTerminal(
            command, quiet_environment() | {"TERM": "xterm-256color"}, SIZE
        )
        self._screen = Screen(*SIZE)
        self._is_closed = False

    @property
    def pid(self) -> int:
        """The process of the desk, which the screen's process belongs to."""
        return self._terminal.pid

    def type(self, text: str) -> int:
        """Type characters as a keyboard would; returns the instant before."""
        self.typed_at = self._terminal.write(text.encode())
        return self.typed_at

    def press(self, *keys: str) -> None:
        """Press keys by their tmux names."""
        for key in keys:
            self._terminal.write(_KEYS[key])

    def screen(self) -> str:
        """Return what the terminal shows now, as lines of text."""
        while self.look(0) is not None:
            pass
        return self.shown

    @property
    def shown(self) -> str:
        """What the terminal showed when it was looked at last."""
        return "\n".join(self._screen.grid.lines())

    def look(self, seconds: float) -> Chunk | None:
        """Take the next piece of output; None if nothing came for so long.

        Raises:
            ScreenTimeoutError: the kiosk has ended.

        """
        try:
            chunk = self._terminal.read(seconds)
        except ProgramEndedError as error:
            raise ScreenTimeoutError(f"{self.name}: the kiosk has ended:\n{error}") from error
        if chunk is not None:
            self._screen.feed(chunk.data)
        return chunk

    def wait_for(self, shown: str, seconds: float) -> str:
        """Wait until the screen shows a text; returns the screen."""
        return self.wait_until(lambda screen: shown in screen, shown, seconds)

    def wait_until(self, holds: Callable[[str], bool], what: str, seconds: float) -> str:
        """Wait until the screen is as asked for; returns the screen.

        Raises:
            ScreenTimeoutError: it did not become so in time.

        """
        self.await_sight(holds, what, seconds)
        return self.shown

    def await_sight(self, holds: Callable[[str], bool], what: str, seconds: float) -> int:
        """Wait until the screen is as asked for; returns the instant at which it came to be so.

        Raises:
            ScreenTimeoutError: it did not become so in time.

        """
        deadline = time.monotonic() + seconds
        at = time.perf_counter_ns()
        while not holds(self.shown):
            if time.monotonic() > deadline:
                message = f"{self.name}: no “{what}” within {seconds:.0f} s on\n{self.shown}"
                raise ScreenTimeoutError(message)
            if (chunk := self.look(_LOOK_SECONDS)) is not None:
                at = chunk.at
        return at

    def forget(self) -> None:
        """Take what is still to come of a screen that was killed, and begin with an empty one."""
        while self.look(0) is not None:
            pass
        self._screen = Screen(*SIZE)

    # -- how it ends

    def kill_all(self) -> int:
        """Kill all processes of the kiosk, as a power cut does; returns when."""
        at = time.perf_counter_ns()
        os.killpg(self.pid, signal.SIGKILL)
        return at

    def kill_screen(self) -> int:
        """Kill the process that draws, and nothing else; returns when."""
        (screen,) = children_of(self.pid)
        at = time.perf_counter_ns()
        os.kill(screen, signal.SIGKILL)
        return at

    def kill_desk(self) -> int:
        """Kill the process that has the desk, and nothing else; returns when.

        Raises:
            ScreenTimeoutError: its screen goes on without it.

        """
        (screen,) = children_of(self.pid)
        at = time.perf_counter_ns()
        os.kill(self.pid, signal.SIGKILL)
        deadline = time.monotonic() + _ORPHAN_SECONDS
        while _runs(screen):
            if time.monotonic() > deadline:
                raise ScreenTimeoutError(f"{self.name}: the screen goes on without its desk")
            time.sleep(_LOOK_SECONDS / 10)
        return at

    def close(self) -> None:
        """End what is left, and take the terminal away; it may be closed already."""
        if not self._is_closed:
            self._is_closed = True
            self._terminal.close()


def children_of(pid: int) -> list[int]:
    """Return the processes that a process has started and not buried."""
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in listed.read_text("ascii").split()]


def _runs(pid: int) -> bool:
    """Whether a process is there and not only waits to be buried (proc_pid_stat(5))."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace")
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] not in {"Z", "X"}
