"""Where one sitting stands, as a pure fold over what is known of it.

A sitting is the set of facts that arrived; everything else is worked out from the set. So the same
facts give the same sitting, in whatever order and however often they come. Time is an argument.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import Final

from msgspec.structs import astuple

from exam.clock import ExamTime
from exam.conversation import Conversation
from exam.errors import SittingError
from exam.events import (
    FIRST_REVISION,
    Cause,
    EnvelopeReceived,
    HandInReopened,
    HeadAcknowledged,
    Milestone,
    MilestoneReached,
    Order,
    PaperSealed,
    SeatAdmitted,
    SittingClosed,
    SittingEvent,
)


class Phase(StrEnum):
    """Where a candidate stands."""

    SIGNED_IN = "signed-in"
    IDENTITY_CONFIRMED = "identity-confirmed"
    READY = "ready"
    WRITING = "writing"
    PAUSED = "paused"
    LOCKED = "locked"
    SEALED = "sealed"
    SUBMITTED = "submitted"


@dataclass(frozen=True)
class Sitting(Conversation):
    """One candidate's sitting: its time, where the candidate sits, and what was handed in."""

    def after(self, event: SittingEvent) -> "Sitting":
        """Return the sitting that knows of this event as well.

        Raises:
            SittingError: an order has the id of another one.

        """
        return fold(self, (event,))

    @cached_property
    def revision(self) -> int:
        """The revision that the next hand-in has, or the last one had."""
        reopened = (order.revision for order in self.orders(HandInReopened))
        return max(reopened, default=FIRST_REVISION)

    @cached_property
    def admission(self) -> SeatAdmitted | None:
        """The admission in force: the one with the highest number."""
        return max(self.orders(SeatAdmitted), key=lambda order: order.admission, default=None)

    @cached_property
    def closed_at(self) -> ExamTime | None:
        """From when on nothing counts any more."""
        closed = self.orders(SittingClosed)
        return ExamTime(closed[0].issued_at) if closed else None

    @cached_property
    def envelopes(self) -> tuple[EnvelopeReceived, ...]:
        """Every envelope that reached the server, first come first."""
        found = self.known(EnvelopeReceived)
        return tuple(sorted(found, key=lambda one: (one.received_at, *astuple(one))))

    @cached_property
    def sealing(self) -> PaperSealed | None:
        """The first sealing of the present revision at the present seat."""
        here = 0 if self.admission is None else self.admission.admission
        return next((deed for deed in self._sealings if deed.admission == here), None)

    def admission_at(self, instant: int) -> int:
        """Return the number of the admission in force at an exam time, 0 before the first."""
        admitted = (
            order.admission for order in self.known(SeatAdmitted) if order.issued_at <= instant
        )
        return max(admitted, default=0)

    def allows(self, arrival: EnvelopeReceived | HeadAcknowledged) -> bool:
        """Whether it came in time, from the candidate's seat, of a revision that was opened.

        In the millisecond of a move the seat before is still the candidate's: what it brought may
        have been taken before the move.
        """
        came = arrival.received_at if isinstance(arrival, EnvelopeReceived) else arrival.at
        in_time = self.closed_at is None or came <= self.closed_at
        seated = arrival.admission in (self.admission_at(came), self.admission_at(came - 1))
        return in_time and seated and arrival.revision <= self.revision

    def has_reached(self, milestone: Milestone) -> bool:
        """Whether the candidate has done this."""
        return MilestoneReached(milestone) in self.facts

    def cause_to_hand_in_at(self, now: ExamTime) -> Cause | None:
        """Why what was begun and is not sealed has to be handed in now, or None.

        What was sealed at a seat that the candidate has left, and never arrived, is sealed anew.
        """
        if self.phase_at(now) is not Phase.WRITING:
            return None
        return self._sealings[0].cause if self._sealings else self.cause_of_end_at(now)

    def phase_at(self, now: ExamTime) -> Phase:
        """Where the candidate stands at an exam time."""
        phase = self._phase_after_writing or self._phase_before_ready
        if phase is not None:
            return phase
        if not self.has_begun_at(now):
            return Phase.READY
        if not self.remaining_at(now):
            return Phase.WRITING
        if self.is_paused_at(now):
            return Phase.PAUSED
        return Phase.WRITING if self.lock_at(now) is None else Phase.LOCKED

    def receipt_code(self, revision: int) -> str | None:
        """Code of the receipt of a revision's hand-in, once the server has signed one."""
        found = (
            one.receipt_code
            for one in self.envelopes
            if one.revision == revision and self.allows(one)
        )
        return next(found, None)

    @cached_property
    def _phase_after_writing(self) -> Phase | None:
        if self.receipt_code(self.revision) is not None:
            return Phase.SUBMITTED
        return None if self.sealing is None else Phase.SEALED

    @cached_property
    def _phase_before_ready(self) -> Phase | None:
        return next((phase for step, phase in _BEFORE_READY if not self.has_reached(step)), None)

    @cached_property
    def _sealings(self) -> tuple[PaperSealed, ...]:
        """The sealings of the present revision, first to last, none of a seat left before."""
        found = (
            deed
            for deed in self.known(PaperSealed)
            if deed.revision == self.revision and deed.admission >= self.admission_at(deed.at)
        )
        return tuple(sorted(found, key=lambda deed: (deed.at, *astuple(deed))))


def fold(sitting: Sitting, events: Iterable[SittingEvent]) -> Sitting:
    """Return the sitting that knows of all these events as well.

    Raises:
        SittingError: an order has the id of another one; nothing is taken.

    """
    new = [event for event in dict.fromkeys(events) if event not in sitting.facts]
    if not new:
        return sitting
    ids = {order.id for order in sitting.orders(Order)}
    for event in new:
        if isinstance(event, Order):
            if event.id in ids:
                raise SittingError("sitting.contradiction", order=event.id)
            ids.add(event.id)
    return replace(sitting, facts=sitting.facts.union(new))


_BEFORE_READY: Final = (
    (Milestone.IDENTITY_CONFIRMED, Phase.SIGNED_IN),
    (Milestone.RULES_ACCEPTED, Phase.IDENTITY_CONFIRMED),
)
