"""Which hand-in counts when a sitting is closed, and what is kept beside it.

The highest revision counts; of a revision the envelope that the seat then admitted brought in time,
and, if there is none, the records that the server had acknowledged of the last seat that sent any
while it was admitted. All else is a fork: kept, and shown only to the candidate.
"""

from dataclasses import dataclass

from msgspec.structs import astuple

from exam.clock import ExamTime
from exam.events import EnvelopeReceived, HeadAcknowledged
from exam.sitting import Sitting


@dataclass(frozen=True, slots=True)
class Outcome:
    """What counts, whether it was sealed too late, and the forks, oldest first.

    A late hand-in counts: whether it may is for people to say, and nothing is lost meanwhile.
    """

    counted: EnvelopeReceived | HeadAcknowledged | None
    is_late: bool
    forks: tuple[EnvelopeReceived, ...]


def outcome_of(sitting: Sitting, grace: int) -> Outcome:
    """Choose what counts; `grace` is how many milliseconds after time-up are not late."""
    allowed = _first_of_each_revision(sitting)
    envelope = max(allowed, key=lambda one: one.revision, default=None)
    escrow = _escrow(sitting)
    counted: EnvelopeReceived | HeadAcknowledged | None = envelope
    if escrow is not None and (envelope is None or escrow.revision > envelope.revision):
        counted = escrow
    late = isinstance(counted, EnvelopeReceived) and _is_late(sitting, counted, grace)
    return Outcome(counted, late, _forks(sitting, allowed))


def _first_of_each_revision(sitting: Sitting) -> tuple[EnvelopeReceived, ...]:
    first: dict[int, EnvelopeReceived] = {}
    for envelope in sitting.envelopes:
        if sitting.allows(envelope):
            first.setdefault(envelope.revision, envelope)
    return tuple(first.values())


def _forks(sitting: Sitting, allowed: tuple[EnvelopeReceived, ...]) -> tuple[EnvelopeReceived, ...]:
    """Return every other envelope once, though it may have come more than once."""
    seen = {one.digest for one in allowed}
    forks: list[EnvelopeReceived] = []
    for envelope in sitting.envelopes:
        if envelope.digest not in seen:
            seen.add(envelope.digest)
            forks.append(envelope)
    return tuple(forks)


def _escrow(sitting: Sitting) -> HeadAcknowledged | None:
    """Return the furthest head that the server acknowledged, as a journal's tip is chosen."""
    heads = [head for head in sitting.known(HeadAcknowledged) if sitting.allows(head)]
    return max(heads, key=_reach, default=None)


def _reach(head: HeadAcknowledged) -> tuple[object, ...]:
    return (head.revision, head.admission, head.generation, head.count, *astuple(head))


def _is_late(sitting: Sitting, envelope: EnvelopeReceived, grace: int) -> bool:
    """Whether time had run out before the grace began to run; its last millisecond is in time."""
    return sitting.remaining_at(ExamTime(envelope.sealed_at - grace - 1)) == 0
