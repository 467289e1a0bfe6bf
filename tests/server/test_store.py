"""The exam database: one writer, commits in groups, readers that cannot write."""

import asyncio
import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest
from sqlite_utils import Database

from exam.errors import DirectoryError
from server.store import Store, append_entry, ledger_size, open_store


@pytest.fixture
def paths(tmp_path: Path) -> tuple[Path, Path]:
    return tmp_path / "exam.db", tmp_path / "lock"


@pytest.fixture
def store(paths: tuple[Path, Path]) -> Iterator[Store]:
    with open_store(*paths) as opened:
        yield opened


def add_topic(post_id: str) -> Callable[[Database], None]:
    def act(db: Database) -> None:
        db.table("topics").insert({"post_id": post_id, "sealed": b""})

    return act


def topics(db: Database) -> set[str]:
    return {row["post_id"] for row in db.query("select post_id from topics")}


def test_what_was_written_is_read(store: Store) -> None:
    store.write_now(add_topic("damkar"))
    assert store.read(topics) == {"damkar"}


def test_an_act_that_raises_is_undone_alone(store: Store) -> None:
    def half_done(db: Database) -> None:
        add_topic("half")(db)
        raise ValueError("half")

    with pytest.raises(ValueError, match="half"):
        store.write_now(half_done)
    store.write_now(add_topic("whole"))
    assert store.read(topics) == {"whole"}


async def test_acts_that_wait_together_are_each_answered(store: Store) -> None:
    hold = threading.Event()
    first = asyncio.ensure_future(store.write(lambda _db: hold.wait(60)))
    others = [asyncio.ensure_future(store.write(add_topic(str(n)))) for n in range(20)]
    doubled = asyncio.ensure_future(store.write(add_topic("0")))
    await asyncio.sleep(0)
    hold.set()
    assert await first
    await asyncio.gather(*others)
    with pytest.raises(sqlite3.IntegrityError):
        await doubled
    assert store.read(topics) == {str(n) for n in range(20)}


async def test_whoever_stops_waiting_does_not_stop_the_writer(store: Store) -> None:
    running, hold = threading.Event(), threading.Event()
    first = asyncio.ensure_future(store.write(partial(_occupy, running, hold)))
    await asyncio.to_thread(running.wait, 60)
    gone = asyncio.ensure_future(store.write(add_topic("gone")))
    await asyncio.sleep(0)
    gone.cancel()
    await asyncio.gather(gone, return_exceptions=True)
    hold.set()
    await first
    await store.write(add_topic("next"))
    assert store.read(topics) == {"next"}


def _occupy(running: threading.Event, hold: threading.Event, _db: Database) -> None:
    """Say that the writer is at it, and keep it so."""
    running.set()
    hold.wait(60)


async def test_a_wait_cut_off_while_the_act_runs_harms_nobody(store: Store) -> None:
    running, hold = threading.Event(), threading.Event()

    def slow(db: Database) -> None:
        running.set()
        hold.wait(60)
        add_topic("slow")(db)

    cut_off = asyncio.ensure_future(store.write(slow))
    await asyncio.to_thread(running.wait, 60)
    cut_off.cancel()
    await asyncio.gather(cut_off, return_exceptions=True)
    hold.set()
    await store.write(add_topic("next"))
    assert store.read(topics) == {"slow", "next"}


async def test_a_full_disk_is_told_to_all_who_shared_the_commit_and_nothing_of_it_stays(
    store: Store,
) -> None:
    def fill(db: Database) -> None:
        db.table("topics").insert({"post_id": "large", "sealed": bytes(500_000)})

    running, hold = threading.Event(), threading.Event()
    await store.write(_allow_few_more_pages)
    first = asyncio.ensure_future(store.write(partial(_occupy, running, hold)))
    await asyncio.to_thread(running.wait, 60)
    acts: list[Callable[[Database], None]] = [add_topic("before"), fill, add_topic("after")]
    others = [asyncio.ensure_future(store.write(act)) for act in acts]
    await asyncio.sleep(0)
    hold.set()
    await first
    refusals = await asyncio.gather(*others, return_exceptions=True)
    assert {getattr(refusal, "sqlite_errorname", None) for refusal in refusals} == {"SQLITE_FULL"}
    assert store.read(topics) == set()
    await store.write(add_topic("next"))
    assert store.read(topics) == {"next"}


def _allow_few_more_pages(db: Database) -> None:
    (pages,) = db.execute("pragma page_count").fetchone()
    db.execute(f"pragma max_page_count = {pages + 10}")


def test_readers_on_many_threads_share_few_connections(
    store: Store, paths: tuple[Path, Path]
) -> None:
    database, _ = paths
    for _ in range(20):
        with ThreadPoolExecutor(1) as pool:
            assert pool.submit(store.read, topics).result() == set()
    handles = [os.path.realpath(handle) for handle in Path("/proc/self/fd").iterdir()]
    assert handles.count(str(database.resolve())) <= 3


def test_readers_at_the_same_time_do_not_disturb_each_other(store: Store) -> None:
    store.write_now(add_topic("damkar"))
    assert store.read(lambda _db: store.read(topics)) == {"damkar"}


def test_a_closed_store_refuses_instead_of_keeping_anybody_waiting(
    paths: tuple[Path, Path],
) -> None:
    with open_store(*paths) as store:
        pass
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        store.write_now(topics)


def test_a_reader_cannot_write(store: Store) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        store.read(add_topic("damkar"))


def test_a_second_process_is_refused(store: Store, paths: tuple[Path, Path]) -> None:
    with pytest.raises(DirectoryError) as refused:
        Store(*paths)
    assert refused.value.code == "directory.in-use"
    assert store.read(topics) == set()


def test_a_database_that_cannot_be_opened_lets_go_of_the_lock(paths: tuple[Path, Path]) -> None:
    database, _ = paths
    database.write_bytes(b"not a database, but longer than a header" * 100)
    with pytest.raises(sqlite3.DatabaseError):
        Store(*paths)
    database.unlink()
    with open_store(*paths) as store:
        assert store.read(topics) == set()


def test_every_commit_waits_for_the_disk(store: Store) -> None:
    (row,) = store.write_now(lambda db: list(db.query("pragma synchronous")))
    assert row["synchronous"] == 2
    assert store.write_now(lambda db: db.journal_mode) == "wal"


def test_ledger_entries_get_consecutive_positions(store: Store) -> None:
    assert [store.write_now(lambda db: append_entry(db, b"entry")) for _ in range(3)] == [0, 1, 2]
    assert store.read(ledger_size) == 3
