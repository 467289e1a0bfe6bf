"""Which hand-in counts, and what is kept beside it."""

from itertools import permutations
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.events import Cause, EnvelopeReceived, HeadAcknowledged, SittingEvent
from exam.hand_ins import outcome_of
from exam.sitting import Sitting, fold
from tests.exam.sittings import (
    MINUTE,
    TIME_UP,
    WRITES,
    acknowledged,
    admitted,
    closed,
    credited,
    ended,
    head,
    knowing,
    minute,
    paused,
    received,
    reopened,
    resumed,
    sittings,
    stories,
)

GRACE: Final = 2 * MINUTE
FIRST, SECOND = received(minute(100), name="first"), received(minute(101), name="second")
AGAIN = received(minute(130), 2)
FENCED = received(minute(121), name="fenced")
FENCED_LAST = received(minute(150), name="fenced last")
FROM_THERE = received(minute(140), admission=2)
MOVE = admitted(2, minute(120))
REOPENING = reopened(2, 0, minute(110))
CLOSE = closed(minute(400))


@pytest.mark.parametrize(
    ("facts", "counted", "forks"),
    [
        ([], None, ()),
        ([FIRST], FIRST, ()),
        ([FIRST, CLOSE], FIRST, ()),
        ([FIRST, SECOND], FIRST, (SECOND,)),
        ([FIRST, REOPENING], FIRST, ()),
        ([FIRST, REOPENING, AGAIN], AGAIN, ()),
        ([FIRST, SECOND, REOPENING, AGAIN], AGAIN, (SECOND,)),
        ([FIRST, AGAIN], FIRST, (AGAIN,)),
        ([AGAIN], None, (AGAIN,)),
        ([MOVE, FENCED], None, (FENCED,)),
        ([MOVE, FENCED, FROM_THERE], FROM_THERE, (FENCED,)),
        ([MOVE, FROM_THERE, FENCED_LAST], FROM_THERE, (FENCED_LAST,)),
        ([FIRST, MOVE], FIRST, ()),
        ([FIRST, MOVE, FROM_THERE], FIRST, (FROM_THERE,)),
        ([FIRST, MOVE, FENCED, FROM_THERE], FIRST, (FENCED, FROM_THERE)),
        ([closed(minute(100)), FIRST, SECOND], FIRST, (SECOND,)),
        ([closed(minute(100) - 1), FIRST], None, (FIRST,)),
        ([FIRST, received(minute(105), name="first")], FIRST, ()),
        ([FIRST, MOVE, received(minute(125), name="first")], FIRST, ()),
        ([MOVE, FENCED, received(minute(125), name="fenced")], None, (FENCED,)),
    ],
)
def test_the_first_envelope_of_the_highest_opened_revision_from_the_admitted_seat_counts(
    facts: list[SittingEvent],
    counted: EnvelopeReceived | None,
    forks: tuple[EnvelopeReceived, ...],
) -> None:
    outcomes = {outcome_of(knowing(*WRITES, *order), GRACE) for order in permutations(facts)}
    assert [(outcome.counted, outcome.forks) for outcome in outcomes] == [(counted, forks)]


HEAD = head(minute(99), count=10)
LATER = head(minute(115), count=20)
SECOND_SEGMENT = head(minute(90), generation=1, count=1)
HEAD_THERE = head(minute(130), admission=2, count=1)
HEAD_AGAIN = head(minute(115), revision=2, count=12)


@pytest.mark.parametrize(
    ("facts", "counted"),
    [
        ([HEAD], HEAD),
        ([HEAD, LATER], LATER),
        ([HEAD, SECOND_SEGMENT], SECOND_SEGMENT),
        ([FIRST, HEAD, LATER], FIRST),
        ([FIRST, REOPENING, HEAD, LATER], FIRST),
        ([FIRST, REOPENING, HEAD, HEAD_AGAIN], HEAD_AGAIN),
        ([FIRST, REOPENING, AGAIN, HEAD_AGAIN], AGAIN),
        ([REOPENING, AGAIN, HEAD], AGAIN),
        ([FIRST, HEAD_AGAIN], FIRST),
        ([HEAD, MOVE, HEAD_THERE], HEAD_THERE),
        ([SECOND_SEGMENT, MOVE, HEAD_THERE], HEAD_THERE),
        ([HEAD, MOVE], HEAD),
        ([HEAD, MOVE, head(minute(121), count=30)], HEAD),
        ([HEAD, MOVE, FENCED], HEAD),
        ([HEAD_THERE], None),
        ([HEAD, closed(minute(99))], HEAD),
        ([HEAD, LATER, closed(minute(114))], HEAD),
        ([HEAD, closed(minute(99) - 1)], None),
        ([HEAD, closed(minute(100) - 1), FIRST], HEAD),
    ],
)
def test_without_an_envelope_the_furthest_records_of_the_last_seat_count(
    facts: list[SittingEvent], counted: EnvelopeReceived | HeadAcknowledged | None
) -> None:
    outcomes = {outcome_of(knowing(*WRITES, *order), GRACE) for order in permutations(facts)}
    assert [outcome.counted for outcome in outcomes] == [counted]


