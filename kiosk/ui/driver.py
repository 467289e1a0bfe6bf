"""The terminal as the screen has it: keys are taken, and rows are sent, in the loop that draws.

Textual reads keys in one thread and writes in another, and each hand-over waits for the
interpreter. Here the loop reads what has arrived and writes at once; a terminal that does not take
it holds up nothing but its own screen. Nothing stops this program or sends it away, and of all that
could be said to a terminal, only what draws is said: no title, no clipboard, no link.
"""

import asyncio
import os
import select
import signal
import sys
import termios
from codecs import getincrementaldecoder
from contextlib import suppress
from typing import Any, Final

from textual import events
from textual.driver import Driver
from textual.geometry import Size
from textual.message import Message

from kiosk.terminal import without_signals
from kiosk.ui.keyboard import Keyboard
from kiosk.ui.sequences import ESCAPE_SECONDS, Cutter

_BEGIN: Final = (
    "\x1b[?1049h"  # a page of its own
    "\x1b[?25l"  # no cursor but the one that is drawn
    "\x1b[?7l"  # nothing runs over the edge
    "\x1b[?2004h"  # what is pasted says so
    "\x1b[?1000;1002;1006h"  # the mouse: buttons and dragging
    "\x1b[?2026$p"  # can pictures be shown whole?
)
_END: Final = "\x1b[?1000;1002;1006l\x1b[?2004l\x1b[?7h\x1b[?25h\x1b[0m\x1b[?1049l"
_OTHER_TALK: Final = "\x1b]"
"""How everything begins that is said to a terminal and is no picture."""
_DEAF_TO: Final = (
    signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP, signal.SIGTTIN, signal.SIGTTOU,
)  # fmt: skip
_MOST_BYTES: Final = 4096
_LEAST_SIZE: Final = 1


class KioskDriver(Driver):
    """Draws on standard output and reads standard input."""

    def __init__(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401 - as Driver
        super().__init__(*arguments, **options)
        self._keys = sys.__stdin__.fileno()  # type: ignore[union-attr]
        self._picture = sys.__stdout__.fileno()  # type: ignore[union-attr]
        self._found: list[Any] | None = None
        self._unsent: list[str] = []
        self._at_last = ""
        self._cutter = Cutter()
        self._keyboard = Keyboard()
        self._decode = getincrementaldecoder("utf-8")(errors="ignore").decode
        self._settling: asyncio.TimerHandle | None = None
        self._listens = False
        for number in _DEAF_TO:
            signal.signal(number, signal.SIG_IGN)

    # -- drawing

    def write(self, data: str) -> None:
        """Draw with the next `flush`; what is no picture is not said."""
        if not data.startswith(_OTHER_TALK):
            self._unsent.append(data)

    def colour(self, told: str, as_found: str) -> None:
        """Tell the console what its colours are with the next `flush`, until the end."""
        self._unsent.append(told)
        self._at_last = as_found

    def flush(self) -> None:
        """Send to the terminal, all of it."""
        rest = memoryview("".join(self._unsent).encode(errors="replace"))
        self._unsent.clear()
        while rest:
            try:
                rest = rest[os.write(self._picture, rest) :]
            except BlockingIOError:
                select.select([], [self._picture], [])

    # -- from beginning to end

    def start_application_mode(self) -> None:
        """Set the terminal up, and listen to it."""
        with suppress(termios.error):
            self._found = termios.tcgetattr(self._keys)
            termios.tcsetattr(self._keys, termios.TCSANOW, without_signals(self._found))
        self._loop.add_signal_handler(signal.SIGWINCH, self._tell_size)
        self._tell_size()
        self.write(_BEGIN)
        self.flush()
        self._loop.add_reader(self._keys, self._read)
        self._listens = True

    def disable_input(self) -> None:
        """Listen no more; what is pressed from now on waits for the next screen."""
        if self._listens:
            self._listens = False
            self._loop.remove_reader(self._keys)
            self._loop.remove_signal_handler(signal.SIGWINCH)
            if self._settling is not None:
                self._settling.cancel()

    def stop_application_mode(self) -> None:
        """Leave the terminal as it was found."""
        self.disable_input()
        if self._found is not None:
            with suppress(termios.error):
                termios.tcsetattr(self._keys, termios.TCSANOW, self._found)
        self.write(_END)
        self._unsent.append(self._at_last)
        with suppress(OSError):
            self.flush()

    # -- listening

    def send_message(self, message: Message) -> None:
        """Hand on what was read."""
        self._app.post_message(message)

    def _tell_size(self) -> None:
        with suppress(OSError):
            width, height = os.get_terminal_size(self._picture)
            size = Size(max(width, _LEAST_SIZE), max(height, _LEAST_SIZE))
            self.send_message(events.Resize(size, size))

    def _read(self) -> None:
        """Take what has arrived; once the terminal is gone, listen no more."""
        try:
            data = os.read(self._keys, _MOST_BYTES)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self._loop.remove_reader(self._keys)
            return
        for token in self._cutter.feed(self._decode(data), self._loop.time()):
            self._take(token)
        self._settle_later()

    def _settle_later(self) -> None:
        """Look again whether the rest of a sequence has come."""
        if self._cutter.is_waiting and self._settling is None:
            self._settling = self._loop.call_later(ESCAPE_SECONDS, self._settle)

    def _settle(self) -> None:
        self._settling = None
        for token in self._cutter.settle(self._loop.time()):
            self._take(token)
        self._settle_later()

    def _take(self, token: str) -> None:
        message = self._keyboard.read(token)
        if message is not None:
            self.process_message(message)

    # -- no way out

    def open_url(self, url: str, new_tab: bool = True) -> None:
        """Do nothing: there is no browser to go to."""

    def deliver_binary(self, *_arguments: Any, **_options: Any) -> None:  # noqa: ANN401
        """Do nothing: no file leaves the kiosk."""
