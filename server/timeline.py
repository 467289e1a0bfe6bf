"""Exam time on the server: a persisted timeline that no wall clock can move while somebody writes.

Exam time is milliseconds since the exam was created. While the server runs it follows the machine's
boot clock, which runs on through a suspend; it is persisted each second, and a restart goes on from
there under a higher run number. Until it is settled how long the server was away, exam time counts
on from what was persisted, says that it is not settled, and can only be too early. No run number
ever stands for two mappings of exam time that a seat may have heard of.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import Lock
from typing import Final

from sqlite_utils import Database

from exam.chronicle import TimeSettled, encode_entry
from exam.clock import MILLISECONDS_PER_MINUTE, ExamTime, SeatTime, reanchored
from exam.errors import RefusedError
from exam.protocol import ServerTime
from server.mapping import PERSON, SEATS, UNQUESTIONED, WALL, Known, Mapping
from server.outage import look_back
from server.reports import Reports
from server.sittings import Row
from server.store import Store, append_entry

SETTLE_SECONDS: Final = 8
"""So long a restarted server waits to hear what time it is from every seat that was at work."""
LONGEST_AWAY: Final = 2**35
"""No outage is believed to have been longer: a year, in milliseconds."""

_NANOSECONDS: Final = 1_000_000
_PERSIST: Final = """
    update timeline set exam_time = ?, wall_time = ?, by_wall = ? where id = 1 and run = ?
"""
_DOUBT: Final = "update timeline set doubted_from = ?, doubted_run = ? where id = 1"


@dataclass(frozen=True, slots=True)
class Clocks:
    """The machine's clocks, in milliseconds: one that only runs, one that tells the date."""

    monotonic: Callable[[], int]
    wall: Callable[[], int]


MACHINE = Clocks(
    monotonic=lambda: time.clock_gettime_ns(time.CLOCK_BOOTTIME) // _NANOSECONDS,
    wall=lambda: time.time_ns() // _NANOSECONDS,
)


