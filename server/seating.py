"""Who sits where and how they are: the lines of the proctor's page.

From the start on the record counts, before it what a PC says of itself. A PC that has fallen silent
keeps the candidate who was last signed in there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sqlite_utils import Database

from exam.clock import ExamTime
from exam.codes import show_code
from exam.rulings import Terms
from exam.sitting import Phase, Sitting
from server.credits import loss_of
from server.day import Notes
from server.hall import Hall, Report
from server.office import OpenExam
from server.orders import terms_of
from server.proposals import Proposal
from server.register import Register
from server.rooms import names_elsewhere
from server.seat_line import Place, SeatLine
from server.sittings import ONLY, Row

SILENT_MILLISECONDS: Final = 15_000
"""Nobody knows whether somebody can write whose PC was not heard of for so long."""
_BEFORE_START: Final = (Phase.SIGNED_IN, Phase.IDENTITY_CONFIRMED, Phase.READY)
_HANDED_IN: Final = (Phase.SEALED, Phase.SUBMITTED)


@dataclass(frozen=True, slots=True)
class Move:
    """Somebody asks to go on at another seat."""

    application_id: str
    number: str
    name: str
    from_seat: str
    to_seat: str
    to_seat_id: str


@dataclass(frozen=True, slots=True)
class Occupied:
    """A seat, or none, with what it last said and what is recorded of who is there."""

    seat: Row | None
    report: Report | None
    row: Row | None = None
    sitting: Sitting | None = None
    notes: Notes | None = None
    waits: Proposal | None = None
    planned: str = ""


class Seating:
    """A sitting's room at one moment, as the database and the hall have it."""

    def __init__(
        self, db: Database, exam: OpenExam, hall: Hall, now: ExamTime, sitting_id: str = ONLY
    ) -> None:
        self._posts = {post.id: post.name for post in exam.config.posts}
        self._stages = {stage.id: stage.name for stage in exam.config.stages}
        self._terms: Terms = terms_of(exam)
        self._run = exam.timeline.run
        self._now = now
        self._hall = hall
        self._reports: Mapping[str, Report] = hall.reports()
        self._register = hall.register(db, sitting_id)
        self._names = {seat["id"]: str(seat["name"]) for seat in self._register.seats}
        elsewhere = names_elsewhere(exam.config.writing, sitting_id)
        self._seats = [
            seat
            for seat in self._register.seats
            if not seat["revoked"] and seat["name"].casefold() not in elsewhere
        ]
        self._applications = self._register.applications
        self._sittings = self._register.sittings

    @property
    def register(self) -> Register:
        """What the database says of the room at this moment."""
        return self._register

    @property
    def reports(self) -> Mapping[str, Report]:
        """What each PC last said, by its seat."""
        return self._reports

    def lines(self) -> tuple[SeatLine, ...]:
        """Return every seat by name, then every application that is at no seat, by number."""
        return tuple(self.line(sat) for sat in self.occupied())

    def line_of(self, application_id: str) -> SeatLine:
        """Return the line of one application, without looking at all others."""
        row = self._applications[application_id]
        for seat in [seat for seat in self._seats if seat["id"] == row["seat_id"]]:
            there = self._occupant(seat["id"])
            if there is not None and there["id"] == application_id:
                return self.line(self._sat(seat, row))
        return self.line(self._sat(None, row))

    def empty_seats(self) -> tuple[SeatLine, ...]:
        """Return the seats at which nobody sits."""
        return tuple(self.line(sat) for sat in self.occupied() if sat.row is None)

    def occupied(self) -> tuple["Occupied", ...]:
        """Return what the lines stand on, in their order."""
        seated = [self._sat(seat, self._occupant(seat["id"])) for seat in self._seats]
        shown = {sat.row["id"] for sat in seated if sat.row is not None}
        elsewhere = [row for key, row in self._applications.items() if key not in shown]
        return (*seated, *(self._sat(None, row) for row in elsewhere))

    def line(self, sat: "Occupied") -> SeatLine:
        """Return the line of a seat or of somebody who is at none."""
        place = Place(sat.seat, sat.report, self._now)
        if sat.row is None or sat.sitting is None:
            return place.empty()
        return self._occupied(place, sat.row, sat.sitting)

    def moves(self) -> tuple[Move, ...]:
        """Return who asks to go on elsewhere, by number."""
        open_seats = {seat["id"] for seat in self._seats}
        found = [
            Move(
                application_id=row["id"],
                number=row["number"],
                name=row["name"],
                from_seat=self._names[row["seat_id"]],
                to_seat=self._names[wish.seat_id],
                to_seat_id=wish.seat_id,
            )
            for wish in self._hall.wishes(self._now)
            if (row := self._applications.get(wish.application_id)) is not None
            and wish.seat_id in open_seats
            and row["seat_id"] not in (None, wish.seat_id)
        ]
        return tuple(sorted(found, key=lambda move: (move.number, move.to_seat)))

    def unheard(self) -> tuple[str, ...]:
        """Return the seats where somebody may be writing who were not heard of since the start."""
        waited_for = {
            row["seat_id"] for row in self._applications.values() if self._receipt(row) is None
        }
        silent = (seat for seat in self._seats if seat["id"] not in self._reports)
        return tuple(seat["name"] for seat in silent if seat["id"] in waited_for)

    def _occupant(self, seat_id: str) -> Row | None:
        """Return who is at a seat: as it reports, or as last signed in while it is silent."""
        report = self._reports.get(seat_id)
        if report is not None:
            row = self._applications.get(report.application_id)
            return row if row is not None and row["seat_id"] == seat_id else None
        rows = self._register.at_seat.get(seat_id, ())
        # Whoever has not handed in may still sit there.
        return min(rows, key=lambda row: self._receipt(row) is not None, default=None)

    def _sat(self, seat: Row | None, row: Row | None) -> "Occupied":
        report = None if seat is None else self._reports.get(seat["id"])
        if row is None:
            return Occupied(seat, report)
        key, known = row["id"], self._register
        return Occupied(
            seat,
            report,
            row,
            self._sittings[key],
            known.notes.get(key),
            known.proposals.get(key),
            known.planned.get(key, ""),
        )

    def _occupied(self, place: Place, row: Row, sitting: Sitting) -> SeatLine:
        receipt, report = self._receipt(row), place.report
        phase = self._phase(row, sitting, report)
        can_lose = phase not in (None, *_HANDED_IN)
        return SeatLine(
            seat_name=place.name,
            seat_id=place.id,
            application_id=row["id"],
            number=row["number"],
            name=row["name"],
            post_name=self._posts.get(row["post_id"], row["post_id"]),
            phase=phase,
            words=0 if report is None else report.words,
            remaining=sitting.remaining_at(self._now) if receipt is None else None,
            last_beat_age=place.age,
            receipt_code=receipt,
            drift=None if report is None else report.drift(self._run),
            is_time_confirmed=place.is_time_confirmed,
            copies=place.copies(),
            trouble=place.trouble,
            pc_check=place.pc_check,
            forks=row["forks"],
            loss=loss_of(sitting, self._terms, self._now) if can_lose else None,
            silent=self._silent(row, sitting, report) if phase is Phase.WRITING else 0,
            waits=self._register.proposals.get(row["id"]),
            notes=self._register.notes.get(row["id"], Notes()),
            is_running=_runs(sitting, self._now),
            is_obeyed=report is not None and report.phase is phase,
            is_pause_open=bool(sitting.unanswered_pauses),
            unread=0 if phase is None else len(sitting.unread_messages),
            planned=self._register.planned.get(row["id"], ""),
            call=next(iter(sitting.unanswered_calls), None),
            barred_at="" if row["seat_id"] else self._stages.get(row["barred_at"], ""),
            at=self._now,
        )

    def _phase(self, row: Row, sitting: Sitting, report: Report | None) -> Phase | None:
        """Return where a candidate stands: from the start on as recorded, before as the PC says."""
        if row["seat_id"] is None:
            return None
        recorded = sitting.phase_at(self._now)
        if recorded in _BEFORE_START and report is not None and report.phase is not None:
            return report.phase
        return recorded

    def _silent(self, row: Row, sitting: Sitting, report: Report | None) -> int:
        heard = ExamTime(row["heard_at"]) if report is None else report.at
        if sitting.allowance is None or not heard or self._now - heard < SILENT_MILLISECONDS:
            return 0
        return sitting.allowance.spent(heard, self._now)

    def _receipt(self, row: Row) -> str | None:
        """Return the code of the receipt for what was last to be handed in, as it is shown."""
        sitting = self._sittings[row["id"]]
        code = sitting.receipt_code(sitting.revision)
        return None if code is None else show_code(code)


def _runs(sitting: Sitting, now: ExamTime) -> bool:
    is_on = sitting.has_begun_at(now) and not sitting.is_paused_at(now)
    return is_on and sitting.remaining_at(now) > 0


def seat_lines(
    db: Database, exam: OpenExam, hall: Hall, now: ExamTime, sitting_id: str = ONLY
) -> tuple[SeatLine, ...]:
    """Return every seat by name, then every application that is at no seat, by number."""
    return Seating(db, exam, hall, now, sitting_id).lines()
