"""A second copy of an exam, kept up while its server runs: a complete exam directory elsewhere.

Another process copies: it reads in one short snapshot, on a connection that cannot write and never
checkpoints, so the server does not notice. Of tables that only grow, new rows are copied; of the
others, what changed. The copy changes in one transaction and is on the disk when that ends, so it
is whole at every moment. A copy that is ahead of the exam, or of another history, is never touched.
"""

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from exam.errors import DirectoryError, ExamError
from server.files import (
    PRIVATE_FILE,
    make_private_folder,
    naming_database_problems,
    naming_problems,
    read_file,
    sync_folder,
)
from server.office import read_manifest
from server.settings import ExamDirectory

BACKUP_EACH_SECONDS: Final = 5
GROWING: Final = ("ledger", "batches", "envelopes", "orders", "deeds")
"""Tables whose rows are only ever added, each with a higher rowid than the one before."""

_LOG: Final = "ledger"
_LOG_COLUMNS: Final = "position, entry, leaf"
_BUSY_SECONDS: Final = 5
_SCHEMA: Final = """
    select type, name, sql from {of}.sqlite_master
    where sql is not null and name not like 'sqlite_%' order by type = 'index', rowid
"""
_LAST: Final = 'select max(rowid) from main."{table}"'
_DIFFERENT: Final = """
    select {columns} from main."{table}" where rowid = ?
    except select {columns} from exam."{table}" where rowid = ?
"""
_LATER: Final = """
    insert into main."{table}" ({columns})
    select {columns} from exam."{table}" where rowid > ? order by rowid
"""
_GONE: Final = """
    delete from main."{table}" where rowid not in (select rowid from exam."{table}")
"""
_CHANGED: Final = """
    insert or replace into main."{table}" ({columns})
    select {columns} from exam."{table}" except select {columns} from main."{table}"
"""
_BEFORE_ALL: Final = -1
"""The first entry of the log is at 0."""


@dataclass(frozen=True, slots=True)
class Copied:
    """What a round brought: how many rows, and how many entries the copy's log has now."""

    rows: int
    entries: int


def back_up(source: ExamDirectory, target: ExamDirectory, *, is_new: bool = True) -> Copied:
    """Bring a copy up to date; unless it may be new, it has to be there already.

    Raises:
        DirectoryError: one of them cannot be used, the copy is of another exam or ahead of it, or
            somebody works on the copy.

    """
    manifest, _, _ = read_manifest(source.root)
    _require_fit(manifest, source, target, is_new=is_new)
    _copy_files(source, target)
    with _held(target), _naming_all_problems(target), _opened(target, source) as db:
        return _copy_rows(db, target)


def _require_fit(
    manifest: bytes, source: ExamDirectory, target: ExamDirectory, *, is_new: bool
) -> None:
    with naming_problems(target.root):
        here, there = source.root.resolve(), target.root.resolve()
        is_there = target.manifest.is_file()
        is_free = not target.root.exists() or not any(target.root.iterdir())
    if here.is_relative_to(there) or there.is_relative_to(here):
        raise DirectoryError("backup.inside", path=str(target.root), exam=str(source.root))
    if is_there:
        if read_file(target.manifest) != manifest:
            raise DirectoryError("backup.other-exam", path=str(target.root))
    elif not is_new:
        raise DirectoryError("backup.gone", path=str(target.root))
    elif not is_free:
        raise DirectoryError("backup.not-empty", path=str(target.root))


def _copy_files(source: ExamDirectory, target: ExamDirectory) -> None:
    """Copy what never changes; the manifest comes last, so that a copy with it has its keys."""
    if target.manifest.is_file():
        return
    for folder in (target.root, target.ca_key.parent):
        if not folder.is_dir():
            make_private_folder(folder)
    for path in (*source.keys, source.manifest):
        _put(target.root / path.relative_to(source.root), read_file(path))
    for folder in (target.ca_key.parent, target.root):
        sync_folder(folder)


