"""Exam time on many machines: what a reading is worth, and what a restarted server goes by."""

from dataclasses import dataclass
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.clock import (
    UNKNOWN_DOUBT,
    Anchor,
    ExamTime,
    Reading,
    SeatTime,
    anchor_of,
    reanchored,
)

HOUR = 3_600_000


def reading(exam_time: int, sent: int, received: int, run: int = 1) -> Reading:
    return Reading(run, ExamTime(exam_time), sent, received)


@dataclass(frozen=True)
class Clock:
    """A clock that shows whole milliseconds; it began somewhere and is so many millionths fast."""

    begin: Fraction
    millionths: int

    def at(self, true_time: Fraction) -> Fraction:
        return self.begin + true_time * (1 + Fraction(self.millionths, 10**6))

    def shows(self, true_time: Fraction) -> int:
        return self.at(true_time) // 1

    def when(self, shown: int) -> Fraction:
        """The true time at which it begins to show this."""
        return (shown - self.begin) / (1 + Fraction(self.millionths, 10**6))


@dataclass(frozen=True)
class RoundTrip:
    """A question after a while, its way there and its way back; true milliseconds."""

    after: Fraction
    there: Fraction
    back: Fraction


MICROSECONDS = st.integers(0, 10_000).map(lambda micro: Fraction(micro, 1000))
DELAYS = st.one_of(MICROSECONDS, st.integers(0, 20_000).map(Fraction))
GAPS = st.one_of(MICROSECONDS, st.integers(0, 4 * HOUR).map(Fraction))
CLOCKS = st.builds(
    Clock, st.integers(0, 10**7).map(lambda micro: Fraction(micro, 1000)), st.integers(-100, 100)
)
ROUND_TRIPS = st.lists(st.builds(RoundTrip, GAPS, DELAYS, DELAYS), min_size=1, max_size=8)


def honest_readings(server: Clock, seat: Clock, trips: list[RoundTrip]) -> list[Reading]:
    """What a seat reads when all tell the truth, by its own clock and the server's."""
    readings, now = [], Fraction(0)
    for trip in trips:
        sent = now + trip.after
        told = sent + trip.there
        now = told + trip.back
        readings.append(reading(server.shows(told), seat.shows(sent), seat.shows(now)))
    return readings


def true_offset(server: Clock, seat: Clock, boottime: int) -> Fraction:
    return server.at(seat.when(boottime)) - boottime


@given(CLOCKS, CLOCKS, ROUND_TRIPS, st.integers(0, 12 * HOUR))
def test_the_true_time_is_never_further_away_than_the_doubt(
    server: Clock, seat: Clock, trips: list[RoundTrip], wait: int
) -> None:
    readings = honest_readings(server, seat, trips)
    anchor = anchor_of(readings[0])
    for heard in readings:
        anchor = anchor.after(heard)
        for boottime in (heard.received, heard.received + wait):
            wrong = abs(true_offset(server, seat, boottime) - anchor.offset)
            assert wrong <= anchor.doubt_at(boottime)


@given(CLOCKS, CLOCKS, ROUND_TRIPS)
def test_honest_readings_never_disagree(server: Clock, seat: Clock, trips: list[RoundTrip]) -> None:
    readings = honest_readings(server, seat, trips)
    for first in readings:
        assert [anchor_of(first).disagreement(other) for other in readings] == [0] * len(readings)


ANY_READINGS = st.builds(
    lambda run, time, sent, trip: reading(time, sent, sent + trip, run),
    st.integers(1, 3),
    st.integers(0, 10**6),
    st.integers(0, 10**6),
    st.integers(0, 10**4),
)


@given(ANY_READINGS, ANY_READINGS)
def test_within_a_run_no_reading_moves_time_beyond_the_doubt_or_adds_doubt(
    first: Reading, other: Reading
) -> None:
    before = anchor_of(first)
    after = before.after(other)
    heard = other.received
    if other.run == first.run:
        assert after.doubt_at(heard) <= before.doubt_at(heard)
        moved = abs(after.now(heard) - before.now(heard))
        assert moved <= before.doubt_at(heard) + after.doubt_at(heard)


