"""Two sittings on two days over the real server: the same PCs, other people, all by real TLS."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from exam.errors import RefusedError
from exam.events import SittingClosed, StartOrdered
from exam.protocol import IssuedOrder, SignInReply, open_topic, read_order
from exam.receipts import read_receipt
from server.closing import close_sitting
from server.office import OpenExam, open_exam
from server.opening import open_papers
from server.shares import join_seed, read_share
from tests.server.acting import Candidate, Hand, beat
from tests.server.ready_made import ReadyMade
from tests.server.remote import RemoteSeat, Served, serving
from tests.server.several_days import (
    FIRST,
    MINUTES,
    MORNING,
    ROSTER,
    SECOND,
    STAFF,
    House,
    two_days_config,
)

PCS = 2
OVERNIGHT = 14 * 60 * 60


@contextmanager
def running(root: Path, hand: Hand) -> Iterator[Served]:
    """Run the server of one day."""
    with open_exam(root, hand.clocks) as exam, serving(exam) as served:
        yield served


def issued_to(exam: OpenExam, reply: SignInReply) -> list[IssuedOrder]:
    """Return the orders of an answer, read as a kiosk reads them."""
    key = exam.manifest.server_signing_key
    return [read_order(one, key, exam.exam_id) for one in reply.orders]


def write_a_day(
    house: House, sitting_id: str, seats: list[RemoteSeat], hand: Hand
) -> list[Candidate]:
    """Let somebody write at each PC through the day of a sitting, then close it."""
    exam, people = house.exam, [house.comer(sitting_id, at) for at in range(len(seats))]
    house.open_door(sitting_id)
    replies = [seat.sign_in(who) for seat, who in zip(seats, people, strict=True)]
    assert {reply.sitting_id for reply in replies} == {sitting_id}
    assert {reply.duration for reply in replies} == {MINUTES[sitting_id] * 60_000}
    at = house.start(sitting_id)
    for seat, who, reply in zip(seats, people, replies, strict=True):
        write_and_hand_in(house, seat, who, reply, at)
    hand.move(MINUTES[sitting_id] * 60 + 300)
    exam.act_now(lambda db, now: close_sitting(db, exam, STAFF, now, sitting_id))
    return people


def write_and_hand_in(
    house: House, seat: RemoteSeat, who: Candidate, reply: SignInReply, start: int
) -> None:
    """Send a beat, open the topic with the key of the start, and hand in."""
    exam = house.exam
    admission = max(
        one.order.admission for one in issued_to(exam, reply) if hasattr(one.order, "admission")
    )
    segment = who.segment(seat.id, admission)
    segment.type("halo")
    answer = seat.beat(beat(who.application_id, segment.part(), admission=admission))
    key = exam.manifest.server_signing_key
    heard = [read_order(one, key, exam.exam_id) for one in answer.orders]
    (started,) = [one for one in heard if isinstance(one.order, StartOrdered)]
    assert started.concerns(who.application_id, reply.sitting_id)
    assert isinstance(started.order, StartOrdered)
    assert started.order.at == start
    assert open_topic(started.topic_key, reply.topic)
    envelope = who.envelope(seat.id, seat.signing_secret, admission=admission)
    assert read_receipt(seat.submit(envelope).receipt, key).application_id == who.application_id


def test_two_sittings_on_two_days_share_pcs_server_timeline_and_opening(
    tmp_path: Path, ready_made: ReadyMade
) -> None:
    hand, root = Hand(wall=MORNING), tmp_path / "exam"
    made = ready_made.copy_to(root, two_days_config(tmp_path), ROSTER)
    seed = join_seed([read_share(one.words.encode(), "") for one in made.shares[:3]])
    with ExitStack() as stack:
        with running(root, hand) as served:
            house = House(served.exam, made)
            seats = [
                stack.enter_context(RemoteSeat(served, code, f"PC-{at:02}", tmp_path))
                for at, code in enumerate(made.pairing_codes[:PCS], start=1)
            ]
            first = write_a_day(house, FIRST, seats, hand)
            with pytest.raises(RefusedError) as refused:
                open_papers(served.exam, seed, os.urandom)
            assert refused.value.code == "opening.sittings-open"
        hand.move(OVERNIGHT)
        with running(root, hand) as served:
            assert served.exam.timeline.is_settled
            house = House(served.exam, made)
            for seat in seats:
                seat.move_to(served)
            with pytest.raises(RefusedError) as late:
                seats[0].sign_in(first[0])
            assert late.value.code == "sitting.over"
            second = write_a_day(house, SECOND, seats, hand)
            told = seats[0].beat(beat(second[0].application_id, admission=64))
            key = served.exam.manifest.server_signing_key
            closes = [read_order(one, key, served.exam.exam_id) for one in told.orders]
            assert {one.sitting_id for one in closes if isinstance(one.order, SittingClosed)} == {
                SECOND
            }
            opening = open_papers(served.exam, seed, os.urandom)
    assert len(opening.codes) == len(first) + len(second)
