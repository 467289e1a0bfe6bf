"""What stands noted today as the pages show it: people and PCs by name, times by the wall clock."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlite_utils import Database

from exam.clock import ExamTime
from exam.proceedings import IncidentKind
from server.announcements import Announcement, standing_announcements
from server.day import Notes, notes_by_application
from server.door import Door, door_of
from server.exits import Exit, exits_of
from server.incidents import Noted, incidents_of
from server.sittings import ONLY, Row
from server.web.hall_view import WallClock, staff_names

_PEOPLE: Final = "select id, number, name from applications where ? in ('', sitting_id)"


@dataclass(frozen=True, slots=True)
class IncidentShown:
    """One incident: when, of what kind, whom or what it concerns, who noted it."""

    clock: str
    kind: IncidentKind
    text: str
    candidate: str
    seat: str
    who: str


@dataclass(frozen=True, slots=True)
class ExitShown:
    """One leave of the room; `back` is empty while the candidate is out."""

    id: str
    candidate: str
    out: str
    back: str
    who: str
    reason: str


@dataclass(frozen=True, slots=True)
class AnnouncementShown:
    """What stands on the wall."""

    id: str
    text: str
    who: str
    clock: str


@dataclass(frozen=True, slots=True)
class DoorShown:
    """Whether check-in is open, and who last opened or closed it; empty if nobody did."""

    is_open: bool
    clock: str
    who: str


class NotesView:
    """Everything that is noted of a sitting, read once."""

    def __init__(self, db: Database, now: ExamTime, sitting_id: str = ONLY) -> None:
        self._db = db
        self._sitting_id = sitting_id
        self._clock = WallClock(now)
        self._staff = staff_names(db)
        people = db.query(_PEOPLE, [sitting_id])
        self._people = {row["id"]: f"{row['number']} – {row['name']}" for row in people}
        self._seats = {row["id"]: row["name"] for row in db.query("select id, name from seats")}

    def door(self) -> DoorShown:
        """Return how the door stands."""
        door: Door = door_of(self._db, self._sitting_id)
        at = door.opened_at if door.closed_at is None else door.closed_at
        who = door.opened_by if door.closed_at is None else door.closed_by
        return DoorShown(door.is_open, "" if at is None else self._clock.show(at), self._who(who))

    def incidents(self, application_id: str | None = None) -> list[IncidentShown]:
        """Return the incidents of one candidate or of all, the latest first."""
        return [
            self._incident(noted)
            for noted in incidents_of(self._db, self._sitting_id)
            if application_id in (None, noted.incident.application_id)
        ]

    def exits(self, application_id: str | None = None) -> list[ExitShown]:
        """Return the leaves of the room of one candidate or of all, the latest first."""
        return [
            self._exit(one)
            for one in exits_of(self._db)
            if application_id in (None, one.application_id) and one.application_id in self._people
        ]

    def announcements(self) -> list[AnnouncementShown]:
        """Return what stands on the wall."""
        return [
            self._announcement(one) for one in standing_announcements(self._db, self._sitting_id)
        ]

    def of_candidate(self, application: Row) -> Mapping[str, Any]:
        """Return what stands noted of one candidate, for their page."""
        notes: Notes = notes_by_application(self._db)[application["id"]]
        return {
            "noted": notes,
            "noted_incidents": self.incidents(application["id"]),
            "noted_exits": self.exits(application["id"]),
        }

    def _incident(self, noted: Noted) -> IncidentShown:
        incident = noted.incident
        return IncidentShown(
            clock=self._clock.show(noted.at),
            kind=incident.kind,
            text=incident.text,
            candidate=self._people.get(incident.application_id, ""),
            seat=self._seats.get(incident.seat_id, ""),
            who=self._who(noted.staff_id),
        )

    def _exit(self, one: Exit) -> ExitShown:
        return ExitShown(
            id=one.id,
            candidate=self._people[one.application_id],
            out=self._clock.show(one.out_at),
            back="" if one.back_at is None else self._clock.show(one.back_at),
            who=self._who(one.staff_id),
            reason=one.reason,
        )

    def _announcement(self, one: Announcement) -> AnnouncementShown:
        return AnnouncementShown(
            one.id, one.text, self._who(one.staff_id), self._clock.show(one.at)
        )

    def _who(self, staff_id: str) -> str:
        return self._staff.get(staff_id, staff_id)
