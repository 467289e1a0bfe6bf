"""The hall as it is now: what seats last said, and who wishes to move.

All of it lives in memory only and is said again after a restart of the server; who is signed in,
what is handed in and what was ordered is in the database.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sqlite_utils import Database

from exam.clock import ExamTime
from exam.protocol import SEAT_TIMEOUT_SECONDS, SeatStatus
from exam.sitting import Phase, Sitting
from server.activity import Activity
from server.register import Register, Registrar
from server.sittings import ONLY, all_sittings
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


class Hall:
    """What each seat last reported, who wishes to move, and everybody as they last stood."""

    def __init__(self) -> None:
        self._reports: dict[str, Report] = {}
        self._wishes: dict[tuple[str, str], Wish] = {}
        self._known: tuple[int, dict[str, Sitting]] = (-1, {})
        self._registrars: dict[str, Registrar] = {}
        self.activity = Activity()

    def note_beat(
        self,
        seat_id: str,
        application_id: str,
        status: SeatStatus,
        sent_all: bool,
        at: ExamTime,
        records: int = 0,
    ) -> None:
        """Remember what a seat says now, and whether all that it keeps of its candidate is here.

        `records` is how much of a journal it brought.
        """
        before = self._reports.get(seat_id)
        complete_at = at if sent_all else None
        if before is not None and before.application_id == application_id:
            complete_at = complete_at or before.complete_at
        self._reports[seat_id] = Report(application_id, status, at, complete_at)
        if application_id:
            self.activity.note(application_id, records, at)

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

    def heard_writing(self, seat_id: str, application_id: str) -> ExamTime | None:
        """Return when a seat last said of an application where it stands.

        That somebody signed in there says nothing yet.
        """
        report = self._reports.get(seat_id)
        if report is None or report.application_id != application_id or not report.status.phase:
            return None
        return report.at

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

    def sittings(self, db: Database) -> Mapping[str, Sitting]:
        """Return every sitting; whatever changes one stands in the ledger as well."""
        size = ledger_size(db)
        if self._known[0] != size:
            self._known = (size, all_sittings(db))
        return self._known[1]

    def register(self, db: Database, sitting_id: str = ONLY) -> Register:
        """Return what the database says of a sitting's room."""
        registrar = self._registrars.setdefault(sitting_id, Registrar(sitting_id))
        return registrar.read(db)


_PHASES: Final = {phase.value: phase for phase in Phase}
