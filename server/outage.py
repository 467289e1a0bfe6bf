"""How long the server was away: the wall clock's word, or a person's.

Time that the server was away is writing time. A laptop with a wrong date must not end the exam for
everybody, so a long absence in mid-sitting has to be confirmed by whoever starts the server.
"""

from typing import Final

from sqlite_utils import Database

from exam.clock import MILLISECONDS_PER_MINUTE, ExamTime
from exam.errors import RefusedError
from server.hall import start_of
from server.sittings import all_sittings
from server.timeline import Outage, trust_wall_clock

LONGEST_UNQUESTIONED: Final = 5 * MILLISECONDS_PER_MINUTE


def question_outage(db: Database, difference: int) -> int:
    """Take the wall clock's word, but not for much while candidates write.

    Raises:
        RefusedError: candidates are writing, and by the wall clock the server was away for long.

    """
    if difference > LONGEST_UNQUESTIONED and _is_anybody_writing(db):
        raise RefusedError("timeline.outage", minutes=difference // MILLISECONDS_PER_MINUTE)
    return trust_wall_clock(db, difference)


def confirmed_outage(minutes: int) -> Outage:
    """Take a person's word for how long the server was away."""
    return lambda _db, _difference: minutes * MILLISECONDS_PER_MINUTE


def _is_anybody_writing(db: Database) -> bool:
    """Whether, when the server last ran, an ordered sitting was not over and nothing opened."""
    if start_of(db) is None or db.table("opening").count:
        return False
    (timeline,) = db.query("select exam_time from timeline")
    last = ExamTime(timeline["exam_time"])
    return any(sitting.remaining_at(last) for sitting in all_sittings(db).values())
