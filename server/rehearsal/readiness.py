"""What the real exam has ready for the day: its PCs and the room on the disk.

It is looked at on a connection that cannot write, so its server may be running meanwhile.
"""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from exam.config import ExamConfig
from server.disk_watch import forecast_in, free_bytes
from server.files import naming_database_problems, naming_problems
from server.forecast import Room, room_for
from server.settings import ExamDirectory


@dataclass(frozen=True, slots=True)
class Readiness:
    """Candidates and PCs of the real exam, and bytes: free on the disk, and needed by forecast.

    `missing` are names of places, or of the list of pairing codes, that no PC has taken yet.
    """

    candidates: int
    enrolled: int
    missing: tuple[str, ...]
    free: int
    needed: int

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
        names = {row["name"] for row in db.query("select name from seats where not revoked")}
        forecast = forecast_in(db, config)
        expected = _expected(db, config)
    with naming_problems(database):
        used = database.stat().st_size
    return Readiness(
        candidates=forecast.candidates,
        enrolled=len(names),
        missing=tuple(name for name in expected if name not in names),
        free=free_bytes(root),
        needed=forecast.remaining(used),
    )


def _expected(db: Database, config: ExamConfig) -> list[str]:
    """Return what PCs are to be called: as the places of the plan, or as the list of codes."""
    query = "select name from places order by room, line, position"
    places = [str(row["name"]) for row in db.query(query)]
    return places or [f"PC-{at:02}" for at in range(1, config.writing.sitting.seats + 1)]
