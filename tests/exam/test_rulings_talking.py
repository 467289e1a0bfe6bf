"""What may be said, answered, locked and unlocked, and when."""

import pytest

from exam.events import AnyOrder
from tests.exam.ruled import ABSENT, HANDED_IN, HELD, SEALED, Known, code
from tests.exam.sittings import (
    SEATED,
    TIME_UP,
    WRITES,
    answered,
    called,
    closed,
    lifted,
    locked,
    minute,
    paused,
    reopened,
    sealed,
    told,
)

LOCKED: Known = (*WRITES, locked(minute(100)))


@pytest.mark.parametrize("known", [(), ABSENT, SEATED, WRITES, HELD, LOCKED, SEALED, HANDED_IN])
def test_anything_may_be_said_to_anybody_at_any_time(known: Known) -> None:
    assert code(known, told(minute(110))) is None
    assert code((*known, told(minute(105), name="before")), told(minute(110))) is None


@pytest.mark.parametrize(
    ("known", "order", "refused"),
    [
        (WRITES, answered(minute(100)), "order.no-call"),
        ((*WRITES, called(minute(99), "other")), answered(minute(100)), "order.no-call"),
        ((*WRITES, called(minute(99))), answered(minute(100)), None),
        ((*SEALED, called(minute(99))), answered(minute(110)), None),
        (
            (*WRITES, called(minute(99)), answered(minute(100))),
            answered(minute(101), name="second"),
            "order.answered",
        ),
        (
            (*WRITES, called(minute(99)), answered(minute(100)), called(minute(101), "again")),
            answered(minute(102), "again", "second"),
            None,
        ),
    ],
)
def test_a_call_is_answered_once(known: Known, order: AnyOrder, refused: str | None) -> None:
    assert code(known, order) == refused


@pytest.mark.parametrize(
    ("known", "order", "refused"),
    [
        (SEATED, locked(minute(50)), None),
        (WRITES, locked(minute(100)), None),
        (HELD, locked(minute(102)), None),
        (LOCKED, locked(minute(102), "second"), "order.locked"),
        ((*LOCKED, lifted(minute(101))), locked(minute(102), "second"), None),
        (SEALED, locked(minute(110)), "order.handed-in"),
        (HANDED_IN, locked(minute(110)), "order.handed-in"),
        ((*HANDED_IN, reopened(2, 0, minute(105))), locked(minute(110)), None),
    ],
)
def test_work_is_locked_once_and_only_before_it_is_handed_in(
    known: Known, order: AnyOrder, refused: str | None
) -> None:
    assert code(known, order) == refused


@pytest.mark.parametrize(
    ("known", "order", "refused"),
    [
        (WRITES, lifted(minute(101)), "order.not-locked"),
        (LOCKED, lifted(minute(101)), None),
        (LOCKED, lifted(minute(101), "another"), "order.not-locked"),
        ((*LOCKED, lifted(minute(101))), lifted(minute(102), name="again"), "order.not-locked"),
        ((*LOCKED, sealed(TIME_UP)), lifted(TIME_UP), None),
    ],
)
def test_a_lock_is_lifted_once(known: Known, order: AnyOrder, refused: str | None) -> None:
    assert code(known, order) == refused


def test_time_is_stopped_and_given_under_a_lock_as_always() -> None:
    assert code(LOCKED, paused(minute(110))) is None
    assert code(LOCKED, closed(minute(110))) == "order.still-writing"
