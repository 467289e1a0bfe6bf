"""How lively each candidate types: records of the last ten minutes, in steps of half a minute.

It is kept in memory only and forgotten with the server; what was typed is not in it.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from exam.clock import ExamTime

STEP_MILLISECONDS: Final = 30_000
STEPS: Final = 20
NOTHING: Final = "0" * STEPS
_MOST_A_BEAT: Final = 40
"""What a recovered server is brought at once was not typed in one beat."""
_LEAST: Final = (1, 4, 9, 17, 31, 51, 81)
"""From so many records in a step on a level is reached."""


def step_at(now: ExamTime) -> int:
    """Return which step an instant lies in."""
    return now // STEP_MILLISECONDS


@dataclass(slots=True)
class _Trace:
    """How many records came in each step up to the `last` one, which may not have passed yet."""

    last: int
    counts: list[int] = field(default_factory=lambda: [0] * (STEPS + 1))

    def move_to(self, step: int) -> None:
        passed = min(step - self.last, STEPS + 1)
        if passed > 0:
            self.counts = [*self.counts[passed:], *([0] * passed)]
            self.last = step

    def in_step(self, step: int) -> int:
        at = STEPS - (self.last - step)
        return self.counts[at] if 0 <= at <= STEPS else 0


class Activity:
    """What was typed lately, by application."""

    def __init__(self) -> None:
        self._traces: dict[str, _Trace] = {}

    def note(self, application_id: str, records: int, at: ExamTime) -> None:
        """Remember that a beat brought so many records."""
        step = step_at(at)
        trace = self._traces.get(application_id)
        if trace is None:
            trace = self._traces[application_id] = _Trace(step)
        trace.move_to(step)
        trace.counts[-1] += min(records, _MOST_A_BEAT)

    def levels(self, application_id: str, now: ExamTime) -> str:
        """Return the steps that have passed as digits from 0 to 7, the latest last."""
        trace, present = self._traces.get(application_id), step_at(now)
        if trace is None:
            return NOTHING
        return "".join(_level(trace.in_step(step)) for step in range(present - STEPS, present))

    def latest(self, application_ids: Iterable[str], now: ExamTime) -> str:
        """Return the digits of the step that has just passed, one for each application."""
        step = step_at(now) - 1
        found = map(self._traces.get, application_ids)
        return "".join("0" if trace is None else _level(trace.in_step(step)) for trace in found)


def _level(count: int) -> str:
    return str(bisect_right(_LEAST, count))