def _put(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, whatever is there."""
    part = path.with_name(f"{path.name}.part")
    with naming_problems(path):
        with os.fdopen(
            os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE_FILE), "wb"
        ) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)


@contextmanager
def _held(target: ExamDirectory) -> Iterator[None]:
    """Keep everybody else from working on the copy, a server above all."""
    with naming_problems(target.lock):
        handle = os.open(target.lock, os.O_RDWR | os.O_CREAT, PRIVATE_FILE)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise DirectoryError("directory.in-use", directory=str(target.root)) from None
    finally:
        os.close(handle)


@contextmanager
def _naming_all_problems(target: ExamDirectory) -> Iterator[None]:
    """Name what SQLite refuses, a database that stays locked and whatever else among it."""
    try:
        with naming_database_problems(target.database):
            yield
    except sqlite3.Error as error:
        path = str(target.database)
        raise DirectoryError("directory.os", path=path, problem=str(error)) from error


@contextmanager
def _opened(target: ExamDirectory, source: ExamDirectory) -> Iterator[sqlite3.Connection]:
    with naming_problems(target.database):
        os.close(os.open(target.database, os.O_RDWR | os.O_CREAT, PRIVATE_FILE))
    uri = target.database.absolute().as_uri()
    connection = sqlite3.connect(uri, timeout=_BUSY_SECONDS, isolation_level=None, uri=True)
    with closing(connection) as db:
        db.execute("pragma main.journal_mode = persist")
        db.execute("pragma main.synchronous = full")
        db.execute("attach ? as exam", [f"{source.database.absolute().as_uri()}?mode=ro"])
        yield db


def _copy_rows(db: sqlite3.Connection, target: ExamDirectory) -> Copied:
    """Bring every table up to date, in one snapshot of the exam and one commit of the copy."""
    before = db.total_changes
    with _transaction(db):
        schema = _schema(db, "exam")
        if _schema(db, "main") != schema:
            _make_tables(db, schema, target)
        for table in [name for kind, name, _ in schema if kind == "table"]:
            columns = _columns(db, table)
            if table in GROWING:
                _append(db, table, columns, target)
            else:
                _follow(db, table, columns)
        (entries,) = db.execute("select count(*) from main.ledger").fetchone()
    return Copied(db.total_changes - before, entries)


@contextmanager
def _transaction(db: sqlite3.Connection) -> Iterator[None]:
    db.execute("begin immediate")
    try:
        yield
    except BaseException:
        if db.in_transaction:
            db.execute("rollback")
        raise
    db.execute("commit")


def _schema(db: sqlite3.Connection, of: str) -> list[tuple[str, str, str]]:
    return db.execute(_SCHEMA.format(of=of)).fetchall()


def _make_tables(
    db: sqlite3.Connection, schema: list[tuple[str, str, str]], target: ExamDirectory
) -> None:
    """Begin the copy anew: it is new, or the program was renewed and its tables are others."""
    tables = [name for kind, name, _ in _schema(db, "main") if kind == "table"]
    if _LOG in tables:
        _last_in_both(db, _LOG, _LOG_COLUMNS, target)
    for name in tables:
        db.execute(f'drop table main."{name}"')
    for _, _, sql in schema:
        db.execute(sql)


def _columns(db: sqlite3.Connection, table: str) -> str:
    names = db.execute("select name from pragma_table_info(?, 'exam')", [table])
    return ", ".join(("rowid", *(f'"{name}"' for (name,) in names)))


def _append(db: sqlite3.Connection, table: str, columns: str, target: ExamDirectory) -> None:
    """Copy the rows after the last one that is here, if that one is the same in both."""
    last = _last_in_both(db, table, columns, target)
    db.execute(_LATER.format(table=table, columns=columns), [_BEFORE_ALL if last is None else last])


def _last_in_both(
    db: sqlite3.Connection, table: str, columns: str, target: ExamDirectory
) -> int | None:
    """Return the number of the copy's last row; the copy is not touched if the exam has another.

    Raises:
        DirectoryError: the copy is ahead of the exam, or of another history.

    """
    names = {"table": table, "columns": columns}
    last: int | None = db.execute(_LAST.format(**names)).fetchone()[0]
    if db.execute(_DIFFERENT.format(**names), [last, last]).fetchone() is not None:
        raise DirectoryError("backup.ahead", path=str(target.root))
    return last


def _follow(db: sqlite3.Connection, table: str, columns: str) -> None:
    """Make a small table equal, touching only the rows that differ."""
    for statement in (_GONE, _CHANGED):
        db.execute(statement.format(table=table, columns=columns))


class Follower:
    """Keeps a copy up to date that was made before, whatever happens to where it lies."""

    def __init__(self, source: ExamDirectory, target: ExamDirectory) -> None:
        self._source = source
        self._target = target
        self._trouble: str | None = None

    def turn(self) -> Copied | ExamError | None:
        """Copy what is new; returns what is new for people: a trouble, or that it is over."""
        before, self._trouble = self._trouble, None
        try:
            copied = back_up(self._source, self._target, is_new=False)
        except ExamError as error:
            self._trouble = str(error)
            return error if self._trouble != before else None
        return copied if before is not None else None
