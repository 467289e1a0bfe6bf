"""What seats say of their PCs: shown while it is said, kept by its kinds, and on the record."""

import msgspec
import pytest

from exam.chronicle import decode_entry
from exam.clock import ExamTime
from exam.pc_check import Finding, PcCheck, PcKind, Severity
from exam.proceedings import PcChecked
from exam.protocol import VERSION, BeatRequest, SeatStatus
from server.office import OpenExam
from server.pc_checks import KeptCheck, is_news, note_pc_check, pc_checks_of
from server.seating import seat_lines
from server.store import ledger_size
from tests.server.acting import Hand, LocalSeat, place_seat
from tests.server.test_counter import Desk, desk, hand

__all__ = ["desk", "hand"]

REMOTE = Finding(PcKind.REMOTE_ACCESS, Severity.STOP, "anydesk")
WIFI = Finding(PcKind.WIFI, Severity.WARNING, "wlp2s0")
CLOCK = Finding(PcKind.CLOCK, Severity.NOTICE, "+0:03:00")
HIDDEN = Finding(PcKind.LOGINS, Severity.NOTICE, could_not_be_checked=True)


def said(*findings: Finding) -> BeatRequest:
    return BeatRequest(VERSION, status=SeatStatus(pc_check=PcCheck(findings)))


def named(*findings: Finding) -> PcCheck:
    return PcCheck(tuple(msgspec.structs.replace(one, detail="") for one in findings))


def recorded(exam: OpenExam) -> list[PcChecked]:
    rows = exam.store.read(
        lambda db: [row["entry"] for row in db.query("select entry from ledger order by position")]
    )
    entries = (decode_entry(raw) for raw in rows)
    return [entry for entry in entries if isinstance(entry, PcChecked)]


def test_each_kind_stands_in_one_place_of_the_record_and_nothing_is_named(
    desk: Desk, hand: Hand
) -> None:
    seat = place_seat(desk.exam, "PC-01")
    hand.move(5)
    now = desk.exam.timeline.now()
    desk.beat(seat, said(REMOTE, WIFI, HIDDEN, CLOCK))
    (entry,) = recorded(desk.exam)
    assert entry == PcChecked(
        now,
        seat.seat.id,
        stops=(PcKind.REMOTE_ACCESS,),
        warnings=(PcKind.WIFI,),
        notices=(PcKind.CLOCK,),
        unchecked=(PcKind.LOGINS,),
    )
    kept = desk.exam.store.read(pc_checks_of)
    assert kept == {seat.seat.id: KeptCheck(now, named(REMOTE, WIFI, HIDDEN, CLOCK))}


@pytest.mark.parametrize(
    ("first", "second", "entries"),
    [
        ((WIFI,), (WIFI,), 1),
        ((WIFI,), (msgspec.structs.replace(WIFI, detail="wlan1"),), 1),
        ((WIFI,), (), 2),
        ((), (), 1),
        ((REMOTE,), (msgspec.structs.replace(REMOTE, has_passed=True),), 2),
    ],
    ids=["the same", "another name", "put right", "nothing", "passed"],
)
def test_only_what_changes_is_written_down(
    desk: Desk, first: tuple[Finding, ...], second: tuple[Finding, ...], entries: int
) -> None:
    seat = place_seat(desk.exam, "PC-01")
    for findings in (first, first, second, second):
        desk.beat(seat, said(*findings))
    assert len(recorded(desk.exam)) == entries
    assert desk.hall.reports()[seat.seat.id].status.pc_check == PcCheck(second)


def test_a_stop_that_was_passed_is_on_the_record_as_passed(desk: Desk) -> None:
    seat = place_seat(desk.exam, "PC-01")
    desk.beat(seat, said(REMOTE))
    desk.beat(seat, said(msgspec.structs.replace(REMOTE, has_passed=True)))
    before, after = recorded(desk.exam)
    assert (before.stops, before.passed) == ((PcKind.REMOTE_ACCESS,), ())
    assert (after.stops, after.passed) == ((), (PcKind.REMOTE_ACCESS,))


def test_a_seat_that_was_not_checked_leaves_no_trace(desk: Desk) -> None:
    seat = place_seat(desk.exam, "PC-01")
    desk.beat(seat, BeatRequest(VERSION))
    assert recorded(desk.exam) == []
    assert desk.exam.store.read(pc_checks_of) == {}


def test_a_beat_that_says_the_same_again_needs_no_commit(exam: OpenExam) -> None:
    seat, check = place_seat(exam, "PC-01"), PcCheck((WIFI,))
    exam.store.write_now(lambda db: note_pc_check(db, seat.seat.id, check, ExamTime(7)))
    size = exam.store.read(ledger_size)
    assert not exam.store.read(lambda db: is_news(db, seat.seat.id, check))
    assert exam.store.read(lambda db: is_news(db, seat.seat.id, PcCheck()))
    exam.store.write_now(lambda db: note_pc_check(db, seat.seat.id, check, ExamTime(8)))
    assert exam.store.read(ledger_size) == size


def test_the_line_of_a_seat_says_what_its_pc_says(desk: Desk) -> None:
    seats = [place_seat(desk.exam, name) for name in ("PC-01", "PC-02")]
    desk.beat(seats[0], said(WIFI))
    lines = _lines(desk, seats)
    assert lines == {"PC-01": PcCheck((WIFI,)), "PC-02": None}


def _lines(desk: Desk, seats: list[LocalSeat]) -> dict[str | None, PcCheck | None]:
    now = desk.exam.timeline.now()
    lines = desk.exam.store.read(lambda db: seat_lines(db, desk.exam, desk.hall, now))
    ids = {seat.seat.id for seat in seats}
    return {line.seat_name: line.pc_check for line in lines if line.seat_id in ids}
