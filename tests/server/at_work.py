"""Two candidates who write, and the orders that a proctor could give them."""

import os
from dataclasses import dataclass

import pytest
from sqlite_utils import Database

from exam.clock import ExamTime
from exam.errors import RefusedError
from exam.events import (
    AnyOrder,
    Cause,
    CreditGranted,
    Deed,
    EndOrdered,
    HandInReopened,
    Milestone,
    MilestoneReached,
    PauseOrdered,
    ResumeOrdered,
    SittingClosed,
)
from exam.protocol import VERSION, SubmitRequest, make_order_id, read_order
from exam.sitting import Sitting
from server.admission import sign_in
from server.ceremony import Handouts
from server.envelopes import accept_envelope
from server.office import OpenExam
from server.orders import Given, issue_order, signed_orders
from server.sittings import note_deeds, sitting_of
from server.starting import order_start
from server.store import ledger_size
from tests.server.acting import Candidate, LocalSeat, candidate, place_seat

NOW = 60_000
LEAD = 10_000
START = NOW + LEAD
LENGTH = 240 * 60_000
WRITING_DEEDS: tuple[Deed, ...] = tuple(MilestoneReached(each) for each in Milestone)
BOTH = ("pengawas-1", "pengawas-2")


def stand(exam: OpenExam, application_id: str) -> Sitting:
    """Where the sitting of an application stands."""

    def read(db: Database) -> Sitting:
        (row,) = db.query("select * from applications where id = ?", [application_id])
        return sitting_of(db, row)

    return exam.store.read(read)


@dataclass(frozen=True)
class TwoAtWork:
    """Two candidates at two seats; the start is ordered and both have accepted the rules."""

    exam: OpenExam
    people: tuple[Candidate, Candidate]
    seats: tuple[LocalSeat, LocalSeat]

    def order(self, order: AnyOrder, application_id: str = "") -> None:
        """Give an order as a proctor."""
        given = Given("pengawas-1", application_id)
        self.exam.store.write_now(lambda db: issue_order(db, self.exam, given, order))

    def refusal(self, order: AnyOrder, application_id: str = "") -> str:
        """Give an order that is refused and changes nothing; return the code."""
        before = self.exam.store.read(ledger_size)
        with pytest.raises(RefusedError) as refused:
            self.order(order, application_id)
        assert self.exam.store.read(ledger_size) == before
        return refused.value.code

    def report(self, at: int, *deeds: Deed, now: int = START) -> None:
        """Report deeds of a candidate."""
        who, seat = self.people[at].application_id, self.seats[at].seat.id
        self.exam.store.write_now(lambda db: note_deeds(db, seat, who, deeds, ExamTime(now)))

    def hand_in(
        self,
        at: int,
        now: int,
        revision: int = 1,
        text: str = "Isi makalah",
        sealed_at: int = 0,
        admission: int = 1,
    ) -> None:
        """Hand in."""
        who, seat = self.people[at], self.seats[at]
        envelope = who.envelope(
            seat.seat.id,
            seat.signing_secret,
            text,
            revision,
            admission=admission,
            sealed_at=sealed_at,
        )
        request = SubmitRequest(VERSION, envelope)
        self.exam.store.write_now(lambda db: accept_envelope(db, self.exam, request, ExamTime(now)))

    def sitting(self, at: int) -> Sitting:
        """Where a candidate's sitting stands."""
        return stand(self.exam, self.people[at].application_id)

    def orders_for(self, application_id: str) -> list[AnyOrder]:
        """What a kiosk gets in its beats."""
        signed = self.exam.store.read(lambda db: signed_orders(db, application_id))
        key, exam_id = self.exam.manifest.server_signing_key, self.exam.exam_id
        return [read_order(one, key, exam_id).order for one in signed]

    @property
    def ids(self) -> tuple[str, str]:
        """The two applications."""
        return (self.people[0].application_id, self.people[1].application_id)


def sit_down(exam: OpenExam, who: Candidate, place: LocalSeat, now: int = NOW) -> None:
    """Sign a candidate in."""
    exam.store.write_now(
        lambda db: sign_in(db, exam, place.seat, who.sign_in(), lambda *_: False, ExamTime(now))
    )


def two_at_work(exam: OpenExam, made: Handouts, now: int = NOW) -> TwoAtWork:
    """Sign two candidates in, order the start, and let both accept the rules."""
    people = (candidate(exam, made.cards[0]), candidate(exam, made.cards[1]))
    seats = (place_seat(exam, "PC-01"), place_seat(exam, "PC-02"))
    for who, place in zip(people, seats, strict=True):
        sit_down(exam, who, place, now)
    exam.topics.key = made.topic_key
    exam.store.write_now(lambda db: order_start(db, exam, "pengawas-1", ExamTime(now)))
    room = TwoAtWork(exam, people, seats)
    for at in (0, 1):
        room.report(at, *WRITING_DEEDS)
    return room


def new_id() -> str:
    """Draw the id of an order."""
    return make_order_id(os.urandom)


def pause(at: int = START) -> PauseOrdered:
    """Stop the time."""
    return PauseOrdered(new_id(), at, "Listrik padam")


def resume(paused: PauseOrdered, at: int) -> ResumeOrdered:
    """Let it go on as soon as everybody can know."""
    return ResumeOrdered(new_id(), at, paused.id, at + LEAD)


def credit(at: int = START, minutes: int = 10) -> CreditGranted:
    """Give time back, alone."""
    return CreditGranted(new_id(), at, minutes * 60_000, ("pengawas-1",), "Listrik padam")


def end(at: int = START, cause: Cause = Cause.ENDED_EARLY) -> EndOrdered:
    """End as soon as everybody can know."""
    return EndOrdered(new_id(), at, at + LEAD, cause, "Selesai")


def reopening(at: int, revision: int = 2) -> HandInReopened:
    """Let somebody who has handed in write on for a minute more."""
    return HandInReopened(new_id(), at, revision, 60_000, BOTH, "Tak sengaja")


def close(at: int) -> SittingClosed:
    """Close."""
    return SittingClosed(new_id(), at)
