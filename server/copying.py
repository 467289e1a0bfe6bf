"""The last copy of the day: made, read back, and put on the record.

It is on the record only when every row that the log names was found in the copy itself.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from typing import Final

from sqlite_utils import Database

from exam.chronicle import decode_entry, encode_entry
from exam.clock import ExamTime
from exam.proceedings import CopyMade
from server.backup import back_up
from server.files import naming_database_problems, naming_problems
from server.office import OpenExam
from server.reconcile import DamageError, find_damage
from server.settings import ExamDirectory
from server.store import append_entry, ledger_size

_COPY: Final = b'{"event":"CopyMade",'


@dataclass(frozen=True, slots=True)
class FinalCopy:
    """A copy that was read back: how many entries it has, and SHA-256 of its database file."""

    entries: int
    digest: str


def make_final_copy(exam: OpenExam, folder: Path, staff_id: str) -> FinalCopy:
    """Copy the whole exam to a folder, read the copy back, and write down that it is there.

    Raises:
        DirectoryError: the folder cannot be used.
        DamageError: the copy lacks something that the log names.

    """
    copy = ExamDirectory(folder)
    back_up(exam.directory, copy)
    with _opened(copy) as db:
        entries = ledger_size(db)
        found = find_damage(db, exam)
    if found:
        raise DamageError(*found)
    final = FinalCopy(entries, _digest(copy.database))
    exam.act_now(lambda db, now: _record(db, final, staff_id, now))
    return final


def copies_of(db: Database) -> tuple[CopyMade, ...]:
    """Return every copy that is on the record."""
    rows = db.execute("select entry from ledger order by position")
    made = (decode_entry(entry) for (entry,) in rows if entry.startswith(_COPY))
    return tuple(entry for entry in made if isinstance(entry, CopyMade))


def is_that_copy(folder: Path, made: CopyMade) -> bool:
    """Whether a folder has, to the byte, the copy that was put on the record."""
    database = ExamDirectory(folder).database
    with naming_problems(database):
        return database.is_file() and _digest(database) == made.digest


def _record(db: Database, final: FinalCopy, staff_id: str, now: ExamTime) -> None:
    append_entry(db, encode_entry(CopyMade(now, final.entries, final.digest, staff_id)))


@contextmanager
def _opened(copy: ExamDirectory) -> Iterator[Database]:
    """Open a copy to read it, and nothing else."""
    uri = f"{copy.database.absolute().as_uri()}?mode=ro"
    with (
        naming_database_problems(copy.database),
        closing(sqlite3.connect(uri, uri=True)) as connection,
    ):
        yield Database(connection)


def _digest(database: Path) -> str:
    with naming_problems(database), database.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
