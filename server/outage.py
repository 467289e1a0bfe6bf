"""What an outage of the server leaves in question: whose writing time ran on meanwhile.

Time that the server was away is writing time, and a laptop with a wrong date must not end the exam
for everybody. So while somebody may be writing, no wall clock says how long the server was away.
"""

from dataclasses import dataclass
from typing import Final

from sqlite_utils import Database

from exam.clock import ExamTime
from exam.sitting import Phase, Sitting
from server.sittings import all_sittings

_HANDED_IN: Final = (Phase.SEALED, Phase.SUBMITTED)


@dataclass(frozen=True, slots=True)
class Outage:
    """The seats at which somebody may be writing, and whether this server lacks what came later."""

    seats: frozenset[str]
    is_restored: bool

    @property
    def is_questionable(self) -> bool:
        """Whether a wall clock must not be believed."""
        return self.is_restored or bool(self.seats)


def look_back(db: Database, last: ExamTime) -> Outage:
    """Find out who may have been writing at `last`, when the server was last there."""
    awaited = db.execute("select 1 from recovery where state = 'awaited'").fetchone()
    opened = db.execute("select 1 from opening").fetchone()
    seats = frozenset[str]() if opened else _seats_at_work(db, last)
    return Outage(seats, is_restored=awaited is not None)


def _seats_at_work(db: Database, last: ExamTime) -> frozenset[str]:
    rows = list(db.query("select id, seat_id from applications where seat_id is not null"))
    if not rows:
        return frozenset()
    sittings = all_sittings(db)
    return frozenset(row["seat_id"] for row in rows if _may_write(sittings[row["id"]], last))


def _may_write(sitting: Sitting, last: ExamTime) -> bool:
    if sitting.start is None or sitting.closed_at is not None:
        return False
    return sitting.phase_at(last) not in _HANDED_IN and sitting.remaining_at(last) > 0
