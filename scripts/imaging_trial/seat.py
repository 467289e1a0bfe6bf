"""Somebody's place at an emulated PC: keys go in, and what stands on its screen is read.

It is a console as those who play candidates use it. The mouse is never moved, so what is typed has
to come to the screen by itself.
"""

import time
from collections.abc import Callable, Mapping
from typing import Final

from scripts.escaping.console_font import read_console
from scripts.escaping.machine import Machine
from scripts.escaping.picture import Picture
from scripts.imaging_trial.letters import read_window
from scripts.practice.terminal import ScreenTimeoutError

KEYS: Final[Mapping[str, str]] = {
    "BSpace": "backspace",
    "C-End": "ctrl+end",
    "C-a": "ctrl+a",
    "Enter": "ret",
    "F3": "f3",
    "F6": "f6",
    "F7": "f7",
    "F10": "f10",
    "Right": "right",
    "Tab": "tab",
}
"""What the emulated PC calls the keys that are pressed, by the names that tmux gives them."""
_LETTER_SECONDS: Final = 0.06
"""Between two keys, as of somebody who types fast."""
_LOOK_SECONDS: Final = 0.6


class Seat:
    """A PC that somebody sits at, from one start of it to the end of its power."""

    def __init__(self, name: str, machine: Machine) -> None:
        self.name = name
        self.machine = machine

    def type(self, text: str) -> None:
        """Type characters as a keyboard would."""
        for letter in text:
            self.machine.type(letter)
            time.sleep(_LETTER_SECONDS)

    def press(self, *keys: str) -> None:
        """Press keys by their tmux names."""
        for key in keys:
            self.machine.press(KEYS[key])
            time.sleep(_LETTER_SECONDS)

    def look(self) -> Picture:
        """Return what the screen shows."""
        return self.machine.look()

    def screen(self) -> str:
        """Return the lines of the exam's window."""
        return read_window(self.look())

    def console(self) -> str:
        """Return the lines of the text console, as it is before the exam."""
        return "\n".join(read_console(self.look()))

    def wait_for(self, shown: str, seconds: float) -> str:
        """Wait until the window shows a text; returns the window."""
        return self.wait_until(lambda screen: shown in screen, shown, seconds)

    def wait_until(self, holds: Callable[[str], bool], what: str, seconds: float) -> str:
        """Wait until the window is as asked for; returns the window.

        Raises:
            ScreenTimeoutError: it did not become so in time.

        """
        return self._await(self.screen, holds, what, seconds)

    def wait_for_question(self, shown: str, seconds: float) -> str:
        """Wait until the text console shows a text; returns the console.

        Raises:
            ScreenTimeoutError: it did not in time.

        """
        return self._await(self.console, lambda screen: shown in screen, shown, seconds)

    def _await(
        self, read: Callable[[], str], holds: Callable[[str], bool], what: str, seconds: float
    ) -> str:
        deadline = time.monotonic() + seconds
        while True:
            screen = read()
            if holds(screen):
                return screen
            if time.monotonic() > deadline:
                message = f"{self.name}: no “{what}” within {seconds:.0f} s on\n{screen}"
                raise ScreenTimeoutError(message)
            time.sleep(_LOOK_SECONDS)
