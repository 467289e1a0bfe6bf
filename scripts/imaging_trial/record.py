"""What came of each step of a trial: how long it took, what was found, how the screen looked."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from scripts.escaping.picture import Picture
from scripts.escaping.qmp import MonitorError
from scripts.practice.table import drawn

_PICTURE_WIDTH: Final = 640
_NOT_IN_NAMES: Final = re.compile(r"[^a-z]+")


class TrialError(Exception):
    """A step did not come out as it has to; the message is for people."""


@dataclass(slots=True)
class Step:
    """One step; `found` is said while it is taken, `is_good` once it is over."""

    name: str
    seconds: float = 0.0
    found: str = ""
    is_good: bool = False


class Record:
    """All steps in their order; `look` gives the screen as it is, None while there is none."""

    def __init__(self, say: Callable[[str], None], pictures: Path | None = None) -> None:
        self.steps: list[Step] = []
        self.look: Callable[[], Picture] | None = None
        self._say = say
        self._pictures = pictures

    @property
    def is_good(self) -> bool:
        """Whether every step came out as it has to."""
        return bool(self.steps) and all(step.is_good for step in self.steps)

    @contextmanager
    def step(self, name: str) -> Iterator[Step]:
        """Take a step: it is good if it ends without an exception, which goes on to the caller."""
        step = Step(name)
        self.steps.append(step)
        began = time.monotonic()
        try:
            yield step
            step.is_good = True
        finally:
            step.seconds = time.monotonic() - began
            self._say(f"{name}: {step.seconds:.0f} s, {step.found if step.is_good else 'failed'}")
            self._keep_picture(len(self.steps), name)

    def end_with(self, error: Exception) -> None:
        """Note why the last step failed."""
        self.steps[-1].found = str(error).split("\n", 1)[0]

    def table(self) -> str:
        """Draw the steps."""
        rows = [
            (step.name, f"{step.seconds:.0f}", "good" if step.is_good else "FAILED", step.found)
            for step in self.steps
        ]
        return drawn(("step", "seconds", "outcome", "what was found"), rows)

    def told(self) -> list[dict[str, str | float | bool]]:
        """Return the steps as plain values."""
        return [
            {
                "step": step.name,
                "seconds": round(step.seconds, 1),
                "good": step.is_good,
                "found": step.found,
            }
            for step in self.steps
        ]

    def _keep_picture(self, number: int, name: str) -> None:
        if self._pictures is not None and self.look is not None:
            file = self._pictures / f"{number:02}-{_NOT_IN_NAMES.sub('-', name.lower())}.png"
            # The PC may have ended, which is told by what failed.
            with suppress(MonitorError):
                self.look().save_small(file, _PICTURE_WIDTH)
