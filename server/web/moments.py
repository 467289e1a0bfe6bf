"""Instants of exam time as people read them: an hour alone is always one of today.

A sentence says the hour, and its date behind it if that is another day. A record that covers
several days has the date of every line, so that it reads the same whenever it is read.
"""

from datetime import datetime, timedelta

from exam.clock import ExamTime
from server.office import OpenExam


class Moments:
    """Shows instants by the clock on the wall."""

    def __init__(self, now: ExamTime, wall: datetime) -> None:
        self._now = now
        self._wall = wall

    def show(self, at: int) -> str:
        """Write an instant in hours and minutes, and its date behind them unless it is today's."""
        there = self._at(at)
        return with_date(f"{there:%H.%M}", there, self._wall)

    def dated(self, at: int) -> str:
        """Write an instant with its date, as a record of several days has it."""
        return f"{self._at(at):%d-%m-%Y %H.%M}"

    def _at(self, at: int) -> datetime:
        return self._wall + timedelta(milliseconds=at - self._now)


def with_date(hour: str, at: datetime, today: datetime) -> str:
    """Write the date of an instant behind its hour, unless it is today's."""
    return hour if at.date() == today.date() else f"{hour} ({at:%d-%m-%Y})"


def moments_of(exam: OpenExam) -> Moments:
    """Return how an exam's instants are shown at this moment."""
    return Moments(exam.timeline.now(), datetime.now().astimezone())
