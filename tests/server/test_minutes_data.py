"""Who came and what was handed in, by the ledger alone."""

import pytest

from exam.chronicle import AnyEntry
from exam.events import Cause, StartOrdered
from exam.ledger import merkle_root
from exam.proceedings import Attendance, AttendanceNoted
from server.minutes_data import Day, Manner, Presence, day_of
from tests.server.eventful_day import (
    CLOSE,
    CLOSED_AFTER,
    ENTRIES,
    HOUR,
    LEAVES,
    LENGTHS,
    MINUTE,
    ONE,
    ROLL,
    START,
    admit,
    hex_id,
    order,
    paper,
)

GRACE = 120_000


def day(*entries: AnyEntry) -> Day:
    return day_of(entries, [bytes(32)] * len(entries), ROLL[:1], LENGTHS, GRACE)


def presence(*entries: AnyEntry) -> Presence:
    (found,) = day(*entries).presences
    return found


def test_a_day_has_its_hours_its_numbers_and_who_closed_it() -> None:
    found = day_of(ENTRIES, LEAVES, ROLL, LENGTHS, GRACE)
    assert (found.check_in_opened_at, found.check_in_closed_at) == (
        START - HOUR,
        START - 5 * MINUTE,
    )
    assert (found.started_at, found.closed_at, found.closed_by) == (START, CLOSE.issued_at, ONE)
    counts = [found.count(one) for one in Attendance]
    assert counts == [3, 1, 1]
    assert (found.handed_in(), found.last_texts()) == (3, 1)


def test_each_candidate_has_what_counts_and_how_it_came() -> None:
    found = day_of(ENTRIES, LEAVES, ROLL, LENGTHS, GRACE)
    rows = [(one.attendance, one.manner, one.seat_name) for one in found.presences]
    assert rows == [
        (Attendance.PRESENT, Manner.SUBMITTED, "PC-05"),
        (Attendance.PRESENT, Manner.ENDED, "PC-02"),
        (Attendance.PRESENT, Manner.TIME_UP, "PC-03"),
        (Attendance.LATE, Manner.LAST_SYNCED, "PC-04"),
        (Attendance.ABSENT, Manner.AWAY, ""),
    ]
    codes = [one.receipt_code for one in found.presences]
    assert codes == ["7KQ29M3F0ABC"] * 3 + [""] * 2
    assert found.presences[0].handed_in_at == START + 3 * HOUR
    assert found.presences[0].signed_in_at == START - 40 * MINUTE + 1


def test_the_checkpoint_ends_with_the_close_whatever_came_later() -> None:
    found = day_of(ENTRIES, LEAVES, ROLL, LENGTHS, GRACE).checkpoint
    assert found is not None
    assert (found.size, found.root) == (CLOSED_AFTER, merkle_root(LEAVES[:CLOSED_AFTER]))


def test_before_the_close_there_is_no_checkpoint_and_nobody_who_closed() -> None:
    found = day(*ENTRIES[:-2])
    assert (found.closed_at, found.closed_by, found.checkpoint) == (None, "", None)
    assert day().started_at is None


@pytest.mark.parametrize(
    ("entries", "attendance"),
    [
        ((), Attendance.ABSENT),
        ((admit(1, 5, "a", 1),), Attendance.PRESENT),
        ((AttendanceNoted(5, "a", Attendance.LATE, ONE, ""),), Attendance.LATE),
        (
            (AttendanceNoted(5, "a", Attendance.ABSENT, ONE, ""), admit(1, 6, "a", 1)),
            Attendance.PRESENT,
        ),
        (
            (
                AttendanceNoted(5, "a", Attendance.ABSENT, ONE, ""),
                AttendanceNoted(6, "a", Attendance.LATE, ONE, ""),
            ),
            Attendance.LATE,
        ),
        (
            (
                admit(1, 4, "a", 1),
                AttendanceNoted(5, "a", Attendance.LATE, ONE, ""),
                AttendanceNoted(6, "a", Attendance.PRESENT, ONE, ""),
            ),
            Attendance.PRESENT,
        ),
    ],
)
def test_the_latest_word_counts_and_nobody_who_signed_in_is_absent(
    entries: tuple[AnyEntry, ...], attendance: Attendance
) -> None:
    assert presence(*entries).attendance is attendance


def test_whoever_signed_in_and_left_nothing_has_handed_in_nothing() -> None:
    found = presence(admit(1, 5, "a", 1))
    assert (found.manner, found.handed_in_at, found.receipt_code) == (Manner.NOTHING, None, "")


def test_what_comes_after_the_close_does_not_count() -> None:
    late = paper(CLOSE.issued_at + 1, "a", 1, Cause.SUBMITTED)
    assert presence(admit(1, 5, "a", 1), order(CLOSE), late).manner is Manner.NOTHING


def test_a_late_sealing_is_marked() -> None:
    started = order(StartOrdered(hex_id(29), START - 10_000, START))
    for over, is_late in ((GRACE, False), (GRACE + 1, True)):
        came = paper(START + 4 * HOUR + over, "a", 1, Cause.TIME_UP)
        found = presence(admit(1, 5, "a", 1), started, came)
        assert (found.is_late, found.manner) == (is_late, Manner.TIME_UP)
