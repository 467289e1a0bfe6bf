"""Facts of a sitting as tests need them: one builder for each, and strategies for any of them.

Times are milliseconds; `minute` turns minutes into exam time. Orders are known by a short name,
which becomes their id.
"""

from collections.abc import Hashable, Iterator
from hashlib import sha256
from typing import Final

from hypothesis import strategies as st

from exam.clock import ExamTime
from exam.events import (
    CallAnswered,
    Cause,
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
    Milestone,
    MilestoneReached,
    Order,
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
from exam.sitting import Sitting, fold

MINUTE: Final = 60_000
LEAD: Final = 10_000
DURATION: Final = 240 * MINUTE
BOTH: Final = ("pengawas-1", "pengawas-2")


def minute(minutes: float) -> ExamTime:
    """So many minutes of exam time."""
    return ExamTime(round(minutes * MINUTE))


START: Final = minute(60)
TIME_UP: Final = ExamTime(START + DURATION)


def order_id(name: str) -> str:
    """The id of the order with that name."""
    return sha256(name.encode()).hexdigest()[:32]


def started(at: int = START, issued_at: int | None = None, name: str = "start") -> StartOrdered:
    return StartOrdered(order_id(name), at - LEAD if issued_at is None else issued_at, at)


def entered(at: int) -> StartEntered:
    return StartEntered(at)


def paused(issued_at: int, name: str = "pause") -> PauseOrdered:
    return PauseOrdered(order_id(name), issued_at, "listrik padam")


def acknowledged(at: int, pause: str = "pause") -> PauseAcknowledged:
    return PauseAcknowledged(order_id(pause), at)


def resumed(
    at: int, issued_at: int | None = None, pause: str = "pause", name: str = "resume"
) -> ResumeOrdered:
    issued = at - LEAD if issued_at is None else issued_at
    return ResumeOrdered(order_id(name), issued, order_id(pause), at)


def credited(
    milliseconds: int, issued_at: int, by: tuple[str, ...] = BOTH, name: str = "credit"
) -> CreditGranted:
    return CreditGranted(order_id(name), issued_at, milliseconds, by, "PC mati")


def ended(
    at: int,
    issued_at: int | None = None,
    cause: Cause = Cause.ENDED_EARLY,
    name: str = "end",
) -> EndOrdered:
    issued = at - LEAD if issued_at is None else issued_at
    return EndOrdered(order_id(name), issued, at, cause, "gempa")


def reopened(
    revision: int,
    milliseconds: int,
    issued_at: int,
    by: tuple[str, ...] = BOTH,
    name: str = "reopening",
) -> HandInReopened:
    order = order_id(f"{name} {revision}")
    return HandInReopened(order, issued_at, revision, milliseconds, by, "terkirim tak sengaja")


def admitted(admission: int, issued_at: int = 0) -> SeatAdmitted:
    name = f"seat {admission}"
    return SeatAdmitted(order_id(name), issued_at, admission, name)


def closed(issued_at: int, name: str = "close") -> SittingClosed:
    return SittingClosed(order_id(name), issued_at)


def told(issued_at: int, text: str = "Silakan duduk", name: str = "message") -> MessageSent:
    return MessageSent(order_id(name), issued_at, text)


def has_read(at: int, message: str = "message") -> MessageRead:
    return MessageRead(order_id(message), at)


def called(at: int, name: str = "call") -> HelpCalled:
    return HelpCalled(order_id(name), at)


def answered(issued_at: int, call: str = "call", name: str = "answer") -> CallAnswered:
    return CallAnswered(order_id(name), issued_at, order_id(call))


def locked(issued_at: int, name: str = "lock") -> WorkLocked:
    return WorkLocked(order_id(name), issued_at, "berbicara dengan peserta lain")


def lifted(issued_at: int, lock: str = "lock", name: str = "lifting") -> LockLifted:
    return LockLifted(order_id(name), issued_at, order_id(lock))


def sealed(
    at: int, revision: int = 1, admission: int = 1, cause: Cause = Cause.SUBMITTED
) -> PaperSealed:
    return PaperSealed(revision, admission, at, cause)


def interrupted(begin: int, end: int) -> WritingInterrupted:
    return WritingInterrupted(begin, end)


def received(
    at: int,
    revision: int = 1,
    admission: int = 1,
    sealed_at: int | None = None,
    name: str = "envelope",
) -> EnvelopeReceived:
    """An envelope at the server; envelopes of one name, revision and admission are the same."""
    digest = sha256(f"{name} {revision} {admission}".encode()).hexdigest()
    sealed_at = at if sealed_at is None else sealed_at
    return EnvelopeReceived(revision, admission, sealed_at, at, digest, digest[:12])


def head(
    at: int,
    revision: int = 1,
    admission: int = 1,
    generation: int = 0,
    count: int = 1,
) -> HeadAcknowledged:
    digest = sha256(f"{admission} {generation} {count}".encode()).hexdigest()
    return HeadAcknowledged(revision, admission, at, digest[:32], generation, count, digest)


CONFIRMED: Final = MilestoneReached(Milestone.IDENTITY_CONFIRMED)
ACCEPTED: Final = MilestoneReached(Milestone.RULES_ACCEPTED)
SEATED: Final[tuple[SittingEvent, ...]] = (admitted(1), CONFIRMED, ACCEPTED)
"""A candidate at a first seat who waits for the start."""
WRITES: Final[tuple[SittingEvent, ...]] = (*SEATED, started())
"""A candidate who began at START with four hours."""


def knowing(*facts: SittingEvent, duration: int = DURATION, accommodation: int = 0) -> Sitting:
    """The sitting that knows of these facts."""
    return fold(Sitting(duration, accommodation), facts)


# Any facts, in a small world: so that instants, ids and numbers meet each other often.

INSTANTS: Final = st.integers(0, 60)
SPANS: Final = st.integers(0, 30)
_SOME: Final = st.integers(1, 3)
_PAUSE_IDS: Final = st.integers(0, 2).map("{:032x}".format)
_OTHER_IDS: Final = st.integers(3, 60).map("{:032x}".format)
_REASONS: Final = st.just("")
_GRANTERS: Final = st.lists(st.sampled_from(BOTH), min_size=1, max_size=3).map(tuple)
_DIGESTS: Final = st.integers(0, 3).map("{:064x}".format)
_RECEIPTS: Final = st.sampled_from(["AAAA", "BBBB"])

EVENTS: Final[dict[type[Fact], st.SearchStrategy[SittingEvent]]] = {
    StartOrdered: st.builds(StartOrdered, _OTHER_IDS, INSTANTS, INSTANTS),
    PauseOrdered: st.builds(PauseOrdered, _PAUSE_IDS, INSTANTS, _REASONS),
    ResumeOrdered: st.builds(ResumeOrdered, _OTHER_IDS, INSTANTS, _PAUSE_IDS, INSTANTS),
    CreditGranted: st.builds(
        CreditGranted, _OTHER_IDS, INSTANTS, st.integers(1, 30), _GRANTERS, _REASONS
    ),
    EndOrdered: st.builds(
        EndOrdered,
        _OTHER_IDS,
        INSTANTS,
        INSTANTS,
        st.sampled_from([Cause.ENDED_EARLY, Cause.ORDERED]),
        _REASONS,
    ),
    HandInReopened: st.builds(
        HandInReopened, _OTHER_IDS, INSTANTS, _SOME, SPANS, _GRANTERS, _REASONS
    ),
    SeatAdmitted: st.builds(
        SeatAdmitted, _OTHER_IDS, INSTANTS, _SOME, st.sampled_from(["seat-1", "seat-2"])
    ),
    SittingClosed: st.builds(SittingClosed, _OTHER_IDS, INSTANTS),
    MessageSent: st.builds(MessageSent, _PAUSE_IDS, INSTANTS, st.just("Harap tenang")),
    CallAnswered: st.builds(CallAnswered, _OTHER_IDS, INSTANTS, _PAUSE_IDS),
    WorkLocked: st.builds(WorkLocked, _PAUSE_IDS, INSTANTS, _REASONS),
    LockLifted: st.builds(LockLifted, _OTHER_IDS, INSTANTS, _PAUSE_IDS),
    MilestoneReached: st.builds(MilestoneReached, st.sampled_from(Milestone)),
    PauseAcknowledged: st.builds(PauseAcknowledged, _PAUSE_IDS, INSTANTS),
    PaperSealed: st.builds(PaperSealed, _SOME, _SOME, INSTANTS, st.sampled_from(Cause)),
    WritingInterrupted: st.builds(WritingInterrupted, INSTANTS, INSTANTS),
    StartEntered: st.builds(StartEntered, INSTANTS),
    MessageRead: st.builds(MessageRead, _PAUSE_IDS, INSTANTS),
    HelpCalled: st.builds(HelpCalled, _PAUSE_IDS, INSTANTS),
    EnvelopeReceived: st.builds(
        EnvelopeReceived, _SOME, _SOME, INSTANTS, INSTANTS, _DIGESTS, _RECEIPTS
    ),
    HeadAcknowledged: st.builds(
        HeadAcknowledged, _SOME, _SOME, INSTANTS, _PAUSE_IDS, _SOME, _SOME, _DIGESTS
    ),
}
"""For every kind of fact, any of that kind."""


def any_of(*kinds: type[Fact]) -> st.SearchStrategy[SittingEvent]:
    """Any fact of these kinds; of every kind if none is named."""
    return st.one_of(*(EVENTS[kind] for kind in kinds or EVENTS))


def identity(fact: SittingEvent) -> Hashable:
    """What must be there only once: an order's id, or the fact itself."""
    return fact.id if isinstance(fact, Order) else fact


def stories(*kinds: type[Fact], most: int = 14) -> st.SearchStrategy[list[SittingEvent]]:
    """Any facts of these kinds that do not contradict each other."""
    return st.lists(any_of(*kinds), max_size=most, unique_by=identity)


def sittings(*kinds: type[Fact]) -> st.SearchStrategy[Sitting]:
    """Any sitting that knows of such facts."""
    return st.builds(_sitting, SPANS, SPANS, stories(*kinds))


def _sitting(duration: int, accommodation: int, facts: list[SittingEvent]) -> Sitting:
    return knowing(*facts, duration=duration, accommodation=accommodation)


def answers_of(sitting: Sitting) -> Iterator[object]:
    """Everything that can be asked of a sitting, at every instant of the small world."""
    yield sitting.start, sitting.ordered_start, sitting.entered_start
    yield sitting.revision, sitting.admission, sitting.closed_at
    yield sitting.credits, sitting.pauses, sitting.unanswered_pauses, sitting.unresumed_pauses
    yield sitting.allowance, sitting.envelopes, sitting.sealing
    yield sitting.messages, sitting.unread_messages
    yield sitting.calls, sitting.unanswered_calls, sitting.locks
    yield [sitting.receipt_code(revision) for revision in range(1, 4)]
    yield [sitting.has_reached(milestone) for milestone in Milestone]
    for now in map(ExamTime, range(0, 100, 3)):
        yield sitting.phase_at(now), sitting.remaining_at(now), sitting.missing_at(now)
        yield sitting.cause_to_hand_in_at(now), sitting.admission_at(now), sitting.lock_at(now)
