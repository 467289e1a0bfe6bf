"""What the minutes of an exam say, by its ledger alone: who came, who handed in what, and when.

Everything here is pure over decoded entries and the roll, so whoever holds the evidence finds the
same. What counts is decided by `exam.hand_ins`, as when the papers are opened.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from exam.chronicle import (
    AnyEntry,
    DeedReported,
    HeadRecorded,
    OrderIssued,
    OrderRecovered,
    PaperReceived,
)
from exam.events import Cause, EnvelopeReceived, SeatAdmitted, SittingEvent
from exam.hand_ins import outcome_of
from exam.ledger import merkle_root
from exam.proceedings import Attendance, AttendanceNoted, CheckInClosed, CheckInOpened
from exam.sitting import Sitting, fold
from server.roll import Entrant
from server.sitting_entries import closes
from server.sittings import EVERYBODY, ONLY

Facts = Mapping[tuple[str, str], Sequence[SittingEvent]]
"""By application; what was ordered for all, by nobody's id and the sitting's."""


class Manner(StrEnum):
    """How a work came to count, or why there is none."""

    SUBMITTED = "submitted"
    TIME_UP = "time-up"
    ENDED = "ended"
    LAST_SYNCED = "last-synced"
    NOTHING = "nothing"
    AWAY = "away"


_HANDED_IN: Final = frozenset((Manner.SUBMITTED, Manner.TIME_UP, Manner.ENDED))


@dataclass(frozen=True, slots=True)
class Length:
    """How long somebody may write, without credits (milliseconds)."""

    duration: int
    accommodation: int


@dataclass(frozen=True, slots=True)
class Presence:
    """One candidate's day; instants are exam time, None where nothing happened."""

    entrant: Entrant
    attendance: Attendance
    seat_name: str
    signed_in_at: int | None
    manner: Manner
    handed_in_at: int | None
    receipt_code: str
    revision: int
    is_late: bool


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The log up to the close: how many entries, and the root over them."""

    size: int
    root: bytes


@dataclass(frozen=True, slots=True)
class Day:
    """What the minutes of the day rest on; instants are exam time, None where nothing happened."""

    check_in_opened_at: int | None
    check_in_closed_at: int | None
    started_at: int | None
    closed_at: int | None
    closed_by: str
    checkpoint: Checkpoint | None
    presences: tuple[Presence, ...]

    def count(self, attendance: Attendance) -> int:
        """How many came, came late, or did not come."""
        return sum(one.attendance is attendance for one in self.presences)

    def handed_in(self) -> int:
        """How many papers were handed in, by the candidate, at the end of the time or by order."""
        return sum(one.manner in _HANDED_IN for one in self.presences)

    def last_texts(self) -> int:
        """Of how many who did not hand in the last text on the server counts."""
        return sum(one.manner is Manner.LAST_SYNCED for one in self.presences)


def day_of(
    entries: Sequence[AnyEntry],
    leaves: Sequence[bytes],
    roll: Sequence[Entrant],
    lengths: Mapping[str, Length],
    grace: int,
    sitting_id: str = ONLY,
) -> Day:
    """Work out the day of a sitting; `leaves` are the hashes of all entries, `grace` milliseconds.

    The roll is that of the sitting.
    """
    facts = facts_of(entries)
    noted = {one.application_id: one for one in entries if isinstance(one, AttendanceNoted)}
    causes = {one.envelope_digest: one.cause for one in entries if isinstance(one, PaperReceived)}
    presences = []
    for entrant in roll:
        sitting = sitting_from(facts, entrant.application_id, lengths, sitting_id)
        note = noted.get(entrant.application_id)
        presences.append(_presence(entrant, sitting, note, causes, grace))
    common = fold(Sitting(0), facts.get((EVERYBODY, sitting_id), ()))
    closed = _closing(entries, sitting_id)
    return Day(
        check_in_opened_at=_first(entries, CheckInOpened, sitting_id),
        check_in_closed_at=_first(entries, CheckInClosed, sitting_id),
        started_at=common.start,
        closed_at=None if closed is None else entries[closed].at,
        closed_by="" if closed is None else _staff_of(entries[closed]),
        checkpoint=None if closed is None else _checkpoint(leaves[: closed + 1]),
        presences=tuple(presences),
    )


def facts_of(entries: Iterable[AnyEntry]) -> Facts:
    """Return what the ledger says of everybody, and of all of each sitting together."""
    facts: defaultdict[tuple[str, str], list[SittingEvent]] = defaultdict(list)
    for entry in entries:
        if isinstance(entry, OrderIssued | OrderRecovered):
            scope = ONLY if entry.application_id else entry.sitting_id
            facts[entry.application_id, scope].append(entry.order)
        elif isinstance(entry, DeedReported):
            facts[entry.application_id, ONLY].append(entry.deed)
        elif isinstance(entry, HeadRecorded):
            facts[entry.application_id, ONLY].append(entry.head)
        elif isinstance(entry, PaperReceived):
            facts[entry.application_id, ONLY].append(_envelope(entry))
    return facts


def sitting_from(
    facts: Facts, application_id: str, lengths: Mapping[str, Length], sitting_id: str = ONLY
) -> Sitting:
    """Return where somebody of a sitting stands by the ledger."""
    length = lengths[application_id]
    whole = Sitting(length.duration, length.accommodation)
    common = facts.get((EVERYBODY, sitting_id), ())
    return fold(whole, [*common, *facts.get((application_id, ONLY), ())])


def _presence(
    entrant: Entrant,
    sitting: Sitting,
    note: AttendanceNoted | None,
    causes: Mapping[str, str],
    grace: int,
) -> Presence:
    outcome = outcome_of(sitting, grace)
    counted = outcome.counted
    admitted = sitting.orders(SeatAdmitted)
    envelope = counted if isinstance(counted, EnvelopeReceived) else None
    manner = Manner.NOTHING if admitted else Manner.AWAY
    if envelope is not None:
        manner = _manner(causes.get(envelope.digest, Cause.SUBMITTED))
    elif counted is not None:
        manner = Manner.LAST_SYNCED
    return Presence(
        entrant=entrant,
        attendance=_attendance(note, has_come=bool(admitted)),
        seat_name="" if sitting.admission is None else sitting.admission.seat_name,
        signed_in_at=admitted[0].issued_at if admitted else None,
        manner=manner,
        handed_in_at=None if envelope is None else envelope.received_at,
        receipt_code="" if envelope is None else envelope.receipt_code,
        revision=1 if counted is None else counted.revision,
        is_late=outcome.is_late,
    )


def _attendance(note: AttendanceNoted | None, *, has_come: bool) -> Attendance:
    """Return how somebody came; nobody who has signed in is absent, whatever was noted before."""
    if note is not None and not (has_come and note.attendance is Attendance.ABSENT):
        return note.attendance
    return Attendance.PRESENT if has_come else Attendance.ABSENT


def _manner(cause: str) -> Manner:
    if cause == Cause.SUBMITTED:
        return Manner.SUBMITTED
    return Manner.TIME_UP if cause == Cause.TIME_UP else Manner.ENDED


def _envelope(entry: PaperReceived) -> EnvelopeReceived:
    return EnvelopeReceived(
        revision=entry.revision,
        admission=entry.admission,
        sealed_at=entry.sealed_at,
        received_at=entry.at,
        digest=entry.envelope_digest,
        receipt_code=entry.receipt_code,
    )


def _closing(entries: Sequence[AnyEntry], sitting_id: str) -> int | None:
    """Return at which place of the log a sitting was closed."""
    closing = (place for place, entry in enumerate(entries) if closes(entry, sitting_id))
    return max(closing, default=None)


def _staff_of(entry: AnyEntry) -> str:
    return entry.staff_id if isinstance(entry, OrderIssued) else ""


def _first(
    entries: Iterable[AnyEntry], kind: type[CheckInOpened | CheckInClosed], sitting_id: str
) -> int | None:
    found = (entry for entry in entries if isinstance(entry, kind))
    return next((entry.at for entry in found if entry.sitting_id == sitting_id), None)


def _checkpoint(leaves: Sequence[bytes]) -> Checkpoint:
    return Checkpoint(len(leaves), merkle_root(leaves))
