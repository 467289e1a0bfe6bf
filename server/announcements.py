"""What stands on the wall of the hall for everybody: made, and taken down again.

The form draws the id, so that the same form sent twice is one announcement.
"""

from dataclasses import dataclass
from typing import Final

from sqlite_utils import Database

from exam.chronicle import encode_entry
from exam.clock import ExamTime
from exam.errors import RefusedError
from exam.proceedings import AnnouncementEnded, AnnouncementMade
from server.sittings import ONLY, first_row
from server.store import append_entry

_STANDING: Final = """
    select * from announcements where ended_at is null and sitting_id = ? order by at desc, id
"""


@dataclass(frozen=True, slots=True)
class Announcement:
    """One announcement, who made it and when."""

    id: str
    text: str
    staff_id: str
    at: ExamTime


def make_announcement(
    db: Database,
    announcement_id: str,
    text: str,
    staff_id: str,
    now: ExamTime,
    sitting_id: str = ONLY,
) -> None:
    """Put an announcement on a sitting's wall, inside an act; the same again changes nothing."""
    if first_row(db, "select 1 from announcements where id = ?", announcement_id) is not None:
        return
    row = {"id": announcement_id, "at": now, "text": text, "staff_id": staff_id, "ended_at": None}
    db.table("announcements").insert({**row, "sitting_id": sitting_id})
    entry = AnnouncementMade(now, announcement_id, staff_id, text, sitting_id)
    append_entry(db, encode_entry(entry))


def end_announcement(db: Database, announcement_id: str, staff_id: str, now: ExamTime) -> None:
    """Take an announcement down, inside an act; taking it down again changes nothing.

    Raises:
        RefusedError: there is none of that id.

    """
    row = first_row(db, "select ended_at from announcements where id = ?", announcement_id)
    if row is None:
        raise RefusedError("announcement.unknown")
    if row["ended_at"] is None:
        db.table("announcements").update(announcement_id, {"ended_at": now})
        append_entry(db, encode_entry(AnnouncementEnded(now, announcement_id, staff_id)))


def standing_announcements(db: Database, sitting_id: str = ONLY) -> tuple[Announcement, ...]:
    """Return what stands on a sitting's wall now, the latest first."""
    rows = db.query(_STANDING, [sitting_id])
    return tuple(
        Announcement(row["id"], row["text"], row["staff_id"], ExamTime(row["at"])) for row in rows
    )
