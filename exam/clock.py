"""Exam time as pure arithmetic: what is left, from start, length, pauses and credits.

Exam time is whole milliseconds on the server's timeline. Nothing here reads a clock; the remaining
time is never negative and grows only by what is recorded.
"""

from dataclasses import dataclass
from typing import NewType

ExamTime = NewType("ExamTime", int)
"""A point on the server's timeline, in milliseconds."""

MILLISECONDS_PER_MINUTE = 60_000


@dataclass(frozen=True, slots=True)
class Pause:
    """A stretch of exam time that does not count; `end` is None while it lasts."""

    begin: ExamTime
    end: ExamTime | None = None

    def end_by(self, now: ExamTime) -> ExamTime:
        """Where this pause ends if nothing after `now` counts."""
        return now if self.end is None else min(self.end, now)


@dataclass(frozen=True, slots=True)
class Allowance:
    """The time that one candidate has: start, length, pauses and credits (milliseconds)."""

    start: ExamTime
    length: int
    pauses: tuple[Pause, ...] = ()
    credits: tuple[int, ...] = ()

    def remaining(self, now: ExamTime) -> int:
        """Milliseconds left at `now`; the whole allowance before the start, never negative."""
        used = max(0, now - self.start - self._paused_until(now))
        return max(0, self.length + sum(self.credits) - used)

    def _paused_until(self, now: ExamTime) -> int:
        """Milliseconds since the start that lie in any pause, each counted once."""
        total, counted_to = 0, self.start
        for pause in sorted(self.pauses, key=lambda pause: pause.begin):
            end = pause.end_by(now)
            total += max(0, end - max(pause.begin, counted_to))
            counted_to = max(counted_to, end)
        return total

    def has_begun(self, now: ExamTime) -> bool:
        """Whether the start has come."""
        return now >= self.start

    def is_over(self, now: ExamTime) -> bool:
        """Whether no time is left."""
        return self.remaining(now) == 0


def show_remaining(milliseconds: int) -> str:
    """Write a remaining time as H:MM:SS, rounded up so that 0:00:00 means over."""
    seconds = -(-milliseconds // 1000)
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
