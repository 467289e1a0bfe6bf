"""The hall as the proctor sees it: who sits where, how far they are, and the order to start.

What seats last reported lives in memory only; who is signed in, what is handed in and what was
ordered is in the database.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sqlite_utils import Database

from exam.clock import ExamTime
from exam.codes import show_code
from exam.config import ExamConfig
from exam.events import StartOrdered
from exam.protocol import SEAT_TIMEOUT_SECONDS, make_order_id
from exam.sitting import Phase, Sitting
from server.office import OpenExam
from server.orders import Given, issue_order
from server.sittings import Row, all_sittings, common_sitting
from server.store import ledger_size

_WORDS_STEP: Final = 100
_BEFORE_START: Final = (Phase.SIGNED_IN, Phase.IDENTITY_CONFIRMED, Phase.READY)


@dataclass(frozen=True, slots=True)
class Report:
    """What a seat said in its last beat; `application_id` is empty before sign-in."""

    application_id: str
    phase: Phase | None
    words: int
    at: ExamTime


@dataclass(frozen=True, slots=True)
class SeatLine:
    """One line of the proctor's page; words are rounded to hundreds, times in milliseconds."""

    seat_name: str | None
    number: str | None = None
    name: str | None = None
    post_name: str | None = None
    phase: Phase | None = None
    words: int = 0
    remaining: int | None = None
    last_beat_age: int | None = None
    receipt_code: str | None = None


class Hall:
    """What each seat last reported, and the sittings as they last stood."""

    def __init__(self) -> None:
        self._reports: dict[str, Report] = {}
        self._known: tuple[int, dict[str, Sitting]] = (-1, {})

    def note_beat(
        self, seat_id: str, application_id: str, phase: Phase | None, words: int, at: ExamTime
    ) -> None:
        """Remember what a seat says now."""
        rounded = (words + _WORDS_STEP // 2) // _WORDS_STEP * _WORDS_STEP
        self._reports[seat_id] = Report(application_id, phase, rounded, at)

    def sits_there(self, seat_id: str, application_id: str, now: ExamTime) -> bool:
        """Whether a seat was lately heard of with that application."""
        report = self._reports.get(seat_id)
        return (
            report is not None
            and report.application_id == application_id
            and now - report.at < SEAT_TIMEOUT_SECONDS * 1000
        )

    def seats(self, db: Database, config: ExamConfig, now: ExamTime) -> tuple[SeatLine, ...]:
        """Return every seat by name, then every application that is at no seat, by number."""
        return _Page(db, config, self._reports, self._sittings(db), now).lines()

    def _sittings(self, db: Database) -> dict[str, Sitting]:
        """Return every sitting; whatever changes one stands in the ledger as well."""
        size = ledger_size(db)
        if self._known[0] != size:
            self._known = (size, all_sittings(db))
        return self._known[1]


class _Page:
    """The proctor's page at one moment."""

    def __init__(
        self,
        db: Database,
        config: ExamConfig,
        reports: Mapping[str, Report],
        sittings: Mapping[str, Sitting],
        now: ExamTime,
    ) -> None:
        self._posts = {post.id: post.name for post in config.posts}
        self._reports = reports
        self._now = now
        self._seats = list(db.query("select id, name from seats where revoked = 0 order by name"))
        self._applications = {
            row["id"]: row for row in db.query("select * from applications order by number")
        }
        self._sittings = sittings

    def lines(self) -> tuple[SeatLine, ...]:
        seated = [(seat, self._occupant(seat["id"])) for seat in self._seats]
        shown = {row["id"] for _, row in seated if row is not None}
        elsewhere = [row for key, row in self._applications.items() if key not in shown]
        return (
            *(self._line(seat, row) for seat, row in seated),
            *(self._line(None, row) for row in elsewhere),
        )

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
        seat_name = None if seat is None else str(seat["name"])
        report = None if seat is None else self._reports.get(seat["id"])
        age = None if report is None else self._now - report.at
        if row is None:
            return SeatLine(seat_name, last_beat_age=age)
        receipt = self._receipt(row)
        remaining = self._sittings[row["id"]].remaining_at(self._now)
        return SeatLine(
            seat_name=seat_name,
            number=row["number"],
            name=row["name"],
            post_name=self._posts.get(row["post_id"], row["post_id"]),
            phase=self._phase(row, report),
            words=0 if report is None else report.words,
            remaining=remaining if receipt is None else None,
            last_beat_age=age,
            receipt_code=receipt,
        )

    def _phase(self, row: Row, report: Report | None) -> Phase | None:
        """Return where a candidate stands: from the start on as recorded, before as the PC says."""
        if row["seat_id"] is None:
            return None
        recorded = self._sittings[row["id"]].phase_at(self._now)
        if recorded in _BEFORE_START and report is not None and report.phase is not None:
            return report.phase
        return recorded

    def _receipt(self, row: Row) -> str | None:
        """Return the code of the receipt for what was last to be handed in, as it is shown."""
        sitting = self._sittings[row["id"]]
        code = sitting.receipt_code(sitting.revision)
        return None if code is None else show_code(code)


def order_start(db: Database, exam: OpenExam, staff_id: str, now: ExamTime) -> ExamTime:
    """Order the start for everybody, inside an act; ordering again returns the same instant."""
    ordered = start_of(db)
    if ordered is not None:
        return ordered
    at = ExamTime(now + exam.config.writing.sitting_rules.start_lead_seconds * 1000)
    order = StartOrdered(make_order_id(os.urandom), now, at)
    issue_order(db, exam, Given(staff_id), order, exam.topic_key)
    return at


def start_of(db: Database) -> ExamTime | None:
    """Return when the sitting begins, once that was ordered."""
    return common_sitting(db, 0).start
