"""Which papers panelists may read: those that the release officer has let through.

Where nobody holds the reading key as release officer, because the selection has none, every opened
paper may be read. Whoever releases does not score, and learns from here nothing about authors.
"""

from typing import Final

from sqlite_utils import Database

from exam.chronicle import encode_entry
from exam.clock import ExamTime
from exam.custody_record import PaperReleased, ReleaseWaived
from exam.errors import RefusedError
from server.anonymity import Slot
from server.staff import Role
from server.store import append_entry

_OPENED: Final = "select code from papers"
_RELEASED: Final = "select code from releases"
_IS_RELEASED: Final = "select 1 from releases where code = ?"


def released_codes(db: Database) -> frozenset[str]:
    """Return the codes of the papers that panelists may read."""
    return _codes(db, _RELEASED if has_release_check(db) else _OPENED)


def is_released(db: Database, code: str) -> bool:
    """Whether panelists may read a paper that was opened."""
    return not has_release_check(db) or db.execute(_IS_RELEASED, [code]).fetchone() is not None


def has_release_check(db: Database) -> bool:
    """Whether somebody was given the reading key in order to check the papers."""
    holder = """
        select 1 from key_slots join staff on staff.id = key_slots.panelist_id
        where key_slots.kind = ? and staff.role = ?
    """
    asked = [Slot.READING.value, Role.RELEASE_OFFICER.value]
    return db.execute(holder, asked).fetchone() is not None


def release_paper(db: Database, code: str, staff_id: str, now: ExamTime) -> None:
    """Let panelists read a paper, inside an act; again changes nothing.

    Raises:
        RefusedError: there is no paper of that code.

    """
    if db.execute("select 1 from papers where code = ?", [code]).fetchone() is None:
        raise RefusedError("marking.no-paper", paper=code)
    if db.execute(_IS_RELEASED, [code]).fetchone() is not None:
        return
    db.table("releases").insert({"code": code, "staff_id": staff_id})
    append_entry(db, encode_entry(PaperReleased(now, code, staff_id)))


def waive_check(db: Database, staff_id: str, reason: str, now: ExamTime) -> int:
    """Let panelists read every paper that nobody has checked, inside an act; returns how many.

    Raises:
        RefusedError: there is none that waits.

    """
    waiting = waiting_codes(db)
    if not waiting:
        raise RefusedError("release.none-waits")
    db.table("releases").insert_all({"code": code, "staff_id": staff_id} for code in waiting)
    append_entry(db, encode_entry(ReleaseWaived(now, len(waiting), staff_id, reason)))
    return len(waiting)


def waiting_codes(db: Database) -> tuple[str, ...]:
    """Return the codes of the papers that panelists may not read yet, in alphabetical order."""
    return tuple(sorted(_codes(db, _OPENED) - released_codes(db)))


def _codes(db: Database, query: str) -> frozenset[str]:
    return frozenset(str(row["code"]) for row in db.query(query))
