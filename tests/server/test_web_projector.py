"""The page on the wall: open to everybody, and about nobody."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database

from exam.clock import ExamTime
from exam.events import PauseAcknowledged, StartOrdered
from exam.protocol import make_order_id
from server.announcements import end_announcement, make_announcement
from server.ceremony import Handouts
from server.office import OpenExam, open_exam
from server.orders import Given, issue_order
from tests.server.acting import Hand, candidate
from tests.server.at_work import TwoAtWork, pause, two_at_work
from tests.server.browsing import Visitor, visiting

HOUR = 3_600_000


@pytest.fixture
def hand() -> Hand:
    return Hand()


@pytest.fixture
def room(exam_root: Path, made: Handouts, hand: Hand) -> Iterator[TwoAtWork]:
    with open_exam(exam_root, hand.clocks) as exam:
        hand.move(60)
        yield two_at_work(exam, made, exam.timeline.now())


@pytest.fixture
def wall(room: TwoAtWork) -> Iterator[Visitor]:
    with visiting(room.exam, {}) as visitor:
        yield visitor


def test_the_clock_goes_through_the_sitting(room: TwoAtWork, wall: Visitor, hand: Hand) -> None:
    def state() -> tuple[str, int, int]:
        told = wall.get("/layar/keadaan").json()
        return told["phase"], told["until_start"], told["remaining"]

    assert state() == ("before", 10_000, 4 * HOUR)
    hand.move(10 + 3600)
    assert state() == ("running", 0, 3 * HOUR)
    paused = pause(room.exam.timeline.now())
    room.order(paused)
    assert state()[0] == "running"
    room.report(0, PauseAcknowledged(paused.id, room.exam.timeline.now()))
    hand.move(60)
    assert state() == ("paused", 0, 3 * HOUR)


def test_when_no_time_is_left_it_is_over(room: TwoAtWork, wall: Visitor, hand: Hand) -> None:
    hand.move(10 + 4 * 3600)
    assert wall.get("/layar/keadaan").json()["phase"] == "over"


def test_announcements_stand_there_until_they_are_taken_down(
    room: TwoAtWork, wall: Visitor
) -> None:
    store, now = room.exam.store, room.exam.timeline.now()
    one = "ab" * 16
    store.write_now(lambda db: make_announcement(db, one, "<b>Sisa</b>", "pengawas-1", now))
    assert wall.get("/layar/keadaan").json()["announcements"] == [[one, "<b>Sisa</b>"]]
    assert "<b>Sisa" not in wall.get("/layar").text
    store.write_now(lambda db: end_announcement(db, one, "pengawas-1", now))
    assert wall.get("/layar/keadaan").json()["announcements"] == []


def test_nobody_is_named_on_the_wall(room: TwoAtWork, wall: Visitor, made: Handouts) -> None:
    page = wall.get("/layar")
    assert page.status_code == 200
    shown = page.text + wall.get("/layar/keadaan").text
    for card in made.cards:
        assert card.application.name not in shown
        assert card.application.nip not in shown


def test_while_only_some_have_begun_the_clock_is_of_those_who_begin_last(
    exam_root: Path, made: Handouts, hand: Hand
) -> None:
    with open_exam(exam_root, hand.clocks) as exam, visiting(exam, {}) as wall:
        hand.move(60)
        first, second = (candidate(exam, card) for card in made.cards[:2])
        assert wall.get("/layar/keadaan").json()["phase"] == "waiting"
        for who in (first, second):
            start_apart(exam, who.application_id)
            hand.move(600)
        told = wall.get("/layar/keadaan").json()
        assert (told["phase"], told["is_of_group"]) == ("running", True)
        assert told["remaining"] == 4 * HOUR - 590_000


def start_apart(exam: OpenExam, application_id: str) -> None:
    def act(db: Database, now: ExamTime) -> None:
        order = StartOrdered(make_order_id(os.urandom), now, now + 10_000)
        issue_order(db, exam, Given("pengawas-1", application_id), order)

    exam.act_now(act)
