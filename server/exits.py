"""Leave of the room: who went out with leave, since when, and who is back.

A candidate is out once at a time. Time goes on meanwhile. Whoever has handed in needs no leave.
"""

import os
from dataclasses import dataclass

from sqlite_utils import Database

from exam.chronicle import encode_entry
from exam.clock import ExamTime
from exam.errors import RefusedError
from exam.proceedings import ExitEnded, ExitPermitted
from exam.protocol import make_order_id
from exam.sitting import Phase
from server.day import require_application
from server.sittings import Row, first_row, sitting_of
from server.store import append_entry

_HANDED_IN = (Phase.SEALED, Phase.SUBMITTED)


@dataclass(frozen=True, slots=True)
class Exit:
    """One leave of the room; `back_at` is None while the candidate is out."""

    id: str
    application_id: str
    out_at: ExamTime
    back_at: ExamTime | None
    staff_id: str
    reason: str


def permit_exit(
    db: Database, application_id: str, staff_id: str, reason: str, now: ExamTime
) -> None:
    """Let a candidate go out, inside an act; who is out already stays noted as they are.

    Raises:
        RefusedError: there is no such candidate, they have not signed in, or have handed in.

    """
    application = require_application(db, application_id)
    if application["seat_id"] is None:
        raise RefusedError("exit.not-here")
    if sitting_of(db, application).phase_at(now) in _HANDED_IN:
        raise RefusedError("exit.handed-in")
    query = "select 1 from exits where application_id = ? and back_at is null"
    if first_row(db, query, application_id) is not None:
        return
    exit_id = make_order_id(os.urandom)
    row = {
        "id": exit_id,
        "application_id": application_id,
        "out_at": now,
        "back_at": None,
        "staff_id": staff_id,
        "reason": reason,
    }
    db.table("exits").insert(row)
    entry = ExitPermitted(now, exit_id, application_id, staff_id, reason)
    append_entry(db, encode_entry(entry))


def end_exit(db: Database, exit_id: str, staff_id: str, now: ExamTime) -> None:
    """Note that a candidate is back, inside an act; noting it again changes nothing.

    Raises:
        RefusedError: nobody went out under that id.

    """
    row = first_row(db, "select * from exits where id = ?", exit_id)
    if row is None:
        raise RefusedError("exit.unknown")
    if row["back_at"] is None:
        db.table("exits").update(exit_id, {"back_at": now})
        append_entry(db, encode_entry(ExitEnded(now, exit_id, staff_id)))


def exits_of(db: Database) -> tuple[Exit, ...]:
    """Return every leave of the room, the latest first."""
    rows = db.query("select * from exits order by out_at desc, id")
    return tuple(_exit(row) for row in rows)


def _exit(row: Row) -> Exit:
    back_at = None if row["back_at"] is None else ExamTime(row["back_at"])
    return Exit(
        id=row["id"],
        application_id=row["application_id"],
        out_at=ExamTime(row["out_at"]),
        back_at=back_at,
        staff_id=row["staff_id"],
        reason=row["reason"],
    )