def test_of_records_equally_far_always_the_same_count() -> None:
    heads = [HeadAcknowledged(1, 1, 5, f"{one:032x}", 0, 3, "0" * 64) for one in range(20)]
    outcomes = {
        outcome_of(knowing(admitted(1), *order), GRACE).counted
        for order in (heads, heads[::-1], heads[7:] + heads[:7])
    }
    assert len(outcomes) == 1


@pytest.mark.parametrize(
    ("sealed_at", "is_late"),
    [
        (TIME_UP - 1, False),
        (TIME_UP, False),
        (TIME_UP + GRACE, False),
        (TIME_UP + GRACE + 1, True),
        (TIME_UP + 2 * GRACE, True),
        (0, False),
    ],
)
def test_a_hand_in_is_late_if_it_was_sealed_after_the_grace(sealed_at: int, is_late: bool) -> None:
    sitting = knowing(*WRITES, received(minute(400), sealed_at=sealed_at))
    assert outcome_of(sitting, GRACE).is_late is is_late
    assert outcome_of(sitting, GRACE).counted is not None


def test_without_grace_the_instant_of_time_up_is_in_time() -> None:
    in_time = knowing(*WRITES, received(minute(400), sealed_at=TIME_UP))
    late = knowing(*WRITES, received(minute(400), sealed_at=TIME_UP + 1))
    assert not outcome_of(in_time, 0).is_late
    assert outcome_of(late, 0).is_late


@pytest.mark.parametrize(
    ("facts", "time_up"),
    [
        ([credited(5 * MINUTE, 0)], 305),
        ([ended(minute(200))], 200),
        ([ended(minute(200), cause=Cause.ORDERED)], 200),
        ([ended(minute(100), minute(200))], 200),
        ([paused(minute(100)), acknowledged(minute(100)), resumed(minute(120))], 320),
        ([reopened(2, 30 * MINUTE, minute(310)), received(minute(400), 2, sealed_at=0)], None),
    ],
)
def test_what_is_late_is_told_by_all_that_gave_or_took_time(
    facts: list[SittingEvent], time_up: float | None
) -> None:
    known = knowing(*WRITES, *facts)
    edge = minute(1000 if time_up is None else time_up) + GRACE
    in_time = known.after(received(minute(1100), sealed_at=edge))
    late = known.after(received(minute(1100), sealed_at=edge + 1))
    assert not outcome_of(in_time, GRACE).is_late
    assert outcome_of(late, GRACE).is_late is (time_up is not None)


def test_records_of_a_dead_pc_are_never_late() -> None:
    assert not outcome_of(knowing(*WRITES, head(minute(900))), 0).is_late


@given(st.data(), stories(), st.integers(0, 20))
def test_the_outcome_is_the_same_however_the_facts_came(
    data: st.DataObject, story: list[SittingEvent], grace: int
) -> None:
    base = knowing(duration=20)
    shuffled = fold(base, data.draw(st.permutations(story)))
    assert outcome_of(shuffled, grace) == outcome_of(fold(base, story), grace)


@given(sittings(), st.integers(0, 20))
def test_every_envelope_counts_or_is_kept_as_a_fork_or_gave_way_to_a_reopened_one(
    sitting: Sitting, grace: int
) -> None:
    outcome = outcome_of(sitting, grace)
    forks = [fork.digest for fork in outcome.forks]
    assert len(set(forks)) == len(forks)
    assert [fork.received_at for fork in outcome.forks] == sorted(
        fork.received_at for fork in outcome.forks
    )
    for envelope in sitting.envelopes:
        if envelope.digest not in forks:
            assert any(
                sitting.allows(one) and one.digest == envelope.digest for one in sitting.envelopes
            )


@given(sittings(), st.integers(0, 20))
def test_whoever_is_shown_a_receipt_has_that_hand_in_counted(sitting: Sitting, grace: int) -> None:
    code = sitting.receipt_code(sitting.revision)
    counted = outcome_of(sitting, grace).counted
    if code is not None:
        assert isinstance(counted, EnvelopeReceived)
        assert counted.receipt_code == code


@given(sittings(), st.integers(0, 20))
def test_nothing_counts_that_came_late_or_from_a_seat_that_was_left(
    sitting: Sitting, grace: int
) -> None:
    counted = outcome_of(sitting, grace).counted
    envelopes = [one for one in sitting.envelopes if sitting.allows(one)]
    heads = [one for one in sitting.known(HeadAcknowledged) if sitting.allows(one)]
    allowed: list[EnvelopeReceived | HeadAcknowledged] = [*envelopes, *heads]
    if counted is None:
        assert allowed == []
    else:
        assert counted in allowed
        assert counted.revision == max(arrival.revision for arrival in allowed)
