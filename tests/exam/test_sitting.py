"""States and events of one sitting."""

from functools import reduce
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.clock import ExamTime
from exam.sitting import (
    Milestone,
    MilestoneReached,
    Phase,
    ReceiptIssued,
    Sitting,
    SittingEvent,
    StartOrdered,
)

LENGTH = 60_000
START = ExamTime(10_000)
BEFORE, DURING, AFTER = ExamTime(START - 1), START, ExamTime(START + LENGTH)
CONFIRMED = MilestoneReached(Milestone.IDENTITY_CONFIRMED)
ACCEPTED = MilestoneReached(Milestone.RULES_ACCEPTED)
SEALED = MilestoneReached(Milestone.PAPER_SEALED)
ORDERED = StartOrdered(START)
RECEIVED = ReceiptIssued("ABCD")
ALL_EVENTS: tuple[SittingEvent, ...] = (CONFIRMED, ACCEPTED, SEALED, ORDERED, RECEIVED)
EVENT_LISTS = st.lists(st.sampled_from(ALL_EVENTS), max_size=8)
TIMES = st.integers(0, 200_000).map(ExamTime)
ORDER = list(Phase)


def after(*events: SittingEvent) -> Sitting:
    return reduce(Sitting.after, events, Sitting(LENGTH))


@pytest.mark.parametrize(
    ("events", "before", "during"),
    [
        ((), Phase.SIGNED_IN, Phase.SIGNED_IN),
        ((ORDERED,), Phase.SIGNED_IN, Phase.SIGNED_IN),
        ((CONFIRMED,), Phase.IDENTITY_CONFIRMED, Phase.IDENTITY_CONFIRMED),
        ((ACCEPTED,), Phase.SIGNED_IN, Phase.SIGNED_IN),
        ((CONFIRMED, ACCEPTED), Phase.READY, Phase.READY),
        ((CONFIRMED, ACCEPTED, ORDERED), Phase.READY, Phase.WRITING),
        ((CONFIRMED, ACCEPTED, ORDERED, SEALED), Phase.SEALED, Phase.SEALED),
        ((CONFIRMED, ACCEPTED, ORDERED, SEALED, RECEIVED), Phase.SUBMITTED, Phase.SUBMITTED),
        ((RECEIVED,), Phase.SUBMITTED, Phase.SUBMITTED),
    ],
)
def test_a_candidate_stands_where_the_events_led(
    events: tuple[SittingEvent, ...], before: Phase, during: Phase
) -> None:
    assert after(*events).phase_at(BEFORE) is before
    assert after(*events).phase_at(DURING) is during


@given(EVENT_LISTS)
def test_events_applied_again_change_nothing(events: list[SittingEvent]) -> None:
    assert after(*events, *events) == after(*events)


@given(st.permutations(ALL_EVENTS))
def test_the_order_in_which_events_arrive_does_not_matter(events: list[SittingEvent]) -> None:
    assert after(*events) == after(*ALL_EVENTS)


@given(EVENT_LISTS, st.sampled_from(ALL_EVENTS), TIMES)
def test_a_sitting_only_moves_forward(
    events: list[SittingEvent], event: SittingEvent, now: ExamTime
) -> None:
    before, later = after(*events).phase_at(now), after(*events, event).phase_at(now)
    assert ORDER.index(later) >= ORDER.index(before)


@given(EVENT_LISTS, TIMES, TIMES)
def test_waiting_never_moves_a_sitting_back(
    events: list[SittingEvent], one: ExamTime, other: ExamTime
) -> None:
    sitting, (earlier, later) = after(*events), sorted((one, other))
    phases = ORDER.index(sitting.phase_at(earlier)), ORDER.index(sitting.phase_at(later))
    assert phases[0] <= phases[1]
    assert sitting.remaining_at(earlier) >= sitting.remaining_at(later) >= 0


def test_the_first_start_order_stands() -> None:
    assert after(ORDERED, StartOrdered(ExamTime(START + 1))).start == START


def test_time_stands_still_until_a_start_is_ordered() -> None:
    assert after(CONFIRMED).remaining_at(AFTER) == LENGTH
    assert after(CONFIRMED).allowance is None
    assert after(ORDERED).remaining_at(ExamTime(START + 1)) == LENGTH - 1


@pytest.mark.parametrize(("sealed", "now"), product([False, True], [BEFORE, DURING, AFTER]))
def test_only_who_still_writes_at_zero_must_hand_in(sealed: bool, now: ExamTime) -> None:
    sitting = after(CONFIRMED, ACCEPTED, ORDERED, *([SEALED] if sealed else []))
    assert sitting.must_hand_in_at(now) is (now == AFTER and not sealed)


def test_who_never_accepted_the_rules_has_nothing_to_hand_in() -> None:
    assert not after(CONFIRMED, ORDERED).must_hand_in_at(AFTER)
