"""The close, and what was recorded before it of those who hand nothing in."""

import os
from functools import partial

import pytest

from exam.chronicle import HeadRecorded, decode_entry
from exam.clock import ExamTime
from exam.errors import RefusedError
from exam.events import HeadAcknowledged
from exam.journal import chain_head
from server.admission import allow_move
from server.ceremony import Handouts
from server.closing import Closing, close_sitting
from server.heads import record_heads, record_heard
from server.office import OpenExam
from server.opening import open_papers
from server.store import ledger_size
from tests.server.at_work import LENGTH, START, TwoAtWork, reopening, two_at_work
from tests.server.journals import begin
from tests.server.test_opening import seed_of

OVER = START + LENGTH + 130_000


@pytest.fixture
def room(exam: OpenExam, made: Handouts) -> TwoAtWork:
    """Two candidates who write."""
    return two_at_work(exam, made)


def closed(room: TwoAtWork, now: int = OVER) -> Closing:
    return room.exam.store.write_now(
        lambda db: close_sitting(db, room.exam, "pengawas-1", ExamTime(now))
    )


def record(room: TwoAtWork, now: int) -> None:
    room.exam.store.write_now(lambda db: record_heads(db, room.exam, ExamTime(now)))


def move(room: TwoAtWork, at: int, now: int) -> None:
    """Let a candidate go on at the other one's seat."""
    who, seat = room.ids[at], room.seats[1 - at].seat.id
    room.exam.store.write_now(
        lambda db: allow_move(db, room.exam, who, seat, "pengawas-1", ExamTime(now))
    )


def heads(room: TwoAtWork, at: int = 0) -> list[HeadAcknowledged]:
    return sorted(room.sitting(at).known(HeadAcknowledged), key=lambda head: head.admission)


def test_heads_are_recorded_for_what_grew_and_stand_in_the_ledger(room: TwoAtWork) -> None:
    record(room, START)
    writing = begin(room.people[0], room.seats[0])
    writing.type("abc")
    writing.send(room.exam, START)
    for now in (START + 60_000, START + 120_000):
        record(room, now)
    (head,) = heads(room)
    assert (head.at, head.count, head.revision) == (START + 60_000, 3, 1)
    assert head.head == chain_head(writing.writer.header_bytes, writing.records).hex()
    writing.type("d")
    writing.send(room.exam, START + 150_000)
    record(room, START + 180_000)
    assert [(one.at, one.count) for one in heads(room)] == [(START + 180_000, 4)]
    rows = room.exam.store.read(lambda db: list(db.query("select entry from ledger")))
    entries = [decode_entry(row["entry"]) for row in rows]
    recorded = [one.head for one in entries if isinstance(one, HeadRecorded)]
    assert [one.count for one in recorded] == [3, 4]


def test_heads_are_of_the_seat_in_force_and_of_the_revision_that_is_open(room: TwoAtWork) -> None:
    first = begin(room.people[0], room.seats[0], "lama")
    first.send(room.exam, START)
    room.hand_in(0, START + 1_000)
    room.order(reopening(START + 2_000), room.ids[0])
    record(room, START + 3_000)
    move(room, 0, START + 4_000)
    first.type(" terlambat")
    first.send(room.exam, START + 5_000)
    record(room, START + 6_000)
    assert [(one.admission, one.revision, one.count) for one in heads(room)] == [(1, 2, 2)]
    second = begin(room.people[0], room.seats[1], "lama", admission=2, after=first)
    second.send(room.exam, START + 7_000)
    record(room, START + 8_000)
    assert [(one.admission, one.generation) for one in heads(room)] == [(1, 0), (2, 1)]


def test_of_a_restored_server_what_came_back_from_before_a_move_is_recorded(
    room: TwoAtWork,
) -> None:
    writing = begin(room.people[0], room.seats[0], "abc")
    writing.send(room.exam, START)
    move(room, 0, START + 1_000)
    room.exam.store.write_now(lambda db: db.table("heads").delete_where())
    record(room, START + 60_000)
    record(room, START + 120_000)
    (head,) = heads(room)
    assert (head.admission, head.count, head.at) == (2, 2, START + 60_000)
    assert room.sitting(0).allows(head)


def test_when_people_were_heard_only_ever_moves_on_and_only_at_their_seat(room: TwoAtWork) -> None:
    here, there = ((room.ids[0], seat.seat.id) for seat in room.seats)
    for heard in ({here: START + 9, there: START + 99}, {here: START + 5}):
        known = {key: ExamTime(at) for key, at in heard.items()}
        room.exam.store.write_now(partial(record_heard, heard=known))
    query = "select heard_at from applications where id = ?"
    (row,) = room.exam.store.read(lambda db: list(db.query(query, [room.ids[0]])))
    assert row["heard_at"] == START + 9


def test_the_close_says_what_is_here_of_whom_and_closing_again_changes_nothing(
    room: TwoAtWork,
) -> None:
    writing = begin(room.people[0], room.seats[0], "abc")
    writing.send(room.exam, START)
    with pytest.raises(RefusedError, match=r"order\.still-writing"):
        closed(room, START + 60_000)
    assert heads(room) == []
    number = room.people[0].number
    first = closed(room)
    assert first == Closing(ExamTime(OVER), (room.people[1].number,), (number,), (), ())
    size = room.exam.store.read(ledger_size)
    assert closed(room, OVER + 60_000) == first
    record(room, OVER + 60_000)
    assert room.exam.store.read(ledger_size) == size
    writing.type("d")
    writing.send(room.exam, OVER + 70_000)
    room.hand_in(0, OVER + 80_000)
    assert closed(room) == first


def test_the_close_names_who_was_late_and_of_whom_an_earlier_hand_in_counts(
    room: TwoAtWork,
) -> None:
    room.hand_in(0, START + 1_000)
    room.order(reopening(START + 2_000), room.ids[0])
    room.hand_in(1, OVER, sealed_at=START + LENGTH + 121_000)
    assert closed(room, OVER + 200_000) == Closing(
        at=ExamTime(OVER + 200_000),
        without=(),
        escrowed=(),
        late=(room.people[1].number,),
        before_reopening=(room.people[0].number,),
    )


def test_a_restored_server_waits_for_every_seat(room: TwoAtWork, made: Handouts) -> None:
    row = {"seat_id": room.seats[0].seat.id, "state": "awaited", "staff_id": ""}
    room.exam.store.write_now(lambda db: db.table("recovery").insert(row))
    with pytest.raises(RefusedError, match=r"server\.recovering"):
        closed(room)
    with pytest.raises(RefusedError, match=r"server\.recovering"):
        open_papers(room.exam, seed_of(made), os.urandom)
