"""The terminal of this PC: held so that no key is a signal, and given back as it was found.

A screen may die in the middle of a sequence, on the alternate page, with mouse and keyboard set to
its liking; whoever holds the terminal makes it plain again without asking anybody.
"""

import os
import select
import termios
import textwrap
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, Final

LOST_EXIT_CODE: Final = 74
"""EX_IOERR of sysexits.h: an error of input or output."""

_PLAIN: Final = "".join(
    (
        "\x18",  # breaks off a sequence that was cut short
        "\x1b[?2026l",  # shows what was held back for one picture
        "\x1b[<9u",  # keyboard flags of kitty, which each page has of its own
        "\x1b[?1000;1002;1003;1004;1006;1015;1016;2004;2048l",  # mouse, focus, paste, resizing
        "\x1b[?1049l",  # back from the alternate page
        "\x1b[<9u",
        "\x1b[?7h\x1b[?25h\x1b[0m",  # wrapping, cursor, colours
        "\x1b[H\x1b[2J",
    )
)
_MARGIN: Final = 4
_WRITE_SECONDS: Final = 1.0
_STANDARD_INPUT, _STANDARD_OUTPUT, _STANDARD_ERROR = 0, 1, 2
_LOCAL, _INPUT, _CHARACTERS = 3, 0, 6


class Terminal:
    """Keys come in at one handle, pictures go out at another; either may be no terminal."""

    def __init__(self, keys: int = _STANDARD_INPUT, screen: int = _STANDARD_OUTPUT) -> None:
        self._keys = keys
        self._screen = screen
        self._found = _attributes(keys)

    @property
    def is_one(self) -> bool:
        """Whether keys come from a terminal and pictures go to one."""
        return os.isatty(self._keys) and os.isatty(self._screen)

    def hold(self) -> None:
        """Make keys neither signals nor seen; they wait for whoever reads."""
        if self._found is not None:
            self._set(without_signals(self._found))

    def make_plain(self) -> None:
        """Clear away what a program that is gone has left: its picture, and how it set things."""
        self.hold()
        self._write(_PLAIN)

    def say(self, sentence: str) -> None:
        """Show one sentence, and nothing else."""
        width = os.get_terminal_size(self._screen).columns if os.isatty(self._screen) else 80
        lines = textwrap.wrap(sentence, max(width - _MARGIN, 1))
        self._write(_PLAIN + "".join(f"\n  {line}" for line in lines) + "\n")

    def give_back(self) -> None:
        """Leave the terminal set as it was found, and empty; what waits in it is for nobody."""
        self._write(_PLAIN)
        if self._found is not None:
            with suppress(termios.error):
                termios.tcflush(self._keys, termios.TCIFLUSH)
            self._set(self._found)

    def _set(self, attributes: list[Any]) -> None:
        with suppress(termios.error):  # the terminal is gone
            termios.tcsetattr(self._keys, termios.TCSANOW, attributes)

    def _write(self, text: str) -> None:
        """Write to a terminal that takes it soon; one that does not is shown nothing."""
        if os.isatty(self._screen) and select.select([], [self._screen], [], _WRITE_SECONDS)[1]:
            with suppress(OSError):
                os.write(self._screen, text.encode())


@contextmanager
def held_terminal() -> Iterator[Terminal]:
    """Hold the terminal of this process for the length of a block.

    What libraries might complain about is not shown on it meanwhile.
    """
    terminal = Terminal()
    with _no_complaints():
        terminal.hold()
        try:
            yield terminal
        finally:
            terminal.give_back()


@contextmanager
def _no_complaints() -> Iterator[None]:
    """Let nothing that is written to standard error reach a terminal."""
    if not os.isatty(_STANDARD_ERROR):
        yield
        return
    kept, nowhere = os.dup(_STANDARD_ERROR), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, _STANDARD_ERROR)
    try:
        yield
    finally:
        os.dup2(kept, _STANDARD_ERROR)
        os.close(kept)
        os.close(nowhere)


def _attributes(keys: int) -> list[Any] | None:
    try:
        return termios.tcgetattr(keys)
    except termios.error:
        return None


def without_signals(found: list[Any]) -> list[Any]:
    """Return attributes under which each key is a byte for the program, and is not echoed."""
    held = [*found]
    held[_LOCAL] &= ~(termios.ISIG | termios.ICANON | termios.ECHO | termios.IEXTEN)
    held[_INPUT] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
    held[_CHARACTERS] = [*found[_CHARACTERS]]
    held[_CHARACTERS][termios.VMIN], held[_CHARACTERS][termios.VTIME] = 1, 0
    return held


def end_with_terminal(handle: int, grace_seconds: float) -> None:
    """Watch a terminal in the background; so long after it hangs up, end the process at once.

    The screen library may wait for ever for a terminal that nobody reads any more; a process that
    does would keep this PC's folder, and nobody could go on in it.
    """
    if os.isatty(handle):
        threading.Thread(target=_watch, args=(handle, grace_seconds), daemon=True).start()


def _watch(handle: int, grace_seconds: float) -> None:
    hang_up = select.poll()
    hang_up.register(handle, 0)
    hang_up.poll()
    threading.Event().wait(grace_seconds)
    os._exit(LOST_EXIT_CODE)
