"""What happened to one candidate, oldest first, as the proctor is told it."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlite_utils import Database

from exam.clock import ExamTime
from exam.codes import show_code
from exam.events import (
    CreditGranted,
    EndOrdered,
    PaperSealed,
    PauseAcknowledged,
    ResumeOrdered,
    SeatAdmitted,
    StartOrdered,
    WritingInterrupted,
)
from exam.hand_ins import outcome_of
from exam.sitting import Sitting


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of the record; what does not belong to its kind is empty.

    `milliseconds` is how long it took, or how much was given.
    """

    at: ExamTime
    kind: str
    seat: str = ""
    milliseconds: int = 0
    people: tuple[str, ...] = ()
    reason: str = ""
    code: str = ""


def record_of(db: Database, sitting: Sitting) -> tuple[Happening, ...]:
    """Return what is recorded of a candidate, oldest first, with seats and people by name."""
    seats = {row["id"]: row["name"] for row in db.query("select id, name from seats")}
    people = {row["id"]: row["name"] for row in db.query("select id, name from staff")}
    found = (*_orders(sitting, seats, people), *_deeds(sitting), *_hand_ins(sitting))
    return tuple(sorted(found, key=lambda one: (one.at, one.kind)))


def _orders(sitting: Sitting, seats: dict[str, str], people: dict[str, str]) -> Iterator[Happening]:
    for order in sitting.orders(SeatAdmitted):
        name = seats.get(order.seat_id, order.seat_name or order.seat_id)
        yield Happening(ExamTime(order.issued_at), "admitted", seat=name)
    for start in sitting.orders(StartOrdered):
        yield Happening(ExamTime(start.at), "started")
    for resume in sitting.orders(ResumeOrdered):
        yield Happening(ExamTime(resume.at), "resumed")
    for end in sitting.orders(EndOrdered):
        yield Happening(ExamTime(end.at), "ended", reason=end.reason)
    for credit in sitting.credits:
        yield Happening(
            at=ExamTime(credit.issued_at),
            kind="credited" if isinstance(credit, CreditGranted) else "reopened",
            milliseconds=credit.milliseconds,
            people=tuple(people.get(one, one) for one in credit.granted_by),
            reason=credit.reason,
        )


def _deeds(sitting: Sitting) -> Iterator[Happening]:
    for gap in sitting.known(WritingInterrupted):
        length = max(0, gap.end - gap.begin)
        yield Happening(ExamTime(gap.begin), "interrupted", milliseconds=length)
    for pause in sitting.known(PauseAcknowledged):
        yield Happening(ExamTime(pause.at), "paused")
    for sealed in sitting.known(PaperSealed):
        yield Happening(ExamTime(sealed.at), "sealed")


def _hand_ins(sitting: Sitting) -> Iterator[Happening]:
    aside = outcome_of(sitting, grace=0).forks
    for envelope in sitting.envelopes:
        kind = "kept-aside" if envelope in aside else "received"
        code = show_code(envelope.receipt_code)
        yield Happening(ExamTime(envelope.received_at), kind, code=code)
