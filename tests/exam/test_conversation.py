"""What candidate and proctors say to each other, and a lock on the work."""

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.clock import ExamTime
from exam.events import Cause, SittingEvent
from exam.sitting import Phase, Sitting
from tests.exam.sittings import (
    SEATED,
    START,
    TIME_UP,
    WRITES,
    acknowledged,
    admitted,
    answered,
    called,
    ended,
    has_read,
    knowing,
    lifted,
    locked,
    minute,
    paused,
    received,
    reopened,
    resumed,
    sealed,
    sittings,
    started,
    told,
)

Known = tuple[SittingEvent, ...]
NOW = st.integers(0, 99).map(ExamTime)
LOCKED: Final[Known] = (*WRITES, locked(minute(100)))


# Messages


def test_messages_stand_in_the_order_in_which_they_were_sent() -> None:
    first, second = told(5, name="first"), told(9, name="second")
    assert knowing(second, first).messages == (first, second)
    assert knowing().messages == ()


def test_a_message_is_unread_until_the_candidate_says_otherwise() -> None:
    first, second = told(5, name="first"), told(9, name="second")
    sitting = knowing(first, second)
    assert sitting.unread_messages == (first, second)
    read = sitting.after(has_read(12, "first"))
    assert read.unread_messages == (second,)
    assert read.messages == (first, second)
    assert read.after(has_read(14, "first")).unread_messages == (second,)


def test_to_have_read_what_nobody_sent_changes_nothing() -> None:
    sitting = knowing(told(5), has_read(6, "another"))
    assert sitting.unread_messages == (told(5),)


# Calls


def test_calls_stand_in_the_order_in_which_they_were_made_each_once() -> None:
    early, late = called(5, "one"), called(9, "two")
    assert knowing(late, called(7, "one"), early).calls == (early, late)
    assert knowing().calls == ()


def test_a_call_waits_until_a_proctor_answers_that_very_call() -> None:
    sitting = knowing(called(5, "one"), called(9, "two"), answered(12, "two"))
    assert sitting.unanswered_calls == (called(5, "one"),)
    assert sitting.calls == (called(5, "one"), called(9, "two"))
    assert sitting.after(answered(13, "one", "again")).unanswered_calls == ()


def test_an_answer_that_comes_before_its_call_is_known_answers_it() -> None:
    assert knowing(answered(12)).after(called(5)).unanswered_calls == ()


# Locks


@pytest.mark.parametrize(
    ("known", "now", "phase"),
    [
        (LOCKED, minute(100) - 1, Phase.WRITING),
        (LOCKED, minute(100), Phase.LOCKED),
        (LOCKED, TIME_UP - 1, Phase.LOCKED),
        (LOCKED, TIME_UP, Phase.WRITING),
        ((*LOCKED, lifted(minute(110))), minute(110), Phase.WRITING),
        ((*SEATED, locked(minute(50))), minute(55), Phase.READY),
        ((*WRITES, locked(minute(50))), START - 1, Phase.READY),
        ((*WRITES, locked(minute(50))), START, Phase.LOCKED),
        ((started(), locked(minute(50))), START, Phase.SIGNED_IN),
        ((*LOCKED, paused(minute(101)), acknowledged(minute(102))), minute(101), Phase.LOCKED),
        ((*LOCKED, paused(minute(101)), acknowledged(minute(102))), minute(103), Phase.PAUSED),
        (
            (*LOCKED, paused(minute(101)), acknowledged(minute(102)), resumed(minute(110))),
            minute(110),
            Phase.LOCKED,
        ),
        ((*LOCKED, sealed(minute(101))), minute(102), Phase.SEALED),
        ((*LOCKED, received(minute(101))), minute(102), Phase.SUBMITTED),
        ((*LOCKED, received(minute(101)), reopened(2, 0, minute(103))), minute(104), Phase.LOCKED),
        ((*LOCKED, admitted(2, minute(101))), minute(102), Phase.LOCKED),
    ],
)
def test_a_lock_holds_while_there_is_time_to_write_and_no_pause(
    known: Known, now: int, phase: Phase
) -> None:
    assert knowing(*known).phase_at(ExamTime(now)) is phase


@pytest.mark.parametrize(
    ("known", "end", "cause"),
    [
        (LOCKED, TIME_UP, Cause.TIME_UP),
        ((*LOCKED, ended(minute(120))), minute(120), Cause.ENDED_EARLY),
        ((*LOCKED, ended(minute(120), cause=Cause.ORDERED)), minute(120), Cause.ORDERED),
    ],
)
def test_time_that_runs_out_under_a_lock_hands_in_what_was_written(
    known: Known, end: int, cause: Cause
) -> None:
    sitting = knowing(*known)
    assert sitting.cause_to_hand_in_at(ExamTime(end - 1)) is None
    assert sitting.cause_to_hand_in_at(ExamTime(end)) is cause
    assert sitting.after(sealed(end, cause=cause)).phase_at(ExamTime(end)) is Phase.SEALED


def test_time_runs_on_under_a_lock() -> None:
    free = knowing(*WRITES)
    for now in (minute(100), minute(200), TIME_UP):
        assert knowing(*LOCKED).remaining_at(now) == free.remaining_at(now)


def test_of_two_locks_the_later_is_shown_and_both_have_to_be_lifted() -> None:
    first, second = locked(5, "first"), locked(9, "second")
    sitting = knowing(second, first)
    assert sitting.locks == (first, second)
    assert [sitting.lock_at(ExamTime(now)) for now in (4, 5, 8, 9)] == [None, first, first, second]
    one_left = sitting.after(lifted(12, "second"))
    assert one_left.lock_at(ExamTime(12)) == first
    assert one_left.after(lifted(13, "first", "again")).lock_at(ExamTime(13)) is None


@given(sittings(), NOW)
def test_a_locked_candidate_has_time_and_no_pause_and_hands_nothing_in(
    sitting: Sitting, now: ExamTime
) -> None:
    if sitting.phase_at(now) is Phase.LOCKED:
        assert sitting.lock_at(now) in sitting.locks
        assert sitting.remaining_at(now) > 0
        assert not sitting.is_paused_at(now)
        assert sitting.cause_to_hand_in_at(now) is None


@given(sittings())
def test_what_waits_is_a_part_of_what_was_said(sitting: Sitting) -> None:
    assert set(sitting.unread_messages) <= set(sitting.messages)
    assert set(sitting.unanswered_calls) <= set(sitting.calls)
    ids = [call.call_id for call in sitting.calls]
    assert len(set(ids)) == len(ids)
