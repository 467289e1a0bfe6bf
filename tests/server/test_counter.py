"""The counter: bytes in and bytes out, from a server that is well, unsettled, or restored."""

import asyncio
from collections.abc import Coroutine, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import msgspec
import pytest

from exam.clock import ExamTime
from exam.errors import LinkError, RefusedError
from exam.ledger import read_checkpoint
from exam.protocol import (
    VERSION,
    BeatReply,
    BeatRequest,
    Held,
    SeatStatus,
    SegmentPart,
    SignInReply,
    SubmitReply,
    SubmitRequest,
    decode,
    encode,
)
from server.ceremony import Handouts
from server.counter import Counter
from server.evidence import CheckpointKeeper
from server.hall import Hall
from server.heads import record_heads
from server.office import OpenExam, open_exam
from server.orders import signed_orders
from server.recovering import Recovering
from server.segments import journal_of
from server.starting import order_start
from server.store import ledger_size
from tests.server.acting import (
    Candidate,
    Hand,
    LocalSeat,
    beat,
    candidate,
    certificate,
    place_seat,
)
from tests.server.at_work import WRITING_DEEDS, two_at_work

WALL = 1_790_000_000_000


@dataclass(frozen=True)
class Desk:
    """The counter of an exam, and what it remembers."""

    exam: OpenExam
    hall: Hall
    counter: Counter

    def sign_in(self, at: LocalSeat, who: Candidate) -> SignInReply:
        answer = self.counter.sign_in(at.certificate, encode(who.sign_in()))
        return decode(_run(answer), SignInReply)

    def beat(self, at: LocalSeat, request: BeatRequest) -> BeatReply:
        return decode(_run(self.counter.beat(at.certificate, encode(request))), BeatReply)

    def submit(self, at: LocalSeat, envelope: bytes) -> SubmitReply:
        request = encode(SubmitRequest(VERSION, envelope))
        return decode(_run(self.counter.submit(at.certificate, request)), SubmitReply)


def _run(call: Coroutine[Any, Any, bytes]) -> bytes:
    return asyncio.run(call)


def _desk(exam: OpenExam) -> Desk:
    hall, checkpoints = Hall(), CheckpointKeeper(exam.exam_id, exam.signing_secret)
    counter = Counter(exam, hall, checkpoints, Recovering(exam), lambda: WALL)
    return Desk(exam, hall, counter)


@pytest.fixture
def hand() -> Hand:
    """Clocks that the test moves."""
    return Hand()


@pytest.fixture
def desk(exam_root: Path, made: Handouts, hand: Hand) -> Iterator[Desk]:
    with open_exam(exam_root, hand.clocks) as exam:
        exam.topics.key = made.topic_key
        yield _desk(replace(exam, addresses=("10.0.0.9:8443",)))


def test_a_wish_to_move_is_noted_until_the_proctor_sees_it(
    desk: Desk, made: Handouts, hand: Hand
) -> None:
    first, second = place_seat(desk.exam, "PC-01"), place_seat(desk.exam, "PC-02")
    who = candidate(desk.exam, made.cards[0])
    desk.sign_in(first, who)
    hand.move(1)
    desk.beat(first, beat(who.application_id, phase="signed-in"))
    heard_at = desk.exam.timeline.now()
    hand.move(1)
    with pytest.raises(RefusedError, match=r"sign-in\.ask-proctor"):
        desk.sign_in(second, who)
    now = desk.exam.timeline.now()
    (wish,) = desk.hall.wishes(now)
    assert (wish.application_id, wish.seat_id, wish.at) == (
        who.application_id,
        second.seat.id,
        now,
    )
    hand.move(10)
    for _ in range(2):
        assert desk.sign_in(second, who).heard_at == heard_at
        hand.move(1)


