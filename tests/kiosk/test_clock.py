"""Exam time at a PC, from samples of good and bad round trips."""

import pytest

from kiosk.clock import ExamClock


def clock_at(boot: list[int]) -> ExamClock:
    return ExamClock(lambda: boot[0])


def test_exam_time_is_unknown_until_the_server_tells_it() -> None:
    assert clock_at([0]).now() is None


def test_a_sample_holds_at_the_middle_of_its_round_trip() -> None:
    boot = [1_100]
    clock = clock_at(boot)
    clock.hear(50_000, sent=1_000, received=1_100)
    assert clock.now() == 50_050
    boot[0] += 7_000
    assert clock.now() == 57_050


@pytest.mark.parametrize(
    ("exam_time", "received", "expected"),
    [
        (51_200, 2_000, 51_900),  # slow, but agrees within its doubt: nothing moves
        (51_000, 1_000, 51_900),  # quick, and agrees to the millisecond
        (51_008, 1_010, 51_900),  # wrong by less than it took
        (90_000, 2_000, 90_400),  # disagrees beyond its doubt: the server is believed
        (20_000, 1_000, 20_900),  # even backwards
    ],
)
def test_a_later_sample_moves_the_clock_only_beyond_its_doubt(
    exam_time: int, received: int, expected: int
) -> None:
    boot = [0]
    clock = clock_at(boot)
    clock.hear(50_000, sent=0, received=0)
    clock.hear(exam_time, sent=1_000, received=received)
    boot[0] = 1_900
    assert clock.now() == expected


def test_a_quicker_round_trip_sharpens_the_clock() -> None:
    boot = [2_000]
    clock = clock_at(boot)
    clock.hear(50_000, sent=0, received=1_000)
    clock.hear(51_400, sent=1_990, received=2_010)
    assert clock.now() == 51_400
