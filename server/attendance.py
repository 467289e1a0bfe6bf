"""Who came: present by signing in; that somebody is late or absent is noted by a proctor.

The latest word counts, so a later one takes an earlier one back. The word "late" lets somebody in
though the door is closed. Nobody who has signed in is absent.
"""

from sqlite_utils import Database

from exam.chronicle import encode_entry
from exam.clock import ExamTime
from exam.errors import RefusedError
from exam.proceedings import Attendance, AttendanceNoted
from server.day import require_application
from server.door import door_of
from server.sittings import first_row
from server.store import append_entry


def note_attendance(
    db: Database,
    application_id: str,
    attendance: Attendance,
    staff_id: str,
    reason: str,
    now: ExamTime,
) -> None:
    """Note whether a candidate came, inside an act; the same word again changes nothing.

    Raises:
        RefusedError: there is no such candidate; the candidate has signed in and is not absent,
            or is not expected at all; or nobody can be late yet, as the door was never open.

    """
    application = require_application(db, application_id)
    if application["barred"] and application["seat_id"] is None:
        raise RefusedError("attendance.not-expected")
    if attendance is Attendance.ABSENT and application["seat_id"] is not None:
        raise RefusedError("attendance.is-here")
    if attendance is Attendance.LATE and door_of(db, application["sitting_id"]).opened_at is None:
        raise RefusedError("attendance.too-early")
    if _noted(db, application_id) == attendance:
        return
    row = {
        "application_id": application_id,
        "attendance": attendance.value,
        "at": now,
        "staff_id": staff_id,
        "reason": reason,
    }
    db.table("attendance").insert(row, replace=True)
    entry = AttendanceNoted(now, application_id, attendance, staff_id, reason)
    append_entry(db, encode_entry(entry))


def _noted(db: Database, application_id: str) -> str | None:
    query = "select attendance from attendance where application_id = ?"
    row = first_row(db, query, application_id)
    return None if row is None else str(row["attendance"])
