"""Seats that are taken and left, and what they sealed and sent."""

import pytest

from exam.events import Cause, EnvelopeReceived, HeadAcknowledged
from exam.sitting import Phase
from tests.exam.sittings import (
    ACCEPTED,
    CONFIRMED,
    WRITES,
    admitted,
    closed,
    head,
    knowing,
    minute,
    received,
    reopened,
    sealed,
    started,
)

LOST = (*WRITES, sealed(minute(100), cause=Cause.SUBMITTED), admitted(2, minute(110)))


def test_what_was_sealed_at_a_lost_seat_is_sealed_anew_for_the_same_reason() -> None:
    sitting = knowing(*LOST)
    assert sitting.phase_at(minute(111)) is Phase.WRITING
    assert sitting.cause_to_hand_in_at(minute(111)) is Cause.SUBMITTED
    anew = sitting.after(sealed(minute(111), admission=2))
    assert anew.phase_at(minute(111)) is Phase.SEALED
    assert anew.sealing == sealed(minute(111), admission=2)


def test_what_arrived_from_a_seat_before_the_move_is_handed_in() -> None:
    sitting = knowing(*LOST, received(minute(101)))
    assert sitting.phase_at(minute(111)) is Phase.SUBMITTED
    assert sitting.cause_to_hand_in_at(minute(111)) is None


def test_the_first_of_several_lost_sealings_gives_the_reason() -> None:
    sitting = knowing(
        *WRITES,
        sealed(minute(100), cause=Cause.TIME_UP),
        sealed(minute(99), admission=2, cause=Cause.SUBMITTED),
        admitted(3, minute(120)),
    )
    assert sitting.cause_to_hand_in_at(minute(121)) is Cause.SUBMITTED


def test_what_a_fenced_seat_seals_hands_nothing_in_at_the_new_one() -> None:
    in_the_last_moment = knowing(*WRITES, admitted(2, minute(110)), sealed(minute(110) - 1))
    assert in_the_last_moment.cause_to_hand_in_at(minute(120)) is Cause.SUBMITTED
    after_it = knowing(*WRITES, admitted(2, minute(110)), sealed(minute(110)))
    assert after_it.cause_to_hand_in_at(minute(120)) is None
    assert after_it.phase_at(minute(120)) is Phase.WRITING


def test_the_first_sealing_of_the_admitted_seat_holds() -> None:
    assert knowing(CONFIRMED, ACCEPTED, started(), sealed(minute(90))).sealing is None
    assert knowing(*WRITES, sealed(minute(90)), sealed(minute(80))).sealing == sealed(minute(80))


def test_the_admission_with_the_highest_number_is_in_force() -> None:
    sitting = knowing(admitted(2, 10), admitted(1, 20), admitted(3, 15))
    assert sitting.admission == admitted(3, 15)
    assert [sitting.admission_at(instant) for instant in (9, 10, 14, 15, 20)] == [0, 2, 2, 3, 3]
    assert knowing().admission is None


@pytest.mark.parametrize(
    ("arrival", "counts"),
    [
        (received(10, admission=1), True),
        (received(49, admission=1), True),
        (received(50, admission=1), True),
        (received(51, admission=1), False),
        (received(49, admission=2), False),
        (received(50, admission=2), True),
        (received(100, admission=2), True),
        (received(101, admission=2), False),
        (received(9, admission=1), False),
        (received(100, admission=3), False),
        (received(60, admission=2, revision=2), True),
        (received(60, admission=2, revision=3), False),
        (head(50, admission=1), True),
        (head(51, admission=1), False),
        (head(100, admission=2), True),
        (head(101, admission=2), False),
    ],
)
def test_what_came_counts_if_its_seat_was_then_admitted_and_nothing_was_closed(
    arrival: EnvelopeReceived | HeadAcknowledged, counts: bool
) -> None:
    moved = knowing(admitted(1, 10), admitted(2, 50), closed(100), reopened(2, 0, 55))
    assert moved.allows(arrival) is counts


def test_the_first_close_stands() -> None:
    assert knowing(closed(100), closed(90, name="again")).closed_at == 90
    assert knowing().closed_at is None


def test_a_receipt_is_of_the_first_envelope_that_counts() -> None:
    early, late = received(minute(90), name="early"), received(minute(91), name="late")
    fenced = received(minute(89), admission=2)
    sitting = knowing(*WRITES, late, early, fenced)
    assert sitting.envelopes == (fenced, early, late)
    assert sitting.receipt_code(1) == early.receipt_code
    assert sitting.receipt_code(2) is None
    again = sitting.after(reopened(2, 0, minute(92)))
    assert again.receipt_code(1) == early.receipt_code
    assert again.receipt_code(2) is None
    assert again.phase_at(minute(93)) is Phase.WRITING


def test_a_receipt_for_a_revision_that_nobody_opened_is_none() -> None:
    sitting = knowing(*WRITES, received(minute(90), revision=2))
    assert sitting.receipt_code(2) is None
    assert sitting.after(reopened(2, 0, minute(80))).receipt_code(2) is not None


def test_the_last_reopening_says_which_revision_comes_next() -> None:
    assert knowing().revision == 1
    assert knowing(reopened(3, 0, 5), reopened(2, 0, 9)).revision == 3
