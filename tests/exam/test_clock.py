"""Exam time as arithmetic: what is left of an allowance."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.clock import Allowance, ExamTime, Pause, show_remaining
from tests.exam.sittings import MINUTE, minute

START = minute(10)
TIMES = st.integers(min_value=0, max_value=300).map(ExamTime)


PAUSES = st.builds(Pause, TIMES, st.none() | TIMES)
"""Any pause: before, over or after the start, ended before it begins, or lasting for good."""

ALLOWANCES = st.builds(
    Allowance,
    start=st.integers(0, 100).map(ExamTime),
    duration=st.integers(0, 150),
    accommodation=st.integers(0, 30),
    pauses=st.lists(PAUSES, max_size=5).map(tuple),
    credits=st.lists(st.integers(1, 50), max_size=3).map(tuple),
)


def left_by_counting(allowance: Allowance, now: ExamTime) -> int:
    """What is left by looking at each millisecond since the start."""
    used = sum(
        not any(
            pause.begin <= instant and (pause.end is None or instant < pause.end)
            for pause in allowance.pauses
        )
        for instant in range(allowance.start, now)
    )
    return allowance.duration + allowance.accommodation + sum(allowance.credits) - used


@pytest.mark.parametrize(
    ("now", "left"),
    [(0, 60), (10, 60), (10.5, 59.5), (69, 1), (70, 0), (500, 0)],
)
def test_time_runs_from_the_start_to_zero(now: float, left: float) -> None:
    assert Allowance(START, minute(60)).remaining(minute(now)) == minute(left)


@pytest.mark.parametrize(
    ("now", "left"),
    [(20, 50), (25, 50), (30, 50), (31, 49), (80, 0)],
)
def test_a_pause_holds_the_time_and_gives_nothing_more(now: float, left: float) -> None:
    held = Allowance(START, minute(60), pauses=(Pause(minute(20), minute(30)),))
    assert held.remaining(minute(now)) == minute(left)


def test_a_pause_without_an_end_holds_the_time_for_good() -> None:
    held = Allowance(START, minute(60), pauses=(Pause(minute(20)),))
    assert held.remaining(minute(20)) == held.remaining(minute(900)) == minute(50)


def test_what_ran_away_between_two_instants_is_spent_and_a_pause_is_not() -> None:
    held = Allowance(START, minute(60), pauses=(Pause(minute(20), minute(30)),))
    assert held.spent(minute(15), minute(35)) == minute(10)
    assert held.spent(minute(35), minute(15)) == 0


@pytest.mark.parametrize("pause", [Pause(minute(20), minute(30)), Pause(minute(20))])
def test_a_pause_that_has_not_begun_changes_nothing(pause: Pause) -> None:
    assert Allowance(START, minute(60), pauses=(pause,)).remaining(minute(19)) == minute(51)


@pytest.mark.parametrize(
    ("begin", "end", "left"),
    [(0, 5, 0), (0, 10, 0), (5, 12, 2), (9, 11, 1)],
)
def test_of_a_pause_only_what_lies_after_the_start_counts(
    begin: float, end: float, left: float
) -> None:
    held = Allowance(START, minute(60), pauses=(Pause(minute(begin), minute(end)),))
    assert held.remaining(minute(70)) == minute(left)


@pytest.mark.parametrize(
    ("pauses", "left"),
    [
        (((20, 30), (25, 35)), 45),
        (((25, 35), (20, 30)), 45),
        (((20, 40), (25, 30)), 50),
        (((20, 30), (20, 30)), 40),
        (((20, 25), (30, 35)), 40),
        (((20, 25), (25, 30)), 40),
        (((30, 20), (20, 25)), 35),
    ],
)
def test_pauses_at_once_count_once(pauses: tuple[tuple[float, float], ...], left: float) -> None:
    held = tuple(Pause(minute(begin), minute(end)) for begin, end in pauses)
    assert Allowance(START, minute(60), pauses=held).remaining(minute(40)) == minute(left)


@pytest.mark.parametrize(
    ("pause", "held"),
    [
        (Pause(minute(20), minute(30)), {20: True, 29.9: True, 30: False, 19.9: False}),
        (Pause(minute(20)), {19.9: False, 20: True, 900: True}),
        (Pause(minute(30), minute(20)), {20: False, 25: False, 30: False}),
    ],
)
def test_a_pause_holds_from_its_begin_until_before_its_end(
    pause: Pause, held: dict[float, bool]
) -> None:
    assert {now: pause.holds_at(minute(now)) for now in held} == held


def test_a_credit_adds_its_time_even_after_zero() -> None:
    over = Allowance(START, minute(60), credits=(minute(5), minute(1)))
    assert over.remaining(minute(70)) == minute(6)
    assert over.remaining(minute(77)) == 0


def test_an_accommodation_is_time_from_the_start() -> None:
    longer = Allowance(START, minute(60), accommodation=minute(20))
    assert longer.remaining(START) == minute(80)
    assert not longer.is_over(ExamTime(minute(90) - 1))
    assert longer.is_over(minute(90))


def test_what_is_missing_shows_below_zero() -> None:
    allowance = Allowance(START, minute(60), minute(5), credits=(minute(1),))
    assert allowance.balance(minute(0)) == minute(66)
    assert allowance.balance(minute(80)) == -minute(4)
    assert allowance.remaining(minute(80)) == 0


def test_credits_of_years_are_counted_to_the_millisecond() -> None:
    allowance = Allowance(START, 1, credits=(2**31,) * 1000)
    assert allowance.remaining(START) == 2**31 * 1000 + 1
    assert allowance.remaining(ExamTime(START + 2**31 * 1000)) == 1


@given(ALLOWANCES, TIMES)
def test_what_is_left_is_what_counting_each_millisecond_leaves(
    allowance: Allowance, now: ExamTime
) -> None:
    assert allowance.balance(now) == left_by_counting(allowance, now)
    assert allowance.remaining(now) == max(0, left_by_counting(allowance, now))


@given(ALLOWANCES, TIMES, TIMES)
def test_waiting_takes_no_more_time_than_passes_and_gives_none(
    allowance: Allowance, one: ExamTime, other: ExamTime
) -> None:
    earlier, later = sorted((one, other))
    spent = allowance.remaining(earlier) - allowance.remaining(later)
    assert 0 <= spent <= later - earlier
    assert allowance.spent(earlier, later) == spent
    assert allowance.spent(later, earlier) == 0


@given(ALLOWANCES, TIMES)
def test_it_is_over_exactly_when_nothing_is_left(allowance: Allowance, now: ExamTime) -> None:
    assert allowance.is_over(now) is (allowance.remaining(now) == 0)


@pytest.mark.parametrize(
    ("milliseconds", "shown"),
    [
        (0, "0:00:00"),
        (1, "0:00:01"),
        (1000, "0:00:01"),
        (1001, "0:00:02"),
        (59_999, "0:01:00"),
        (61_000, "0:01:01"),
        (3_599_001, "1:00:00"),
        (3_661_000, "1:01:01"),
        (14_400_000, "4:00:00"),
        (36_000_000, "10:00:00"),
        (100 * 60 * MINUTE, "100:00:00"),
    ],
)
def test_remaining_time_is_shown_rounded_up(milliseconds: int, shown: str) -> None:
    assert show_remaining(milliseconds) == shown
