"""The keeper: runs the desk, and keeps a screen in front of it whatever happens to screens.

When a screen dies, all that it said is taken, and the next one is told what stands at the desk and
where the last one was.
"""

import asyncio
import signal
from collections.abc import Callable
from typing import Final

from kiosk.desk import Desk
from kiosk.fault import place_of
from kiosk.hatch import Hatch
from kiosk.language import load_catalog
from kiosk.screen import END_SECONDS, ScreenProcess
from kiosk.terminal import Terminal
from kiosk.wire import Wire

_PAUSES_SECONDS: Final = (0.0, 0.0, 1.0, 2.0, 5.0)
"""How long to wait before the next screen, by how many died within a minute; the last for more."""
_UNTOLD_DEATHS: Final = 2
"""So many deaths within a minute are made good without a word."""
_MEMORY_SECONDS: Final = 60.0
_END_BY: Final = (signal.SIGTERM, signal.SIGHUP)


class Keeper:
    """Runs one desk, and one screen after another; the first one has been started already."""

    def __init__(
        self,
        desk: Desk,
        terminal: Terminal,
        screen: ScreenProcess,
        start_screen: Callable[[], ScreenProcess],
    ) -> None:
        self._desk = desk
        self._terminal = terminal
        self._screen = screen
        self._start_screen = start_screen
        self._hatch = Hatch(desk)
        self._leaving = asyncio.Event()
        self._deaths: list[float] = []

    async def run(self) -> str:
        """Run until told to end; returns kind and place of an error that nobody foresaw, or ""."""
        loop = asyncio.get_running_loop()
        for number in _END_BY:
            loop.add_signal_handler(number, self._leave)
        screens = loop.create_task(self._keep_screen())
        others = (loop.create_task(self._desk.run()), loop.create_task(self._hatch.run()))
        await asyncio.wait((screens, *others), return_when=asyncio.FIRST_COMPLETED)
        self._leave()
        await asyncio.wait((screens,))
        self._screen.discard()
        for task in others:
            task.cancel()
        await asyncio.wait(others)
        await self._desk.close()
        ended = (task for task in (*others, screens) if not task.cancelled())
        errors = (task.exception() for task in ended)
        return next((place_of(error) for error in errors if error is not None), "")

    def _leave(self) -> None:
        """Let the screen say what it still has to say, and end."""
        if not self._leaving.is_set():
            self._leaving.set()
            self._screen.ask_to_end()
            asyncio.get_running_loop().call_later(END_SECONDS, self._screen.kill)

    async def _keep_screen(self) -> None:
        while True:
            wire = Wire(self._screen.end)
            await self._hatch.serve(wire)
            wire.close()
            await asyncio.to_thread(self._screen.wait)
            if self._leaving.is_set() or await self._rest():
                return
            self._screen = self._start_screen()

    async def _rest(self) -> bool:
        """Make the terminal plain and wait until the next screen may try; True if none may."""
        now = asyncio.get_running_loop().time()
        self._deaths = [at for at in self._deaths if now - at < _MEMORY_SECONDS] + [now]
        self._terminal.make_plain()
        if len(self._deaths) > _UNTOLD_DEATHS:
            self._terminal.say(self._explanation())
        pause = _PAUSES_SECONDS[min(len(self._deaths), len(_PAUSES_SECONDS)) - 1]
        await asyncio.wait((asyncio.create_task(self._leaving.wait()),), timeout=pause)
        return self._leaving.is_set()

    def _explanation(self) -> str:
        _ = load_catalog(self._desk.config.exam.language).gettext
        said = _(
            "The screen of this PC has stopped several times and is being started again. "
            "Your text is safe. Please call the proctor. ({place})"
        )
        return said.format(place=self._hatch.failure or self._screen.outcome)