def test_a_wish_is_forgotten_as_soon_as_the_candidate_sits(desk: Desk, made: Handouts) -> None:
    first, second = place_seat(desk.exam, "PC-01"), place_seat(desk.exam, "PC-02")
    people = [candidate(desk.exam, made.cards[at]) for at in (0, 1)]
    for who in people:
        desk.sign_in(first, who)
        desk.beat(first, beat(who.application_id, phase="writing", deeds=WRITING_DEEDS))
        with pytest.raises(RefusedError, match=r"sign-in\.ask-proctor"):
            desk.sign_in(second, who)
    now = desk.exam.timeline.now()
    assert len(desk.hall.wishes(now)) == 2
    desk.sign_in(first, people[0])
    (left,) = desk.hall.wishes(now)
    assert left.application_id == people[1].application_id


def test_a_beat_says_what_is_here_and_where_the_server_is(
    desk: Desk, made: Handouts, hand: Hand
) -> None:
    hand.move(1)
    seat, who = place_seat(desk.exam, "PC-01"), candidate(desk.exam, made.cards[0])
    desk.sign_in(seat, who)
    segment = who.segment(seat.seat.id)
    segment.type("abc")
    reply = desk.beat(seat, beat(who.application_id, segment.part()))
    assert reply.held == (Held(segment.id, 3),)
    assert (reply.addresses, reply.is_recovering, reply.forks) == (("10.0.0.9:8443",), False, 0)
    assert reply.time.is_settled
    assert reply.wall == WALL
    (report,) = desk.hall.reports().values()
    assert report.complete_at == reply.time.exam_time
    gap = beat(who.application_id, SegmentPart(segment.writer.header_bytes, 9, (b"later",)))
    desk.beat(seat, gap)
    assert desk.hall.reports()[seat.seat.id].complete_at == reply.time.exam_time
    assert msgspec.structs.replace(reply, held=()) == desk.beat(seat, beat(who.application_id))


def test_the_checkpoint_of_every_answer_covers_the_orders_in_it(desk: Desk, made: Handouts) -> None:
    seat, who = place_seat(desk.exam, "PC-01"), candidate(desk.exam, made.cards[0])
    desk.sign_in(seat, who)
    now = desk.exam.timeline.now()
    desk.exam.store.write_now(lambda db: order_start(db, desk.exam, "pengawas-1", now))
    for deeds in ((), WRITING_DEEDS):
        reply = desk.beat(seat, beat(who.application_id, deeds=deeds))
        assert len(reply.orders) == 2
        assert reply.checkpoint is not None
        checkpoint = read_checkpoint(reply.checkpoint, desk.exam.manifest.server_signing_key)
        assert checkpoint.size == desk.exam.store.read(ledger_size)


def test_what_cannot_be_taken_is_logged_without_what_it_says(
    desk: Desk, made: Handouts, capsys: pytest.CaptureFixture[str]
) -> None:
    seat, who = place_seat(desk.exam, "PC-01"), candidate(desk.exam, made.cards[0])
    desk.sign_in(seat, who)
    desk.beat(seat, beat(who.application_id, SegmentPart(b"secret", 0, (b"secret",))))
    logged = "".join(capsys.readouterr())
    assert "journal.foreign" in logged
    assert "secret" not in logged


def test_a_phase_that_nobody_knows_and_a_strange_certificate_are_refused(desk: Desk) -> None:
    seat = place_seat(desk.exam, "PC-01")
    with pytest.raises(LinkError, match="phase"):
        desk.beat(seat, BeatRequest(VERSION, status=SeatStatus("dancing")))
    stranger = replace(seat, certificate=b"no certificate")
    for call in (
        lambda: desk.beat(stranger, beat("", phase="")),
        lambda: desk.submit(stranger, b""),
    ):
        with pytest.raises(RefusedError, match=r"seat\."):
            call()


def test_only_a_revoked_seat_is_not_welcome(desk: Desk) -> None:
    seat, gone = place_seat(desk.exam, "PC-01"), place_seat(desk.exam, "PC-02")
    desk.exam.store.write_now(lambda db: db.table("seats").update(gone.seat.id, {"revoked": 1}))
    desk.counter.require_welcome(seat.certificate)
    desk.counter.require_welcome(b"of a seat that was forgotten")
    with pytest.raises(RefusedError, match=r"seat\.revoked"):
        desk.counter.require_welcome(gone.certificate)


