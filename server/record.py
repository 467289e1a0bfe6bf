"""What happened to one candidate, oldest first: what, who did it, why.

Orders, deeds and hand-ins are those of the sitting; who gave an order, and what was only proposed,
the ledger knows. Of a text, a code or a score nothing is in it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlite_utils import Database

from exam.chronicle import AnyEntry, CardReplaced
from exam.clock import ExamTime
from exam.codes import show_code
from exam.events import (
    CallAnswered,
    CreditGranted,
    EndOrdered,
    HandInReopened,
    LockLifted,
    MessageRead,
    MessageSent,
    Order,
    PaperSealed,
    PauseAcknowledged,
    PauseOrdered,
    ResumeOrdered,
    SeatAdmitted,
    SittingClosed,
    StartEntered,
    StartOrdered,
    WorkLocked,
    WritingInterrupted,
)
from exam.hand_ins import outcome_of
from exam.proceedings import CreditProposed, CreditWithdrawn
from exam.sitting import Sitting
from server.authorship import entries_about, givers_for


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of the record; what does not belong to its kind is empty.

    `milliseconds` is how long it took, or how much was given; `people` are who did it, by name.
    """

    at: ExamTime
    kind: str
    seat: str = ""
    milliseconds: int = 0
    people: tuple[str, ...] = ()
    reason: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class _Names:
    """What seats and people are called, and who gave which order."""

    seats: Mapping[str, str]
    people: Mapping[str, str]
    gave: Mapping[str, str]

    def seat(self, order: SeatAdmitted) -> str:
        return self.seats.get(order.seat_id, order.seat_name or order.seat_id)

    def person(self, staff_id: str) -> tuple[str, ...]:
        return (self.people.get(staff_id, staff_id),) if staff_id else ()

    def givers(self, order: Order) -> tuple[str, ...]:
        if isinstance(order, CreditGranted | HandInReopened):
            return tuple(self.people.get(one, one) for one in order.granted_by)
        return self.person(self.gave.get(order.id, ""))


def record_of(db: Database, application_id: str, sitting: Sitting) -> tuple[Happening, ...]:
    """Return what is recorded of a candidate, oldest first, with seats and people by name."""
    names = _Names(
        seats={row["id"]: row["name"] for row in db.query("select id, name from seats")},
        people={row["id"]: row["name"] for row in db.query("select id, name from staff")},
        gave=givers_for(db, application_id),
    )
    orders = (_order(order, names) for order in sitting.orders(Order))
    noted = (_entry(entry, names) for entry in entries_about(db, application_id))
    found = (*orders, *_deeds(sitting), *_hand_ins(sitting), *filter(None, noted))
    return tuple(sorted(found, key=lambda one: (one.at, one.kind)))


def _order(order: Order, names: _Names) -> Happening:
    return Happening(
        at=_when(order),
        kind=_KINDS[type(order)],
        seat=names.seat(order) if isinstance(order, SeatAdmitted) else "",
        milliseconds=_how_much(order),
        people=names.givers(order),
        reason=_why(order),
    )


def _how_much(order: Order) -> int:
    """Return how many milliseconds an order gives."""
    return order.milliseconds if isinstance(order, CreditGranted | HandInReopened) else 0


def _when(order: Order) -> ExamTime:
    """Return when an order takes effect."""
    if isinstance(order, StartOrdered | ResumeOrdered | EndOrdered):
        return ExamTime(max(order.at, order.issued_at))
    return ExamTime(order.issued_at)


def _why(order: Order) -> str:
    """Return the reason for an order, or what was said."""
    match order:
        case MessageSent():
            return order.text
        case CreditGranted() | HandInReopened() | EndOrdered() | PauseOrdered() | WorkLocked():
            return order.reason
        case _:
            return ""


def _entry(entry: AnyEntry, names: _Names) -> Happening | None:
    match entry:
        case CreditProposed():
            return Happening(
                at=ExamTime(entry.at),
                kind="proposed",
                milliseconds=entry.milliseconds,
                people=names.person(entry.staff_id),
                reason=entry.reason,
            )
        case CreditWithdrawn():
            return Happening(ExamTime(entry.at), "withdrawn", people=names.person(entry.staff_id))
        case CardReplaced():
            return Happening(ExamTime(entry.at), "new-card", people=names.person(entry.staff_id))
        case _:
            return None


def _deeds(sitting: Sitting) -> Iterator[Happening]:
    for gap in sitting.known(WritingInterrupted):
        length = max(0, gap.end - gap.begin)
        yield Happening(ExamTime(gap.begin), "interrupted", milliseconds=length)
    for begun in sitting.known(StartEntered):
        late = 0 if sitting.ordered_start is None else max(0, begun.at - sitting.ordered_start)
        yield Happening(ExamTime(begun.at), "start-entered", milliseconds=late)
    for pause in sitting.known(PauseAcknowledged):
        yield Happening(ExamTime(pause.at), "paused")
    for sealed in sitting.known(PaperSealed):
        yield Happening(ExamTime(sealed.at), "sealed")
    for call in sitting.calls:
        yield Happening(ExamTime(call.at), "called")
    for read in sitting.known(MessageRead):
        yield Happening(ExamTime(read.at), "message-read")


def _hand_ins(sitting: Sitting) -> Iterator[Happening]:
    aside = outcome_of(sitting, grace=0).forks
    for envelope in sitting.envelopes:
        kind = "kept-aside" if envelope in aside else "received"
        code = show_code(envelope.receipt_code)
        yield Happening(ExamTime(envelope.received_at), kind, code=code)


_KINDS: Mapping[type[Order], str] = {
    SeatAdmitted: "admitted",
    StartOrdered: "started",
    ResumeOrdered: "resumed",
    PauseOrdered: "pause-ordered",
    CreditGranted: "credited",
    HandInReopened: "reopened",
    EndOrdered: "ended",
    WorkLocked: "locked",
    LockLifted: "unlocked",
    MessageSent: "message",
    CallAnswered: "answered",
    SittingClosed: "closed",
}
