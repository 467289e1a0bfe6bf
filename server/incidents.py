"""What went wrong: noted with its kind, for one candidate, for one PC or for the whole hall.

A note is never changed or deleted: what was wrong about it is said in another one. The form draws
the id, so that the same form sent twice is one note.
"""

from dataclasses import dataclass
from typing import Final

from sqlite_utils import Database

from exam.chronicle import encode_entry
from exam.clock import ExamTime
from exam.errors import RefusedError
from exam.proceedings import IncidentKind, IncidentNoted
from server.day import require_application
from server.sittings import ONLY, first_row
from server.store import append_entry

_NOTED: Final = "select * from incidents where ? in ('', sitting_id) order by at desc, id"


@dataclass(frozen=True, slots=True)
class Incident:
    """One note; with neither candidate nor PC it concerns the whole hall.

    `sitting_id` is the sitting at which it was written down.
    """

    id: str
    kind: IncidentKind
    text: str
    application_id: str = ""
    seat_id: str = ""
    sitting_id: str = ONLY


@dataclass(frozen=True, slots=True)
class Noted:
    """A note with who wrote it down, and when."""

    incident: Incident
    staff_id: str
    at: ExamTime


def note_incident(db: Database, incident: Incident, staff_id: str, now: ExamTime) -> None:
    """Write an incident down, inside an act; the same note again changes nothing.

    Raises:
        RefusedError: there is no such candidate or PC.

    """
    if incident.application_id:
        require_application(db, incident.application_id)
    if incident.seat_id:
        _require_seat(db, incident.seat_id)
    if first_row(db, "select 1 from incidents where id = ?", incident.id) is not None:
        return
    row = {
        "id": incident.id,
        "at": now,
        "kind": incident.kind.value,
        "application_id": incident.application_id,
        "seat_id": incident.seat_id,
        "staff_id": staff_id,
        "text": incident.text,
        "sitting_id": incident.sitting_id,
    }
    db.table("incidents").insert(row)
    entry = IncidentNoted(
        at=now,
        incident_id=incident.id,
        kind=incident.kind,
        application_id=incident.application_id,
        seat_id=incident.seat_id,
        staff_id=staff_id,
        text=incident.text,
        sitting_id=incident.sitting_id,
    )
    append_entry(db, encode_entry(entry))


def incidents_of(db: Database, sitting_id: str = ONLY) -> tuple[Noted, ...]:
    """Return every incident of a sitting, or of all, the latest first."""
    rows = db.query(_NOTED, [sitting_id])
    return tuple(
        Noted(
            Incident(
                row["id"],
                IncidentKind(row["kind"]),
                row["text"],
                row["application_id"],
                row["seat_id"],
                row["sitting_id"],
            ),
            row["staff_id"],
            ExamTime(row["at"]),
        )
        for row in rows
    )


def _require_seat(db: Database, seat_id: str) -> None:
    if first_row(db, "select 1 from seats where id = ?", seat_id) is None:
        raise RefusedError("seat.unknown")
