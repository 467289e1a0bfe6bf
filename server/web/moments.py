"""Instants of exam time as people read them on pages that look back over more than one day."""

from datetime import datetime, timedelta

from exam.clock import ExamTime
from server.office import OpenExam


class Moments:
    """Shows instants by the clock on the wall, with the date unless it is today's."""

    def __init__(self, now: ExamTime, wall: datetime) -> None:
        self._now = now
        self._wall = wall

    def show(self, at: int) -> str:
        """Write an instant in hours and minutes, and its date before them if it needs one."""
        there = self._wall + timedelta(milliseconds=at - self._now)
        is_today = there.date() == self._wall.date()
        return f"{there:%H.%M}" if is_today else f"{there:%d-%m-%Y %H.%M}"


def moments_of(exam: OpenExam) -> Moments:
    """Return how an exam's instants are shown at this moment."""
    return Moments(exam.timeline.now(), datetime.now().astimezone())
