"""Who may give how much time, to whom, and when a hand-in is reopened."""

import pytest

from exam.clock import ExamTime
from exam.events import AnyOrder
from exam.rulings import Terms
from tests.exam.ruled import (
    ABSENT,
    ALONE,
    HANDED_IN,
    HELD,
    SEALED,
    TERMS,
    Known,
    code,
    refusal,
)
from tests.exam.sittings import (
    BOTH,
    MINUTE,
    SEATED,
    TIME_UP,
    WRITES,
    admitted,
    credited,
    ended,
    minute,
    paused,
    reopened,
    started,
)

NOT_MUCH: Known = (*WRITES, credited(10 * MINUTE, minute(80), ALONE, "first"))


@pytest.mark.parametrize(
    ("known", "order", "refused"),
    [
        (WRITES, credited(15 * MINUTE, minute(90), ALONE), None),
        (WRITES, credited(15 * MINUTE + 1, minute(90), ALONE), "order.two-needed"),
        (WRITES, credited(15 * MINUTE + 1, minute(90), ALONE * 2), "order.two-needed"),
        (WRITES, credited(15 * MINUTE + 1, minute(90), BOTH), None),
        (WRITES, credited(2**31, minute(90), BOTH), None),
        (NOT_MUCH, credited(5 * MINUTE, minute(90), ALONE), None),
        (NOT_MUCH, credited(5 * MINUTE + 1, minute(90), ALONE), "order.two-needed"),
        (NOT_MUCH, credited(5 * MINUTE + 1, minute(90), ("pengawas-2",)), "order.two-needed"),
        (NOT_MUCH, credited(60 * MINUTE, minute(90), BOTH), None),
        (
            (*WRITES, credited(60 * MINUTE, minute(80), BOTH, "first")),
            credited(15 * MINUTE, minute(90), ALONE),
            None,
        ),
        (
            (*HANDED_IN, reopened(2, 10 * MINUTE, minute(110), ALONE)),
            credited(5 * MINUTE + 1, minute(120), ALONE),
            "order.two-needed",
        ),
    ],
)
def test_one_person_alone_gives_a_candidate_no_more_than_the_terms_say_in_all(
    known: Known, order: AnyOrder, refused: str | None
) -> None:
    assert code(known, order) == refused


@pytest.mark.parametrize(
    ("known", "order", "refused"),
    [
        ((), credited(MINUTE, 0), None),
        (SEATED, credited(MINUTE, minute(50)), None),
        (ABSENT, credited(MINUTE, minute(70)), None),
        (HELD, credited(MINUTE, minute(110)), None),
        (WRITES, credited(MINUTE, TIME_UP - 1), None),
        (WRITES, credited(1, TIME_UP), None),
        (WRITES, credited(MINUTE, ExamTime(TIME_UP + MINUTE)), "order.no-time"),
        (WRITES, credited(MINUTE + 1, ExamTime(TIME_UP + MINUTE)), None),
        ((*WRITES, ended(minute(90))), credited(MINUTE, minute(91)), "order.no-time"),
        ((*WRITES, ended(minute(90))), credited(MINUTE + 1, minute(91)), None),
        (SEALED, credited(MINUTE, minute(110)), "order.handed-in"),
        (HANDED_IN, credited(MINUTE, minute(110)), "order.handed-in"),
        ((*SEALED, admitted(2, minute(105))), credited(MINUTE, minute(110)), None),
        ((*HANDED_IN, reopened(2, MINUTE, minute(105))), credited(MINUTE, minute(110)), None),
    ],
)
def test_a_credit_is_for_who_has_not_handed_in_and_leaves_time_to_write(
    known: Known, order: AnyOrder, refused: str | None
) -> None:
    assert code(known, order) == refused


