"""Exam time: the arithmetic of what is left, and the mapping of one timeline to many machines.

Exam time is whole milliseconds on the server's timeline. Nothing here reads a clock. The remaining
time is never negative and grows only by what is recorded; a machine's idea of exam time moves by
more than its doubt only when the server begins a new run.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NewType

ExamTime = NewType("ExamTime", int)
"""A point on the server's timeline, in milliseconds."""

MILLISECONDS_PER_MINUTE: Final = 60_000
BEAT_SECONDS: Final = 2
"""So often a seat and its server tell each other where they stand."""

MILLION: Final = 1_000_000
DRIFT_PER_MILLION: Final = 201
"""By how much two quartz clocks may drift apart: twice the 100 that a poor one is specified for.

The rest covers that one clock's drift is measured by the other: 1.0001 / 0.9999 is above 1.0002.
"""
UNKNOWN_DOUBT: Final = 2**48
"""Doubt of a time that nobody confirmed: more than any difference there can be."""


@dataclass(frozen=True, slots=True)
class Pause:
    """A stretch of exam time that does not count; `end` is None while it lasts."""

    begin: ExamTime
    end: ExamTime | None = None

    def end_by(self, now: ExamTime) -> ExamTime:
        """Where this pause ends if nothing after `now` counts."""
        return now if self.end is None else min(self.end, now)

    def holds_at(self, now: ExamTime) -> bool:
        """Whether it lasts at `now`."""
        return self.begin <= now and (self.end is None or now < self.end)


@dataclass(frozen=True, slots=True)
class Allowance:
    """The time that one candidate has: start, duration, pauses and credits (milliseconds)."""

    start: ExamTime
    duration: int
    accommodation: int = 0
    pauses: tuple[Pause, ...] = ()
    credits: tuple[int, ...] = ()

    @property
    def whole(self) -> int:
        """Everything that was given, in milliseconds."""
        return self.duration + self.accommodation + sum(self.credits)

    def balance(self, now: ExamTime) -> int:
        """Milliseconds left at `now`, all of them before the start; below zero what is missing."""
        return self.whole - max(0, now - self.start - self._paused_until(now))

    def remaining(self, now: ExamTime) -> int:
        """Milliseconds left at `now`; the whole allowance before the start, never negative."""
        return max(0, self.balance(now))

    def spent(self, begin: ExamTime, end: ExamTime) -> int:
        """Milliseconds of the allowance that ran away between two instants; pauses do not count."""
        return max(0, self.remaining(begin) - self.remaining(end))

    def is_over(self, now: ExamTime) -> bool:
        """Whether no time is left."""
        return self.remaining(now) == 0

    def _paused_until(self, now: ExamTime) -> int:
        """Milliseconds since the start that lie in any pause, each counted once."""
        total, counted_to = 0, self.start
        for pause in sorted(self.pauses, key=lambda pause: pause.begin):
            end = pause.end_by(now)
            total += max(0, end - max(pause.begin, counted_to))
            counted_to = max(counted_to, end)
        return total


@dataclass(frozen=True, slots=True)
class Reading:
    """What a server said of exam time in a round trip that took from `sent` to `received`.

    `sent` and `received` are milliseconds of this machine's boot clock. The time said is taken to
    hold at the middle, so it is wrong by at most half of the round trip (F. Cristian, Probabilistic
    clock synchronization, 1989), and by one more because either clock leaves out what is below a
    millisecond.
    """

    run: int
    exam_time: ExamTime
    sent: int
    received: int

    @property
    def offset(self) -> int:
        """Exam time minus boot time, in milliseconds."""
        return self.exam_time - (self.sent + self.received) // 2

    @property
    def doubt(self) -> int:
        """By how much the offset may be wrong, in milliseconds."""
        return (self.received - self.sent + 1) // 2 + 1


@dataclass(frozen=True, slots=True)
class Anchor:
    """Exam time on this machine: boot time plus an offset that was right up to a doubt.

    From the boot time `taken_at` on the clocks may have drifted apart.
    """

    run: int
    offset: int
    doubt: int
    taken_at: int

    @classmethod
    def resumed(cls, run: int, exam_time: ExamTime, boottime: int) -> "Anchor":
        """Go on from a persisted exam time, after a reboot that nobody could time."""
        return cls(run, exam_time - boottime, UNKNOWN_DOUBT, boottime)

    @property
    def is_confirmed(self) -> bool:
        """Whether a server has said this time since this machine started."""
        return self.doubt < UNKNOWN_DOUBT

    def now(self, boottime: int) -> ExamTime:
        """Exam time at a moment of the boot clock."""
        return ExamTime(boottime + self.offset)

    def doubt_at(self, boottime: int) -> int:
        """By how much it may be wrong by then, drift included, in milliseconds."""
        drift = -(-abs(boottime - self.taken_at) * DRIFT_PER_MILLION // MILLION)
        return self.doubt + drift

    def disagreement(self, reading: Reading) -> int:
        """By how much a reading of the same run differs beyond every doubt; 0 if it agrees."""
        heard = reading.received
        allowed = self.doubt_at(heard) + anchor_of(reading).doubt_at(heard)
        return max(0, abs(reading.offset - self.offset) - allowed)

    def after(self, reading: Reading) -> "Anchor":
        """Take what a reading adds.

        A later run is believed, an earlier one is not. Within a run a reading counts if it agrees
        and is at least as sure; one that disagrees is left for a new run to settle.
        """
        fresh, heard = anchor_of(reading), reading.received
        if reading.run == self.run:
            is_as_sure = fresh.doubt_at(heard) <= self.doubt_at(heard)
            return fresh if is_as_sure and not self.disagreement(reading) else self
        return fresh if reading.run > self.run else self


def anchor_of(reading: Reading) -> Anchor:
    """Take the first reading that this machine hears; its clocks drift since it asked."""
    return Anchor(reading.run, reading.offset, reading.doubt, reading.sent)


@dataclass(frozen=True, slots=True)
class SeatTime:
    """What a seat holds exam time to be, at the moment in which the server asks, and of which run.

    Run 0 is of a seat that does not know: it never heard the time, or nobody confirmed it since.
    `doubt` is by how many milliseconds it may be wrong.
    """

    run: int
    exam_time: ExamTime
    doubt: int = 0


def reanchored(
    persisted: ExamTime, reported: Sequence[SeatTime], away: int | None
) -> ExamTime | None:
    """Choose the exam time at which a restarted server goes on, or None while nobody can say.

    The median of what seats report counts, of the latest run that any of them knows; of an even
    number the earlier one, which gives candidates the time. If no seat knows, it is `away`: how
    many milliseconds a proctor confirmed that the server was away. Exam time never goes back.
    """
    latest = max((seat.run for seat in reported), default=0)
    if latest:
        times = sorted(seat.exam_time for seat in reported if seat.run == latest)
        return max(persisted, times[(len(times) - 1) // 2])
    return None if away is None else ExamTime(persisted + max(0, away))


def show_remaining(milliseconds: int) -> str:
    """Write a remaining time as H:MM:SS, rounded up so that 0:00:00 means over."""
    seconds = -(-milliseconds // 1000)
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
