"""Real terminals for kiosks: tmux sessions on a private socket."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

_CHUNK: Final = 400
_POLL_SECONDS: Final = 0.1
_ENDED: Final = "Pane is dead"


class ScreenTimeoutError(Exception):
    """A screen did not come to show what was waited for; holds what it shows."""


class Terminals:
    """A tmux server of our own; `close` ends it and everything in it."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="makalah-tmux-"))
        self._socket = self._folder / "socket"

    def run(self, *arguments: str) -> str:
        """Give tmux one command."""
        command = ["tmux", "-u", "-f", "/dev/null", "-S", str(self._socket), *arguments]
        done = subprocess.run(
            command, env=_environment(), capture_output=True, text=True, check=True
        )
        return done.stdout

    def attach(self, session: str) -> None:
        """Show a session in the terminal that we run in, until it is left."""
        command = ["tmux", "-u", "-S", str(self._socket), "attach", "-t", session]
        subprocess.run(command, env=_environment(), check=False)

    def open(
        self, name: str, command: Sequence[str], size: tuple[int, int], *, keep_ended: bool = True
    ) -> "Terminal":
        """Start a program in a new terminal of so many columns and rows.

        With `keep_ended` the terminal goes on to show what a program that ended said last.
        """
        columns, rows = size
        dimensions = ("-x", str(columns), "-y", str(rows))
        keep = ("set", "-g", "remain-on-exit", "on" if keep_ended else "off")
        self.run(
            "start-server", ";", *keep, ";",
            "new-session", "-d", "-s", name, *dimensions, "--", *command,
        )  # fmt: skip
        return Terminal(self, name)

    def close(self) -> None:
        """End all terminals."""
        subprocess.run(
            ["tmux", "-S", str(self._socket), "kill-server"],
            env=_environment(),
            capture_output=True,
            check=False,
        )
        shutil.rmtree(self._folder, ignore_errors=True)


class Terminal:
    """One terminal: what is typed into it, and what it shows."""

    def __init__(self, terminals: Terminals, name: str) -> None:
        self._terminals = terminals
        self.name = name

    def type(self, text: str) -> None:
        """Type characters as a keyboard would."""
        for start in range(0, len(text), _CHUNK):
            chunk = text[start : start + _CHUNK]
            literal = chunk[:-1] + "\\;" if chunk.endswith(";") else chunk
            self._terminals.run("send-keys", "-t", self.name, "-l", "--", literal)

    def press(self, *keys: str) -> None:
        """Press keys by their tmux names."""
        self._terminals.run("send-keys", "-t", self.name, *keys)

    def screen(self) -> str:
        """Return what the terminal shows, as lines of text."""
        return self._terminals.run("capture-pane", "-p", "-t", self.name)

    def wait_for(self, shown: str, seconds: float) -> str:
        """Wait until the screen shows a text; returns the screen."""
        return self.wait_until(lambda screen: shown in screen, shown, seconds)

    def wait_until(self, holds: Callable[[str], bool], what: str, seconds: float) -> str:
        """Wait until the screen is as asked for; returns the screen.

        Raises:
            ScreenTimeoutError: it did not become so in time.

        """
        deadline = time.monotonic() + seconds
        while True:
            screen = self.screen()
            if holds(screen):
                return screen
            if time.monotonic() > deadline or _ENDED in screen:
                message = f"{self.name}: no “{what}” within {seconds:.0f} s on\n{screen}"
                raise ScreenTimeoutError(message)
            time.sleep(_POLL_SECONDS)


def _environment() -> Mapping[str, str]:
    """Pass on our environment without an outer tmux and with a UTF-8 terminal."""
    kept = {key: value for key, value in os.environ.items() if key not in {"TMUX", "TMUX_PANE"}}
    return {"LANG": "C.UTF-8", **kept, "TERM": os.environ.get("TERM") or "xterm-256color"}