class Timeline:
    """The exam's time in one run of the server, which begins when this is made."""

    def __init__(
        self,
        store: Store,
        clocks: Clocks = MACHINE,
        away: int | None = None,
        *,
        visits: bool = False,
    ) -> None:
        """Begin a run; `away` is how many milliseconds somebody says the server was away.

        Who only `visits` begins none: what time it is then is told to nobody.
        """
        self._store = store
        self._clocks = clocks
        self._visits = visits
        self._guard = Lock()
        self._began = clocks.monotonic()
        self._known, self._mapping, self._reports = store.write_now(
            lambda db: self._begin(db, away)
        )

    def now(self) -> ExamTime:
        """Exam time at this moment."""
        return ExamTime(self._mapping.offset + self._clocks.monotonic())

    @property
    def run(self) -> int:
        """The number of this run."""
        return self._mapping.run

    @property
    def is_settled(self) -> bool:
        """Whether it is known how long the server was away."""
        return bool(self._mapping.basis)

    def told(self) -> ServerTime:
        """Return what seats are told: run, time and whether it is settled, all of one moment."""
        mapping = self._mapping
        at = mapping.offset + self._clocks.monotonic()
        return ServerTime(mapping.run, at, bool(mapping.basis))

    def require_settled(self) -> None:
        """Refuse what must bear the right time.

        Raises:
            RefusedError: it is not known yet how long the server was away.

        """
        if not self.is_settled:
            raise RefusedError("server.settling")

    @property
    def asks_a_person(self) -> bool:
        """Whether no seat has said what time it is, though there was time to: somebody has to."""
        with self._guard:
            is_known = self._reports.is_known
        return not self.is_settled and not is_known and self._is_late

    @property
    def _is_late(self) -> bool:
        return self._clocks.monotonic() - self._began >= SETTLE_SECONDS * 1000

    @property
    def proposed_minutes(self) -> int:
        """For how long the server was away by its wall clock, for a person to judge."""
        return round(self._away_by_wall / MILLISECONDS_PER_MINUTE)

    @property
    def _away_by_wall(self) -> int:
        """For how many milliseconds the server was away by its wall clock."""
        return max(0, self._clocks.wall() - self._known.wall - self._clocks.monotonic())

    def persist(self, db: Database) -> None:
        """Write down exam time and wall time, inside an act.

        While it is not settled, both go on by what has passed since, so their distance stays.
        """
        mapping, boot = self._mapping, self._clocks.monotonic()
        wall = self._clocks.wall() if mapping.basis else self._known.wall + boot
        db.execute(
            _PERSIST, [mapping.offset + boot, wall, self._known.by_wall_of(mapping), mapping.run]
        )

    def note_report(self, seat_id: str, run: int, exam_time: int, doubt: int = 0) -> None:
        """Take in what time a seat holds it to be, in which run (0: it does not know)."""
        boot, mapping = self._clocks.monotonic(), self._mapping
        own = SeatTime(mapping.run, ExamTime(mapping.offset + boot))
        with self._guard:
            self._reports.note(seat_id, SeatTime(run, ExamTime(exam_time), doubt), boot, own)

    def note_told(self, seat_id: str) -> None:
        """Remember that a seat was told the time otherwise than in answer to a report."""
        with self._guard:
            self._reports.note_told(seat_id)

    def settle_if_due(self) -> None:
        """Settle as soon as enough seats have reported; called each second, outside any act."""
        boot, mapping = self._clocks.monotonic(), self._mapping
        with self._guard:
            is_due = not mapping.basis and self._reports.suffice(boot, is_late=self._is_late)
            is_outrun = bool(mapping.basis) and self._reports.want_higher(mapping.run, boot)
        if is_due:
            self._settle(None, "")
        elif is_outrun:
            self._go_on(mapping, mapping, UNQUESTIONED)

    def confirm(self, minutes: int, staff_id: str) -> None:
        """Settle by a person's word for how long the server was away, outside any act.

        What seats know counts before it, and one that has just spoken is waited for; once settled,
        nothing is changed. Whoever confirms what the wall clock says means it to the millisecond.
        """
        is_by_wall = minutes == self.proposed_minutes
        away = self._away_by_wall if is_by_wall else minutes * MILLISECONDS_PER_MINUTE
        with self._guard:
            is_awaited = self._reports.is_awaited(self._clocks.monotonic())
        if not self._mapping.basis and not is_awaited:
            self._settle(min(away, LONGEST_AWAY), staff_id)

    def doubt(self, db: Database, witness_run: int = 0) -> None:
        """Take back what only the wall clock said, inside an act: the server was restored.

        Seats may be in the middle of a sitting of which this server knows nothing, and it may have
        been started more than once since: by a wall clock went every run after the one of the seat
        that showed the loss (0: it does not know the time). It is kept if somebody writes by it
        already.
        """
        with self._guard:
            self._reports.believe_later_runs()
        mapping = self._mapping
        is_by_wall = mapping.basis == WALL or self._known.by_wall_of(mapping) > 0
        if not is_by_wall or look_back(db, self.now()).seats:
            return
        first = witness_run + 1 if 0 < witness_run < mapping.run else mapping.run
        with self._guard:
            self._reports.disown(mapping.run, mapping.offset)
            self._reports.doubt_runs(first, mapping.run)
            self._began = self._clocks.monotonic()
            self._known = self._known.without_wall()
            self._mapping = replace(self._mapping, offset=self._known.exam_time, basis="")
        self.persist(db)
        db.execute(_DOUBT, [first, mapping.run])

    def restate(self, db: Database, now: ExamTime) -> None:
        """Write into the log, inside an act, that the time stands; nothing if it is not settled."""
        if self._mapping.basis:
            wall = max(0, self._clocks.wall())
            entry = TimeSettled(now, self._mapping.run, UNQUESTIONED, 0, 0, "", wall)
            append_entry(db, encode_entry(entry))

    def _settle(self, away: int | None, staff_id: str) -> None:
        boot, mapping = self._clocks.monotonic(), self._mapping
        with self._guard:
            reported = self._reports.at(boot)
        seats = sum(seat.run > 0 for seat in reported)
        at = reanchored(ExamTime(mapping.offset + boot), reported, away)
        if at is not None:
            basis, who = (SEATS, "") if seats else (PERSON, staff_id)
            self._go_on(mapping, replace(mapping, offset=at - boot, basis=basis), basis, seats, who)

    def _go_on(
        self, before: Mapping, chosen: Mapping, reason: str, seats: int = 0, staff_id: str = ""
    ) -> None:
        """Begin a run above every one that was heard of; it holds once it is on the disk."""
        with self._guard:
            run = max(before.run, self._reports.latest_run) + 1
        after = replace(chosen, run=run)

        def act(db: Database) -> bool:
            if self._mapping is not before or self._last(db)["run"] != before.run:
                return False  # somebody else was quicker
            self._write(db, after, self._known, reason, seats, staff_id)
            return True

        if self._store.write_now(act):
            with self._guard:
                # What was taken back since the commit stays so: only the number goes on.
                is_doubted = self._mapping is not before
                self._mapping = replace(self._mapping, run=run) if is_doubted else after

    def _begin(self, db: Database, away: int | None) -> tuple[Known, Mapping, Reports]:
        boot, last = self._began, self._last(db)
        known = Known(last["exam_time"] - boot, last["wall_time"] - boot, last["by_wall"])
        outage = look_back(db, ExamTime(last["exam_time"]))
        run = last["run"] + (not self._visits)
        mapping = self._first_mapping(known, run, away, is_questionable=outage.is_questionable)
        if not last["run"]:
            db.table("timeline").insert({**last, "run": run})
        elif not self._visits:
            db.execute("update timeline set run = ? where id = 1", [run])
            if mapping.basis:
                self._write(db, mapping, known, mapping.basis)
        reports = Reports(
            outage.seats,
            last["run"],
            known.exam_time,
            is_restored=outage.is_restored,
            doubted_run=last["doubted_run"],
        )
        reports.doubt_runs(last["doubted_from"], last["doubted_run"])
        return known, mapping, reports

    def _last(self, db: Database) -> Row:
        """Return what was last persisted; an exam that is being created begins now, in no run."""
        for row in db.query("select * from timeline"):
            return row
        wall = self._clocks.wall()
        first = {"id": 1, "exam_time": 0, "wall_time": wall, "run": 0}
        return first | {"by_wall": 0, "doubted_run": 0, "doubted_from": 0}

    def _first_mapping(
        self, known: Known, run: int, away: int | None, *, is_questionable: bool
    ) -> Mapping:
        if away is not None:
            return Mapping(run, known.exam_time + min(away, LONGEST_AWAY), PERSON)
        if is_questionable:
            return Mapping(run, known.exam_time, "")
        difference = self._clocks.wall() - known.wall - self._began
        return Mapping(run, known.exam_time + max(0, min(difference, LONGEST_AWAY)), WALL)

    def _write(
        self,
        db: Database,
        mapping: Mapping,
        known: Known,
        reason: str,
        seats: int = 0,
        staff_id: str = "",
    ) -> None:
        """Write down from when on a run goes on, and in the log on what that rests."""
        at, wall = mapping.offset + self._clocks.monotonic(), self._clocks.wall()
        away = max(0, mapping.offset - known.exam_time)
        row = {
            "exam_time": at,
            "wall_time": wall,
            "by_wall": known.by_wall_of(mapping),
            "run": mapping.run,
        }
        db.table("timeline").update(1, row)
        entry = TimeSettled(at, mapping.run, reason, seats, away, staff_id, max(0, wall))
        append_entry(db, encode_entry(entry))
