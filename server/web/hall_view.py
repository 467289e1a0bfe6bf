"""The hall at one moment: where everybody stands, what people ask for, what the server awaits."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlite_utils import Database

from exam.clock import ExamTime
from exam.sitting import Sitting
from server.hall import Hall
from server.office import OpenExam
from server.recovering import awaited
from server.seating import Seating
from server.sittings import ONLY, common_sitting
from server.starting import is_from_wrong_time
from server.web.moments import with_date
from server.web.seat_view import Seat, alarm_of, summarise


@dataclass(frozen=True, slots=True)
class StartShown:
    """The ordered start and the common time as the page shows them.

    One that `is_far_ahead`, because time was corrected since, may be ordered anew. While time runs
    it ends at `until` (exam time), else `remaining` milliseconds are left.
    """

    clock: str
    starts_at: ExamTime
    has_begun: bool
    is_far_ahead: bool
    remaining: int
    until: int | None
    is_paused: bool
    is_pause_open: bool
    closed_at: str | None


class WallClock:
    """Exam time as the clock on the wall shows it."""

    def __init__(self, now: ExamTime, wall: datetime | None = None) -> None:
        self._now = now
        self.wall = wall or datetime.now().astimezone()

    @property
    def text(self) -> str:
        """What the clock shows now."""
        return self.wall.strftime("%H.%M.%S")

    def show(self, at: int) -> str:
        """Write an instant as hours, minutes and seconds, and its date unless it is today's."""
        there = self.wall + timedelta(milliseconds=at - self._now + 500)
        return with_date(f"{there:%H.%M.%S}", there, self.wall)


def hall_now(exam: OpenExam, hall: Hall, sitting_id: str = ONLY) -> dict[str, Any]:
    """Return what the pages say that ask once more before something that concerns a sitting."""
    now = exam.timeline.now()
    clock = WallClock(now)
    return exam.store.read(lambda db: _read(db, exam, hall, clock, now, sitting_id))


def _read(
    db: Database, exam: OpenExam, hall: Hall, clock: WallClock, now: ExamTime, sitting_id: str
) -> dict[str, Any]:
    lines = Seating(db, exam, hall, now, sitting_id).lines()
    return {
        "seats": [Seat(line, alarm_of(line)) for line in lines],
        "summary": summarise(lines),
        "start": start_shown(common_of(db, exam, sitting_id), clock, now),
        "awaited": awaited(db),
    }


def common_of(db: Database, exam: OpenExam, sitting_id: str = ONLY) -> Sitting:
    """Return a sitting as it stands for all of it."""
    return common_sitting(db, exam.config.writing.milliseconds_of(sitting_id), sitting_id)


def staff_names(db: Database) -> Mapping[str, str]:
    """Return what everybody on duty is called, by id."""
    return {row["id"]: row["name"] for row in db.query("select id, name from staff")}


def start_shown(sitting: Sitting, clock: WallClock, now: ExamTime) -> StartShown | None:
    """Return the common sitting as the page shows it, once its start was ordered."""
    if sitting.start is None:
        return None
    remaining, has_begun = sitting.remaining_at(now), sitting.has_begun_at(now)
    is_paused = sitting.is_paused_at(now)
    runs = has_begun and remaining > 0 and not is_paused
    return StartShown(
        clock=clock.show(sitting.start),
        starts_at=sitting.start,
        has_begun=has_begun,
        is_far_ahead=is_from_wrong_time(sitting, now),
        remaining=0 if runs else remaining,
        until=now + remaining if runs else None,
        is_paused=is_paused,
        is_pause_open=bool(sitting.unanswered_pauses),
        closed_at=None if sitting.closed_at is None else clock.show(sitting.closed_at),
    )
