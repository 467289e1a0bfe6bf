"""States and events of one sitting, as a pure fold.

A sitting only moves forward; an event that was already applied changes nothing, so the same events
give the same sitting however often they arrive.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from exam.clock import Allowance, ExamTime


class Milestone(StrEnum):
    """What a candidate has done; noted in the journal and in the ledger under these names."""

    IDENTITY_CONFIRMED = "identity-confirmed"
    RULES_ACCEPTED = "rules-accepted"
    PAPER_SEALED = "paper-sealed"


class Cause(StrEnum):
    """Why a paper was sealed."""

    SUBMITTED = "submitted"
    TIME_UP = "time-up"


class Phase(StrEnum):
    """Where a candidate stands."""

    SIGNED_IN = "signed-in"
    IDENTITY_CONFIRMED = "identity-confirmed"
    READY = "ready"
    WRITING = "writing"
    SEALED = "sealed"
    SUBMITTED = "submitted"


@dataclass(frozen=True, slots=True)
class StartOrdered:
    """The sitting begins at that exam time."""

    at: ExamTime


@dataclass(frozen=True, slots=True)
class MilestoneReached:
    """The candidate has done this."""

    milestone: Milestone


@dataclass(frozen=True, slots=True)
class ReceiptIssued:
    """The server acknowledged the sealed paper."""

    code: str


SittingEvent = StartOrdered | MilestoneReached | ReceiptIssued


@dataclass(frozen=True, slots=True)
class Sitting:
    """One candidate's sitting: length in milliseconds, and what has happened."""

    length: int
    start: ExamTime | None = None
    milestones: frozenset[Milestone] = frozenset()
    receipt_code: str | None = None

    def after(self, event: SittingEvent) -> "Sitting":
        """Return the sitting that this event leads to."""
        match event:
            case StartOrdered(at=at):
                return self if self.start is not None else replace(self, start=at)
            case MilestoneReached(milestone=milestone):
                return replace(self, milestones=self.milestones | {milestone})
            case ReceiptIssued(code=code):
                sealed = self.milestones | {Milestone.PAPER_SEALED}
                return replace(self, milestones=sealed, receipt_code=code)

    @property
    def allowance(self) -> Allowance | None:
        """The time allowed, once the start is ordered."""
        return None if self.start is None else Allowance(self.start, self.length)

    def phase_at(self, now: ExamTime) -> Phase:
        """Where the candidate stands at an exam time."""
        if self.receipt_code is not None:
            return Phase.SUBMITTED
        if Milestone.PAPER_SEALED in self.milestones:
            return Phase.SEALED
        for reached, phase in _BEFORE_READY:
            if reached not in self.milestones:
                return phase
        begun = self.start is not None and now >= self.start
        return Phase.WRITING if begun else Phase.READY

    def remaining_at(self, now: ExamTime) -> int:
        """Milliseconds left; the whole length before a start is ordered."""
        return self.length if self.allowance is None else self.allowance.remaining(now)

    def must_hand_in_at(self, now: ExamTime) -> bool:
        """Whether time is up for a candidate who has begun and not yet sealed."""
        return self.phase_at(now) is Phase.WRITING and self.remaining_at(now) == 0


_BEFORE_READY: Final = (
    (Milestone.IDENTITY_CONFIRMED, Phase.SIGNED_IN),
    (Milestone.RULES_ACCEPTED, Phase.IDENTITY_CONFIRMED),
)
