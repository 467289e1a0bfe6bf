"""A restored server: it finds out, takes back what seats bring, and waits for every one of them."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from sqlite_utils import Database

from exam import keys
from exam.chronicle import (
    AnyEntry,
    OrderRecovered,
    RecoveryBegan,
    SeatHeard,
    SeatRecovered,
    SeatWaived,
    decode_entry,
    encode_entry,
)
from exam.clock import ExamTime
from exam.errors import RefusedError
from exam.events import SeatAdmitted, StartOrdered
from exam.ledger import Checkpoint, SignedCheckpoint, sign_checkpoint
from exam.protocol import IssuedOrder, SignedOrder, make_order_id, sign_order
from server.authority import load_authority
from server.ceremony import Handouts
from server.enrolment import Seat
from server.evidence import CheckpointKeeper
from server.history import History
from server.office import OpenExam, open_exam
from server.recovering import (
    Recovering,
    awaited,
    begin_recovery,
    is_on,
    is_recovering,
    require_over,
)
from server.store import append_entry, ledger_size
from tests.server.acting import Hand, certificate, place_seat
from tests.server.at_work import TwoAtWork, two_at_work

NOW = ExamTime(5_000_000)
GONE = 40
"""So many entries the log of the lost server had."""


@contextmanager
def own_clocks(root: Path) -> Iterator[tuple[OpenExam, Hand]]:
    hand = Hand()
    with open_exam(root, hand.clocks) as exam:
        yield exam, hand


def checkpoint(exam: OpenExam, size: int = GONE, at: int = NOW) -> SignedCheckpoint:
    """Sign what a server of this exam signed that was lost later."""
    body = Checkpoint(exam.exam_id, size, keys.digest("lost", size), at)
    return sign_checkpoint(body, exam.signing_secret)


def entries(exam: OpenExam, *kinds: type[AnyEntry]) -> list[AnyEntry]:
    def read(db: Database) -> list[AnyEntry]:
        found = [decode_entry(row["entry"]) for row in db.query("select entry from ledger")]
        return [entry for entry in found if isinstance(entry, kinds)]

    return exam.store.read(read)


def note(exam: OpenExam, signed: SignedCheckpoint | None, recovering: Recovering) -> None:
    exam.store.write_now(lambda db: recovering.note_checkpoint(db, signed, NOW))


def signed_order(exam: OpenExam, order: StartOrdered | SeatAdmitted, who: str = "") -> SignedOrder:
    return sign_order(IssuedOrder(exam.exam_id, "", who, order), exam.signing_secret)


@pytest.fixture
def room(exam: OpenExam, made: Handouts) -> TwoAtWork:
    """Two candidates at two seats, in an exam that was restored without being told."""
    return two_at_work(exam, made)


@pytest.fixture
def recovering(exam: OpenExam) -> Recovering:
    """What the counter asks."""
    return Recovering(exam)


def seat_at(room: TwoAtWork, at: int) -> Seat:
    return room.seats[at].seat


def test_a_log_ahead_of_this_one_begins_recovery_once_and_every_seat_is_awaited(
    room: TwoAtWork, recovering: Recovering
) -> None:
    exam = room.exam
    place_seat(exam, "PC-09")
    exam.store.write_now(lambda db: db.table("seats").update("id-PC-02", {"revoked": 1}))
    own, ahead = exam.store.read(ledger_size), checkpoint(exam)
    known = room.seats[0].certificate
    assert exam.store.read(lambda db: recovering.is_news(db, known, ahead))
    assert not exam.store.read(is_recovering)
    for signed in (ahead, ahead, checkpoint(exam, GONE + 1)):
        note(exam, signed, recovering)
    note(exam, ahead, Recovering(exam))
    assert entries(exam, RecoveryBegan) == [RecoveryBegan(NOW, GONE, own)]
    assert [seat.name for seat in exam.store.read(awaited)] == ["PC-01", "PC-09"]
    assert exam.store.read(is_recovering)
    with pytest.raises(RefusedError) as refused:
        exam.store.read(require_over)
    assert refused.value.details == {"count": 2, "seats": "PC-01, PC-09"}


def test_own_checkpoints_old_and_new_mean_nothing(room: TwoAtWork, recovering: Recovering) -> None:
    exam = room.exam
    keeper = CheckpointKeeper(exam.exam_id, exam.signing_secret)
    for _ in range(3):
        exam.store.read(lambda db: keeper.renew(db, NOW))
        note(exam, keeper.latest, recovering)
        exam.store.write_now(lambda db: append_entry(db, encode_entry(SeatHeard(NOW, "id"))))
    note(exam, None, recovering)
    assert not entries(exam, RecoveryBegan)
    assert not exam.store.read(is_recovering)


def forged(signed: SignedCheckpoint) -> SignedCheckpoint:
    return SignedCheckpoint(signed.body, bytes(64))


def test_a_checkpoint_that_this_server_did_not_sign_means_nothing(
    room: TwoAtWork, recovering: Recovering
) -> None:
    other = replace(room.exam, exam_id=bytes(32))
    for signed in (forged(checkpoint(room.exam)), checkpoint(other)):
        note(room.exam, signed, recovering)
    assert not entries(room.exam, RecoveryBegan)


def test_a_fork_of_the_log_begins_recovery_though_it_is_shorter(
    room: TwoAtWork, recovering: Recovering
) -> None:
    size = room.exam.store.read(ledger_size) - 1
    note(room.exam, checkpoint(room.exam, size), recovering)
    (began,) = entries(room.exam, RecoveryBegan)
    assert isinstance(began, RecoveryBegan)
    assert (began.known, began.own) == (size, size + 1)


def test_the_root_of_a_long_log_is_found_at_every_size(exam: OpenExam) -> None:
    keeper = CheckpointKeeper(exam.exam_id, exam.signing_secret)
    history, roots = History(), {}
    for upto in (1023, 1024, 1025, 3000):
        missing = upto - exam.store.read(ledger_size)
        exam.store.write_now(
            lambda db: [append_entry(db, os.urandom(8)) for _ in range(missing)]  # noqa: B023
        )
        exam.store.read(lambda db: keeper.renew(db, NOW))
        roots[upto] = keeper._tree.root()
    for size in (3000, 1023, 1025, 1024):
        assert exam.store.read(lambda db: history.root_at(db, size)) == roots[size]  # noqa: B023


def finish(room: TwoAtWork, recovering: Recovering) -> None:
    for place in room.seats:
        room.exam.store.write_now(lambda db: recovering.note_all(db, place.seat, NOW))  # noqa: B023


def test_a_seat_is_asked_until_it_brought_everything(
    room: TwoAtWork, recovering: Recovering
) -> None:
    exam, (first, second) = room.exam, (seat_at(room, 0), seat_at(room, 1))
    exam.store.write_now(lambda db: recovering.note_all(db, first, NOW))
    assert not exam.store.read(lambda db: recovering.asks(db, first.id))
    note(exam, checkpoint(exam), recovering)
    assert exam.store.read(lambda db: recovering.asks(db, first.id))
    for _ in range(2):
        exam.store.write_now(lambda db: recovering.note_all(db, first, NOW))
    assert not exam.store.read(lambda db: recovering.asks(db, first.id))
    assert [seat.id for seat in exam.store.read(awaited)] == [second.id]
    assert exam.store.read(is_on)
    for _ in range(2):
        exam.store.write_now(lambda db: recovering.waive(db, second.id, "pengawas-1", NOW))
    exam.store.write_now(lambda db: recovering.waive(db, first.id, "pengawas-1", NOW))
    exam.store.read(require_over)
    assert exam.store.read(lambda db: recovering.asks(db, second.id))
    exam.store.write_now(lambda db: recovering.note_all(db, second, NOW))
    assert entries(exam, SeatHeard, SeatWaived) == [
        SeatHeard(NOW, first.id),
        SeatWaived(NOW, second.id, "pengawas-1"),
        SeatHeard(NOW, second.id),
    ]


def test_what_a_recovery_was_for_begins_no_other_but_a_later_loss_does_though_one_is_on(
    room: TwoAtWork, recovering: Recovering
) -> None:
    exam, first = room.exam, seat_at(room, 0)
    note(exam, checkpoint(exam), recovering)
    exam.store.write_now(lambda db: recovering.note_all(db, first, NOW))
    note(exam, checkpoint(exam, GONE + 9), recovering)
    assert len(exam.store.read(awaited)) == 1
    note(exam, checkpoint(exam, GONE - 9, NOW + 1), recovering)
    assert len(exam.store.read(awaited)) == 2
    assert len(entries(exam, RecoveryBegan)) == 2


def test_until_time_is_settled_every_loss_is_the_one_that_is_known(exam_root: Path) -> None:
    with own_clocks(exam_root) as (exam, hand):
        place_seat(exam, "PC-01")
        exam.store.write_now(lambda db: begin_recovery(db, GONE, exam.timeline.now()))
    with open_exam(exam_root, hand.clocks) as exam:
        recovering = Recovering(exam)
        note(exam, checkpoint(exam, GONE, 10**9), recovering)
        exam.timeline.confirm(1, "pengawas-1")
        settled = exam.timeline.now()
        note(exam, checkpoint(exam, GONE + 1, settled), recovering)
        assert len(entries(exam, RecoveryBegan)) == 1
        note(exam, checkpoint(exam, GONE + 2, settled + 1), recovering)
        assert len(entries(exam, RecoveryBegan)) == 2


def test_recovery_takes_back_a_time_that_only_the_wall_clock_told(exam_root: Path) -> None:
    with own_clocks(exam_root) as (exam, hand):
        before = exam.timeline.now()
        exam.store.write_now(exam.timeline.persist)
    hand.wall += 10**10
    with open_exam(exam_root, hand.clocks) as exam:
        assert exam.timeline.now() == before + 10**10
        note(exam, checkpoint(exam), Recovering(exam))
        assert exam.timeline.now() == before
        assert exam.timeline.told().is_settled is False


def test_forgotten_orders_come_back_once_and_candidates_sit_where_the_last_one_says(
    room: TwoAtWork, recovering: Recovering
) -> None:
    exam, (who, other) = room.exam, room.ids
    moves = [
        SeatAdmitted(make_order_id(os.urandom), 70_000 + at, at, f"seat-{at}") for at in (7, 5)
    ]
    foreign = IssuedOrder(bytes(32), "", who, moves[0])
    orders = (
        *(signed_order(exam, move, who) for move in moves),
        SignedOrder(b"no order", bytes(64)),
        SignedOrder(signed_order(exam, moves[0], who).body[:-1], bytes(64)),
        replace_signature(signed_order(exam, StartOrdered(make_order_id(os.urandom), 1, 9))),
        sign_order(foreign, exam.signing_secret),
        *room_orders(room),
    )
    note(exam, checkpoint(exam), recovering)
    size = exam.store.read(ledger_size)
    for _ in range(2):
        exam.store.write_now(
            lambda db: recovering.note_orders(db, seat_at(room, 1), (*orders, orders[0]), NOW)
        )
    assert entries(exam, OrderRecovered) == [
        OrderRecovered(NOW, "id-PC-02", who, move) for move in moves
    ]
    assert exam.store.read(ledger_size) == size + 2
    query = "select id, seat_id, admission from applications where id in (?, ?) order by id"
    rows = exam.store.read(lambda db: list(db.query(query, [who, other])))
    assert {(row["id"], row["seat_id"], row["admission"]) for row in rows} == {
        (who, "seat-7", 7),
        (other, "id-PC-02", 1),
    }
    assert room.sitting(0).admission == moves[0]


def test_an_order_that_nothing_explains_shows_that_the_server_was_restored(
    room: TwoAtWork, recovering: Recovering
) -> None:
    exam, own = room.exam, room.exam.store.read(ledger_size)
    orders = [signed_order(exam, StartOrdered(make_order_id(os.urandom), at, at)) for at in (9, 8)]
    for order in orders:
        exam.store.write_now(lambda db: recovering.note_orders(db, seat_at(room, 1), [order], NOW))  # noqa: B023
    assert entries(exam, RecoveryBegan) == [RecoveryBegan(NOW, own, own)]
    assert len(entries(exam, OrderRecovered)) == 2


def test_a_beginning_that_did_not_reach_the_disk_is_made_again(
    room: TwoAtWork, recovering: Recovering
) -> None:
    def fail(db: Database) -> None:
        recovering.note_checkpoint(db, checkpoint(room.exam), NOW)
        raise RefusedError("disk")

    with pytest.raises(RefusedError):
        room.exam.store.write_now(fail)
    for _ in range(3):
        note(room.exam, checkpoint(room.exam), recovering)
    assert len(entries(room.exam, RecoveryBegan)) == 1


def replace_signature(signed: SignedOrder) -> SignedOrder:
    return SignedOrder(signed.body, bytes(64))


def room_orders(room: TwoAtWork) -> list[SignedOrder]:
    """Every order that this server has."""
    rows = room.exam.store.read(lambda db: list(db.query("select body, signature from orders")))
    return [SignedOrder(row["body"], row["signature"]) for row in rows]


def test_a_forgotten_seat_is_taken_up_by_its_certificate_and_shows_that_something_was_lost(
    room: TwoAtWork, recovering: Recovering
) -> None:
    exam = room.exam
    der, seat_id = certificate(exam, "pc-01")
    own = exam.store.read(ledger_size)
    for expected_news in (True, False):
        assert exam.store.read(lambda db: recovering.is_news(db, der, None)) == expected_news
        seat = exam.store.write_now(lambda db: recovering.seat_of(db, der, NOW))
        assert (seat.id, seat.name) == (seat_id, "pc-01 (2)")
    (recovered,) = entries(exam, SeatRecovered)
    assert recovered == SeatRecovered(NOW, seat_id, "pc-01 (2)", seat.signing_key.hex())
    assert entries(exam, RecoveryBegan) == [RecoveryBegan(NOW, own, own + 1)]
    assert len(exam.store.read(awaited)) == 3


def test_a_seat_that_turns_up_after_the_recovery_is_awaited_alone(
    room: TwoAtWork, recovering: Recovering
) -> None:
    exam = room.exam
    exam.store.write_now(lambda db: begin_recovery(db, GONE, NOW))
    finish(room, recovering)
    assert not exam.store.read(is_on)
    der, _ = certificate(exam, "Ruang É / 7 %2F")
    seat = exam.store.write_now(lambda db: recovering.seat_of(db, der, NOW))
    assert seat.name == "Ruang É / 7 %2F"
    assert [one.id for one in exam.store.read(awaited)] == [seat.id]
    assert len(entries(exam, RecoveryBegan)) == 1


def test_a_pc_that_enrolled_again_is_known_by_either_certificate(
    room: TwoAtWork, recovering: Recovering
) -> None:
    exam = room.exam
    der, seat_id = certificate(exam, "PC-09")
    exam.store.write_now(lambda db: recovering.seat_of(db, der, NOW))
    exam.store.write_now(
        lambda db: db.table("seats").update(seat_id, {"certificate_digest": bytes(32)})
    )
    again = exam.store.write_now(lambda db: Recovering(exam).seat_of(db, der, NOW))
    assert (again.id, again.name) == (seat_id, "PC-09")
    assert len(entries(exam, SeatRecovered)) == 1
    revoked = {"certificate_digest": bytes(32), "revoked": 1}
    exam.store.write_now(lambda db: db.table("seats").update(seat_id, revoked))
    assert refusal(exam, der) == "seat.revoked"


def refusal(exam: OpenExam, der: bytes) -> str:
    with pytest.raises(RefusedError) as refused:
        exam.store.write_now(lambda db: Recovering(exam).seat_of(db, der, NOW))
    return refused.value.code


def test_no_other_certificate_makes_a_seat(exam: OpenExam, room: TwoAtWork) -> None:
    assert refusal(exam, certificate(exam, "PC-09", "another id")[0]) == "seat.unknown"
    assert refusal(exam, b"no certificate") == "seat.unknown"
    server = load_authority(exam.directory)
    assert refusal(exam, server.certificate_der) == "seat.certificate"
    key = ec.generate_private_key(ec.SECP256R1()).public_key()
    old = server.issue_server(key).public_bytes(Encoding.DER)
    assert refusal(exam, old) == "seat.certificate"
    assert not entries(exam, SeatRecovered, RecoveryBegan)
