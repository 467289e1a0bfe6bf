"""The door of the hall: while it is closed, nobody signs in who has not signed in before.

A new exam has its door closed. Whoever is noted as late is let in though it was closed; whoever
has signed in comes back whenever they like, because a PC may have to be started again. A server
that was restored may know neither, so a door that it never saw open keeps nobody out.
"""

from dataclasses import dataclass
from typing import Final

from sqlite_utils import Database

from exam.chronicle import encode_entry
from exam.clock import ExamTime
from exam.errors import RefusedError
from exam.proceedings import Attendance, CheckInClosed, CheckInOpened
from server.recovering import is_recovering
from server.sittings import Row, first_row
from server.store import append_entry

_ONLY: Final = 1


@dataclass(frozen=True, slots=True)
class Door:
    """When check-in was last opened and closed, and by whom; None is never, or not since."""

    opened_at: ExamTime | None = None
    opened_by: str = ""
    closed_at: ExamTime | None = None
    closed_by: str = ""

    @property
    def is_open(self) -> bool:
        """Whether candidates may sign in."""
        return self.opened_at is not None and self.closed_at is None


def door_of(db: Database) -> Door:
    """Return how the door stands."""
    row = first_row(db, "select * from door where id = ?", _ONLY)
    if row is None:
        return Door()
    closed_at = None if row["closed_at"] is None else ExamTime(row["closed_at"])
    return Door(ExamTime(row["opened_at"]), row["opened_by"], closed_at, row["closed_by"] or "")


def open_check_in(db: Database, staff_id: str, now: ExamTime) -> None:
    """Let candidates sign in, inside an act; an open door stays as it is."""
    if door_of(db).is_open:
        return
    opened = {"opened_at": now, "opened_by": staff_id, "closed_at": None, "closed_by": None}
    db.table("door").insert({"id": _ONLY, **opened}, replace=True)
    append_entry(db, encode_entry(CheckInOpened(now, staff_id)))


def close_check_in(db: Database, staff_id: str, now: ExamTime) -> None:
    """Let nobody new sign in from now on, inside an act; a closed door stays as it is."""
    if not door_of(db).is_open:
        return
    db.table("door").update(_ONLY, {"closed_at": now, "closed_by": staff_id})
    append_entry(db, encode_entry(CheckInClosed(now, staff_id)))


def require_may_enter(db: Database, application: Row) -> None:
    """Refuse who has not signed in before and comes while the door is closed.

    Raises:
        RefusedError: the door is not open yet, or is closed and nobody let them in as late.

    """
    if application["seat_id"] is not None:
        return
    door = door_of(db)
    if door.opened_at is None and not is_recovering(db):
        raise RefusedError("seat.door-not-open")
    if door.closed_at is not None and not _is_let_in(db, application["id"]):
        raise RefusedError("seat.door-closed")


def _is_let_in(db: Database, application_id: str) -> bool:
    query = "select attendance from attendance where application_id = ?"
    row = first_row(db, query, application_id)
    return row is not None and row["attendance"] == Attendance.LATE
