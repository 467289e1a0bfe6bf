"""What is asked of proctors at one moment, and what the server waits for."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlite_utils import Database

from exam.errors import ExamError
from server.door import door_of
from server.enrolment import Seat
from server.hall import Hall
from server.office import OpenExam
from server.proposals import Proposal
from server.recovering import awaited
from server.register import Register
from server.seat_line import SeatLine
from server.seating import Move, Seating
from server.web.calls import CallShown, calls_shown
from server.web.hall_view import StartShown, WallClock, staff_names


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


@dataclass(frozen=True, slots=True)
class Asking:
    """What is asked of proctors, and where the common sitting stands.

    Check-in `was_opened` once; until then opening it is what comes next, and not the start.
    """

    start: StartShown | None
    calls: tuple[CallShown, ...]
    moves: tuple[Move, ...]
    waiting: tuple[Waiting, ...]
    settling: Settling | None
    damages: tuple[ExamError, ...]
    awaited: tuple[Seat, ...]
    was_opened: bool


def asking_of(
    db: Database,
    exam: OpenExam,
    hall: Hall,
    seating: Seating,
    lines: Iterable[SeatLine],
    start: StartShown | None,
    clock: WallClock,
    sitting_id: str,
) -> Asking:
    """Return what is asked of proctors at one moment; who waits longest stands first."""
    sittings = seating.register.sittings
    calling = {
        line.application_id: sittings[line.application_id]
        for line in lines
        if line.call is not None
    }
    return Asking(
        start=start,
        calls=calls_shown(db, calling, clock),
        moves=seating.moves(),
        waiting=_waiting(db, seating.register),
        settling=_settling(exam, hall, seating),
        damages=exam.damage,
        awaited=awaited(db),
        was_opened=door_of(db, sitting_id).opened_at is not None,
    )


def _settling(exam: OpenExam, hall: Hall, seating: Seating) -> Settling | None:
    if exam.timeline.is_settled:
        return None
    heard = sum(report.status.run > 0 for report in hall.reports().values())
    timeline = exam.timeline
    return Settling(seating.unheard(), heard, timeline.asks_a_person, timeline.proposed_minutes)


def _waiting(db: Database, register: Register) -> tuple[Waiting, ...]:
    if not register.proposals:
        return ()
    names = staff_names(db)
    return tuple(
        Waiting(
            proposal, row["number"], row["name"], names.get(proposal.staff_id, proposal.staff_id)
        )
        for key, row in register.applications.items()
        if (proposal := register.proposals.get(key)) is not None
    )
