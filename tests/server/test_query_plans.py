"""No hot query reads through a table that grows, and none is asked once more for every candidate.

A day is played at two sizes, and SQLite is listened to while each thing is done that happens often:
whatever is asked there, now or ever, is held to its plan and to what it reads.
"""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Final

import pytest

from tests.server.heard_day import Played, play
from tests.server.hearing import Heard, Listener, scanned
from tests.server.ready_made import ReadyMade

FEW, MANY = 6, 24
"""Of how many candidates the same day is played."""
GROWN: Final = MANY / FEW
SLACK: Final = 4
"""So many rounds of loops more are no growth: each candidate more would be one at least."""

SMALL: Final = frozenset(
    (
        "_sqlite_migrations",
        "announcements",
        "door",
        "excused",
        "forced_shares",
        "key_slots",
        "opening",
        "results",
        "round_slots",
        "rounds",
        "sheets",
        "stage_announcements",
        "staff",
        "timeline",
        "topic_locks",
        "topics",
    )
)
"""Tables as large as panel, staff or config; every other one grows with the exam."""

_FIRST: Final = "everybody is drawn for the first time; later looks read only who changed"
_WAITING: Final = "holds only what waits for a second proctor now"
_ANY: Final = "asks whether there is any row, and reads one"
ALL_OF: Final[Mapping[str, Mapping[str, str]]] = {
    "first look": {
        "applications": _FIRST,
        "deeds": _FIRST,
        "envelopes": _FIRST,
        "exits": _FIRST,
        "heads": _FIRST,
        "orders": _FIRST,
        "proposals": _WAITING,
        "seats": _FIRST,
    },
    "hall page": {"applications": "the disk is forecast by how long each of them may write"},
    "look after a call": {"proposals": _WAITING},
    "look after all were paused": {
        "deeds": "a pause of all begins with whoever acknowledges it first",
        "proposals": _WAITING,
    },
    "list of papers": {"identities": _ANY, "releases": "every paper is listed"},
    "list of papers in round two": {"identities": _ANY, "releases": "every paper is listed"},
    "summary before the commit": {"papers": "every paper is listed"},
    "chair's page": {"papers": "every paper is listed"},
}
"""By what is done: the tables that are rightly read from their beginning, and why."""
LISTS: Final = frozenset((*ALL_OF, "beat with a checkpoint that is new"))
"""What is about everybody, or about the log since its last 1,024th entry, and may read as much."""


@pytest.fixture(scope="module")
def days(ready_made: ReadyMade, tmp_path_factory: pytest.TempPathFactory) -> tuple[Played, Played]:
    """The same day with few and with many candidates."""
    listener, folder = Listener(), tmp_path_factory.mktemp("days")
    with pytest.MonkeyPatch.context() as monkeypatch:
        listener.attend(monkeypatch)
        few = play(folder / "few", ready_made, FEW, listener)
        return few, play(folder / "many", ready_made, MANY, listener)


def both(days: tuple[Played, Played]) -> Mapping[str, tuple[Heard, Heard]]:
    """Return what was heard of each thing, with few and with many."""
    few, many = days
    return {name: (few.heard[name], heard) for name, heard in many.heard.items()}


def test_only_what_is_named_with_its_reason_is_read_from_the_beginning(
    days: tuple[Played, Played],
) -> None:
    _, many = days
    read = {name: scanned(many.database, heard) - SMALL for name, heard in many.heard.items()}
    assert {name: tables for name, tables in read.items() if tables} == {
        name: set(reasons) for name, reasons in ALL_OF.items()
    }


def test_as_many_questions_are_asked_whoever_else_is_there(days: tuple[Played, Played]) -> None:
    asked = {
        name: (len(few.statements), len(many.statements))
        for name, (few, many) in both(days).items()
        if len(few.statements) != len(many.statements)
    }
    assert asked == {}


def test_what_is_about_one_reads_no_more_where_there_are_many(days: tuple[Played, Played]) -> None:
    grown = {
        name: (few.rounds, many.rounds)
        for name, (few, many) in both(days).items()
        if name not in LISTS and many.rounds > few.rounds + SLACK
    }
    assert grown == {}


def test_a_list_reads_as_much_more_as_it_is_longer_and_not_more(
    days: tuple[Played, Played],
) -> None:
    grown = {
        name: (few.rounds, many.rounds)
        for name, (few, many) in both(days).items()
        if name in LISTS and many.rounds > GROWN * few.rounds
    }
    assert grown == {}


def test_every_table_that_is_small_is_there(days: tuple[Played, Played]) -> None:
    with closing(sqlite3.connect(days[0].database)) as connection:
        tables = {name for (name,) in connection.execute("select name from sqlite_schema")}
    assert tables >= SMALL


def test_a_scan_and_a_search_are_told_apart(tmp_path: Path) -> None:
    file = tmp_path / "one.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(
            "create table people (id integer primary key, name text);"
            "create table deeds (person integer, deed text, primary key (person, deed));"
        )
    reads = "select * from people p join deeds d on d.person = p.id where p.name = 'x'"
    assert scanned(file, Heard([reads])) == {"people"}
    assert scanned(file, Heard(["update deeds set deed = '' where deed = 'x'"])) == {"deeds"}
    assert scanned(file, Heard(["select * from deeds as d where d.person = 7"])) == set()
