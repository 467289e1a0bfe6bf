"""How lively people typed lately, in steps of half a minute."""

import pytest

from exam.clock import ExamTime
from server.activity import NOTHING, STEP_MILLISECONDS, STEPS, Activity

NOW = ExamTime(100 * STEP_MILLISECONDS)


def later(steps: float) -> ExamTime:
    return ExamTime(NOW + round(steps * STEP_MILLISECONDS))


def test_who_was_never_heard_of_typed_nothing() -> None:
    assert Activity().levels("001", NOW) == NOTHING
    assert Activity().latest(["001", ""], NOW) == "00"


@pytest.mark.parametrize(
    ("beats", "level"), [((0,), "0"), ((1,), "1"), ((2, 2), "2"), ((9,), "3"), ((40, 40, 40), "7")]
)
def test_a_step_is_as_lively_as_all_that_came_in_it(beats: tuple[int, ...], level: str) -> None:
    activity = Activity()
    for records in beats:
        activity.note("001", records, NOW)
    assert activity.levels("001", later(1)) == "0" * (STEPS - 1) + level
    assert activity.latest(["001"], later(1)) == level


def test_the_step_that_has_not_passed_is_not_shown_yet() -> None:
    activity = Activity()
    activity.note("001", 20, NOW)
    assert activity.levels("001", later(0.9)) == NOTHING


def test_a_step_wanders_through_and_falls_out_at_the_end() -> None:
    activity = Activity()
    activity.note("001", 20, NOW)
    activity.note("001", 0, later(STEPS))
    assert activity.levels("001", later(STEPS)) == "4" + "0" * (STEPS - 1)
    assert activity.levels("001", later(STEPS + 1)) == NOTHING
    activity.note("001", 3, later(3 * STEPS))
    assert activity.levels("001", later(3 * STEPS + 1)).rstrip("1") == "0" * (STEPS - 1)


def test_what_a_recovered_server_is_brought_at_once_was_not_typed_at_once() -> None:
    activity = Activity()
    activity.note("001", 20_000, NOW)
    assert activity.latest(["001"], later(1)) == "5"
