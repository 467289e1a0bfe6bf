"""A sitting is the set of what is known of it, however that arrived."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.clock import ExamTime
from exam.errors import SittingError
from exam.events import (
    AnyOrder,
    Cause,
    EnvelopeReceived,
    Milestone,
    MilestoneReached,
    Order,
    PaperSealed,
    PauseOrdered,
    SeatAdmitted,
    SittingEvent,
    StartOrdered,
)
from exam.sitting import Phase, Sitting, fold
from tests.exam.sittings import (
    ACCEPTED,
    CONFIRMED,
    DURATION,
    LEAD,
    MINUTE,
    SEATED,
    START,
    TIME_UP,
    WRITES,
    acknowledged,
    admitted,
    answers_of,
    any_of,
    closed,
    credited,
    ended,
    identity,
    knowing,
    minute,
    paused,
    received,
    resumed,
    sealed,
    sittings,
    started,
    stories,
)

NOW = st.integers(0, 99).map(ExamTime)


@st.composite
def deliveries(draw: st.DrawFn) -> tuple[list[SittingEvent], list[list[SittingEvent]]]:
    """Facts, and a way in which they came: in any order, some again, in batches."""
    story = draw(stories())
    again = draw(st.lists(st.sampled_from(story), max_size=5)) if story else []
    arrived = draw(st.permutations(story + again))
    cuts = sorted(draw(st.sets(st.integers(0, len(arrived)), max_size=4)))
    edges = zip([0, *cuts], [*cuts, len(arrived)], strict=True)
    return story, [arrived[begin:end] for begin, end in edges]


@given(deliveries())
def test_the_same_facts_are_the_same_sitting_however_they_came(
    delivery: tuple[list[SittingEvent], list[list[SittingEvent]]],
) -> None:
    story, batches = delivery
    sitting = Sitting(20, 5)
    for batch in batches:
        sitting = fold(sitting, batch)
    expected = fold(Sitting(20, 5), story)
    assert sitting == expected
    assert hash(sitting) == hash(expected)
    assert list(answers_of(sitting)) == list(answers_of(expected))


@pytest.mark.no_cover
def test_seven_facts_of_a_day_lead_to_one_sitting_in_every_order() -> None:
    story: list[SittingEvent] = [
        started(20, 10),
        admitted(2, 30),
        paused(31),
        acknowledged(33),
        resumed(45, 35),
        sealed(50, admission=1, cause=Cause.ENDED_EARLY),
        ended(60, 40),
    ]
    expected = fold(Sitting(90), story)
    answers = list(answers_of(expected))
    for number, order in enumerate(permutations(story)):
        sitting = fold(Sitting(90), order)
        assert sitting == expected
        if number % 10 == 0:
            assert list(answers_of(sitting)) == answers


@given(stories())
def test_facts_taken_one_by_one_are_facts_taken_at_once(story: list[SittingEvent]) -> None:
    sitting = Sitting(20)
    for fact in story:
        sitting = sitting.after(fact)
    assert sitting == fold(Sitting(20), story)


@given(stories())
def test_what_is_known_already_gives_the_very_same_sitting(story: list[SittingEvent]) -> None:
    sitting = fold(Sitting(20), story)
    assert fold(sitting, story) is sitting
    assert all(sitting.after(fact) is sitting for fact in story)


@given(sittings())
def test_every_kind_of_order_is_given_in_the_order_of_issue(sitting: Sitting) -> None:
    issued = [(order.issued_at, order.id) for order in sitting.orders(Order)]
    assert issued == sorted(issued)
    assert len(issued) == sum(isinstance(fact, Order) for fact in sitting.facts)
    kinds = {type(order) for order in sitting.orders(Order)}
    assert all(order in sitting.orders(type(order)) for order in sitting.orders(Order))
    assert {type(order) for kind in kinds for order in sitting.orders(kind)} == kinds
    assert all(isinstance(order, PauseOrdered) for order in sitting.orders(PauseOrdered))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (started(START), started(START + 1)),
        (started(START, issued_at=1), started(START, issued_at=2)),
        (started(name="same"), paused(1, name="same")),
        (credited(1, 5), credited(2, 5)),
        (closed(5), closed(6)),
    ],
)
def test_of_two_orders_under_one_id_the_second_is_refused(one: AnyOrder, other: AnyOrder) -> None:
    for first, second in ((one, other), (other, one)):
        sitting = knowing(CONFIRMED, first)
        with pytest.raises(SittingError) as refused:
            sitting.after(second)
        assert refused.value.code == "sitting.contradiction"
        assert refused.value.details == {"order": first.id}
        assert sitting == knowing(CONFIRMED, first)


def test_of_a_delivery_with_a_contradiction_nothing_is_taken() -> None:
    sitting = knowing(started())
    with pytest.raises(SittingError):
        fold(sitting, [ACCEPTED, credited(1, 5), credited(2, 5), CONFIRMED])
    with pytest.raises(SittingError):
        fold(sitting, [ACCEPTED, started(START + 1)])
    assert sitting == knowing(started())


@given(stories(), any_of())
def test_only_an_order_can_contradict_what_is_known(
    story: list[SittingEvent], fact: SittingEvent
) -> None:
    sitting = knowing(*story)
    same = [known for known in story if identity(known) == identity(fact)]
    if not same or same == [fact]:
        assert sitting.after(fact).facts == sitting.facts | {fact}
    else:
        with pytest.raises(SittingError):
            sitting.after(fact)


BEFORE, DURING, AFTER = ExamTime(START - 1), START, TIME_UP


@pytest.mark.parametrize(
    ("facts", "before", "during"),
    [
        ((), Phase.SIGNED_IN, Phase.SIGNED_IN),
        ((started(),), Phase.SIGNED_IN, Phase.SIGNED_IN),
        ((CONFIRMED,), Phase.IDENTITY_CONFIRMED, Phase.IDENTITY_CONFIRMED),
        ((ACCEPTED,), Phase.SIGNED_IN, Phase.SIGNED_IN),
        ((CONFIRMED, ACCEPTED), Phase.READY, Phase.READY),
        ((CONFIRMED, started()), Phase.IDENTITY_CONFIRMED, Phase.IDENTITY_CONFIRMED),
        ((CONFIRMED, ACCEPTED, started()), Phase.READY, Phase.WRITING),
        ((*WRITES, sealed(START)), Phase.SEALED, Phase.SEALED),
        ((*WRITES, sealed(START, revision=2)), Phase.READY, Phase.WRITING),
        ((*WRITES, sealed(START, admission=2)), Phase.READY, Phase.WRITING),
        ((*WRITES, sealed(START), received(START)), Phase.SUBMITTED, Phase.SUBMITTED),
        ((admitted(1), received(START)), Phase.SUBMITTED, Phase.SUBMITTED),
        ((received(START),), Phase.SIGNED_IN, Phase.SIGNED_IN),
        ((sealed(START),), Phase.SIGNED_IN, Phase.SIGNED_IN),
    ],
)
def test_a_candidate_stands_where_the_facts_led(
    facts: tuple[SittingEvent, ...], before: Phase, during: Phase
) -> None:
    assert knowing(*facts).phase_at(BEFORE) is before
    assert knowing(*facts).phase_at(DURING) is during


@pytest.mark.parametrize(
    ("facts", "now", "cause"),
    [
        (WRITES, AFTER - 1, None),
        (WRITES, AFTER, Cause.TIME_UP),
        ((*WRITES, sealed(AFTER)), AFTER, None),
        ((*WRITES, received(AFTER)), AFTER, None),
        ((CONFIRMED, started()), AFTER, None),
        (SEATED, AFTER, None),
        ((*WRITES, ended(minute(90))), minute(90) - 1, None),
        ((*WRITES, ended(minute(90))), minute(90), Cause.ENDED_EARLY),
        ((*WRITES, ended(minute(90), cause=Cause.ORDERED)), minute(90), Cause.ORDERED),
        ((*WRITES, ended(minute(90))), AFTER + 5, Cause.ENDED_EARLY),
        ((*WRITES, ended(AFTER)), AFTER, Cause.TIME_UP),
        ((*WRITES, ended(AFTER + 1)), AFTER + 5, Cause.TIME_UP),
        ((*WRITES, ended(AFTER - 1)), AFTER + 5, Cause.ENDED_EARLY),
        (
            (*WRITES, ended(90 * MINUTE), ended(80 * MINUTE, cause=Cause.ORDERED, name="second")),
            minute(95),
            Cause.ORDERED,
        ),
        (
            (*WRITES, paused(AFTER - LEAD), acknowledged(AFTER - 1), resumed(AFTER + 9)),
            AFTER + 9,
            None,
        ),
        (
            (*WRITES, paused(AFTER - LEAD), acknowledged(AFTER - 1), resumed(AFTER + 9)),
            AFTER + 10,
            Cause.TIME_UP,
        ),
    ],
)
def test_who_still_writes_when_nothing_is_left_hands_in_for_what_ran_out_first(
    facts: tuple[SittingEvent, ...], now: int, cause: Cause | None
) -> None:
    assert knowing(*facts).cause_to_hand_in_at(ExamTime(now)) is cause


def test_a_pause_that_holds_the_last_millisecond_is_shown_as_a_pause() -> None:
    held = knowing(*WRITES, paused(TIME_UP - LEAD), acknowledged(TIME_UP - 1))
    assert held.phase_at(ExamTime(TIME_UP + 100)) is Phase.PAUSED
    late = knowing(*WRITES, paused(TIME_UP - LEAD), acknowledged(TIME_UP))
    assert late.phase_at(ExamTime(TIME_UP + 100)) is Phase.WRITING
    assert late.cause_to_hand_in_at(ExamTime(TIME_UP + 100)) is Cause.TIME_UP


# What a PC that knows less may hold to be so.

FORWARD = list(Phase)
SWAYING = {Phase.READY, Phase.WRITING, Phase.PAUSED, Phase.LOCKED}


@given(stories(MilestoneReached, StartOrdered, PaperSealed, EnvelopeReceived, SeatAdmitted), NOW)
def test_who_knows_fewer_deeds_never_sees_a_candidate_further_on(
    story: list[SittingEvent], now: ExamTime
) -> None:
    seats = [fact for fact in story if isinstance(fact, SeatAdmitted | StartOrdered)]
    less = fold(Sitting(20), seats)
    for fact in story:
        more = less.after(fact)
        before, after = less.phase_at(now), more.phase_at(now)
        assert FORWARD.index(before) <= FORWARD.index(after)
        less = more


@given(sittings(), NOW, NOW)
def test_waiting_moves_a_candidate_only_between_waiting_writing_pause_and_lock(
    sitting: Sitting, one: ExamTime, other: ExamTime
) -> None:
    phases = {sitting.phase_at(one), sitting.phase_at(other)}
    assert len(phases) == 1 or phases <= SWAYING


@given(sittings(), NOW)
def test_to_hand_in_is_due_only_while_writing_and_always_when_no_time_is_left(
    sitting: Sitting, now: ExamTime
) -> None:
    writing = sitting.phase_at(now) is Phase.WRITING
    cause = sitting.cause_to_hand_in_at(now)
    if cause is not None:
        assert writing
    if writing and not sitting.remaining_at(now):
        assert cause is not None


def test_milestones_are_reached_once_and_for_all() -> None:
    assert knowing(ACCEPTED).has_reached(Milestone.RULES_ACCEPTED)
    assert not knowing(ACCEPTED).has_reached(Milestone.IDENTITY_CONFIRMED)


def test_a_sitting_is_whole_before_anything_is_known() -> None:
    assert Sitting(DURATION).remaining_at(AFTER) == DURATION
    assert Sitting(DURATION, MINUTE).remaining_at(AFTER) == DURATION + MINUTE
    assert Sitting(DURATION).allowance is None
