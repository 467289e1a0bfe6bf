"""PCs whose kiosks have no screen: the desk as it is shipped, with journal, seal, beats and TLS.

All of them live in one event loop, in a thread of its own; a real kiosk has a process for each.
"""

import asyncio
import os
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from pathlib import Path
from threading import Thread
from typing import Any, Final, TypeVar

from exam.errors import LinkError, RefusedError
from exam.events import Cause
from exam.manuscript import Part
from exam.sitting import Phase
from kiosk.addresses import parse_address
from kiosk.desk import Desk
from kiosk.enrolment import enrol_seat
from kiosk.opening import load_desk
from kiosk.view import DeskView
from scripts.practice.premises import Card, PracticeError
from scripts.practice.samples import Sample

_T = TypeVar("_T")
_PATIENCE_SECONDS: Final = 180
_LOOK_SECONDS: Final = 0.1
_AGAIN_SECONDS: Final = 0.3


class Hall:
    """The loop in which kiosks without a screen run; `close` ends it and them."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    def start(self, work: Coroutine[Any, Any, _T]) -> "Future[_T]":
        """Let something happen in the hall."""
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    def play(self, work: Coroutine[Any, Any, _T]) -> _T:
        """Let something happen in the hall, and wait for it."""
        return self.start(work).result()

    def close(self) -> None:
        """End whatever still runs."""
        self.play(_cancel_others())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


async def _cancel_others() -> None:
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


def enrol_pc(home: Path, name: str, code: str, people_port: int) -> None:
    """Enrol a PC as `makalah-kiosk enrol` does."""
    home.parent.mkdir(exist_ok=True)
    enrol_seat(home, parse_address(f"127.0.0.1:{people_port}"), code, name, os.urandom)


class Kiosk:
    """One enrolled PC, and the desk on it while it is switched on."""

    def __init__(self, name: str, home: Path) -> None:
        self.name = name
        self.home = home
        self._desk: Desk | None = None
        self._running: asyncio.Task[None] | None = None

    @property
    def desk(self) -> Desk:
        """The desk, while the PC is on."""
        if self._desk is None:
            raise PracticeError(f"{self.name} is switched off.")
        return self._desk

    async def switch_on(self) -> None:
        """Open the desk of this PC."""
        self._desk = load_desk()(self.home)
        self._running = asyncio.create_task(self._desk.run())

    async def drop(self) -> None:
        """Let the PC die: nothing more is saved or sent."""
        await self._stop_running()
        self._desk = None

    async def switch_off(self) -> None:
        """Close the desk, as the end of the program does."""
        if self._desk is not None:
            await self._stop_running()
            await self._desk.close()
            self._desk = None

    async def _stop_running(self) -> None:
        if self._running is not None:
            self._running.cancel()
            await asyncio.wait((self._running,))
            self._running = None


class Writer:
    """Somebody who sits at a PC without a screen, with a paper in mind."""

    def __init__(self, card: Card, sample: Sample, kiosk: Kiosk) -> None:
        self.card = card
        self.sample = sample
        self.kiosk = kiosk
        self.receipt = ""

    async def arrive(self) -> None:
        """Sign in, confirm, accept the rules, wait for the start."""
        await self.kiosk.switch_on()
        await self.sign_in()
        self.kiosk.desk.confirm_identity()
        self.kiosk.desk.accept_rules()

    async def sign_in(self) -> None:
        """Type number and code, again while the proctor has not let them or the server is away.

        Raises:
            PracticeError: they were not let in for long.

        """
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while True:
            try:
                return await self.kiosk.desk.sign_in(self.card.number, self.card.code)
            except (RefusedError, LinkError) as error:
                if time.monotonic() > deadline:
                    said = f"{self.card.number} cannot sign in at {self.kiosk.name}: {error.code}"
                    raise PracticeError(said) from error
            await asyncio.sleep(_AGAIN_SECONDS)

    async def be_sent_back(self) -> str:
        """Try to sign in where one is not expected; returns why one is not let in.

        Raises:
            PracticeError: they were let in.

        """
        await self.kiosk.switch_on()
        try:
            await self.kiosk.desk.sign_in(self.card.number, self.card.code)
        except RefusedError as error:
            return error.code
        finally:
            await self.kiosk.switch_off()
        raise PracticeError(f"{self.card.number} does not go on and was let in all the same.")

    async def write(self, seconds: float) -> None:
        """Write paper and slides, spread over so long, once the sitting has started.

        The sections that are laid in give way; of a text that was begun the rest is written.
        """
        await self.await_view(lambda view: view.phase is Phase.WRITING, "start")
        parts = [Part.PAPER, *([Part.SLIDES] if self.sample.slides else [])]
        words = sum(self.sample.text(part).count(" ") for part in parts)
        for part in parts:
            await self._write_part(part, self.sample.text(part), seconds / max(1, words))

    async def write_half(self, seconds: float) -> None:
        """Write the first half of the paper, spread over so long, once the sitting has started."""
        await self.await_view(lambda view: view.phase is Phase.WRITING, "start")
        half = self.sample.paper[: len(self.sample.paper) // 2]
        await self._write_part(Part.PAPER, half, seconds / max(1, half.count(" ")))

    async def go_on_at(self, kiosk: Kiosk) -> float:
        """Let the PC die and sign in at another one; returns which part of the text is lost."""
        before = self.kiosk.desk.text(Part.PAPER)
        await self.kiosk.drop()
        self.kiosk = kiosk
        await kiosk.switch_on()
        await self.sign_in()
        return 1 - len(kiosk.desk.text(Part.PAPER)) / max(1, len(before))

    async def hand_in(self) -> None:
        """Hand in."""
        await self.kiosk.desk.hand_in()

    async def take_receipt(self) -> Cause | None:
        """Wait for the receipt, and return why the paper was sealed.

        Of somebody who did not hand in it comes when the time is up.
        """
        view = await self.await_view(lambda view: view.receipt is not None, "receipt")
        self.receipt = view.receipt or ""
        return view.cause

    async def await_view(self, holds: Callable[[DeskView], bool], what: str) -> DeskView:
        """Wait until the desk shows something.

        Raises:
            PracticeError: it did not for long.

        """
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while not holds(view := self.kiosk.desk.view):
            if time.monotonic() > deadline:
                trouble = "" if view.trouble is None else f" ({view.trouble.code})"
                who = f"{self.card.number} at {self.kiosk.name}"
                raise PracticeError(f"{who}: no {what} while {view.phase}{trouble}")
            await asyncio.sleep(_LOOK_SECONDS)
        return view

    async def _write_part(self, part: Part, wanted: str, pause: float) -> None:
        """Write one part word by word, a few at a time."""
        here = self.kiosk.desk.text(part)
        if not wanted.startswith(here):
            self.kiosk.desk.edit(part, 0, here, "")
            here = ""
        at, owed = len(here), 0.0
        for word in _words(wanted[at:]):
            self.kiosk.desk.edit(part, at, "", word)
            at += len(word)
            owed += pause
            if owed >= _LOOK_SECONDS:
                await asyncio.sleep(owed)
                owed = 0.0


def _words(text: str) -> list[str]:
    """Return the words of a text, each with the blank behind it."""
    return [word for word in text.replace(" ", " \0").split("\0") if word]
