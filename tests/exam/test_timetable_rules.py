"""What no order of facts and no instant may break in how much time a sitting has."""

from hypothesis import assume, given
from hypothesis import strategies as st

from exam.clock import ExamTime
from exam.events import (
    CallAnswered,
    CreditGranted,
    EndOrdered,
    EnvelopeReceived,
    Fact,
    HandInReopened,
    HeadAcknowledged,
    HelpCalled,
    LockLifted,
    MessageRead,
    MessageSent,
    MilestoneReached,
    PaperSealed,
    PauseAcknowledged,
    PauseOrdered,
    ResumeOrdered,
    SeatAdmitted,
    SittingClosed,
    SittingEvent,
    StartEntered,
    StartOrdered,
    WorkLocked,
    WritingInterrupted,
)
from exam.sitting import Sitting
from tests.exam.sittings import EVENTS, any_of, credited, identity, knowing, sittings, stories

NOW = st.integers(0, 99).map(ExamTime)
GIVING: tuple[type[Fact], ...] = (CreditGranted, HandInReopened, PauseOrdered, PauseAcknowledged)
TAKING: tuple[type[Fact], ...] = (ResumeOrdered, EndOrdered, StartEntered)
NEITHER: tuple[type[Fact], ...] = (
    SeatAdmitted,
    SittingClosed,
    MilestoneReached,
    PaperSealed,
    EnvelopeReceived,
    HeadAcknowledged,
    WritingInterrupted,
    MessageSent,
    MessageRead,
    HelpCalled,
    CallAnswered,
    WorkLocked,
    LockLifted,
)


def is_new_to(sitting: Sitting, fact: SittingEvent) -> bool:
    return identity(fact) not in {identity(known) for known in sitting.facts}


# What no order of facts and no instant may break.


def test_every_kind_of_fact_gives_time_or_takes_it_or_does_neither() -> None:
    assert {StartOrdered, *GIVING, *TAKING, *NEITHER} == set(EVENTS)
    assert len([StartOrdered, *GIVING, *TAKING, *NEITHER]) == len(EVENTS)


@given(sittings(), NOW, NOW)
def test_time_is_never_negative_and_never_grows_by_waiting(
    sitting: Sitting, one: ExamTime, other: ExamTime
) -> None:
    earlier, later = sorted((one, other))
    assert sitting.remaining_at(earlier) >= sitting.remaining_at(later) >= 0


@given(sittings(), any_of(*GIVING), NOW)
def test_what_gives_time_never_takes_any(
    sitting: Sitting, fact: SittingEvent, now: ExamTime
) -> None:
    assume(is_new_to(sitting, fact))
    assert sitting.after(fact).remaining_at(now) >= sitting.remaining_at(now)


@given(sittings(), any_of(*TAKING), NOW)
def test_what_takes_time_never_gives_any(
    sitting: Sitting, fact: SittingEvent, now: ExamTime
) -> None:
    assume(is_new_to(sitting, fact))
    assert sitting.after(fact).remaining_at(now) <= sitting.remaining_at(now)


@given(sittings(), any_of(*NEITHER), NOW)
def test_what_has_nothing_to_do_with_time_leaves_it(
    sitting: Sitting, fact: SittingEvent, now: ExamTime
) -> None:
    assume(is_new_to(sitting, fact))
    assert sitting.after(fact).remaining_at(now) == sitting.remaining_at(now)


@given(sittings(), EVENTS[StartOrdered], NOW)
def test_a_start_gives_time_only_if_it_is_ordered_anew_before_it_came(
    sitting: Sitting, order: StartOrdered, now: ExamTime
) -> None:
    assume(is_new_to(sitting, order))
    after = sitting.after(order)
    if sitting.start is None:
        assert after.remaining_at(now) <= sitting.remaining_at(now)
    elif order.issued_at >= sitting.start:
        assert after.start == sitting.start
        assert after.remaining_at(now) == sitting.remaining_at(now)


