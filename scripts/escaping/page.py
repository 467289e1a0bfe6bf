"""The page of the exam at which somebody tries to get out: how it is known, and typed into.

The sign-in page is known by its picture. What shows at rest after a start is taken for it, never a
text console.
"""

import time
from dataclasses import dataclass
from typing import Final, Protocol

from PIL import Image

from scripts.escaping.judge import Sight, console_words, sight_of
from scripts.escaping.machine import Machine
from scripts.escaping.picture import Picture

_MARKER: Final = "73173173"
_LONGEST_FIELD: Final = 24
_FIELDS: Final = 4
"""So many times the marker is typed, each time into the next field of the page."""
_LOOKS: Final = 12
_LOOK_SECONDS: Final = 0.6
_STILL: Final = 0.001
"""So large a share of the pixels may differ between two looks at rest: a cursor that blinks."""


class NotReadyError(Exception):
    """The PC never came to show something that stays as it is and takes keys."""


@dataclass(frozen=True, slots=True)
class Found:
    """How the page was found after an attempt; `note` is what else is to be told of it."""

    sight: Sight
    takes_keys: bool
    picture: Picture
    note: str = ""


class Page(Protocol):
    """A page of the exam that has to stay in front, and take what is typed."""

    def open(self, machine: Machine) -> None:
        """Wait until it is there after a start.

        Raises:
            NotReadyError: it never was.

        """

    def find(self, machine: Machine) -> Found:
        """Leave the exam's own other pages, and type into it; it is then as it was before.

        Raises:
            MonitorError: the machine is gone.

        """

    def picture(self) -> Picture:
        """Return how it looked when it was opened."""


def require_exam(picture: Picture, first: Picture | None) -> Picture:
    """Return what shows at rest after a start, if it can be the exam: as it did at the first start.

    Raises:
        NotReadyError: it shows nothing, a text console, or something else than the first time.

    """
    sight = sight_of(picture, first or Picture(Image.new("RGB", (1, 1))))
    if sight in (Sight.BLANK, Sight.CONSOLE) or (first is not None and sight is not Sight.EXAM):
        raise NotReadyError(f"The PC has started, and the screen shows {sight} and not the exam.")
    return picture


class SignInPage:
    """The page at rest: how it looks with nothing typed, and with the marker.

    `seconds` is how long the PC may take to come to it.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._first: Picture | None = None

    def open(self, machine: Machine) -> None:
        """Wait until it is there after a start.

        What rests for a while may be no more than a step on the way, so it is tried again.

        Raises:
            NotReadyError: it never was.

        """
        deadline = time.monotonic() + self._seconds
        while True:
            try:
                return self._learn(machine, deadline)
            except NotReadyError:
                if time.monotonic() > deadline:
                    raise

    def _learn(self, machine: Machine, deadline: float) -> None:
        _settled(machine, deadline)
        # What was pressed while the PC started may have opened another page or stand in a field.
        machine.press("esc")
        _wipe(machine)
        self._idle = require_exam(_settled(machine, deadline), self._first)
        machine.type(_MARKER)
        self._marked = _settled(machine, deadline)
        self._spot = self._idle.changed_box(self._marked) or (0, 0, *self._idle.size)
        self._near = self._spot_of(self._idle).difference(self._spot_of(self._marked)) / 2
        _wipe(machine)
        if not self._comes_to(machine, self._idle):
            raise NotReadyError("What is typed is not seen on the screen.")
        self._first = self._first or self._idle

    def picture(self) -> Picture:
        """Return how it looked when it was opened."""
        return self._idle

    def find(self, machine: Machine) -> Found:
        """Leave the exam's own other pages, and type into it; it is then as it was before.

        Raises:
            MonitorError: the machine is gone.

        """
        picture = self._returned(machine)
        sight = sight_of(picture, self._idle)
        return Found(sight, sight is Sight.EXAM and self._takes_keys(machine), picture)

    def _returned(self, machine: Machine) -> Picture:
        """Leave what the exam itself shows, as far as Esc, deleting and Tab lead back."""
        picture = machine.look()
        for _ in range(_LOOKS):
            if sight_of(picture, self._idle) is Sight.EXAM:
                break
            machine.press("esc")
            _wipe(machine)
            machine.press("tab")
            time.sleep(_LOOK_SECONDS)
            picture = machine.look()
        return picture

    def _takes_keys(self, machine: Machine) -> bool:
        """Whether the marker is seen where it belongs, and goes when it is deleted."""
        for _ in range(_FIELDS):
            _wipe(machine)
            machine.type(_MARKER)
            came = self._comes_to(machine, self._marked)
            _wipe(machine)
            if came:
                return self._comes_to(machine, self._idle)
            machine.press("tab")
        return False

    def _comes_to(self, machine: Machine, wanted: Picture) -> bool:
        for _ in range(_LOOKS):
            now = machine.look()
            if self._spot_of(now).difference(self._spot_of(wanted)) < self._near:
                return True
            time.sleep(_LOOK_SECONDS)
        return False

    def _spot_of(self, picture: Picture) -> Picture:
        """Return the part in which what is typed shows."""
        return picture.part(self._spot)


def _wipe(machine: Machine) -> None:
    machine.press("end")
    machine.press("backspace", _LONGEST_FIELD)


def _settled(machine: Machine, deadline: float) -> Picture:
    """Wait until the screen shows the same several times, and what can be the exam.

    Raises:
        NotReadyError: it did not come to rest in time.

    """
    before, same = machine.look(), 0
    while time.monotonic() < deadline:
        time.sleep(_LOOK_SECONDS)
        now = machine.look()
        is_still = now.difference(before) <= _STILL and not now.is_bare
        same = same + 1 if is_still else 0
        if same >= _LOOKS and not console_words(now):
            return now
        before = now
    raise NotReadyError("The screen never came to rest.")
