"""Everything that the minutes are written from, read from the database in one snapshot."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo

from sqlite_utils import Database

from exam.chronicle import AnyEntry, SeatEnrolled, SeatRecovered, TimeSettled, decode_entry
from server.disruptions import disruptions_of
from server.minutes_data import Day, Length, day_of
from server.occurrences import Occurrence
from server.office import OpenExam
from server.roll import Entrant, roll_of
from server.sitting_entries import entries_of_sitting
from server.sittings import ONLY
from server.wall import Wall


@dataclass(frozen=True, slots=True)
class Names:
    """What people and PCs are called that the ledger has by id."""

    entrants: Mapping[str, Entrant]
    staff: Mapping[str, str]
    seats: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class DayRecord:
    """The day, what disturbed it, at which hours, and who everybody is."""

    day: Day
    occurrences: tuple[Occurrence, ...]
    wall: Wall
    names: Names


def read_day(
    db: Database, exam: OpenExam, zone: tzinfo | None = None, sitting_id: str = ONLY
) -> DayRecord:
    """Read the day of a sitting; hours are of the given zone, or of the one of this machine."""
    rows = list(db.query("select entry, leaf from ledger order by position"))
    entries = [decode_entry(row["entry"]) for row in rows]
    roll = roll_of(db, exam.config, sitting_id)
    grace = exam.config.writing.sitting_rules.grace_seconds * 1000
    leaves = [row["leaf"] for row in rows]
    day = day_of(entries, leaves, roll, _lengths(db), grace, sitting_id)
    own = entries_of_sitting(entries, sitting_id, {one.application_id for one in roll})
    settled = [one for one in entries if isinstance(one, TimeSettled)]
    wall = Wall(settled, _last_known(db), zone)
    return DayRecord(day, disruptions_of(own), wall, _names(db, roll, entries))


def _lengths(db: Database) -> Mapping[str, Length]:
    rows = db.query("select id, length, accommodation from applications")
    return {row["id"]: Length(row["length"], row["accommodation"]) for row in rows}


def _last_known(db: Database) -> tuple[int, int]:
    """Return exam time and the wall's, in milliseconds, as they were last written down together."""
    ((exam_time, wall_time),) = db.execute("select exam_time, wall_time from timeline").fetchall()
    return exam_time, wall_time


def _names(db: Database, roll: Sequence[Entrant], entries: Sequence[AnyEntry]) -> Names:
    admitted = (one for one in entries if isinstance(one, SeatEnrolled | SeatRecovered))
    return Names(
        entrants={one.application_id: one for one in roll},
        staff={row["id"]: row["name"] for row in db.query("select id, name from staff")},
        seats={one.seat_id: one.seat_name for one in admitted},
    )
