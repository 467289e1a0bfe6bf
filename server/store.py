"""The exam database: one writer that commits in groups, readers that cannot write.

An act is a function of the database. Acts run one after the other on the writer's thread; those
that wait together share one commit, and each is answered only when that commit is on disk. An act
that raises is undone alone and changes nothing.
"""

import asyncio
import fcntl
import os
import queue
import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar

from sqlite_utils import Database

from exam.errors import DirectoryError
from exam.ledger import leaf_hash
from server.schema_finding import MIGRATIONS

_T = TypeVar("_T")
Act = Callable[[Database], _T]
_GROUP: Final = 256
_BUSY_SECONDS: Final = 5
_CACHE_KIBIBYTES: Final = 8192
"""Room for all that hand-ins which share a commit change, so that none of it is written twice."""
_WAL_PAGES: Final = 4096
"""So much is committed before it is moved into the database: moving waits for the disk twice."""
_APPEND: Final = """
    insert into ledger (position, entry, leaf)
    select coalesce(max(position) + 1, 0), ?, ? from ledger
    returning position
"""


@dataclass(frozen=True, slots=True)
class _Task:
    act: Act[Any]
    done: "Future[Any]"


class Store:
    """An open exam database; the process that holds it is the only one that may."""

    def __init__(self, path: Path, lock: Path) -> None:
        self._path = path
        self._tasks: queue.Queue[_Task | None] = queue.Queue()
        self._closed = False
        self._close_guard = threading.Lock()
        self._idle_readers: list[Database] = []
        self._lock_file = _hold(lock)
        try:
            self._db = _connect_writer(path)
        except BaseException:
            self._lock_file.close()
            raise
        self._writer = threading.Thread(target=self._work, name="store-writer", daemon=True)
        self._writer.start()

    async def write(self, act: Act[_T]) -> _T:
        """Run an act on the writer; returns once its effect is on disk."""
        return await asyncio.wrap_future(self._submit(act))

    def write_now(self, act: Act[_T]) -> _T:
        """Run an act on the writer from a thread that may wait."""
        return self._submit(act).result()

    def read(self, act: Act[_T]) -> _T:
        """Run an act on a read-only connection that nobody else uses now, in one snapshot."""
        with self._reader() as db, db.atomic():
            return act(db)

    def close(self) -> None:
        """Finish what waits, then close every connection and let go of the lock."""
        with self._close_guard:
            self._closed = True
            self._tasks.put(None)
        self._writer.join()
        for reader in self._idle_readers:
            reader.close()
        self._db.close()
        self._lock_file.close()

    def _submit(self, act: Act[_T]) -> "Future[_T]":
        done: Future[_T] = Future()
        with self._close_guard:
            if self._closed:
                raise sqlite3.ProgrammingError("the store is closed")
            self._tasks.put(_Task(act, done))
        return done

    @contextmanager
    def _reader(self) -> Iterator[Database]:
        """Lend a connection; as many stay open as were ever in use at once."""
        try:
            db = self._idle_readers.pop()
        except IndexError:
            db = _connect_reader(self._path)
        try:
            yield db
        finally:
            self._idle_readers.append(db)

    def _work(self) -> None:
        while (group := self._next_group()) is not None:
            self._commit(group)

    def _next_group(self) -> list[_Task] | None:
        first = self._tasks.get()
        if first is None:
            return None
        group = [first]
        while len(group) < _GROUP:
            try:
                task = self._tasks.get_nowait()
            except queue.Empty:
                break
            if task is None:
                self._tasks.put(None)
                break
            group.append(task)
        return group

    def _commit(self, waiting: list[_Task]) -> None:
        """Run tasks in one commit; whoever stopped waiting before it is left out.

        If the whole commit is undone, because the disk is full or fails, everybody is told.
        """
        group = [task for task in waiting if task.done.set_running_or_notify_cancel()]
        answers: list[tuple[_Task, Any, BaseException | None]] = []
        try:
            with self._db.atomic():
                answers.extend((task, *self._attempt(task)) for task in group)
        except Exception as error:  # noqa: BLE001 - handed to all who asked
            answers = [(task, None, error) for task in group]
        for task, value, failure in answers:
            if failure is None:
                task.done.set_result(value)
            else:
                task.done.set_exception(failure)

    def _attempt(self, task: _Task) -> tuple[Any, BaseException | None]:
        """Run one task, undone alone if it raises.

        The savepoint always has the same name, so that SQLite reads these statements once.
        """
        connection = self._db.conn
        connection.execute("savepoint task")
        try:
            value = task.act(self._db)
            connection.execute("release task")
        except Exception as error:
            if not connection.in_transaction:
                raise  # SQLite has undone those before it too
            connection.execute("rollback to task")
            connection.execute("release task")
            return None, error  # handed to whoever asked
        return value, None


@contextmanager
def open_store(path: Path, lock: Path) -> Iterator[Store]:
    """Open the exam database for the length of a block."""
    store = Store(path, lock)
    try:
        yield store
    finally:
        store.close()


def append_entry(db: Database, entry: bytes) -> int:
    """Append an entry to the ledger, inside an act; returns its position."""
    cursor = db.execute(_APPEND, [entry, leaf_hash(entry)])
    return int(cursor.fetchone()[0])


def ledger_size(db: Database) -> int:
    """How many entries the ledger has."""
    row = db.execute("select coalesce(max(position) + 1, 0) from ledger").fetchone()
    return int(row[0])


def _connect_writer(path: Path) -> Database:
    connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, check_same_thread=False)
    try:
        db = Database(connection)
        db.enable_wal()
        db.execute("pragma synchronous = full")
        db.execute(f"pragma cache_size = -{_CACHE_KIBIBYTES}")
        db.execute(f"pragma wal_autocheckpoint = {_WAL_PAGES}")
        db.execute("pragma foreign_keys = on")
        db.execute("pragma secure_delete = on")
        MIGRATIONS.apply(db)
    except BaseException:
        connection.close()
        raise
    return db


def _connect_reader(path: Path) -> Database:
    uri = f"{path.absolute().as_uri()}?mode=ro"
    return Database(sqlite3.connect(uri, uri=True, check_same_thread=False))


def _hold(lock: Path) -> Any:  # noqa: ANN401 - an open file that is only kept and closed
    handle = os.fdopen(os.open(lock, os.O_RDWR | os.O_CREAT, 0o600), "r+b")
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        handle.close()
        raise DirectoryError("directory.in-use", directory=str(lock.parent)) from None
    return handle
