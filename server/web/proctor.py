"""The proctor's page: every seat at a glance, and the order to start.

The table is a fragment that the page asks for again every two seconds. No paper is ever on it.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from litestar import Router, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler
from sqlite_utils import Database

from exam.clock import ExamTime
from exam.sitting import Phase
from server.hall import Hall, SeatLine, order_start
from server.office import OpenExam
from server.sittings import common_sitting
from server.web.pages import page
from server.web.session import Exam, PeopleRequest, proctors_only, require_person

TheHall = NamedDependency[Hall]

_SIGNED_IN: Final = (Phase.SIGNED_IN, Phase.IDENTITY_CONFIRMED)
_HANDED_IN: Final = (Phase.SEALED, Phase.SUBMITTED)


class Alarm(StrEnum):
    """How long a seat has been silent; the page says each in words and colour."""

    NONE = "none"
    UNHEARD = "unheard"
    LATE = "late"
    TROUBLED = "troubled"
    LOST = "lost"


_ALARM_AFTER_SECONDS: Final = ((15, Alarm.LOST), (10, Alarm.TROUBLED), (5, Alarm.LATE))


@dataclass(frozen=True, slots=True)
class Seat:
    """A line of the table with its alarm."""

    line: SeatLine
    alarm: Alarm

    @property
    def worries(self) -> bool:
        """Whether somebody who has not handed in sits at a silent PC."""
        writing = self.line.number is not None and self.line.phase not in _HANDED_IN
        return writing and self.alarm in (Alarm.TROUBLED, Alarm.LOST)


@dataclass(frozen=True, slots=True)
class Summary:
    """How many candidates stand where, and how many PCs are heard."""

    candidates: int
    away: int
    signed_in: int
    ready: int
    writing: int
    paused: int
    handed_in: int
    seats: int
    seats_heard: int


@dataclass(frozen=True, slots=True)
class StartShown:
    """The ordered start and the common time as the page shows them; milliseconds."""

    clock: str
    starts_in: int
    remaining: int
    is_paused: bool


def alarm_of(line: SeatLine) -> Alarm:
    """Say how worrying a seat's silence is: from 5, 10 and 15 seconds on."""
    if line.seat_name is None:
        return Alarm.NONE
    if line.last_beat_age is None:
        return Alarm.UNHEARD
    for seconds, alarm in _ALARM_AFTER_SECONDS:
        if line.last_beat_age >= seconds * 1000:
            return alarm
    return Alarm.NONE


def summarise(lines: Sequence[SeatLine]) -> Summary:
    """Count candidates by phase and PCs by whether they are heard."""
    people = [line for line in lines if line.number is not None]
    seats = [line for line in lines if line.seat_name is not None]
    phases = Counter(line.phase for line in people)
    return Summary(
        candidates=len(people),
        away=phases[None],
        signed_in=sum(phases[phase] for phase in _SIGNED_IN),
        ready=phases[Phase.READY],
        writing=phases[Phase.WRITING],
        paused=phases[Phase.PAUSED],
        handed_in=sum(phases[phase] for phase in _HANDED_IN),
        seats=len(seats),
        seats_heard=sum(alarm_of(line) in (Alarm.NONE, Alarm.LATE) for line in seats),
    )


@get("/", sync_to_thread=True)
def show_hall(request: PeopleRequest, exam: Exam, hall: TheHall) -> Template:
    """Show the hall."""
    return page(request, "proctor/hall.html", **_hall_now(exam, hall))


@get("/kursi", sync_to_thread=True)
def show_seats(request: PeopleRequest, exam: Exam, hall: TheHall) -> Template:
    """Show the part of the page that changes."""
    return page(request, "proctor/seats_fragment.html", **_hall_now(exam, hall))


@get("/mulai", sync_to_thread=True)
def confirm_start(request: PeopleRequest, exam: Exam, hall: TheHall) -> Template | Redirect:
    """Ask once more before the start, and say who is not ready."""
    context = _hall_now(exam, hall)
    if context["start"] is not None:
        return Redirect("/pengawas", status_code=303)
    return page(request, "proctor/start.html", **context)


@post("/mulai", sync_to_thread=True)
def do_start(request: PeopleRequest, exam: Exam) -> Redirect:
    """Order the start; ordering it again changes nothing and shows the same time."""
    staff_id = require_person(request).staff_id
    exam.store.write_now(lambda db: order_start(db, exam, staff_id, exam.timeline.now()))
    return Redirect("/pengawas", status_code=303)


def _hall_now(exam: OpenExam, hall: Hall) -> dict[str, Any]:
    now = exam.timeline.now()
    wall = datetime.now().astimezone()

    def read(db: Database) -> tuple[tuple[SeatLine, ...], StartShown | None]:
        return hall.seats(db, exam.config, now), _start_shown(db, exam, now, wall)

    lines, start = exam.store.read(read)
    seats = [Seat(line, alarm_of(line)) for line in lines]
    return {
        "seats": seats,
        "worrying": [seat for seat in seats if seat.worries],
        "summary": summarise(lines),
        "start": start,
        "shown_at": wall.strftime("%H.%M.%S"),
    }


def _start_shown(db: Database, exam: OpenExam, now: ExamTime, wall: datetime) -> StartShown | None:
    sitting = common_sitting(db, exam.config.writing_milliseconds)
    if sitting.start is None:
        return None
    start_wall = wall + timedelta(milliseconds=sitting.start - now + 500)
    return StartShown(
        clock=start_wall.strftime("%H.%M.%S"),
        starts_in=max(0, sitting.start - now),
        remaining=sitting.remaining_at(now),
        is_paused=sitting.is_paused_at(now),
    )


proctor_routes: Final[list[ControllerRouterHandler]] = [
    Router(
        path="/pengawas",
        route_handlers=[show_hall, show_seats, confirm_start, do_start],
        guards=[proctors_only],
        include_in_schema=False,
    )
]
