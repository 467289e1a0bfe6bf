"""Exam time at this PC: the server's timeline mapped to the machine's boot clock.

The wall clock has no part in it. What a server says is weighed by `exam.clock.Anchor`.
"""

from collections.abc import Callable

from exam.clock import Anchor, ExamTime, Reading, anchor_of
from exam.protocol import SeatStatus, ServerTime


class ExamClock:
    """Tells exam time once a server has told it; goes on without one."""

    def __init__(self, boottime: Callable[[], int]) -> None:
        self._boottime = boottime
        self._anchor: Anchor | None = None

    @property
    def run(self) -> int:
        """The run of the server whose time this is, 0 while it was never heard."""
        return 0 if self._anchor is None else self._anchor.run

    def now(self) -> ExamTime | None:
        """Exam time at this moment, None while it was never heard."""
        return None if self._anchor is None else self._anchor.now(self._boottime())

    def hear(self, time: ServerTime, sent: int, received: int) -> None:
        """Take what a server says; `sent` and `received` are boot times of the round trip.

        A server that has not settled its time tells nothing to a clock that goes, and one that was
        set by it gives way to whoever knows.
        """
        reading = Reading(time.run, ExamTime(time.exam_time), sent, received)
        if self._anchor is None:
            unsettled = Anchor.resumed(reading.run, reading.exam_time, received)
            self._anchor = anchor_of(reading) if time.is_settled else unsettled
        elif time.is_settled:
            self._anchor = self._anchor.after(reading)

    def status(self, phase: str, words: int) -> SeatStatus:
        """Return what this seat says of itself, with exam time if a server was sure of it."""
        if self._anchor is None or not self._anchor.is_confirmed:
            return SeatStatus(phase, words)
        return SeatStatus(phase, words, self.run, self._anchor.now(self._boottime()))
