"""The paper that is typed in a trial, and what is left of it on screen and server after a cut."""

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from scripts.imaging_trial.record import TrialError

FIRST: Final = (
    "Makalah ini ditulis di PC yang dinyalakan dari flash disk. "
    "Layanan warga dimulai dari data yang benar."
)
SECOND: Final = " Setiap dinas membuka laporan harian, dan warga membaca"
THIRD: Final = " Angka yang keliru diperbaiki pada hari itu juga: kepala dinas"
LAST: Final = " Itulah gagasan kami."
PROMISED_SECONDS: Final = 1.0
"""What a power cut may cost of typing."""
_SHEET: Final = re.compile(r"│(.*)│")


def text_on(window: str) -> str:
    """Return the text on the sheet of the window in which one writes, its lines joined."""
    lines = (found[1].strip() for line in window.splitlines() if (found := _SHEET.search(line)))
    return " ".join(line for line in lines if line)


@dataclass(frozen=True, slots=True)
class Typing:
    """A text that was typed letter by letter, with the instant of each in seconds."""

    text: str
    instants: Sequence[float]

    @classmethod
    def of(cls, text: str, press: Callable[[str], None]) -> "Typing":
        """Type a text by giving its letters one by one."""
        instants = []
        for letter in text:
            instants.append(time.monotonic())
            press(letter)
        return cls(text, instants)


@dataclass(frozen=True, slots=True)
class Loss:
    """What a cut cost: letters, and for how many seconds before it those had been typed."""

    letters: int
    seconds: float

    def __str__(self) -> str:
        return f"{self.letters} letters lost, typed in the last {self.seconds:.2f} s"


def loss_of(before: str, typing: Typing, cut_at: float, found: str) -> Loss:
    """Return what is missing of a text and what was typed behind it.

    Raises:
        TrialError: what is found is not the beginning of what was typed, or more is lost than may.

    """
    whole = before + typing.text
    # A blank at the end of what is read from a screen cannot be seen.
    if not whole.startswith(found) or len(found.strip()) < len(before.strip()):
        raise TrialError(f"what was typed is “{whole}”, and what came back “{found}”")
    letters = len(whole.rstrip()) - len(found.rstrip())
    if not letters:
        return Loss(0, 0.0)
    loss = Loss(letters, cut_at - typing.instants[len(found.rstrip()) - len(before)])
    if loss.seconds > PROMISED_SECONDS:
        raise TrialError(f"{loss}, and no more than {PROMISED_SECONDS:.0f} s may be")
    return loss
