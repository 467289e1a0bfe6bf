"""The hall as it is now: what seats last said, who wishes to move, and what waits to be agreed on.

All of it lives in memory only and is said again after a restart of the server; who is signed in,
what is handed in and what was ordered is in the database.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sqlite_utils import Database

from exam.clock import ExamTime
from exam.events import StartOrdered
from exam.protocol import SEAT_TIMEOUT_SECONDS, SeatStatus, make_order_id
from exam.sitting import Phase, Sitting
from server.office import OpenExam
from server.orders import Given, issue_order
from server.sittings import all_sittings, common_sitting
from server.store import ledger_size

_TIMEOUT: Final = SEAT_TIMEOUT_SECONDS * 1000
_WORDS_STEP: Final = 100


@dataclass(frozen=True, slots=True)
class Report:
    """What a seat said in its last beat, at `at`; `application_id` is empty before sign-in.

    `complete_at` is when it last brought everything that it keeps of the candidate.
    """

    application_id: str
    status: SeatStatus
    at: ExamTime
    complete_at: ExamTime | None = None

    @property
    def phase(self) -> Phase | None:
        """Where the seat says that the candidate stands; None before sign-in."""
        return _PHASES.get(self.status.phase)

    @property
    def words(self) -> int:
        """How long the text is, to a hundred words."""
        return (self.status.words + _WORDS_STEP // 2) // _WORDS_STEP * _WORDS_STEP

    def drift(self, run: int) -> int | None:
        """Milliseconds by which the seat's time is ahead; None if it is not of this run."""
        return self.status.exam_time - self.at if self.status.run == run else None


@dataclass(frozen=True, slots=True)
class Wish:
    """Somebody who writes at one seat asks to go on at another."""

    application_id: str
    seat_id: str
    at: ExamTime


@dataclass(frozen=True, slots=True)
class Proposal:
    """Time that one proctor would give (milliseconds), when so much had been given already.

    With a `revision` it lets somebody who has handed in write on, and that one is handed in next.
    """

    application_id: str
    milliseconds: int
    given: int
    staff_id: str
    reason: str
    revision: int = 0


class Hall:
    """What each seat last reported, what people wait for, and the sittings as they last stood."""

    def __init__(self) -> None:
        self._reports: dict[str, Report] = {}
        self._wishes: dict[tuple[str, str], Wish] = {}
        self._proposals: dict[str, Proposal] = {}
        self._known: tuple[int, dict[str, Sitting]] = (-1, {})

    def note_beat(
        self, seat_id: str, application_id: str, status: SeatStatus, sent_all: bool, at: ExamTime
    ) -> None:
        """Remember what a seat says now, and whether all that it keeps of its candidate is here."""
        before = self._reports.get(seat_id)
        complete_at = at if sent_all else None
        if before is not None and before.application_id == application_id:
            complete_at = complete_at or before.complete_at
        self._reports[seat_id] = Report(application_id, status, at, complete_at)

    def reports(self) -> Mapping[str, Report]:
        """Return what each seat last said, by its id."""
        return dict(self._reports)

    def heard(self) -> Mapping[tuple[str, str], ExamTime]:
        """Return when each application was last heard of at each seat."""
        return {
            (report.application_id, seat_id): report.at
            for seat_id, report in self.reports().items()
            if report.application_id
        }

    def sits_there(self, seat_id: str, application_id: str, now: ExamTime) -> bool:
        """Whether a seat was lately heard of with that application."""
        report = self._reports.get(seat_id)
        return (
            report is not None
            and report.application_id == application_id
            and now - report.at < _TIMEOUT
        )

    def note_wish(self, application_id: str, seat_id: str, at: ExamTime) -> None:
        """Remember that somebody asks to go on at a seat; kiosks say it again every two seconds."""
        self._wishes[(application_id, seat_id)] = Wish(application_id, seat_id, at)

    def forget_wishes(self, application_id: str) -> None:
        """Forget what somebody asked for who has signed in since, wherever it was."""
        for asked in [key for key in list(self._wishes) if key[0] == application_id]:
            self._wishes.pop(asked, None)

    def wishes(self, now: ExamTime) -> tuple[Wish, ...]:
        """Return what is still wished for; whoever has not asked again has gone away."""
        return tuple(wish for wish in list(self._wishes.values()) if now - wish.at < _TIMEOUT)

    def propose(self, proposal: Proposal) -> None:
        """Let time wait for a second proctor; for one candidate one thing waits."""
        self._proposals[proposal.application_id] = proposal

    def proposals(self) -> Mapping[str, Proposal]:
        """Return what waits for a second proctor, by application."""
        return dict(self._proposals)

    def withdraw(self, application_id: str) -> None:
        """Forget what waits for a second proctor."""
        self._proposals.pop(application_id, None)

    def sittings(self, db: Database) -> Mapping[str, Sitting]:
        """Return every sitting; whatever changes one stands in the ledger as well."""
        size = ledger_size(db)
        if self._known[0] != size:
            self._known = (size, all_sittings(db))
        return self._known[1]


def order_start(db: Database, exam: OpenExam, staff_id: str, now: ExamTime) -> ExamTime:
    """Order the start for everybody, inside an act; ordering again returns the same instant.

    Only a start that lies further ahead than any that is ordered now, because time was corrected
    since, is ordered anew.
    """
    ordered = start_of(db)
    if ordered is not None and not is_far_ahead(ordered, exam, now):
        return ordered
    at = _earliest_start(exam, now)
    order = StartOrdered(make_order_id(os.urandom), now, at)
    issue_order(db, exam, Given(staff_id), order, exam.topic_key)
    return at


def is_far_ahead(start: ExamTime, exam: OpenExam, now: ExamTime) -> bool:
    """Whether a start was ordered by a time that turned out wrong, so that it has to be anew."""
    return start > _earliest_start(exam, now)


def _earliest_start(exam: OpenExam, now: ExamTime) -> ExamTime:
    return ExamTime(now + exam.config.writing.sitting_rules.start_lead_seconds * 1000)


def start_of(db: Database) -> ExamTime | None:
    """Return when the sitting begins, once that was ordered."""
    return common_sitting(db, 0).start


_PHASES: Final = {phase.value: phase for phase in Phase}
