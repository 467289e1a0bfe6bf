"""The process that draws: started with one end of a socket pair, and ended with certainty."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import Final

SCREEN_COMMAND: Final = (sys.executable, "-I", "-m", "kiosk.ui")
"""Isolated: nothing in the environment or the folder it is started in steers it."""
_HARMLESS_SETTINGS: Final = {"TEXTUAL_DISABLE_KITTY_KEY"}
"""Helps where dead keys break in a terminal."""
END_SECONDS: Final = 3.0
"""So long a screen may take to end by itself."""


class ScreenProcess:
    """One life of the screen, on the terminal of this process."""

    def __init__(self, command: Sequence[str] = SCREEN_COMMAND) -> None:
        self.end, theirs = socket.socketpair()
        with theirs:
            handle = theirs.fileno()
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                [*command, str(handle)],
                pass_fds=(handle,),
                stderr=subprocess.DEVNULL,
                env=without_screen_settings(os.environ),
            )

    @property
    def outcome(self) -> str:
        """How it ended, for the technician: a signal by name, or an exit code."""
        code = self._process.returncode
        if code is not None and code < 0:
            return signal.Signals(-code).name
        return f"exit {code}"

    def ask_to_end(self) -> None:
        """Ask it to end; it says all that it has to say first."""
        self._process.terminate()

    def kill(self) -> None:
        """End it at once."""
        self._process.kill()

    def wait(self) -> None:
        """Let go of it and wait until it has ended; one that does not is ended."""
        self.end.close()
        try:
            self._process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self.discard()

    def discard(self) -> None:
        """End it, wherever it stands."""
        self.end.close()
        self.kill()
        self._process.wait()


def without_screen_settings(environment: Mapping[str, str]) -> dict[str, str]:
    """Leave out what would steer the screen library; some of it writes every key to a file."""
    return {
        name: value
        for name, value in environment.items()
        if not name.startswith("TEXTUAL") or name in _HARMLESS_SETTINGS
    }
