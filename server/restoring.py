"""An exam brought back from its backup, on this machine or on any other.

The new directory is made whole or not at all, from a backup that was checked first. It knows that
it was restored: its server waits for every seat to bring what came after the backup.
"""

import fcntl
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlite_utils import Database

from exam.chronicle import ExamCreated, decode_entry
from exam.clock import ExamTime
from exam.errors import DirectoryError
from server.files import (
    PRIVATE_FILE,
    make_private_folder,
    naming_problems,
    read_file,
    sync_folder,
    write_private,
)
from server.office import OpenExam, read_manifest, require_outside_exams, visit_exam
from server.reconcile import require_undamaged
from server.recovering import awaited, begin_recovery
from server.settings import ExamDirectory
from server.staging import new_folders, require_new
from server.store import ledger_size

_BESIDE: Final = ("", "-journal", "-wal")
"""Files of SQLite that belong to a database which was left in the middle of something."""
_PIECE: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Restored:
    """What was brought back: entries of the log, up to that exam time, and seats to wait for."""

    entries: int
    at: ExamTime
    seats: int


def restore_exam(backup: Path, root: Path, *, despite_damage: bool = False) -> Restored:
    """Make a new exam directory from a backup, though it lack something if that is wanted.

    Raises:
        DirectoryError: the backup is none, is not whole, damaged or in use, or the place is taken.
        DamageError: the backup lacks what its own log names.
        LinkError: the exam was made with another version of the program.

    """
    require_outside_exams(root)
    require_new(root)
    read_manifest(backup)
    with new_folders(root) as (stage,):
        with _held(backup):
            _copy(ExamDirectory(backup), ExamDirectory(stage))
        _require_sound(backup, ExamDirectory(stage))
        with visit_exam(stage) as exam:
            _require_own_log(exam, backup)
            if not despite_damage:
                require_undamaged(exam)
            return exam.store.write_now(lambda db: _mark(db, exam))


@contextmanager
def _held(backup: Path) -> Iterator[None]:
    """Let nobody write there meanwhile; a backup that cannot be locked is written by nobody."""
    try:
        handle = os.open(ExamDirectory(backup).lock, os.O_RDONLY)
    except OSError:
        yield
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise DirectoryError("directory.in-use", directory=str(backup)) from None
    finally:
        os.close(handle)


def _copy(backup: ExamDirectory, stage: ExamDirectory) -> None:
    make_private_folder(stage.ca_key.parent)
    for path in (*backup.keys, backup.manifest):
        write_private(stage.root / path.relative_to(backup.root), read_file(path))
    for suffix in _BESIDE:
        path = backup.database.with_name(backup.database.name + suffix)
        with naming_problems(path):
            is_there = path.is_file()
        if is_there:
            _copy_large(path, stage.root / path.name)
    for folder in (stage.ca_key.parent, stage.root):
        sync_folder(folder)


def _copy_large(path: Path, target: Path) -> None:
    """Copy a file that need not fit into memory."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    with (
        naming_problems(path),
        path.open("rb") as source,
        os.fdopen(os.open(target, flags, PRIVATE_FILE), "wb") as copy,
    ):
        shutil.copyfileobj(source, copy, _PIECE)
        copy.flush()
        os.fsync(copy.fileno())


def _require_sound(backup: Path, stage: ExamDirectory) -> None:
    """Refuse a database that is cut short or damaged, before anything is written into it."""
    database = ExamDirectory(backup).database
    try:
        with closing(sqlite3.connect(stage.database)) as db:
            (answer,) = db.execute("pragma integrity_check(1)").fetchone()
            (tables,) = db.execute("select count(*) from sqlite_master").fetchone()
    except sqlite3.DatabaseError:
        raise DirectoryError("backup.damaged", path=str(database)) from None
    if not tables:
        raise DirectoryError("backup.incomplete", path=str(backup))
    if answer != "ok":
        raise DirectoryError("backup.damaged", path=str(database))


def _require_own_log(exam: OpenExam, backup: Path) -> None:
    """Refuse a database beside the manifest of another exam."""
    rows = exam.store.read(lambda db: list(db.query("select entry from ledger where position = 0")))
    first = decode_entry(rows[0]["entry"]) if rows else None
    if not isinstance(first, ExamCreated) or first.exam_id != exam.exam_id.hex():
        raise DirectoryError("backup.mixed", path=str(backup))


def _mark(db: Database, exam: OpenExam) -> Restored:
    """Begin recovery; after the opening there is nothing left that a seat could bring."""
    (row,) = db.query("select exam_time from timeline")
    at, entries = ExamTime(row["exam_time"]), ledger_size(db)
    if db.execute("select 1 from opening").fetchone() is None:
        exam.timeline.doubt(db)
        begin_recovery(db, entries, at)
    return Restored(entries, at, len(awaited(db)))
