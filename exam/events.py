"""Everything that can happen to one sitting, as the facts that travel and are kept.

Orders are acts of the server: signed, each with an id that is never used twice, in the order of
`issued_at`; none takes effect before that. Deeds are what a candidate or a seat did; they stand in
the journal. The server adds what it received. Hearing a fact again adds nothing.
"""

from enum import StrEnum
from typing import Annotated, Final

import msgspec

from exam.limits import Count, HexHash, HexId, Instant, Name, Ordinal, Reason

FIRST_REVISION: Final = 1
"""The revision that a candidate hands in, until a reopening raises it."""

LONGEST_MESSAGE: Final = 500
"""Characters of what a proctor says to candidates: it has to fit on every screen."""

_LONGEST_CREDIT: Final = 2**31
_Said = Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST_MESSAGE)]
_StaffId = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
Granters = Annotated[tuple[_StaffId, ...], msgspec.Meta(min_length=1, max_length=9)]


class Milestone(StrEnum):
    """What a candidate has done once and for all before writing."""

    IDENTITY_CONFIRMED = "identity-confirmed"
    RULES_ACCEPTED = "rules-accepted"


class Cause(StrEnum):
    """Why a paper was sealed."""

    SUBMITTED = "submitted"
    TIME_UP = "time-up"
    ENDED_EARLY = "ended-early"
    ORDERED = "ordered"


_CAUSES_TO_END: Final = (Cause.ENDED_EARLY, Cause.ORDERED)


class Fact(msgspec.Struct, frozen=True, tag_field="event"):
    """Something that happened to a sitting."""


class Order(Fact, frozen=True):
    """An act of the server, issued at an exam time."""

    id: HexId
    issued_at: Instant


class StartOrdered(Order, frozen=True, tag=True):
    """The sitting begins at `at`; a start that has not come yet may be ordered anew."""

    at: Instant


class PauseOrdered(Order, frozen=True, tag=True):
    """Time stops, at each seat from the instant at which it acknowledges."""

    reason: Reason = ""


class ResumeOrdered(Order, frozen=True, tag=True):
    """The pause with that id ends at `at`."""

    pause_id: HexId
    at: Instant


class CreditGranted(Order, frozen=True, tag=True):
    """Time is given back, or given; `granted_by` are the ids of the staff who did."""

    milliseconds: Annotated[int, msgspec.Meta(ge=1, le=_LONGEST_CREDIT)]
    granted_by: Granters
    reason: Reason


class EndOrdered(Order, frozen=True, tag=True):
    """No time is left at `at`: the sitting ends early, or one candidate has to hand in.

    Raises:
        ValueError: any other cause.

    """

    at: Instant
    cause: Cause
    reason: Reason

    def __post_init__(self) -> None:
        """Refuse a cause that no order can be."""
        if self.cause not in _CAUSES_TO_END:
            raise ValueError(self.cause)


class HandInReopened(Order, frozen=True, tag=True):
    """The candidate may write on, with so much more time; the next hand-in is that revision."""

    revision: Ordinal
    milliseconds: Annotated[int, msgspec.Meta(ge=0, le=_LONGEST_CREDIT)]
    granted_by: Granters
    reason: Reason


class SeatAdmitted(Order, frozen=True, tag=True):
    """The candidate writes at this seat; every admission before it is fenced.

    `seat_name` is what people call the seat, for whoever has to go there.
    """

    admission: Ordinal
    seat_id: Name
    seat_name: Name = ""


class SittingClosed(Order, frozen=True, tag=True):
    """What is not here by now does not count."""


class MessageSent(Order, frozen=True, tag=True):
    """A proctor says something to a candidate, or to all of them."""

    text: _Said


class CallAnswered(Order, frozen=True, tag=True):
    """A proctor has heard the call with that id and comes."""

    call_id: HexId


class WorkLocked(Order, frozen=True, tag=True):
    """The candidate may neither write nor read on; time goes on."""

    reason: Reason


class LockLifted(Order, frozen=True, tag=True):
    """The lock with that id ends."""

    lock_id: HexId


AnyOrder = (
    StartOrdered
    | PauseOrdered
    | ResumeOrdered
    | CreditGranted
    | EndOrdered
    | HandInReopened
    | SeatAdmitted
    | SittingClosed
    | MessageSent
    | CallAnswered
    | WorkLocked
    | LockLifted
)


class MilestoneReached(Fact, frozen=True, tag=True):
    """The candidate has done this."""

    milestone: Milestone


class StartEntered(Fact, frozen=True, tag=True):
    """A proctor let the candidate begin at `at` by the topic code, where no start had come."""

    at: Instant


class PauseAcknowledged(Fact, frozen=True, tag=True):
    """From `at` on a seat let nobody write, because of the pause with that id."""

    pause_id: HexId
    at: Instant


class PaperSealed(Fact, frozen=True, tag=True):
    """The kiosk of that admission sealed that revision."""

    revision: Ordinal
    admission: Ordinal
    at: Instant
    cause: Cause


class WritingInterrupted(Fact, frozen=True, tag=True):
    """Nobody could write from `begin` to `end`: the PC was off, asleep, or given up for another."""

    begin: Instant
    end: Instant


class MessageRead(Fact, frozen=True, tag=True):
    """The candidate said at `at` that they have read the message with that id."""

    message_id: HexId
    at: Instant


class HelpCalled(Fact, frozen=True, tag=True):
    """The candidate called a proctor at `at`."""

    call_id: HexId
    at: Instant


Deed = (
    MilestoneReached
    | PauseAcknowledged
    | PaperSealed
    | WritingInterrupted
    | MessageRead
    | HelpCalled
    | StartEntered
)


class EnvelopeReceived(Fact, frozen=True, tag=True):
    """The server has an envelope of that revision, durably, and has signed its receipt."""

    revision: Ordinal
    admission: Ordinal
    sealed_at: Instant
    received_at: Instant
    digest: HexHash
    receipt_code: Name


class HeadAcknowledged(Fact, frozen=True, tag=True):
    """The server holds so many records of a segment, durably, with that head."""

    revision: Ordinal
    admission: Ordinal
    at: Instant
    segment_id: HexId
    generation: Count
    count: Count
    head: HexHash


SittingEvent = AnyOrder | Deed | EnvelopeReceived | HeadAcknowledged
