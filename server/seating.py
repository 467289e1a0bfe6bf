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
from server.credits import Loss, loss_of
from server.hall import Hall, Proposal, Report
from server.office import OpenExam
from server.orders import terms_of
from server.sittings import Row

SILENT_MILLISECONDS: Final = 15_000
"""Nobody knows whether somebody can write whose PC was not heard of for so long."""
_BEFORE_START: Final = (Phase.SIGNED_IN, Phase.IDENTITY_CONFIRMED, Phase.READY)
_HANDED_IN: Final = (Phase.SEALED, Phase.SUBMITTED)


@dataclass(frozen=True, slots=True)
class Copies:
    """How old each copy of a text is (milliseconds): 0 is the present text, None no copy."""

    disk: int | None
    server: int | None
    stick: int | None


@dataclass(frozen=True, slots=True)
class SeatLine:
    """One line of the proctor's page; words are rounded to hundreds, times in milliseconds.

    `drift` is by how much the PC's time is ahead of the server's, None if it cannot be compared.
    `silent` is the writing time that passed since the PC of somebody who writes was last heard of.
    """

    seat_name: str | None
    seat_id: str = ""
    application_id: str = ""
    number: str | None = None
    name: str | None = None
    post_name: str | None = None
    phase: Phase | None = None
    words: int = 0
    remaining: int | None = None
    last_beat_age: int | None = None
    receipt_code: str | None = None
    drift: int | None = None
    is_time_confirmed: bool = True
    copies: Copies | None = None
    trouble: str = ""
    forks: int = 0
    loss: Loss | None = None
    silent: int = 0
    waits: Proposal | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """Somebody asks to go on at another seat."""

    application_id: str
    number: str
    name: str
    from_seat: str
    to_seat: str
    to_seat_id: str


class Seating:
    """The room at one moment, as the database and the hall have it."""

    def __init__(self, db: Database, exam: OpenExam, hall: Hall, now: ExamTime) -> None:
        self._posts = {post.id: post.name for post in exam.config.posts}
        self._terms: Terms = terms_of(exam)
        self._run = exam.timeline.run
        self._now = now
        self._hall = hall
        self._reports: Mapping[str, Report] = hall.reports()
        self._proposals = hall.proposals()
        seats = list(db.query("select id, name, revoked from seats order by name"))
        self._names = {seat["id"]: str(seat["name"]) for seat in seats}
        self._seats = [seat for seat in seats if not seat["revoked"]]
        self._applications = {
            row["id"]: row for row in db.query("select * from applications order by number")
        }
        self._sittings = hall.sittings(db)

    def lines(self) -> tuple[SeatLine, ...]:
        """Return every seat by name, then every application that is at no seat, by number."""
        seated = [(seat, self._occupant(seat["id"])) for seat in self._seats]
        shown = {row["id"] for _, row in seated if row is not None}
        elsewhere = [row for key, row in self._applications.items() if key not in shown]
        return (
            *(self._line(seat, row) for seat, row in seated),
            *(self._line(None, row) for row in elsewhere),
        )

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
        rows = [row for row in self._applications.values() if row["seat_id"] == seat_id]
        # Whoever has not handed in may still sit there.
        return min(rows, key=lambda row: self._receipt(row) is not None, default=None)

    def _line(self, seat: Row | None, row: Row | None) -> SeatLine:
        report = None if seat is None else self._reports.get(seat["id"])
        place = _Place(seat, report, self._now)
        if row is None:
            return place.empty()
        return self._occupied(place, row, self._sittings[row["id"]])

    def _occupied(self, place: "_Place", row: Row, sitting: Sitting) -> SeatLine:
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
            forks=row["forks"],
            loss=loss_of(sitting, self._terms, self._now) if can_lose else None,
            silent=self._silent(row, sitting, report) if phase is Phase.WRITING else 0,
            waits=self._proposals.get(row["id"]),
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


@dataclass(frozen=True, slots=True)
class _Place:
    """A seat, or none, with what it last said."""

    seat: Row | None
    report: Report | None
    now: ExamTime

    @property
    def id(self) -> str:
        return "" if self.seat is None else str(self.seat["id"])

    @property
    def name(self) -> str | None:
        return None if self.seat is None else str(self.seat["name"])

    @property
    def age(self) -> int | None:
        return None if self.report is None else self.now - self.report.at

    @property
    def trouble(self) -> str:
        return "" if self.report is None else self.report.status.trouble

    @property
    def is_time_confirmed(self) -> bool:
        """Whether the PC knows the time; one that has said nothing since sign-in was told it."""
        said = None if self.report is None else self.report.status
        return said is None or said.run > 0 or not said.phase

    def empty(self) -> SeatLine:
        return SeatLine(self.name, self.id, last_beat_age=self.age, trouble=self.trouble)

    def copies(self) -> Copies | None:
        """Return how old the copies are by now: what a silent PC said grows older."""
        if self.report is None:
            return None
        said, at = self.report.status, self.report.complete_at
        since = self.now - self.report.at
        return Copies(
            disk=_grown(said.disk_age, since),
            server=None if at is None else self.now - at,
            stick=_grown(said.stick_age, since),
        )


def _grown(age: int, since: int) -> int | None:
    """Return an age by now; a copy of the present text is that still, as far as anybody knows."""
    if age < 0:
        return None
    return age + since if age else 0


def seat_lines(db: Database, exam: OpenExam, hall: Hall, now: ExamTime) -> tuple[SeatLine, ...]:
    """Return every seat by name, then every application that is at no seat, by number."""
    return Seating(db, exam, hall, now).lines()
