"""Whole days in which people order anything at any time, and what is refused does not happen."""

from collections.abc import Callable
from typing import Final

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from exam.clock import ExamTime, Pause
from exam.errors import RefusedError
from exam.events import (
    AnyOrder,
    Cause,
    CreditGranted,
    EndOrdered,
    EnvelopeReceived,
    HandInReopened,
    Milestone,
    MilestoneReached,
    PaperSealed,
    PauseAcknowledged,
    PauseOrdered,
    ResumeOrdered,
    SeatAdmitted,
    SittingClosed,
    StartOrdered,
)
from exam.hand_ins import Outcome, outcome_of
from exam.rulings import Terms, require_orderable
from exam.sitting import Phase, Sitting

TERMS: Final = Terms(lead=10, credit_of_one=15)
WAITS: Final = st.one_of(st.integers(0, 12), st.integers(0, 60))
GRANTERS: Final = st.sampled_from([("a",), ("b",), ("a", "a"), ("a", "b")])
GIVEN: Final = st.integers(1, 40)
STEPS: Final = st.sampled_from([1, 1, 1, 0, 2])


class Day(RuleBasedStateMachine):
    """One candidate's day, as the server knows it; the seat does what the sitting says."""

    def __init__(self) -> None:
        super().__init__()
        self.now = ExamTime(100)
        self.sitting = Sitting(60, 10)
        self.outcome: Outcome | None = None
        self.issued = 0

    def order(self, make: Callable[[str], AnyOrder]) -> bool:
        """Issue an order if it passes; whether it did."""
        self.issued += 1
        order = make(f"{self.issued:032x}")
        try:
            require_orderable(self.sitting, order, TERMS)
        except RefusedError:
            return False
        before = self.sitting.remaining_at(self.now)
        self.sitting = self.sitting.after(order)
        after = self.sitting.remaining_at(self.now)
        if not isinstance(order, CreditGranted | HandInReopened | StartOrdered):
            assert after <= before
        if not isinstance(order, EndOrdered | StartOrdered):
            assert after >= before
        return True

    @initialize(begun=st.sampled_from([True, True, False]))
    def begin(self, begun: bool) -> None:
        if begun:
            self.admit(step=1)
            for milestone in Milestone:
                self.reach(milestone)
            self.start(ahead=10)
            self.wait(10)

    @rule(wait=WAITS)
    def wait(self, wait: int) -> None:
        self.now = ExamTime(self.now + wait)

    @rule(ahead=WAITS)
    def start(self, ahead: int) -> None:
        at = ExamTime(self.now + ahead)
        if self.order(lambda key: StartOrdered(key, self.now, at)):
            assert self.sitting.start == at
            assert not self.sitting.has_begun_at(ExamTime(self.now + TERMS.lead - 1))

    @rule()
    def pause(self) -> None:
        if self.order(lambda key: PauseOrdered(key, self.now)):
            assert len(self.sitting.unresumed_pauses) == 1

    @rule(ahead=WAITS)
    def resume(self, ahead: int) -> None:
        pauses = self.sitting.orders(PauseOrdered)
        pause_id = pauses[-1].id if pauses else "0" * 32
        at = ExamTime(self.now + ahead)
        if self.order(lambda key: ResumeOrdered(key, self.now, pause_id, at)):
            assert self.sitting.unresumed_pauses == ()
            last = max(pause.end or at for pause in (*self.sitting.pauses, Pause(at, at)))
            assert not self.sitting.is_paused_at(last)

    @rule(given=GIVEN, by=GRANTERS)
    def credit(self, given: int, by: tuple[str, ...]) -> None:
        if self.order(lambda key: CreditGranted(key, self.now, given, by, "")):
            assert self.sitting.remaining_at(self.now) > 0
            assert self.sitting.phase_at(self.now) not in (Phase.SEALED, Phase.SUBMITTED)

    @rule(ahead=WAITS)
    def end(self, ahead: int) -> None:
        before = self.sitting.remaining_at(self.now)
        at = ExamTime(self.now + ahead)
        if self.order(lambda key: EndOrdered(key, self.now, at, Cause.ORDERED, "")):
            assert self.sitting.remaining_at(self.now) == ahead < before

    @rule(step=STEPS, given=GIVEN, by=GRANTERS)
    def reopen(self, step: int, given: int, by: tuple[str, ...]) -> None:
        revision = self.sitting.revision + step
        if self.order(lambda key: HandInReopened(key, self.now, revision, given, by, "")):
            assert self.sitting.remaining_at(self.now) > 0
            assert self.sitting.phase_at(self.now) not in (Phase.SEALED, Phase.SUBMITTED)
            assert step == 1
            assert self.sitting.revision == revision

    @rule(step=STEPS)
    def admit(self, step: int) -> None:
        last = self.sitting.admission
        admission = max(1, step + (0 if last is None else last.admission))
        if self.order(lambda key: SeatAdmitted(key, self.now, admission, "seat")):
            assert self.sitting.admission is not None
            assert self.sitting.admission.admission == admission
            assert last is None or step >= 1

    @rule()
    def close(self) -> None:
        if self.order(lambda key: SittingClosed(key, self.now)):
            is_through = self.sitting.phase_at(self.now) in (Phase.SEALED, Phase.SUBMITTED)
            has_time = self.sitting.remaining_at(self.now) > 0
            assert is_through or not has_time or self.sitting.admission is None

    @precondition(lambda self: self.sitting.admission is not None)
    @rule(milestone=st.sampled_from(Milestone))
    def reach(self, milestone: Milestone) -> None:
        self.sitting = self.sitting.after(MilestoneReached(milestone))

    @precondition(lambda self: self.sitting.unanswered_pauses)
    @rule()
    def acknowledge(self) -> None:
        before = self.sitting.remaining_at(self.now)
        for pause in self.sitting.unanswered_pauses:
            self.sitting = self.sitting.after(PauseAcknowledged(pause.id, self.now))
        assert self.sitting.remaining_at(self.now) == before

    @precondition(lambda self: self.sitting.phase_at(self.now) is Phase.WRITING)
    @rule()
    def seal(self) -> None:
        admitted = self.sitting.admission
        assert admitted is not None
        cause = self.sitting.cause_to_hand_in_at(self.now) or Cause.SUBMITTED
        deed = PaperSealed(self.sitting.revision, admitted.admission, self.now, cause)
        self.sitting = self.sitting.after(deed)
        assert self.sitting.phase_at(self.now) is Phase.SEALED

    @precondition(lambda self: self.sitting.sealing is not None)
    @rule()
    def deliver(self) -> None:
        deed = self.sitting.sealing
        assert deed is not None
        digest = f"{deed.revision * 10 + deed.admission:064x}"
        receipt = EnvelopeReceived(
            deed.revision, deed.admission, deed.at, self.now, digest, digest[-4:]
        )
        self.sitting = self.sitting.after(receipt)
        if self.sitting.closed_at is None:
            assert self.sitting.phase_at(self.now) is Phase.SUBMITTED

    @invariant()
    def once_closed_nothing_changes_what_counts(self) -> None:
        closed_at = self.sitting.closed_at
        if closed_at is not None and self.now > closed_at:
            self.outcome = self.outcome or outcome_of(self.sitting, 0)
            assert outcome_of(self.sitting, 0).counted == self.outcome.counted

    @invariant()
    def nobody_alone_gave_more_than_one_may(self) -> None:
        alone = [one for one in self.sitting.credits if len(set(one.granted_by)) == 1]
        assert sum(one.milliseconds for one in alone) <= TERMS.credit_of_one

    @invariant()
    def no_two_pauses_wait_for_their_end(self) -> None:
        assert len(self.sitting.unresumed_pauses) <= 1


TestDay = Day.TestCase
