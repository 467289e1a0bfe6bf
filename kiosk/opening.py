"""How a kiosk opens: the terminal is taken, the screen is started, and only then the desk loads.

So both processes load at the same time; this module itself must stay quick to load.
"""

import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from exam.errors import RefusedError
from kiosk.files import hold_alone
from kiosk.privacy import keep_memory_private
from kiosk.screen import END_SECONDS, SCREEN_COMMAND, ScreenProcess
from kiosk.terminal import Terminal, end_with_terminal, held_terminal

if TYPE_CHECKING:
    from kiosk.desk import Desk

OpenDesk = Callable[[Path], "Desk"]

_STANDARD_INPUT: Final = 0
_DEAF_TO: Final = (signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP, signal.SIGTTIN, signal.SIGTTOU)
_END_BY: Final = (signal.SIGTERM, signal.SIGHUP)


def open_kiosk(
    home: Path, open_desk: OpenDesk | None = None, command: Sequence[str] = SCREEN_COMMAND
) -> str:
    """Open the kiosk of an enrolled PC, and keep it open until told to end.

    Returns kind and place of an error that nobody foresaw, or an empty text.

    Raises:
        DirectoryError: the PC is not enrolled, another kiosk is open, or its folder is damaged.
        RefusedError: there is no terminal.
        LinkError: its exam was made with another version of the program.

    """
    keep_memory_private()
    with hold_alone(home), _deaf(), held_terminal() as terminal:
        if not terminal.is_one:
            raise RefusedError("kiosk.terminal")
        end_with_terminal(_STANDARD_INPUT, END_SECONDS)
        screen = ScreenProcess(command)
        try:
            return _keep(home, terminal, screen, open_desk, command)
        finally:
            screen.discard()


def _keep(
    home: Path,
    terminal: Terminal,
    screen: ScreenProcess,
    open_desk: OpenDesk | None,
    command: Sequence[str],
) -> str:
    """Open the desk, and keep screens in front of it."""
    open_usual_desk = load_desk()
    desk = (open_desk or open_usual_desk)(home)
    import asyncio

    from kiosk.keeper import Keeper

    return asyncio.run(Keeper(desk, terminal, screen, partial(ScreenProcess, command)).run())


def load_desk() -> OpenDesk:
    """Load what a desk needs; the network library's command line, which draws, is none of it."""
    sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]
    from kiosk.desk import open_desk

    return open_desk


@contextmanager
def _deaf() -> Iterator[None]:
    """Ignore what ends or stops programs at a terminal; screens inherit it. To end is clean."""
    kept = {number: signal.signal(number, signal.SIG_IGN) for number in _DEAF_TO}
    kept |= {number: signal.signal(number, _end) for number in _END_BY}
    try:
        yield
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler)


def _end(_number: int, _frame: object) -> None:
    """End before there is anything to bring to disk."""
    sys.exit(0)
