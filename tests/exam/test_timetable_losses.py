"""How much time ran away while a candidate could not write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.clock import ExamTime
from exam.events import SittingEvent, StartOrdered, WritingInterrupted
from exam.sitting import Sitting, fold
from tests.exam.sittings import (
    DURATION,
    MINUTE,
    START,
    TIME_UP,
    entered,
    minute,
    paused,
    resumed,
    started,
)
from tests.exam.sittings import acknowledged as answered

LATE = ExamTime(TIME_UP + 60 * MINUTE)


def lost(*facts: SittingEvent, by: ExamTime = LATE) -> int:
    return fold(Sitting(DURATION), (started(), *facts)).lost_by(by)


def gap(begin: float, end: float) -> WritingInterrupted:
    return WritingInterrupted(minute(begin), minute(end))


@pytest.mark.parametrize(
    ("facts", "minutes"),
    [
        ((), 0),
        ((gap(70, 75),), 5),
        ((gap(70, 75), gap(70, 75)), 5),
        ((gap(70, 75), gap(80, 81)), 6),
        ((gap(70, 75), gap(72, 78)), 8),
        ((gap(70, 80), gap(72, 74)), 10),
        ((gap(50, 65),), 5),
        ((gap(295, 310),), 5),
        ((gap(305, 310),), 0),
        ((gap(75, 70),), 0),
        ((entered(minute(67)),), 7),
        ((entered(minute(67)), entered(minute(90))), 7),
        ((entered(minute(55)),), 0),
        ((entered(minute(67)), gap(65, 70)), 10),
        ((gap(70, 80), paused(minute(71)), answered(minute(72)), resumed(minute(76))), 6),
    ],
)
def test_what_ran_away_counts_once_and_never_in_a_pause(
    facts: tuple[SittingEvent, ...], minutes: float
) -> None:
    assert lost(*facts) == minutes * MINUTE


def test_not_a_millisecond_is_left_out_from_the_first_one_on() -> None:
    begun = StartOrdered("0" * 32, 0, 0)
    sitting = fold(Sitting(DURATION), (begun, WritingInterrupted(0, 5)))
    assert sitting.lost_by(ExamTime(10)) == 5


def test_a_gap_counts_as_far_as_it_has_come() -> None:
    assert lost(gap(70, 80), by=minute(73)) == 3 * MINUTE
    assert lost(gap(70, 80), by=START) == 0


def test_a_start_that_was_entered_where_none_was_ordered_is_no_loss() -> None:
    assert fold(Sitting(DURATION), (entered(minute(67)),)).lost_by(LATE) == 0


def test_before_a_start_is_ordered_nothing_is_lost() -> None:
    assert fold(Sitting(DURATION), (gap(0, 50),)).lost_by(LATE) == 0


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 400)), max_size=6))
def test_no_more_is_lost_than_was_given_and_more_gaps_lose_no_less(
    gaps: list[tuple[int, int]],
) -> None:
    facts = [gap(*each) for each in gaps]
    whole = lost(*facts)
    assert 0 <= whole <= DURATION
    assert all(lost(*facts[:count]) <= whole for count in range(len(facts)))
