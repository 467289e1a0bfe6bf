"""What the database says of a sitting's room, read again only where the log has grown.

Whatever changes a seat, a candidate or a sitting stands in the log, and whom an entry names is
whose rows are read again. How far journals came changes nothing here, so those entries are passed
over. A new register shares with the one before whatever has not changed.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import Final

import msgspec
from sqlite_utils import Database

from exam.sitting import Sitting
from server.day import Notes, notes_by_application
from server.places import misplaced
from server.proposals import Proposal, proposals_of
from server.sittings import ONLY, Row, all_sittings, sitting_of
from server.store import ledger_size

_MOST_BY_ONE: Final = 100
"""So many candidates are read one by one; of more, all are read at once."""
_PASSED_OVER: Final = frozenset(
    {"HeadRecorded", "PcChecked", "TimeSettled", "SeatHeard", "SeatWaived"}
)
_OF_SEATS: Final = frozenset({"SeatEnrolled", "SeatRecovered", "SeatRevoked"})
_PEOPLE: Final = """
    select * from applications where :sitting in ('', sitting_id) order by number
"""
_ONE: Final = "select * from applications where id = :one and :sitting in ('', sitting_id)"
_SPOTS: Final = "select name, room, line, position from places where sitting_id = :sitting"
_SINCE: Final = "select entry from ledger where position >= ? order by position"


class _Concern(msgspec.Struct, frozen=True):
    """Whom an entry concerns; nobody named is everybody."""

    event: str
    application_id: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a PC stands: row and position count from one, from the front and from the left."""

    name: str
    room: str
    line: int
    position: int


@dataclass(frozen=True, slots=True)
class Register:
    """Seats by name, candidates by number, and what is known of each; `size` is the log's.

    `planned` is where those should sit who signed in elsewhere than the plan says.
    """

    size: int = -1
    forks: int = 0
    seats: tuple[Row, ...] = ()
    applications: Mapping[str, Row] = field(default_factory=dict)
    at_seat: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)
    sittings: Mapping[str, Sitting] = field(default_factory=dict)
    notes: Mapping[str, Notes] = field(default_factory=dict)
    proposals: Mapping[str, Proposal] = field(default_factory=dict)
    spots: Mapping[str, Spot] = field(default_factory=dict)
    planned: Mapping[str, str] = field(default_factory=dict)


class Registrar:
    """Keeps the register of one sitting up to date, whoever asks for it."""

    def __init__(self, sitting_id: str = ONLY) -> None:
        self._sitting_id = sitting_id
        self._guard = Lock()
        self._known = Register()

    def read(self, db: Database) -> Register:
        """Return the register as the database has it now."""
        with self._guard:
            self._known = self._renewed(db, self._known)
            return self._known

    def _renewed(self, db: Database, known: Register) -> Register:
        size, forks = ledger_size(db), _forks(db)
        if known.size < 0 or size < known.size or forks != known.forks:
            return self._whole(db, size, forks)
        if size == known.size:
            return known
        concerns = [one for one in _concerns(db, known.size) if one.event not in _PASSED_OVER]
        fresh = replace(known, size=size)
        if any(one.event in _OF_SEATS for one in concerns):
            fresh = replace(fresh, seats=_seats(db))
        people = {one.application_id for one in concerns if one.event not in _OF_SEATS}
        if "" in people or len(people) > _MOST_BY_ONE:
            return self._whole(db, size, forks)
        return self._with(db, fresh, people) if people else fresh

    def _whole(self, db: Database, size: int, forks: int) -> Register:
        rows = db.query(_PEOPLE, {"sitting": self._sitting_id})
        applications = {row["id"]: row for row in rows}
        return Register(
            size=size,
            forks=forks,
            seats=_seats(db),
            applications=applications,
            at_seat=_at_seat(applications),
            sittings=all_sittings(db, self._sitting_id),
            notes=notes_by_application(db),
            proposals=proposals_of(db),
            spots=_spots(db, self._sitting_id),
            planned=misplaced(db, self._sitting_id),
        )

    def _with(self, db: Database, known: Register, people: Iterable[str]) -> Register:
        """Read some candidates again."""
        rows, sittings = dict(known.applications), dict(known.sittings)
        notes, planned = dict(known.notes), dict(known.planned)
        for application_id in people:
            planned.pop(application_id, None)
            for row in db.query(_ONE, {"sitting": self._sitting_id, "one": application_id}):
                rows[application_id] = row
                sittings[application_id] = sitting_of(db, row)
                notes.update(notes_by_application(db, application_id))
                planned.update(misplaced(db, self._sitting_id, application_id))
        return replace(
            known,
            applications=rows,
            at_seat=_at_seat(rows),
            sittings=sittings,
            notes=notes,
            proposals=proposals_of(db),
            planned=planned,
        )


def _concerns(db: Database, first: int) -> Iterable[_Concern]:
    """Return whom each entry from a position on concerns."""
    for (raw,) in db.execute(_SINCE, [first]):
        yield msgspec.json.decode(raw, type=_Concern)


def _forks(db: Database) -> int:
    """How many texts lie beside any line: they are counted without an entry."""
    row = db.execute("select total(forks) from applications where forks > 0").fetchone()
    return int(row[0])


def _at_seat(applications: Mapping[str, Row]) -> Mapping[str, tuple[Row, ...]]:
    """Return who is signed in where, by seat."""
    found: defaultdict[str, tuple[Row, ...]] = defaultdict(tuple)
    for row in applications.values():
        if row["seat_id"] is not None:
            found[row["seat_id"]] += (row,)
    return dict(found)


def _seats(db: Database) -> tuple[Row, ...]:
    return tuple(db.query("select id, name, revoked from seats order by name"))


def _spots(db: Database, sitting_id: str) -> Mapping[str, Spot]:
    """Return where PCs stand, by their names in one spelling."""
    rows = db.execute(_SPOTS, {"sitting": sitting_id})
    return {row[0].casefold(): Spot(*row) for row in rows}
