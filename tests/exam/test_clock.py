"""Exam time as arithmetic."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.clock import Allowance, ExamTime, Pause, show_remaining

MINUTE = 60_000
START = ExamTime(10 * MINUTE)
TIMES = st.integers(min_value=0, max_value=10**9).map(ExamTime)


def at(minutes: float) -> ExamTime:
    return ExamTime(round(minutes * MINUTE))


@st.composite
def pauses(draw: st.DrawFn) -> tuple[Pause, ...]:
    """Pauses after the start, one after the other; the last may still last."""
    edges = sorted(draw(st.lists(st.integers(0, 10**6), max_size=8, unique=True)))
    points = [ExamTime(START + edge) for edge in edges]
    closed = [Pause(begin, end) for begin, end in zip(points[::2], points[1::2], strict=False)]
    return (*closed, Pause(points[-1])) if len(points) % 2 else tuple(closed)


@st.composite
def allowances(draw: st.DrawFn) -> Allowance:
    """Any allowance that the server could have recorded."""
    return Allowance(
        START,
        draw(st.integers(0, 10**7)),
        draw(pauses()),
        tuple(draw(st.lists(st.integers(0, 10**6), max_size=3))),
    )


@pytest.mark.parametrize(
    ("now", "left"),
    [(0, 60), (10, 60), (10.5, 59.5), (69, 1), (70, 0), (500, 0)],
)
def test_time_runs_from_the_start_to_zero(now: float, left: float) -> None:
    assert Allowance(START, at(60)).remaining(at(now)) == at(left)


@pytest.mark.parametrize(
    ("now", "left"),
    [(20, 50), (25, 50), (30, 50), (31, 49), (80, 0)],
)
def test_a_pause_holds_the_time_and_gives_nothing_more(now: float, left: float) -> None:
    paused = Allowance(START, at(60), pauses=(Pause(at(20), at(30)),))
    assert paused.remaining(at(now)) == at(left)


def test_a_pause_without_an_end_holds_the_time_for_good() -> None:
    paused = Allowance(START, at(60), pauses=(Pause(at(20)),))
    assert paused.remaining(at(20)) == paused.remaining(at(900)) == at(50)


@pytest.mark.parametrize("pause", [Pause(at(20), at(30)), Pause(at(20))])
def test_a_pause_that_has_not_begun_changes_nothing(pause: Pause) -> None:
    assert Allowance(START, at(60), (pause,)).remaining(at(19)) == at(51)


def test_a_pause_before_the_start_gives_no_time() -> None:
    paused = Allowance(START, at(60), pauses=(Pause(at(0), at(5)),))
    assert paused.remaining(at(70)) == 0


def test_two_pauses_at_once_count_once() -> None:
    paused = Allowance(START, at(60), pauses=(Pause(at(20), at(30)), Pause(at(25), at(35))))
    assert paused.remaining(at(40)) == at(45)


def test_a_credit_adds_its_time_even_after_zero() -> None:
    over = Allowance(START, at(60), credits=(at(5), at(1)))
    assert over.remaining(at(70)) == at(6)
    assert over.remaining(at(77)) == 0


@given(allowances(), TIMES)
def test_remaining_time_is_never_negative_nor_more_than_was_given(
    allowance: Allowance, now: ExamTime
) -> None:
    assert 0 <= allowance.remaining(now) <= allowance.length + sum(allowance.credits)


@given(allowances(), TIMES, TIMES)
def test_remaining_time_never_grows_by_waiting(
    allowance: Allowance, one: ExamTime, other: ExamTime
) -> None:
    earlier, later = sorted((one, other))
    assert allowance.remaining(earlier) >= allowance.remaining(later)
    assert allowance.remaining(earlier) - allowance.remaining(later) <= later - earlier


@given(allowances(), TIMES)
def test_it_is_over_exactly_when_nothing_is_left(allowance: Allowance, now: ExamTime) -> None:
    assert allowance.is_over(now) is (allowance.remaining(now) == 0)


def test_the_start_itself_is_the_beginning() -> None:
    allowance = Allowance(START, at(60))
    assert not allowance.has_begun(ExamTime(START - 1))
    assert allowance.has_begun(START)


@pytest.mark.parametrize(
    ("milliseconds", "shown"),
    [
        (0, "0:00:00"),
        (1, "0:00:01"),
        (1000, "0:00:01"),
        (1001, "0:00:02"),
        (59_999, "0:01:00"),
        (3_599_001, "1:00:00"),
        (14_400_000, "4:00:00"),
        (36_000_000, "10:00:00"),
    ],
)
def test_remaining_time_is_shown_rounded_up(milliseconds: int, shown: str) -> None:
    assert show_remaining(milliseconds) == shown
