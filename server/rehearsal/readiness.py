"""What the real exam has ready for the day: its PCs and the room on the disk.

It is looked at on a connection that cannot write, so its server may be running meanwhile.
"""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlite_utils import Database

from exam.config import ExamConfig
from exam.pc_check import PcCheck, Severity
from exam.placing import place_name
from server.disk_watch import forecast_in, free_bytes
from server.files import naming_database_problems, naming_problems
from server.forecast import Room, room_for
from server.pc_checks import pc_checks_of
from server.rooms import seats_of
from server.settings import ExamDirectory

_SEATS: Final = "select id, name from seats where not revoked order by name"


@dataclass(frozen=True, slots=True)
class Readiness:
    """Candidates of the largest sitting, PCs, and bytes: free on the disk, and needed by forecast.

    `missing` are names of places, or of the list of pairing codes, that no PC has taken yet.
    `checked` is how many PCs have told what they found out about themselves; those that are
    `stopping` would let nobody sign in, those that are `warned` found something less grave.
    """

    candidates: int
    enrolled: int
    missing: tuple[str, ...]
    free: int
    needed: int
    checked: int = 0
    stopping: tuple[str, ...] = ()
    warned: tuple[str, ...] = ()

    @property
    def room(self) -> Room:
        """Whether the disk is enough."""
        return room_for(self.needed, self.free)


def readiness_of(root: Path, config: ExamConfig) -> Readiness:
    """Look at the real exam.

    Raises:
        DirectoryError: it cannot be read.

    """
    database = ExamDirectory(root).database
    uri = f"{database.absolute().as_uri()}?mode=ro"
    with (
        naming_database_problems(database),
        closing(sqlite3.connect(uri, uri=True)) as connection,
    ):
        db = Database(connection)
        seats = {row["id"]: row["name"] for row in db.query(_SEATS)}
        checks = {seats[key]: one.check for key, one in pc_checks_of(db).items() if key in seats}
        forecast, largest = forecast_in(db), _largest_sitting(db)
        expected = _expected(db, config)
    with naming_problems(database):
        used = database.stat().st_size
    names = set(seats.values())
    return Readiness(
        candidates=largest,
        enrolled=len(names),
        missing=tuple(name for name in expected if name not in names),
        free=free_bytes(root),
        needed=forecast.remaining(used),
        checked=len(checks),
        stopping=tuple(sorted(name for name, one in checks.items() if one.stops)),
        warned=tuple(sorted(name for name, one in checks.items() if _warns(one))),
    )


def _warns(check: PcCheck) -> bool:
    return not check.stops and check.worst not in (None, Severity.NOTICE)


def _largest_sitting(db: Database) -> int:
    """Return how many come to the sitting to which most do."""
    counted = db.execute("select count(*) from applications group by sitting_id").fetchall()
    return max((int(row[0]) for row in counted), default=0)


def _expected(db: Database, config: ExamConfig) -> list[str]:
    """Return what PCs are to be called: as the places of the plan, or as the list of codes."""
    query = "select distinct name from places order by room, line, position"
    places = [str(row["name"]) for row in db.query(query)]
    return places or [place_name(at) for at in range(1, seats_of(config.writing) + 1)]
