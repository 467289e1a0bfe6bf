"""The proctor's page at one moment: lines, what people ask for, and what the server waits for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlite_utils import Database

from exam.clock import ExamTime
from server.hall import Hall, Proposal, is_far_ahead
from server.office import OpenExam
from server.recovering import awaited
from server.seating import Seating, SeatLine
from server.sittings import common_sitting
from server.web.seat_view import Seat, alarm_of, summarise


@dataclass(frozen=True, slots=True)
class StartShown:
    """The ordered start and the common time as the page shows them; milliseconds.

    One that `is_far_ahead`, because time was corrected since, may be ordered anew.
    """

    clock: str
    starts_in: int
    is_far_ahead: bool
    remaining: int
    is_paused: bool
    closed_at: str | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """Time that one proctor proposed and another one has to agree to."""

    proposal: Proposal
    number: str
    name: str
    proposed_by: str


@dataclass(frozen=True, slots=True)
class Settling:
    """A restarted server finds out the time: who was not heard, and what the clock on it says."""

    unheard: tuple[str, ...]
    heard: int
    asks: bool
    minutes: int


class WallClock:
    """Exam time as the clock on the wall shows it."""

    def __init__(self, now: ExamTime) -> None:
        self._now = now
        self.wall = datetime.now().astimezone()

    def show(self, at: int) -> str:
        """Write an instant of exam time as hours, minutes and seconds."""
        wall = self.wall + timedelta(milliseconds=at - self._now + 500)
        return wall.strftime("%H.%M.%S")


def hall_now(exam: OpenExam, hall: Hall) -> dict[str, Any]:
    """Return what the page and its moving part show."""
    now = exam.timeline.now()
    clock = WallClock(now)
    return exam.store.read(lambda db: _read(db, exam, hall, clock, now))


def _read(
    db: Database, exam: OpenExam, hall: Hall, clock: WallClock, now: ExamTime
) -> dict[str, Any]:
    seating = Seating(db, exam, hall, now)
    lines = seating.lines()
    seats = [Seat(line, alarm_of(line)) for line in lines]
    return {
        "seats": seats,
        "worrying": [seat for seat in seats if seat.worries],
        "summary": summarise(lines),
        "start": _start_shown(db, exam, clock, now),
        "moves": seating.moves(),
        "waiting": _waiting(lines, staff_names(db)),
        "settling": _settling(exam, hall, seating),
        "damages": exam.damage,
        "awaited": awaited(db),
        "shown_at": clock.wall.strftime("%H.%M.%S"),
    }


def _settling(exam: OpenExam, hall: Hall, seating: Seating) -> Settling | None:
    if exam.timeline.is_settled:
        return None
    heard = sum(report.status.run > 0 for report in hall.reports().values())
    timeline = exam.timeline
    return Settling(seating.unheard(), heard, timeline.asks_a_person, timeline.proposed_minutes)


def _waiting(lines: tuple[SeatLine, ...], names: Mapping[str, str]) -> list[Waiting]:
    return [
        Waiting(
            line.waits,
            line.number or "",
            line.name or "",
            names.get(line.waits.staff_id, line.waits.staff_id),
        )
        for line in lines
        if line.waits is not None
    ]


def staff_names(db: Database) -> Mapping[str, str]:
    """Return what everybody on duty is called, by id."""
    return {row["id"]: row["name"] for row in db.query("select id, name from staff")}


def _start_shown(
    db: Database, exam: OpenExam, clock: WallClock, now: ExamTime
) -> StartShown | None:
    sitting = common_sitting(db, exam.config.writing_milliseconds)
    if sitting.start is None:
        return None
    return StartShown(
        clock=clock.show(sitting.start),
        starts_in=max(0, sitting.start - now),
        is_far_ahead=is_far_ahead(sitting.start, exam, now),
        remaining=sitting.remaining_at(now),
        is_paused=sitting.is_paused_at(now),
        closed_at=None if sitting.closed_at is None else clock.show(sitting.closed_at),
    )
