"""The page on which one writes, known by reading it letter by letter.

A sentence stands on it. What is typed behind it has to be seen and to reach the server. The keys of
the editor may rightly change the sentence; then it is typed anew, and that is told.
"""

import time
from collections.abc import Callable
from gettext import NullTranslations
from typing import Final, Protocol

from PIL import Image

from exam.manuscript import strip_marks
from scripts.escaping.judge import Sight, sight_of
from scripts.escaping.machine import Machine
from scripts.escaping.page import Found, NotReadyError
from scripts.escaping.picture import Picture
from scripts.imaging_trial.letters import read_window
from scripts.imaging_trial.paper import text_on
from scripts.imaging_trial.seat import Seat

SENTENCE: Final = "Layanan warga dimulai dari data yang benar."
_MARKER: Final = "73173173"
_TRIES: Final = 6
_LOOKS: Final = 20
_LOOK_SECONDS: Final = 0.6
_NO_PICTURE: Final = Picture(Image.new("RGB", (1, 1)))


class Sitting(Protocol):
    """A candidate who writes at an emulated PC, beside the exam's server."""

    @property
    def seat(self) -> Seat:
        """The PC at which the candidate sits now."""

    @property
    def catalog(self) -> NullTranslations:
        """The words of the exam's pages."""

    def held(self) -> str:
        """Return the text that the server has by now."""


class WritingPage:
    """The page of a sitting, with the sentence on it."""

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting
        self._picture = _NO_PICTURE

    def picture(self) -> Picture:
        """Return how it looked when it was opened."""
        return self._picture

    def open(self, machine: Machine) -> None:
        """Type the sentence in place of what is there.

        Raises:
            NotReadyError: it is not seen, or does not reach the server.

        """
        if not (self._returns(machine) and self._write_anew(machine)):
            raise NotReadyError("What is typed on the writing page is not seen at the server.")
        self._picture = machine.look()

    def find(self, machine: Machine) -> Found:
        """Leave the exam's own other pages, and type into it; it is then as it was before.

        Raises:
            MonitorError: the machine is gone.

        """
        if not self._returns(machine):
            picture = machine.look()
            sight = sight_of(picture, _NO_PICTURE)
            # A page of the exam that Esc does not leave is not told from a stranger's.
            return Found(sight, takes_keys=False, picture=picture)
        picture = machine.look()
        left = strip_marks(self._sitting.held()).removesuffix(_MARKER)
        machine.press("backspace", len(_MARKER))
        is_kept = SENTENCE in left
        takes_keys = self._comes_to(left) if left == SENTENCE else self._write_anew(machine)
        note = "" if is_kept else f"the editor's keys changed the sentence into “{left[-40:]}”"
        return Found(Sight.EXAM, takes_keys, picture, note)

    def _returns(self, machine: Machine) -> bool:
        """Whether Esc and the keys of the paper lead back to where the marker comes to the server.

        The marker is left standing at the end of the text.
        """
        for _ in range(_TRIES):
            machine.press("esc", 2)
            time.sleep(_LOOK_SECONDS)
            screen = read_window(machine.look())
            if self._is_open("Slides", screen):
                machine.press("f3")
            elif self._is_open("Notes", screen):
                machine.press("f4")
            elif self._is_open("Paper", screen):
                machine.press("ctrl+end")
                machine.type(_MARKER)
                if self._is_marked(machine):
                    return True
        return False

    def _is_open(self, part: str, screen: str) -> bool:
        return f"[ {self._sitting.catalog.gettext(part)} ]" in screen

    def _is_marked(self, machine: Machine) -> bool:
        return _comes(
            lambda: (
                strip_marks(self._sitting.held()).endswith(_MARKER)
                and text_on(read_window(machine.look())).endswith(_MARKER)
            )
        )

    def _write_anew(self, machine: Machine) -> bool:
        """Put the sentence in place of the text; whether it comes to the screen and the server."""
        machine.press("ctrl+a")
        machine.press("backspace")
        self._sitting.seat.type(SENTENCE)
        return self._comes_to(SENTENCE) and _comes(
            lambda: text_on(read_window(machine.look())) == SENTENCE
        )

    def _comes_to(self, text: str) -> bool:
        return _comes(lambda: strip_marks(self._sitting.held()) == text)


def _comes(holds: Callable[[], bool]) -> bool:
    """Whether something becomes true within a few looks."""
    for _ in range(_LOOKS):
        if holds():
            return True
        time.sleep(_LOOK_SECONDS)
    return False
