"""What whoever watches machines is told: well, or which of three things is wrong, and no more."""

import shutil
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlite_utils import Database

from server.ceremony import Handouts
from server.office import OpenExam, open_exam
from server.web import health
from tests.server.acting import Hand
from tests.server.at_work import two_at_work
from tests.server.browsing import Visitor, visiting

WELL = {"status": "ok", "time_settled": True, "disk_has_room": True, "can_write": True}


@pytest.fixture
def visitor(exam: OpenExam) -> Iterator[Visitor]:
    with visiting(exam, {}) as found:
        yield found


def told(visitor: Visitor) -> tuple[int, dict[str, object]]:
    answer = visitor.get("/healthz")
    return answer.status_code, answer.json()


def in_trouble(what: str) -> tuple[int, dict[str, object]]:
    return 503, {**WELL, "status": "trouble", what: False}


@pytest.fixture
def _roomy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever disk the tests run on, there is room."""
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: SimpleNamespace(free=10**13))


@pytest.mark.usefixtures("_roomy")
def test_a_server_that_is_well_says_so(visitor: Visitor) -> None:
    assert told(visitor) == (200, WELL)


def test_too_little_disk_is_trouble(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: SimpleNamespace(free=1))
    assert told(visitor) == in_trouble("disk_has_room")


def test_a_disk_that_cannot_be_looked_at_is_trouble(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_folder: Path) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(shutil, "disk_usage", fail)
    assert told(visitor) == in_trouble("disk_has_room")


@pytest.mark.usefixtures("_roomy")
def test_a_writer_that_hangs_is_trouble_once_patience_ends(
    exam: OpenExam, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "_PATIENCE_SECONDS", 0)
    let_go = threading.Event()

    def hang() -> None:
        exam.store.write_now(lambda _db: let_go.wait())

    hanging = threading.Thread(target=hang)
    hanging.start()
    try:
        assert told(visitor) == in_trouble("can_write")
    finally:
        let_go.set()
        hanging.join()


@pytest.mark.usefixtures("_roomy")
def test_a_writer_that_fails_is_trouble(
    exam: OpenExam, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(_act: object) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(exam.store, "write", fail)
    assert told(visitor) == in_trouble("can_write")


@pytest.mark.usefixtures("_roomy")
def test_a_time_that_nobody_has_settled_is_trouble(exam_root: Path, made: Handouts) -> None:
    hand = Hand()
    with open_exam(exam_root, hand.clocks) as exam:
        two_at_work(exam, made, exam.timeline.now())
        exam.store.write_now(exam.timeline.persist)
    with open_exam(exam_root, hand.clocks) as exam, visiting(exam, {}) as visitor:
        assert not exam.timeline.is_settled
        assert told(visitor) == in_trouble("time_settled")


def test_nothing_is_written_by_asking(exam: OpenExam, visitor: Visitor) -> None:
    def changes(db: Database) -> int:
        return int(db.execute("select total_changes()").fetchone()[0])

    before = exam.store.write_now(changes)
    visitor.get("/healthz")
    assert exam.store.write_now(changes) == before
