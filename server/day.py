"""What stands noted of each candidate today: attendance, leave of the room, incidents.

Only reading: the writing is done where each of them has its rules. Of attendance the latest word
counts, and whoever is signed in has come, whatever was noted before.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from sqlite_utils import Database

from exam.clock import ExamTime
from exam.errors import RefusedError
from exam.proceedings import Attendance
from server.sittings import Row, first_row

_ATTENDANCE: Final = """
    select applications.id, applications.seat_id, attendance.attendance, attendance.reason
    from applications left join attendance on attendance.application_id = applications.id
"""
_OUT: Final = "select application_id, out_at from exits where back_at is null"
_INCIDENTS: Final = """
    select application_id, count(*) as incidents from incidents
    where application_id in (select id from applications){one} group by application_id
"""


@dataclass(frozen=True, slots=True)
class Notes:
    """What stands noted of one candidate; `attendance` is None while nobody knows.

    `out_since` is when they left the room with leave and are not back yet.
    """

    attendance: Attendance | None = None
    attendance_reason: str = ""
    out_since: ExamTime | None = None
    incidents: int = 0


def notes_by_application(db: Database, one: str | None = None) -> Mapping[str, Notes]:
    """Return what stands noted of every candidate, or of one, by application, in three queries."""
    asked = {"one": one}
    is_one = "" if one is None else " and application_id = :one"
    of_one = "" if one is None else " where applications.id = :one"
    noted = {row["id"]: _attendance(row) for row in db.query(_ATTENDANCE + of_one, asked)}
    for row in db.query(_OUT + is_one, asked):
        since = ExamTime(row["out_at"])
        noted[row["application_id"]] = replace(noted[row["application_id"]], out_since=since)
    for row in db.query(_INCIDENTS.format(one=is_one), asked):
        who = row["application_id"]
        noted[who] = replace(noted[who], incidents=row["incidents"])
    return noted


def require_application(db: Database, application_id: str) -> Row:
    """Return the row of an application.

    Raises:
        RefusedError: there is none of that id.

    """
    row = first_row(db, "select * from applications where id = ?", application_id)
    if row is None:
        raise RefusedError("order.nobody", application=application_id)
    return row


def _attendance(row: Row) -> Notes:
    is_here = row["seat_id"] is not None
    if row["attendance"] is None or (is_here and row["attendance"] == Attendance.ABSENT):
        return Notes(Attendance.PRESENT if is_here else None)
    return Notes(Attendance(row["attendance"]), row["reason"])