def test_while_the_time_is_not_known_records_are_kept_and_nothing_else_is_done(
    exam_root: Path, made: Handouts, hand: Hand
) -> None:
    with open_exam(exam_root, hand.clocks) as exam:
        hand.move(60)
        room = two_at_work(exam, made, exam.timeline.now())
        hand.move(30)
        exam.store.write_now(exam.timeline.persist)
        known = room.people[0].envelope(room.seats[0].seat.id, room.seats[0].signing_secret)
        receipt = _desk(exam).submit(room.seats[0], known)
    with open_exam(exam_root, hand.clocks) as exam:
        desk, (who, _), (seat, spare) = _desk(exam), room.people, room.seats
        segment = who.segment(seat.seat.id)
        segment.type("abc")
        reply = desk.beat(seat, beat(who.application_id, segment.part()))
        assert (reply.held, reply.time.is_settled) == ((Held(segment.id, 3),), False)
        envelope = who.envelope(seat.seat.id, seat.signing_secret, "lain")
        for call in (lambda: desk.sign_in(seat, who), lambda: desk.submit(seat, envelope)):
            with pytest.raises(RefusedError, match=r"server\.settling"):
                call()
        assert desk.submit(spare, known) == receipt
        now = exam.timeline.now()
        exam.store.write_now(lambda db: record_heads(db, exam, now))
        assert exam.store.read(lambda db: db.table("heads").count) == 0
        assert exam.store.read(lambda db: journal_of(db, who.application_id)) == (segment.part(),)


def test_a_restored_server_asks_for_everything_until_the_seat_has_said_that_it_is_all(
    desk: Desk, made: Handouts
) -> None:
    seat, who = place_seat(desk.exam, "PC-01"), candidate(desk.exam, made.cards[0])
    desk.sign_in(seat, who)
    exam = desk.exam
    orders = exam.store.read(lambda db: signed_orders(db, who.application_id))
    exam.store.write_now(lambda db: db.table("orders").delete_where())
    forgotten = {"seat_id": None, "admission": 0}
    exam.store.write_now(lambda db: db.table("applications").update(who.application_id, forgotten))
    segment = who.segment(seat.seat.id)
    segment.type("abc")
    request = beat(who.application_id, segment.part())
    first = desk.beat(seat, request)
    assert (first.held, first.orders, first.is_recovering) == ((), (), True)
    second = desk.beat(seat, msgspec.structs.replace(request, orders=orders))
    assert (second.held, second.orders) == ((Held(segment.id, 3),), orders)
    row = {"seat_id": seat.seat.id, "state": "awaited", "staff_id": ""}
    exam.store.write_now(lambda db: db.table("recovery").upsert(row, pk="seat_id"))
    assert desk.beat(seat, request).is_recovering
    assert not desk.beat(seat, msgspec.structs.replace(request, is_all=True)).is_recovering
    assert ExamTime(second.time.exam_time) <= exam.timeline.now()


def test_a_seat_is_not_heard_while_something_that_it_brings_is_not_here(
    desk: Desk, made: Handouts
) -> None:
    exam, seat = desk.exam, place_seat(desk.exam, "PC-01")
    who = candidate(exam, made.cards[0])
    desk.sign_in(seat, who)
    segment = who.segment(seat.seat.id)
    segment.type("abc")
    row = {"seat_id": seat.seat.id, "state": "awaited", "staff_id": ""}
    exam.store.write_now(lambda db: db.table("recovery").upsert(row, pk="seat_id"))
    for first, is_recovering in ((1, True), (0, False)):
        said = beat(who.application_id, segment.part(first))
        reply = desk.beat(seat, msgspec.structs.replace(said, is_all=True))
        assert reply.is_recovering is is_recovering


def test_a_beat_with_the_certificate_before_the_last_one_takes_the_seat_up_again(
    desk: Desk,
) -> None:
    der, seat_id = certificate(desk.exam, "PC-09")
    request = encode(beat(""))
    _run(desk.counter.beat(der, request))
    desk.exam.store.write_now(
        lambda db: db.table("seats").update(seat_id, {"certificate_digest": bytes(32)})
    )
    assert decode(_run(desk.counter.beat(der, request)), BeatReply).is_recovering