@given(ANY_READINGS, ANY_READINGS)
def test_a_later_run_is_believed_and_an_earlier_one_is_not(first: Reading, other: Reading) -> None:
    anchor = anchor_of(first)
    if other.run > first.run:
        assert anchor.after(other) == anchor_of(other)
    if other.run < first.run:
        assert anchor.after(other) is anchor


@pytest.mark.parametrize(
    ("exam_time", "sent", "received", "offset", "doubt"),
    [
        (5000, 1000, 1000, 4000, 1),
        (5000, 1000, 1001, 4000, 2),
        (5000, 1000, 1002, 3999, 2),
        (5000, 1000, 1200, 3900, 101),
        (0, 1000, 1010, -1005, 6),
    ],
)
def test_a_reading_holds_at_the_middle_and_is_doubted_by_half_its_round_trip(
    exam_time: int, sent: int, received: int, offset: int, doubt: int
) -> None:
    heard = reading(exam_time, sent, received)
    assert (heard.offset, heard.doubt) == (offset, doubt)


def test_the_first_reading_is_taken_as_it_is() -> None:
    anchor = anchor_of(reading(5000, 1000, 1200, run=7))
    assert anchor == Anchor(run=7, offset=3900, doubt=101, taken_at=1000)
    assert anchor.now(2000) == 5900
    assert anchor.is_confirmed


@pytest.mark.parametrize(
    ("elapsed", "doubt"),
    [(0, 50), (1, 51), (4975, 51), (4976, 52), (10**6, 251), (-1, 51), (-(10**6), 251)],
)
def test_doubt_grows_by_what_two_poor_clocks_drift_apart(elapsed: int, doubt: int) -> None:
    anchor = Anchor(run=1, offset=0, doubt=50, taken_at=10**7)
    assert anchor.doubt_at(10**7 + elapsed) == doubt


@pytest.mark.parametrize(
    ("exam_time", "sent", "received", "taken"),
    [
        (1100, 1000, 1198, True),  # as sure as what is known: doubt 100, drift 1
        (1100, 1000, 1200, False),  # less sure by one
        (1150, 1100, 1100, True),  # surer, and within both doubts
        (1202, 1100, 1100, True),  # at the edge of both doubts
        (1203, 1100, 1100, False),  # beyond it
        (998, 1100, 1100, True),
        (997, 1100, 1100, False),
    ],
)
def test_within_a_run_a_reading_counts_if_it_is_as_sure_and_agrees(
    exam_time: int, sent: int, received: int, taken: bool
) -> None:
    anchor = Anchor(run=1, offset=0, doubt=100, taken_at=1000)
    heard = reading(exam_time, sent, received)
    assert anchor.after(heard) == (anchor_of(heard) if taken else anchor)


@pytest.mark.parametrize(
    ("exam_time", "beyond"), [(1100, 0), (1202, 0), (1203, 1), (998, 0), (997, 1), (9100, 7898)]
)
def test_a_disagreement_is_what_lies_beyond_both_doubts(exam_time: int, beyond: int) -> None:
    anchor = Anchor(run=1, offset=0, doubt=100, taken_at=1000)
    assert anchor.disagreement(reading(exam_time, 1100, 1100)) == beyond


def test_the_doubt_of_a_slow_answer_includes_what_the_clocks_drift_meanwhile() -> None:
    anchor = Anchor(run=1, offset=0, doubt=100, taken_at=1_000_000)
    slow = reading(0, 1_000_000, 1_010_000)
    assert anchor.disagreement(slow) == 1_005_000 - (100 + 3) - (5001 + 3)