@pytest.mark.parametrize(
    ("known", "order", "refused"),
    [
        (HANDED_IN, reopened(2, 0, minute(110)), None),
        (SEALED, reopened(2, 0, minute(110)), None),
        (HANDED_IN, reopened(2, 15 * MINUTE, minute(110), ALONE), None),
        (HANDED_IN, reopened(2, 15 * MINUTE + 1, minute(110), ALONE), "order.two-needed"),
        (HANDED_IN, reopened(2, 15 * MINUTE + 1, minute(110), ALONE * 2), "order.two-needed"),
        (HANDED_IN, reopened(2, 15 * MINUTE + 1, minute(110)), None),
        (HANDED_IN, reopened(1, 0, minute(110)), "order.revision"),
        (HANDED_IN, reopened(3, 0, minute(110)), "order.revision"),
        (WRITES, reopened(2, 0, minute(110)), "order.not-handed-in"),
        (HELD, reopened(2, 0, minute(110)), "order.not-handed-in"),
        (SEATED, reopened(2, 0, minute(50)), "order.not-handed-in"),
        (WRITES, reopened(2, MINUTE, TIME_UP), "order.not-handed-in"),
        (
            (*HANDED_IN, reopened(2, 0, minute(105))),
            reopened(3, 0, minute(110)),
            "order.not-handed-in",
        ),
        ((*SEALED, admitted(2, minute(105))), reopened(2, 0, minute(110)), "order.not-handed-in"),
        (HANDED_IN, reopened(2, 0, TIME_UP - 1), None),
        (HANDED_IN, reopened(2, 0, TIME_UP), "order.no-time"),
        (HANDED_IN, reopened(2, 1, TIME_UP), None),
        (HANDED_IN, reopened(2, 30 * MINUTE, ExamTime(TIME_UP + 30 * MINUTE)), "order.no-time"),
        (HANDED_IN, reopened(2, 30 * MINUTE + 1, ExamTime(TIME_UP + 30 * MINUTE)), None),
        ((*HANDED_IN, ended(minute(99))), reopened(2, 11 * MINUTE, minute(110)), "order.no-time"),
        ((*HANDED_IN, ended(minute(99))), reopened(2, 11 * MINUTE + 1, minute(110)), None),
    ],
)
def test_a_hand_in_is_reopened_once_more_with_time_to_write(
    known: Known, order: AnyOrder, refused: str | None
) -> None:
    assert code(known, order) == refused


@pytest.mark.parametrize(
    ("known", "order", "terms", "details"),
    [
        ((), started(5, 0), Terms(10_000, 0), {"seconds": 10}),
        ((), started(5, 0), Terms(10_001, 0), {"seconds": 11}),
        ((), started(5, 0), Terms(9_999, 0), {"seconds": 10}),
        (WRITES, credited(901_000, 0, ALONE), TERMS, {"minutes": 15}),
        (WRITES, credited(901_000, 0, ALONE), Terms(0, 119_999), {"minutes": 1}),
        (WRITES, credited(1, minute(301)), TERMS, {"minutes": 2}),
        (WRITES, credited(1, ExamTime(minute(301) - 1)), TERMS, {"minutes": 1}),
        (WRITES, credited(MINUTE, ExamTime(minute(301) + 1)), TERMS, {"minutes": 2}),
        (HANDED_IN, reopened(2, 10 * MINUTE, minute(330)), TERMS, {"minutes": 31}),
        (HANDED_IN, reopened(4, 0, minute(110)), TERMS, {"revision": 4, "expected": 2}),
        (WRITES, admitted(1, minute(110)), TERMS, {"admission": 1, "expected": 2}),
        (HELD, paused(minute(110), "second"), TERMS, {}),
    ],
)
def test_a_refusal_says_what_would_do(
    known: Known, order: AnyOrder, terms: Terms, details: dict[str, int]
) -> None:
    refused = refusal(known, order, terms)
    assert refused is not None
    assert refused.details == details


@pytest.mark.parametrize("after", [0, 59_999, 60_000, 60_001, 1_800_000])
@pytest.mark.parametrize("given", [1, 59_999, 60_000])
def test_the_minutes_that_a_refusal_asks_for_are_enough_and_one_less_is_not(
    after: int, given: int
) -> None:
    now = ExamTime(TIME_UP + after)
    refused = refusal(WRITES, credited(given, now))
    if refused is None:
        assert given > after
        return
    minutes = int(refused.details["minutes"])
    assert refusal(WRITES, credited(minutes * MINUTE, now)) is None
    assert minutes == 1 or refusal(WRITES, credited((minutes - 1) * MINUTE, now)) is not None
