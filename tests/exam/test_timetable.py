"""How much time a sitting has, by what is known of it."""

from collections.abc import Sequence

import pytest

from exam.clock import ExamTime, Pause
from exam.events import (
    Cause,
    CreditGranted,
    SittingEvent,
)
from tests.exam.sittings import (
    DURATION,
    LEAD,
    MINUTE,
    START,
    TIME_UP,
    acknowledged,
    credited,
    ended,
    entered,
    knowing,
    minute,
    paused,
    reopened,
    resumed,
    started,
)

# Starts.


@pytest.mark.parametrize(
    ("orders", "start"),
    [
        ([], None),
        ([started(100, 50)], 100),
        ([started(100, 50), started(200, 99, "anew")], 200),
        ([started(100, 50), started(200, 100, "too late")], 100),
        ([started(100, 50), started(60, 55, "sooner")], 60),
        ([started(100, 50), started(60, 55, "sooner"), started(300, 70, "too late")], 60),
        ([started(100, 50), started(200, 60, "anew"), started(300, 150, "again")], 300),
        ([started(40, 50)], 50),
        ([started(50, 50)], 50),
        ([started(40, 50), started(90, 50, "zz")], 50),
    ],
)
def test_a_sitting_begins_as_ordered_unless_ordered_anew_before_that_came(
    orders: Sequence[SittingEvent], start: int | None
) -> None:
    assert knowing(*orders).start == start
    assert knowing(*reversed(orders)).start == start


def test_a_sitting_has_begun_from_its_start_on() -> None:
    sitting = knowing(started(START))
    assert not sitting.has_begun_at(ExamTime(START - 1))
    assert sitting.has_begun_at(START)
    assert not knowing().has_begun_at(START)


def test_a_credit_before_the_start_counts_before_and_after_it() -> None:
    waiting = knowing(credited(5 * MINUTE, 0), duration=60 * MINUTE, accommodation=MINUTE)
    assert waiting.remaining_at(minute(900)) == 66 * MINUTE
    begun = waiting.after(started(START))
    assert begun.remaining_at(START) == 66 * MINUTE
    assert begun.remaining_at(ExamTime(START + 66 * MINUTE)) == 0


# Pauses.


@pytest.mark.parametrize(
    ("facts", "pauses"),
    [
        ([paused(100)], []),
        ([acknowledged(105)], []),
        ([paused(100), acknowledged(105)], [Pause(ExamTime(105))]),
        ([paused(100), acknowledged(95)], [Pause(ExamTime(100))]),
        ([paused(100), acknowledged(107), acknowledged(105)], [Pause(ExamTime(105))]),
        ([paused(100), acknowledged(105, "other")], []),
        (
            [paused(100), acknowledged(105), resumed(200)],
            [Pause(ExamTime(105), ExamTime(200))],
        ),
        ([paused(100), resumed(200)], []),
        (
            [paused(100), resumed(200), acknowledged(250)],
            [Pause(ExamTime(250), ExamTime(200))],
        ),
        (
            [paused(100), acknowledged(105), resumed(300), resumed(200, name="second")],
            [Pause(ExamTime(105), ExamTime(200))],
        ),
        (
            [paused(100), acknowledged(105), resumed(150, issued_at=180)],
            [Pause(ExamTime(105), ExamTime(180))],
        ),
        (
            [paused(100), acknowledged(105), resumed(200, pause="other")],
            [Pause(ExamTime(105))],
        ),
        (
            [
                paused(100),
                paused(90, "earlier"),
                acknowledged(105),
                acknowledged(107, "earlier"),
                resumed(200),
            ],
            [Pause(ExamTime(107)), Pause(ExamTime(105), ExamTime(200))],
        ),
    ],
)
def test_a_pause_binds_from_its_acknowledgement_to_its_first_end(
    facts: Sequence[SittingEvent], pauses: list[Pause]
) -> None:
    assert list(knowing(*facts).pauses) == pauses
    assert list(knowing(*reversed(facts)).pauses) == pauses


def test_pauses_wait_for_an_answer_and_for_an_end() -> None:
    answered, waiting, ending = paused(1, "answered"), paused(2, "waiting"), paused(3, "ending")
    sitting = knowing(
        waiting, answered, ending, acknowledged(5, "answered"), resumed(30_000, pause="ending")
    )
    assert sitting.unanswered_pauses == (waiting,)
    assert sitting.unresumed_pauses == (answered, waiting)


def test_a_sitting_is_paused_while_any_pause_holds() -> None:
    sitting = knowing(
        paused(100),
        acknowledged(105),
        resumed(200, 150),
        paused(190, "next"),
        acknowledged(195, "next"),
        resumed(300, 250, "next", "go on"),
    )
    held = [now for now in range(90, 310, 5) if sitting.is_paused_at(ExamTime(now))]
    assert held == list(range(105, 300, 5))


# Ends. In the table, minutes: the sitting begins at 60 and would be over at 300.


