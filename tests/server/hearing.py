"""What SQLite is asked while something is done: each statement, its plan, and how much it reads.

It listens at the connections themselves, so nothing that asks can be forgotten.
"""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pytest
from sqlite_utils import Database

from server import store

_ASKS: Final = frozenset(("select", "insert", "update", "delete", "replace", "with"))
_SCAN: Final = re.compile(r"SCAN (\w+)")
_NAMED: Final = re.compile(
    r"\b(?:from|join|into|update)\s+\[?(\w+)\]?(?:\s+(?:as\s+)?(\w+))?", re.IGNORECASE
)


@dataclass
class Heard:
    """The statements of one deed with their values, and how many rounds of loops they took."""

    statements: list[str] = field(default_factory=list)
    rounds: int = 0


class Listener:
    """Listens at every connection of stores that are opened while it is at work."""

    def __init__(self) -> None:
        self._heard: Heard | None = None

    def attend(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Hear every connection that is made from now on."""
        for name in ("_connect_writer", "_connect_reader"):
            connect = getattr(store, name)
            monkeypatch.setattr(store, name, lambda path, connect=connect: self._at(connect(path)))

    @contextmanager
    def listening(self) -> Iterator[Heard]:
        """Write down what is asked in a block."""
        self._heard = heard = Heard()
        try:
            yield heard
        finally:
            self._heard = None

    def _at(self, db: Database) -> Database:
        db.conn.set_trace_callback(self._note)
        db.conn.set_progress_handler(self._count, 1)
        return db

    def _note(self, statement: str) -> None:
        words = statement.split(maxsplit=1)
        if self._heard is not None and words and words[0].lower() in _ASKS:
            self._heard.statements.append(statement)

    def _count(self) -> int:
        if self._heard is not None:
            self._heard.rounds += 1
        return 0


def scanned(file: Path, heard: Heard) -> set[str]:
    """Return the tables that are read from their beginning by what was heard."""
    uri = f"{file.as_uri()}?mode=ro"
    with closing(sqlite3.connect(uri, uri=True)) as connection:
        query = "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'"
        tables = {str(name) for (name,) in connection.execute(query)}
        return {
            table
            for statement in dict.fromkeys(heard.statements)
            for table in _scanned_by(connection, statement) & tables
        }


def _scanned_by(connection: sqlite3.Connection, statement: str) -> set[str]:
    """Return what a statement reads from its beginning, by the names of tables."""
    called = {alias or table: table for table, alias in _NAMED.findall(statement)}
    called |= {table: table for table, _alias in _NAMED.findall(statement)}
    plan = connection.execute(f"explain query plan {statement}").fetchall()
    scans = [found[1] for *_, detail in plan if (found := _SCAN.match(detail))]
    return {str(called.get(name, name)) for name in scans}
