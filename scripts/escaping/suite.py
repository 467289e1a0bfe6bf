"""Tries the ways out one after another on a running machine, and judges each."""

import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Final

from scripts.escaping.attempts import Attempt, Step
from scripts.escaping.console_font import read_console
from scripts.escaping.hall import Hall
from scripts.escaping.judge import Outcome, Sight, Signs, Verdict, judge, judge_start, sight_of
from scripts.escaping.machine import Machine
from scripts.escaping.page import NotReadyError, Page
from scripts.escaping.picture import Picture
from scripts.escaping.qmp import MonitorError, RefusedError
from scripts.escaping.wire import Allowed, sent_by

_START_SECONDS: Final = 60
"""So long keys are pressed from the moment at which the power comes on."""
_BETWEEN_SECONDS: Final = 0.1
_FIRMWARE_SECONDS: Final = 30
"""So long a slow firmware may still take after the last key."""
HARDWARE_ADDRESS: Final = bytes.fromhex("525400123456")


NOBODY: Final = Allowed("0.0.0.0", frozenset())
"""Before it is enrolled, a PC may only ask for an address."""


@dataclass(frozen=True, slots=True)
class Tried:
    """One attempt, or one step of it, with what became of it.

    `note` is what else was found, which speaks neither for nor against the PC.
    """

    attempt: Attempt
    step: str
    verdict: Verdict
    picture: Picture
    note: str = ""


class Place:
    """Where a machine stands, which may be exchanged for one that has just been switched on."""

    def __init__(self, switch_on: Callable[[], Machine]) -> None:
        self._switch_on = switch_on
        self.machine = switch_on()

    def close(self) -> None:
        """End the machine."""
        self.machine.close()

    def start_again(self) -> None:
        """Cut the power and switch on."""
        self.machine.close()
        self.machine = self._switch_on()


class Trial:
    """A PC that shows a page of the exam; `hall` is asked what the proctors were told.

    `keep` is given each verdict at once, since all of them take a while.
    """

    def __init__(
        self,
        place: Place,
        page: Page,
        allowed: Allowed,
        hall: Hall | None,
        keep: Callable[[Tried], None],
    ) -> None:
        self._place = place
        self._page = page
        self._allowed = allowed
        self._hall = hall
        self._keep = keep
        self._is_lost = False
        self._get_ready()

    @property
    def _machine(self) -> Machine:
        return self._place.machine

    def _get_ready(self) -> None:
        self._frames_seen = 0
        self._page.open(self._machine)
        # What happened before is no sign of any attempt.
        self._events_seen = len(self._machine.events)

    def run(self, attempts: Iterable[Attempt]) -> list[Tried]:
        """Try everything; a PC that did not go on is started again."""
        tried: list[Tried] = []
        for attempt in attempts:
            tried.append(self.try_whole(attempt))
            outcome = tried[-1].verdict.outcome
            hides_others = outcome.is_bad or outcome is Outcome.FIRMWARE
            if hides_others and len(attempt.steps) > 1:
                tried += [self._try(attempt, (step,), step.name) for step in attempt.steps]
        return tried

    def try_whole(self, attempt: Attempt) -> Tried:
        """Try all steps of an attempt at once."""
        return self._try(attempt, attempt.steps, "")

    def _try(self, attempt: Attempt, steps: Sequence[Step], name: str) -> Tried:
        way = self._try_at_start if attempt.is_at_start else self._try_running
        tried = way(attempt, steps, name)
        self._keep(tried)
        return tried

    def _try_running(self, attempt: Attempt, steps: Sequence[Step], name: str) -> Tried:
        if self._is_lost:
            self._place.start_again()
            self._get_ready()
        between = self._do_and_look(steps)
        told = self._is_told(attempt)
        signs, picture, note = self.look()
        verdict = judge(replace(signs, told=told, between=between), may_end=attempt.is_end)
        self._is_lost = verdict.outcome not in (Outcome.BLOCKED, Outcome.DETECTED)
        self._pull(attempt)
        return Tried(attempt, name, verdict, picture, note)

    def _try_at_start(self, attempt: Attempt, steps: Sequence[Step], name: str) -> Tried:
        """Switch on, take the steps again and again, and see what comes."""
        self._place.start_again()
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline:
            self._do(steps)
            time.sleep(_BETWEEN_SECONDS)
        held, picture = self._held_at_start()
        self._is_lost = held is not None
        if held is not None:
            return Tried(attempt, name, held, picture)
        try:
            self._get_ready()
        except NotReadyError as error:
            self._is_lost = True
            picture = self._machine.look()
            return Tried(attempt, name, Verdict(Outcome.ESCAPED, str(error)), picture)
        signs, picture, note = self.look()
        return Tried(attempt, name, judge(signs), picture, note)

    def _held_at_start(self) -> tuple[Verdict | None, Picture]:
        """Return what holds the PC before its system, None if nothing does any longer."""
        deadline = time.monotonic() + _FIRMWARE_SECONDS
        while True:
            picture = self._machine.look()
            held = judge_start("\n".join(read_console(picture)), self._machine.bytes_read)
            if held is None or held.outcome.is_bad or time.monotonic() > deadline:
                return held, picture
            time.sleep(_BETWEEN_SECONDS)

    def _do(self, steps: Sequence[Step]) -> None:
        """Do what is to be tried, as far as the PC is there for it.

        Raises:
            RefusedError: a step cannot be done with this QEMU, so nothing would be tried by it.

        """
        try:
            for step in steps:
                step.do(self._machine)
        except RefusedError:
            raise
        except MonitorError:
            return

    def _do_and_look(self, steps: Sequence[Step]) -> Sight | None:
        """Do what is to be tried; returns what no page of the exam is, seen after one of the steps.

        An exam that ends and starts again comes back to the front by itself, after a while in which
        somebody had another screen.
        """
        seen = None
        for step in steps:
            self._do((step,))
            with suppress(MonitorError):
                sight = sight_of(self._machine.look(), self._page.picture())
                seen = sight if sight in (Sight.BLANK, Sight.CONSOLE) else seen
        return seen

    def _is_told(self, attempt: Attempt) -> bool | None:
        """Whether the proctors are told of it, None if nobody asks."""
        if self._hall is None or attempt.tells is None:
            return None
        return self._hall.comes_to(attempt.tells, is_there=True)

    def _pull(self, attempt: Attempt) -> None:
        """Pull out what was plugged in, so that the next attempt begins as this one did."""
        for name in attempt.plugged:
            with suppress(MonitorError):
                self._machine.pull(name)
        if self._hall is not None and attempt.tells is not None and not self._is_lost:
            self._is_lost = not self._hall.comes_to(attempt.tells, is_there=False)

    def look(self) -> tuple[Signs, Picture, str]:
        """Return what can be seen of the PC now; the exam's own other pages are left first."""
        try:
            found = self._page.find(self._machine)
            events = self._machine.events[self._events_seen :]
            self._events_seen += len(events)
        except MonitorError:
            gone = Signs(Sight.BLANK, takes_keys=False, events=("SHUTDOWN",))
            return gone, self._page.picture(), ""
        signs = Signs(found.sight, found.takes_keys, events, self._strange())
        return signs, found.picture, found.note

    def _strange(self) -> list[str]:
        packets = sent_by(self._machine.frames, HARDWARE_ADDRESS, self._frames_seen)
        self._frames_seen = self._machine.frames.stat().st_size
        return sorted({str(one) for one in packets if not self._allowed.lets(one)})