@pytest.mark.parametrize(
    ("facts", "now", "left"),
    [
        ([ended(minute(100))], 99.9, 0.1),
        ([ended(minute(100))], 99.5, 200.5),
        ([ended(minute(100))], 100, 0),
        ([ended(minute(100))], 200, 0),
        ([ended(minute(100), minute(80))], 79, 221),
        ([ended(minute(100), minute(80))], 80, 20),
        ([ended(minute(400))], 299, 1),
        ([ended(minute(100)), credited(5 * MINUTE, minute(99.9))], 100, 5),
        ([ended(minute(100)), credited(5 * MINUTE, minute(120))], 104, 1),
        ([ended(minute(100), minute(90)), credited(5 * MINUTE, minute(89))], 99, 1),
        ([ended(minute(100), minute(90)), credited(5 * MINUTE, minute(89))], 100, 0),
        ([ended(minute(100)), reopened(2, 30 * MINUTE, minute(110))], 110, 20),
        ([ended(minute(100)), ended(minute(90), name="sooner")], 89.9, 0.1),
        ([ended(minute(100)), ended(minute(120), name="later")], 99.9, 0.1),
        ([ended(minute(70), minute(100))], 99, 201),
        ([ended(minute(70), minute(100))], 100, 0),
        ([ended(minute(70), minute(100)), credited(5 * MINUTE, minute(101))], 102, 3),
        (
            [
                ended(minute(100), minute(80)),
                paused(minute(85)),
                acknowledged(minute(86)),
                resumed(minute(96)),
            ],
            109,
            1,
        ),
        (
            [
                paused(minute(75)),
                acknowledged(minute(76)),
                ended(minute(100), minute(80)),
                resumed(minute(90)),
            ],
            109,
            1,
        ),
        (
            [
                paused(minute(75)),
                acknowledged(minute(76)),
                ended(minute(100), minute(80)),
                resumed(minute(90)),
            ],
            90,
            20,
        ),
    ],
)
def test_an_order_to_end_leaves_what_is_until_then_and_what_is_given_later(
    facts: Sequence[SittingEvent], now: float, left: float
) -> None:
    assert knowing(started(), *facts).remaining_at(minute(now)) == minute(left)


def test_of_an_end_and_a_credit_in_one_millisecond_the_ids_say_which_is_later() -> None:
    end = ended(minute(100))
    ahead, behind = (
        CreditGranted(order, end.issued_at, MINUTE, ("pengawas-1",), "")
        for order in ("0" * 32, "f" * 32)
    )
    assert "0" * 32 < end.id < "f" * 32
    assert knowing(started(), end, ahead).remaining_at(minute(100)) == 0
    assert knowing(started(), end, behind).remaining_at(minute(100)) == MINUTE


def test_an_end_ordered_before_the_start_leaves_nothing_at_the_start() -> None:
    sitting = knowing(ended(minute(30)), started())
    assert sitting.remaining_at(minute(29.9)) == minute(0.1)
    assert sitting.remaining_at(START) == 0
    assert sitting.cause_of_end_at(START) is Cause.ENDED_EARLY
    assert knowing(ended(minute(30))).cause_of_end_at(START) is None


@pytest.mark.parametrize(
    ("facts", "missing"),
    [
        ([], 0),
        ([started()], 5),
        ([started(), credited(2 * MINUTE, 0)], 3),
        ([started(), ended(minute(200))], 105),
        ([started(), credited(9 * MINUTE, 0)], 0),
    ],
)
def test_what_is_missing_counts_from_when_time_ran_out(
    facts: Sequence[SittingEvent], missing: float
) -> None:
    assert knowing(*facts).missing_at(ExamTime(TIME_UP + 5 * MINUTE)) == minute(missing)


@pytest.mark.parametrize(
    ("facts", "now", "cause"),
    [
        ([], TIME_UP, None),
        ([started()], TIME_UP - 1, None),
        ([started()], TIME_UP, Cause.TIME_UP),
        ([started(), ended(TIME_UP)], TIME_UP, Cause.TIME_UP),
        ([started(), ended(TIME_UP - 1)], TIME_UP - 2, None),
        ([started(), ended(TIME_UP - 1)], TIME_UP - 1, Cause.ENDED_EARLY),
        ([started(), ended(TIME_UP - 1)], TIME_UP + MINUTE, Cause.ENDED_EARLY),
        ([started(), ended(TIME_UP + 1)], TIME_UP + MINUTE, Cause.TIME_UP),
        (
            [started(), ended(minute(90)), ended(minute(80), cause=Cause.ORDERED, name="sooner")],
            minute(95),
            Cause.ORDERED,
        ),
        (
            [started(), ended(minute(90)), ended(minute(90), minute(80), Cause.ORDERED, "first")],
            minute(95),
            Cause.ORDERED,
        ),
    ],
)
def test_what_ran_out_first_is_the_cause_and_of_two_at_once_time_or_what_was_ordered_first(
    facts: Sequence[SittingEvent], now: int, cause: Cause | None
) -> None:
    assert knowing(*facts).cause_of_end_at(ExamTime(now)) is cause


def test_a_lead_is_not_taken_from_anybodys_time() -> None:
    assert knowing(started(START, START - LEAD)).remaining_at(START) == TIME_UP - START


@pytest.mark.parametrize(
    ("facts", "start"),
    [
        ((entered(minute(67)),), minute(67)),
        ((started(), entered(minute(67))), START),
        ((started(), entered(minute(55))), minute(55)),
        ((entered(minute(70)), entered(minute(67))), minute(67)),
        ((entered(minute(55)), started(), started(minute(90), minute(50), "anew")), minute(55)),
    ],
    ids=["none ordered", "later", "earlier", "twice", "ordered anew"],
)
def test_a_start_that_was_entered_counts_unless_an_earlier_one_was_ordered(
    facts: tuple[SittingEvent, ...], start: ExamTime
) -> None:
    sitting = knowing(*facts)
    assert sitting.start == start
    assert sitting.remaining_at(ExamTime(start + MINUTE)) == DURATION - MINUTE