@given(ANY_READINGS, st.integers(0, 3), st.integers(0, 10**6), st.integers(0, 10**6))
def test_a_time_gone_on_from_is_corrected_by_the_first_reading_not_of_an_earlier_run(
    heard: Reading, run: int, exam_time: int, boottime: int
) -> None:
    resumed = Anchor.resumed(run, ExamTime(exam_time), boottime)
    assert resumed.now(boottime) == exam_time
    assert resumed.now(boottime + 250) == exam_time + 250
    assert resumed.doubt_at(boottime) == UNKNOWN_DOUBT
    assert resumed.run == run
    assert not resumed.is_confirmed
    expected = anchor_of(heard) if heard.run >= run else resumed
    assert resumed.after(heard) == expected


def test_a_time_that_was_gone_on_from_is_doubted_until_its_run_or_a_later_one_is_heard() -> None:
    resumed = Anchor.resumed(2, ExamTime(5000), 1000)
    assert (resumed.now(1250), resumed.is_confirmed) == (5250, False)
    assert resumed.after(reading(9000, 1000, 1000, run=1)) is resumed
    for run in (2, 3):
        heard = reading(9000, 1000, 1000, run=run)
        assert resumed.after(heard) == anchor_of(heard)


def test_a_doubt_of_anything_less_than_unknown_is_confirmed() -> None:
    assert Anchor(1, 0, UNKNOWN_DOUBT - 1, 0).is_confirmed
    assert not Anchor(1, 0, UNKNOWN_DOUBT, 0).is_confirmed


def seats(*reported: tuple[int, int]) -> list[SeatTime]:
    return [SeatTime(run, ExamTime(exam_time)) for run, exam_time in reported]


@pytest.mark.parametrize(
    ("reported", "away", "goes_on_at"),
    [
        (seats((1, 1700)), None, 1700),
        (seats((1, 1700), (1, 1500), (1, 9000)), None, 1700),
        (seats((1, 1700), (1, 1600)), None, 1600),
        (seats((1, 4000), (1, 1100), (1, 3000), (1, 2000)), None, 2000),
        (seats((1, 1700)), 5, 1700),
        (seats((1, 1700), (2, 1300)), None, 1300),
        (seats((1, 1700), (1, 1800), (2, 1300), (2, 1200), (2, 1400)), None, 1300),
        (seats((1, 400)), None, 1000),
        (seats((1, 400)), 99, 1000),
        (seats((0, 5000)), None, None),
        (seats((0, 5000), (0, 6000)), 250, 1250),
        (seats((0, 5000), (1, 1100)), None, 1100),
        ([], None, None),
        ([], 0, 1000),
        ([], 1, 1001),
        ([], 250, 1250),
        ([], -250, 1000),
    ],
)
def test_a_restarted_server_goes_on_by_what_seats_or_else_a_proctor_say(
    reported: list[SeatTime], away: int | None, goes_on_at: int | None
) -> None:
    assert reanchored(ExamTime(1000), reported, away) == goes_on_at


@given(
    st.integers(0, 10**6).map(ExamTime),
    st.lists(st.builds(SeatTime, st.integers(0, 3), st.integers(0, 10**6).map(ExamTime))),
    st.none() | st.integers(-(10**6), 10**6),
)
def test_a_restarted_server_never_goes_back_nor_beyond_what_was_said(
    persisted: ExamTime, reported: list[SeatTime], away: int | None
) -> None:
    told = reanchored(persisted, reported, away)
    known = [seat.exam_time for seat in reported if seat.run]
    assert (told is None) is (not known and away is None)
    if told is not None:
        assert told >= persisted
        assert told <= max([persisted, persisted + (away or 0), *known])
    assert reanchored(persisted, reported[::-1], away) == told


@given(st.lists(st.integers(0, 100), min_size=1, max_size=9), st.integers(0, 10**9))
def test_one_wrong_seat_in_three_does_not_move_the_server(times: list[int], wrong: int) -> None:
    liars = max(0, (len(times) - 1) // 2)
    reported = seats(*((1, time) for time in times), *((1, wrong) for _ in range(liars)))
    told = reanchored(ExamTime(0), reported, None)
    assert told is not None
    assert min(times) <= told <= max(times)
