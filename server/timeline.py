"""Exam time on the server: a persisted timeline that no wall clock can move back.

Exam time is milliseconds since the exam was created. While the server runs it follows the
machine's boot clock, which runs on through a suspend; it is persisted each second, and a restart
continues from there, under the next run number, by what an `Outage` makes of the wall clock.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

from sqlite_utils import Database

from exam.clock import ExamTime
from server.store import Store

_NANOSECONDS = 1_000_000


@dataclass(frozen=True, slots=True)
class Clocks:
    """The machine's clocks, in milliseconds: one that only runs, one that tells the date."""

    monotonic: Callable[[], int]
    wall: Callable[[], int]


MACHINE = Clocks(
    monotonic=lambda: time.clock_gettime_ns(time.CLOCK_BOOTTIME) // _NANOSECONDS,
    wall=lambda: time.time_ns() // _NANOSECONDS,
)


Outage = Callable[[Database, int], int]
"""Says how long the server was away, given what the wall clock says (milliseconds)."""


def trust_wall_clock(_db: Database, difference: int) -> int:
    """Take the wall clock's word, except that time never goes back."""
    return max(0, difference)


class Timeline:
    """The exam's time, anchored once for each run of the server."""

    def __init__(
        self, store: Store, clocks: Clocks = MACHINE, outage: Outage = trust_wall_clock
    ) -> None:
        self._clocks = clocks
        self._outage = outage
        self._anchor, self.run = store.write_now(self._begin_run)
        self._started = clocks.monotonic()

    def now(self) -> ExamTime:
        """Exam time at this moment."""
        return ExamTime(self._anchor + self._clocks.monotonic() - self._started)

    def persist(self, db: Database) -> None:
        """Write down exam time and wall time, inside an act."""
        self._save(db, self.now(), self.run)

    def _begin_run(self, db: Database) -> tuple[int, int]:
        rows = list(db.query("select exam_time, wall_time, run from timeline"))
        anchor, run = 0, 1
        if rows:
            last = rows[0]
            difference = self._clocks.wall() - last["wall_time"]
            anchor = last["exam_time"] + self._outage(db, difference)
            run = last["run"] + 1
        self._save(db, anchor, run)
        return anchor, run

    def _save(self, db: Database, exam_time: int, run: int) -> None:
        row = {"id": 1, "exam_time": exam_time, "wall_time": self._clocks.wall(), "run": run}
        db.table("timeline").upsert(row, pk="id")
