"""Exam time at a PC, from samples of good and bad round trips."""

import pytest

from exam.clock import ExamTime
from exam.protocol import ServerTime
from kiosk.clock import ClockMark, ExamClock, read_mark


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
    assert clock.told() == (0, 0)
    clock.hear(ServerTime(2, 50_000, is_settled=False), sent=1_000, received=1_000)
    assert clock.told() == (0, 0)
    clock.hear(ServerTime(2, 60_000), sent=1_000, received=1_000)
    boot[0] = 1_500
    assert clock.told() == (2, 60_500)


def test_a_seat_says_by_how_much_the_time_may_be_wrong_that_it_was_told() -> None:
    boot = [9_000]
    clock = clock_at(boot)
    assert clock.doubt == 0
    clock.hear(ServerTime(2, 50_000, is_settled=False), sent=1_000, received=9_000)
    assert clock.doubt == 0
    clock.hear(ServerTime(2, 60_000), sent=1_000, received=9_000)
    assert clock.doubt == 4_001


# Marks, for a program that starts again


def marked(boottime: int = 3_000, run: int = 2) -> ClockMark:
    """A mark of exam time 62,000, written in the boot that is called `first`."""
    clock = ExamClock(lambda: boottime, "first")
    clock.hear(of_run(61_000, run), sent=2_000, received=2_000)
    mark = read_mark(clock.mark("001.brida"))
    assert mark is not None
    return mark


def test_a_clock_that_never_heard_the_time_leaves_no_mark() -> None:
    assert clock_at([1_000]).mark("001.brida") is None


def test_in_the_same_boot_a_clock_goes_on_exactly() -> None:
    boot = [9_000]
    clock = ExamClock(lambda: boot[0], "first")
    clock.resume(marked())
    assert (clock.now(), clock.run, clock.is_confirmed) == (68_000, 2, True)
    assert clock.told() == (2, 68_000)
    clock.hear(of_run(68_000, 2), sent=9_000, received=9_000)
    assert clock.take_missed() == 0


@pytest.mark.parametrize(("boot_id", "boottime"), [("second", 500), ("second", 9_000), ("", 9_000)])
def test_after_a_reboot_a_clock_goes_on_from_the_mark_and_is_sure_of_nothing(
    boot_id: str, boottime: int
) -> None:
    boot = [boottime]
    clock = ExamClock(lambda: boot[0], boot_id)
    clock.resume(marked())
    assert (clock.now(), clock.is_confirmed, clock.told()) == (62_000, False, (0, 0))
    boot[0] += 10_000
    assert clock.now() == 72_000


def test_a_boot_clock_behind_the_mark_is_of_another_boot_whatever_it_is_called() -> None:
    clock = ExamClock(lambda: 2_999, "first")
    clock.resume(marked())
    assert (clock.now(), clock.is_confirmed) == (62_000, False)


@pytest.mark.parametrize("run", [1, 2, 3])
def test_the_first_settled_time_after_a_reboot_is_believed_and_says_what_was_missed(
    run: int,
) -> None:
    boot = [500]
    clock = ExamClock(lambda: boot[0], "second")
    clock.resume(marked())
    boot[0] = 10_500
    clock.hear(ServerTime(run, 99_000, is_settled=False), sent=10_500, received=10_500)
    assert (clock.now(), clock.take_missed()) == (72_000, 0)
    clock.hear(of_run(372_000, run), sent=10_500, received=10_500)
    assert (clock.now(), clock.is_confirmed) == (372_000, True)
    assert [clock.take_missed() for _ in range(2)] == [300_000, 0]


def test_a_time_that_lies_before_the_mark_was_not_missed() -> None:
    clock = ExamClock(lambda: 500, "second")
    clock.resume(marked())
    clock.hear(of_run(61_500, 3), sent=500, received=500)
    assert (clock.now(), clock.take_missed()) == (61_500, 0)


def test_without_a_mark_a_clock_goes_on_from_what_the_journal_knows() -> None:
    clock = ExamClock(lambda: 500, "second")
    clock.resume_from(ExamTime(40_000))
    assert (clock.now(), clock.is_confirmed) == (40_000, False)
    clock.resume_from(ExamTime(30_000))
    assert clock.now() == 40_000
    clock.hear(of_run(50_000), sent=500, received=500)
    clock.resume_from(ExamTime(60_000))
    assert clock.now() == 50_000


@pytest.mark.parametrize("raw", [None, b"", b"\x90", b"\xc1", b"text"])
def test_a_mark_that_cannot_be_read_is_none(raw: bytes | None) -> None:
    assert read_mark(raw) is None
