"""Watches the disk while the exam is served: what is free, and what is still to come by forecast.

It only looks; serving goes on with a full disk as long as it can, and says so.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from exam.clock import MILLISECONDS_PER_MINUTE
from server.files import naming_problems
from server.forecast import Forecast, Room, forecast_of, room_for
from server.office import OpenExam


@dataclass(frozen=True, slots=True)
class DiskState:
    """The disk of the exam directory: bytes that are free, and bytes that are still needed."""

    free: int
    needed: int

    @property
    def room(self) -> Room:
        """Whether it is enough, tight or too little."""
        return room_for(self.needed, self.free)


def disk_state(exam: OpenExam) -> DiskState:
    """Look at the disk now.

    Raises:
        DirectoryError: the exam directory cannot be looked at.

    """
    forecast = exam.store.read(forecast_in)
    used = _size_of(exam.directory.database)
    return DiskState(free_bytes(exam.directory.root), forecast.remaining(used))


def disk_notice(exam: OpenExam) -> DiskState | None:
    """Return what proctors have to know of the disk; None while there is enough room."""
    state = disk_state(exam)
    return None if state.room is Room.ENOUGH else state


def forecast_in(db: Database) -> Forecast:
    """Forecast an exam that exists, for the candidates that it has."""
    rows = db.query("select length + accommodation as whole from applications")
    return forecast_of(row["whole"] / MILLISECONDS_PER_MINUTE for row in rows)


def free_bytes(folder: Path) -> int:
    """How much may still be written where a folder is, or where it would be made.

    Raises:
        DirectoryError: nothing of it can be looked at.

    """
    there = folder.absolute()
    with naming_problems(there):
        while not there.exists() and there != there.parent:
            there = there.parent
        return shutil.disk_usage(there).free


def _size_of(database: Path) -> int:
    """Return the size of a database with SQLite's log of writes beside it."""
    parts = (database, database.with_name(f"{database.name}-wal"))
    with naming_problems(database):
        return sum(part.stat().st_size for part in parts if part.exists())
