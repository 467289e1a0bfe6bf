"""Exam time at a PC, from samples of good and bad round trips."""

import pytest

from exam.protocol import SeatStatus, ServerTime
from kiosk.clock import ExamClock


def clock_at(boot: list[int]) -> ExamClock:
    return ExamClock(lambda: boot[0])


def of_run(exam_time: int, run: int = 1) -> ServerTime:
    return ServerTime(run, exam_time)


def test_exam_time_is_unknown_until_the_server_tells_it() -> None:
    assert clock_at([0]).now() is None


def test_a_sample_holds_at_the_middle_of_its_round_trip() -> None:
    boot = [1_100]
    clock = clock_at(boot)
    clock.hear(of_run(50_000), sent=1_000, received=1_100)
    assert clock.now() == 50_050
    boot[0] += 7_000
    assert clock.now() == 57_050


@pytest.mark.parametrize(
    ("exam_time", "run", "received", "expected"),
    [
        (51_200, 1, 2_000, 51_900),  # slow, but agrees within its doubt: nothing moves
        (51_000, 1, 1_000, 51_900),  # quick, and agrees to the millisecond
        (51_008, 1, 1_010, 51_900),  # wrong by less than it took
        (90_000, 1, 2_000, 51_900),  # disagrees beyond its doubt, in the same run: not believed
        (20_000, 1, 1_000, 51_900),  # nor backwards
        (90_000, 2, 2_000, 90_400),  # a later run of the server is believed
        (20_000, 2, 1_000, 20_900),  # even backwards
        (90_000, 0, 1_000, 51_900),  # an earlier run is not
    ],
)
def test_a_later_sample_moves_the_clock_only_within_its_doubt_or_by_a_later_run(
    exam_time: int, run: int, received: int, expected: int
) -> None:
    boot = [0]
    clock = clock_at(boot)
    clock.hear(of_run(50_000), sent=0, received=0)
    clock.hear(of_run(exam_time, run), sent=1_000, received=received)
    boot[0] = 1_900
    assert clock.now() == expected


def test_a_quicker_round_trip_sharpens_the_clock() -> None:
    boot = [2_000]
    clock = clock_at(boot)
    clock.hear(of_run(50_000), sent=0, received=1_000)
    clock.hear(of_run(51_400), sent=1_990, received=2_010)
    assert clock.now() == 51_400


def test_a_server_that_has_not_settled_its_time_only_sets_a_clock_that_does_not_go() -> None:
    boot = [1_000]
    clock = clock_at(boot)
    clock.hear(ServerTime(2, 50_000, is_settled=False), sent=1_000, received=1_000)
    assert clock.now() == 50_000
    clock.hear(ServerTime(3, 70_000, is_settled=False), sent=1_000, received=1_000)
    assert clock.now() == 50_000
    clock.hear(ServerTime(2, 90_000), sent=990, received=1_010)
    assert clock.now() == 90_000


def test_a_seat_reports_exam_time_only_if_a_server_was_sure_of_it() -> None:
    boot = [1_000]
    clock = clock_at(boot)
    assert clock.status("writing", 7) == SeatStatus("writing", 7, 0, 0)
    clock.hear(ServerTime(2, 50_000, is_settled=False), sent=1_000, received=1_000)
    assert clock.status("writing", 7) == SeatStatus("writing", 7, 0, 0)
    clock.hear(ServerTime(2, 60_000), sent=1_000, received=1_000)
    boot[0] = 1_500
    assert clock.status("writing", 7) == SeatStatus("writing", 7, 2, 60_500)
