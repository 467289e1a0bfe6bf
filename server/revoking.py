"""A PC that is not listened to any more: its beats, sign-ins and hand-ins are refused.

It cannot be taken back: the PC is enrolled anew, as another seat. What had come from it stays.
"""

from sqlite_utils import Database

from exam.chronicle import encode_entry
from exam.clock import ExamTime
from exam.errors import RefusedError
from exam.proceedings import SeatRevoked
from server.sittings import first_row
from server.store import append_entry


def revoke_seat(db: Database, seat_id: str, staff_id: str, reason: str, now: ExamTime) -> None:
    """Listen to a PC no more, inside an act; a second time changes nothing.

    Raises:
        RefusedError: there is no such PC.

    """
    row = first_row(db, "select revoked from seats where id = ?", seat_id)
    if row is None:
        raise RefusedError("seat.unknown")
    if not row["revoked"]:
        db.table("seats").update(seat_id, {"revoked": 1})
        append_entry(db, encode_entry(SeatRevoked(now, seat_id, staff_id, reason)))