@given(sittings(), st.integers(0, 2), NOW)
def test_a_pause_gives_nothing_until_a_seat_acknowledges_it(
    sitting: Sitting, number: int, now: ExamTime
) -> None:
    pause = PauseOrdered(f"{number:032x}", 0)
    assume(is_new_to(sitting, pause))
    answered = any(
        fact.pause_id == pause.id for fact in sitting.facts if isinstance(fact, PauseAcknowledged)
    )
    if not answered:
        assert sitting.after(pause).remaining_at(now) == sitting.remaining_at(now)
        assert sitting.after(pause).pauses == sitting.pauses


@given(sittings())
def test_no_pause_begins_before_it_was_issued_or_acknowledged(sitting: Sitting) -> None:
    answers = [fact for fact in sitting.facts if isinstance(fact, PauseAcknowledged)]
    begun = [
        max(order.issued_at, min(fact.at for fact in answers if fact.pause_id == order.id))
        for order in sitting.orders(PauseOrdered)
        if any(fact.pause_id == order.id for fact in answers)
    ]
    assert [pause.begin for pause in sitting.pauses] == begun


@given(sittings(), NOW, NOW)
def test_while_a_pause_holds_time_stands_still_but_for_an_order_to_end(
    sitting: Sitting, one: ExamTime, other: ExamTime
) -> None:
    earlier, later = sorted((one, other))
    whole = all(sitting.is_paused_at(ExamTime(now)) for now in range(earlier, later))
    ordered = any(earlier < order.issued_at <= later for order in sitting.orders(EndOrdered))
    if whole and not ordered:
        assert sitting.remaining_at(earlier) == sitting.remaining_at(later)


@given(sittings(), EVENTS[EndOrdered], NOW)
def test_an_order_to_end_changes_nothing_before_it_was_issued(
    sitting: Sitting, order: EndOrdered, now: ExamTime
) -> None:
    assume(is_new_to(sitting, order))
    after = sitting.after(order)
    if now < order.issued_at:
        assert after.remaining_at(now) == sitting.remaining_at(now)
    else:
        assert after.remaining_at(now) <= after.remaining_at(ExamTime(order.issued_at))


@given(stories(*GIVING, *NEITHER, StartOrdered), stories(*TAKING), NOW)
def test_who_knows_nothing_that_takes_time_never_counts_less(
    giving: list[SittingEvent], taking: list[SittingEvent], now: ExamTime
) -> None:
    ids = {identity(fact) for fact in giving}
    others = [fact for fact in taking if identity(fact) not in ids]
    less, more = knowing(*giving, duration=20), knowing(*giving, *others, duration=20)
    assert less.remaining_at(now) >= more.remaining_at(now)


@given(sittings(), st.integers(1, 30), NOW)
def test_a_credit_gives_all_of_its_time_unless_an_end_was_ordered_after_it(
    sitting: Sitting, milliseconds: int, now: ExamTime
) -> None:
    last = credited(milliseconds, issued_at=1000)
    given_time = sitting.after(last).remaining_at(now) - sitting.remaining_at(now)
    missing = sitting.missing_at(now)
    assert given_time == max(0, milliseconds - missing)


@given(sittings(), NOW)
def test_what_is_missing_is_what_a_credit_must_exceed(sitting: Sitting, now: ExamTime) -> None:
    missing = sitting.missing_at(now)
    assert sitting.after(credited(missing + 1, 1000)).remaining_at(now) >= 1
    if missing:
        assert sitting.after(credited(missing, 1000)).remaining_at(now) == 0
        assert sitting.remaining_at(now) == 0
    if sitting.remaining_at(now):
        assert missing == 0


@given(sittings(), NOW)
def test_a_cause_to_end_is_there_exactly_when_no_time_is_left(
    sitting: Sitting, now: ExamTime
) -> None:
    assert (sitting.cause_of_end_at(now) is None) is (sitting.remaining_at(now) > 0)
