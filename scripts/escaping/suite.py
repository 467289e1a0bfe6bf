"""Tries the ways out one after another on a running machine, and judges each."""

import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Final

from PIL import Image

from scripts.escaping.attempts import Attempt, Step
from scripts.escaping.hall import Hall
from scripts.escaping.judge import (
    Outcome,
    Sight,
    Signs,
    Verdict,
    console_words,
    judge,
    sight_of,
)
from scripts.escaping.machine import Machine
from scripts.escaping.picture import Picture
from scripts.escaping.qmp import MonitorError, RefusedError
from scripts.escaping.wire import Allowed, sent_by

_MARKER: Final = "73173173"
_LONGEST_FIELD: Final = 24
_FIELDS: Final = 4
"""So many times the marker is typed, each time into the next field of the page."""
_LOOKS: Final = 12
_LOOK_SECONDS: Final = 0.6
_STILL: Final = 0.001
"""So large a share of the pixels may differ between two looks at rest: a cursor that blinks."""
_HARDWARE_ADDRESS: Final = bytes.fromhex("525400123456")


NOBODY: Final = Allowed("0.0.0.0", frozenset())
"""Before it is enrolled, a PC may only ask for an address."""


class NotReadyError(Exception):
    """The PC never came to show something that stays as it is and takes keys."""


@dataclass(frozen=True, slots=True)
class Tried:
    """One attempt, or one step of it, with what became of it."""

    attempt: Attempt
    step: str
    verdict: Verdict
    picture: Picture


def require_exam(picture: Picture, first: Picture | None) -> Picture:
    """Return what shows at rest after a start, if it can be the exam: as it did at the first start.

    Raises:
        NotReadyError: it shows nothing, a text console, or something else than the first time.

    """
    sight = sight_of(picture, first or Picture(Image.new("RGB", (1, 1))))
    if sight in (Sight.BLANK, Sight.CONSOLE) or (first is not None and sight is not Sight.EXAM):
        raise NotReadyError(f"The PC has started, and the screen shows {sight} and not the exam.")
    return picture


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
    """A PC that shows the exam: how it looks with nothing typed, and with the marker.

    `seconds` is how long it may take to start; `hall` is asked what the proctors were told.
    """

    def __init__(
        self, place: Place, seconds: float, allowed: Allowed = NOBODY, hall: Hall | None = None
    ) -> None:
        self._place = place
        self._allowed = allowed
        self._seconds = seconds
        self._hall = hall
        self._first: Picture | None = None
        self._is_lost = False
        self._get_ready()

    @property
    def _machine(self) -> Machine:
        return self._place.machine

    def _get_ready(self) -> None:
        self._frames_seen = 0
        self.idle = require_exam(self._settled(), self._first)
        # What happened before is no sign of any attempt.
        self._events_seen = len(self._machine.events)
        self._first = self._first or self.idle
        self._machine.type(_MARKER)
        self.marked = self._settled()
        self._spot = self.idle.changed_box(self.marked) or (0, 0, *self.idle.size)
        self._near = self._spot_of(self.idle).difference(self._spot_of(self.marked)) / 2
        self._wipe()
        if not self._comes_to(self.idle):
            raise NotReadyError("What is typed is not seen on the screen.")

    def run(self, attempts: Iterable[Attempt]) -> list[Tried]:
        """Try everything; a PC that did not go on is started again."""
        tried: list[Tried] = []
        for attempt in attempts:
            tried.append(self._try(attempt, attempt.steps, ""))
            if tried[-1].verdict.outcome.is_bad and len(attempt.steps) > 1:
                tried += [self._try(attempt, (step,), step.name) for step in attempt.steps]
        return tried

    def _try(self, attempt: Attempt, steps: Sequence[Step], name: str) -> Tried:
        if self._is_lost:
            self._place.start_again()
            self._get_ready()
        self._do(steps)
        told = self._is_told(attempt)
        signs, picture = self.look()
        verdict = judge(replace(signs, told=told), may_end=attempt.is_end)
        self._is_lost = verdict.outcome not in (Outcome.BLOCKED, Outcome.DETECTED)
        self._pull(attempt)
        return Tried(attempt, name, verdict, picture)

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

    def look(self) -> tuple[Signs, Picture]:
        """Return what can be seen of the PC now; the exam's own pages are left with Esc first."""
        try:
            picture = self._back_to_idle()
            sight = sight_of(picture, self.idle)
            takes_keys = sight is Sight.EXAM and self._takes_keys()
            events = self._machine.events[self._events_seen :]
            self._events_seen += len(events)
        except MonitorError:
            return Signs(Sight.BLANK, takes_keys=False, events=("SHUTDOWN",)), self.idle
        return Signs(sight, takes_keys, events, self._strange()), picture

    def _back_to_idle(self) -> Picture:
        """Leave what the exam itself shows, as far as Esc, deleting and Tab lead back."""
        picture = self._machine.look()
        for _ in range(_LOOKS):
            if sight_of(picture, self.idle) is Sight.EXAM:
                break
            self._machine.press("esc")
            self._wipe()
            self._machine.press("tab")
            time.sleep(_LOOK_SECONDS)
            picture = self._machine.look()
        return picture

    def _takes_keys(self) -> bool:
        """Whether the marker is seen where it belongs, and goes when it is deleted."""
        for _ in range(_FIELDS):
            self._wipe()
            self._machine.type(_MARKER)
            came = self._comes_to(self.marked)
            self._wipe()
            if came:
                return self._comes_to(self.idle)
            self._machine.press("tab")
        return False

    def _comes_to(self, wanted: Picture) -> bool:
        for _ in range(_LOOKS):
            now = self._machine.look()
            if self._spot_of(now).difference(self._spot_of(wanted)) < self._near:
                return True
            time.sleep(_LOOK_SECONDS)
        return False

    def _spot_of(self, picture: Picture) -> Picture:
        """Return the part in which what is typed shows."""
        return picture.part(self._spot)

    def _wipe(self) -> None:
        self._machine.press("end")
        self._machine.press("backspace", _LONGEST_FIELD)

    def _strange(self) -> list[str]:
        packets = sent_by(self._machine.frames, _HARDWARE_ADDRESS, self._frames_seen)
        self._frames_seen = self._machine.frames.stat().st_size
        return sorted({str(one) for one in packets if not self._allowed.lets(one)})

    def _settled(self) -> Picture:
        """Wait until the screen shows the same several times, and what can be the exam."""
        deadline, before, same = time.monotonic() + self._seconds, self._machine.look(), 0
        while time.monotonic() < deadline:
            time.sleep(_LOOK_SECONDS)
            now = self._machine.look()
            is_still = now.difference(before) <= _STILL and not now.is_bare
            same = same + 1 if is_still else 0
            if same >= _LOOKS and not console_words(now):
                return now
            before = now
        raise NotReadyError("The screen never came to rest.")
