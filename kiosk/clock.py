"""Exam time at this PC: the server's timeline mapped to the machine's boot clock.

The wall clock has no part in it. A sample is the exam time that a reply carried, taken to hold at
the middle of its round trip, so it is wrong by at most half of that.
"""

from collections.abc import Callable

from exam.clock import ExamTime


class ExamClock:
    """Tells exam time once a server has told it; goes on without one."""

    def __init__(self, boottime: Callable[[], int]) -> None:
        self._boottime = boottime
        self._offset: int | None = None
        self._doubt = 0

    def now(self) -> ExamTime | None:
        """Exam time at this moment, None while it was never heard."""
        return None if self._offset is None else ExamTime(self._boottime() + self._offset)

    def hear(self, exam_time: int, sent: int, received: int) -> None:
        """Take a sample; `sent` and `received` are boot times of its round trip.

        A slow round trip that agrees with what is known within its own doubt changes nothing, so
        a busy network does not make the countdown jump.
        """
        offset = exam_time - (sent + received) // 2
        doubt = (received - sent + 1) // 2
        agrees = self._offset is not None and abs(offset - self._offset) <= doubt
        if not agrees or doubt <= self._doubt:
            self._offset, self._doubt = offset, doubt
