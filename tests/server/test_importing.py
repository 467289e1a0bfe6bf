"""Files that a proctor brings from a PC: taken once, whatever came over the network beside them."""

import os
import threading
from typing import Any

import pytest

from exam.chronicle import WorkImported, decode_entry
from exam.clock import ExamTime
from exam.errors import ExamError, RefusedError, SealError
from exam.events import HandInReopened, SeatAdmitted
from exam.protocol import SegmentPart, SignedOrder
from exam.receipts import Receipt, receipt_code, sign_receipt
from exam.seal import envelope_digest, peek_envelope
from exam.transfer import Transfer, Work, read_transfer, write_transfer
from server import importing
from server.admission import allow_move
from server.ceremony import Handouts
from server.importing import Imported, ImportedWork, bring_in, import_transfer
from server.intake import accept_parts
from server.office import OpenExam
from server.orders import signed_orders
from server.store import Act, ledger_size
from tests.server.acting import candidate, place_seat
from tests.server.at_work import START, TwoAtWork, reopening, two_at_work
from tests.server.journals import Writing, begin


@pytest.fixture
def room(exam: OpenExam, made: Handouts) -> TwoAtWork:
    """Two candidates who write."""
    return two_at_work(exam, made)


def transfer(
    room: TwoAtWork, *works: Work, orders: tuple[SignedOrder, ...] = (), exam_id: bytes = b""
) -> bytes:
    """Write the file of the first seat."""
    seat = room.seats[0]
    made = Transfer(exam_id or room.exam.exam_id, seat.seat.id, START, works, orders)
    return write_transfer(made, seat.signing_secret)


def bring(room: TwoAtWork, raw: bytes) -> Imported:
    return room.exam.store.write_now(
        lambda db: import_transfer(db, room.exam, raw, "pengawas-1", ExamTime(START + 1))
    )


def written(room: TwoAtWork) -> Writing:
    """Let the first candidate write, of which the first two records reach the server."""
    writing = begin(room.people[0], room.seats[0])
    writing.type("a")
    writing.type("b")
    writing.send(room.exam, START, end=2)
    return writing


def test_a_file_brings_what_is_missing_and_bringing_it_again_changes_nothing(
    room: TwoAtWork,
) -> None:
    who, seat, writing = room.people[0], room.seats[0], written(room)
    room.hand_in(0, START)
    (known,) = room.sitting(0).envelopes
    sealed = [who.envelope(seat.seat.id, seat.signing_secret, text) for text in ("satu", "dua")]
    work = Work(who.application_id, (writing.part(1), writing.part(0, 1)), (*sealed,))
    raw = transfer(room, work)
    first = bring(room, raw)
    assert first == Imported(
        seat_name="PC-01",
        made_at=ExamTime(START),
        works=(ImportedWork(who.application_id, who.number, 2, 2, 2, 0, 0, ()),),
        new_orders=0,
        is_known=False,
    )
    size = room.exam.store.read(ledger_size)
    again = bring(room, raw)
    assert again.works == (ImportedWork(who.application_id, who.number, 0, 4, 0, 2, 0, ()),)
    assert again.is_known
    assert room.exam.store.read(ledger_size) == size
    assert len(room.sitting(0).envelopes) == 3
    assert room.sitting(0).envelopes[0] == known
    (entry,) = imports(room)
    assert (entry.seat_id, entry.staff_id) == (seat.seat.id, "pengawas-1")
    assert entry.applications == (who.application_id,)


def test_what_is_not_taken_of_a_file_is_named_and_the_rest_is_kept(
    room: TwoAtWork, made: Handouts
) -> None:
    who, seat, writing = room.people[0], room.seats[0], written(room)
    other = begin(room.people[1], room.seats[0])
    later = who.envelope(seat.seat.id, seat.signing_secret, revision=2)
    swapped = room.people[1].envelope(seat.seat.id, seat.signing_secret)
    parts = (writing.part(), other.part(), SegmentPart(b"", 0, ()))
    stranger = candidate(room.exam, made.cards[5])
    done = bring(
        room,
        transfer(
            room,
            Work(who.application_id, parts, (later, swapped)),
            Work("nobody", (), ()),
            Work(stranger.application_id, (begin(stranger, seat).part(),), ()),
        ),
    )
    mine, nobody, unknown = done.works
    assert (mine.new_records, mine.known_records, mine.new_envelopes) == (2, 2, 0)
    assert [one.code for one in mine.refused] == [
        "submit.revision",
        "submit.foreign",
        "journal.foreign",
    ]
    assert (nobody.number, nobody.refused) == ("", ())
    assert [one.code for one in unknown.refused] == ["journal.foreign"]


def test_orders_that_the_server_has_forgotten_come_back_first(room: TwoAtWork) -> None:
    who, seat = room.people[0], room.seats[0]
    room.hand_in(0, START)
    room.order(reopening(START), who.application_id)
    orders = room.exam.store.read(lambda db: signed_orders(db, who.application_id))
    room.exam.store.write_now(
        lambda db: db.execute("delete from orders where application_id = ?", [who.application_id])
    )
    room.exam.store.write_now(
        lambda db: db.table("applications").update(
            who.application_id, {"seat_id": None, "admission": 0}
        )
    )
    writing = begin(who, seat)
    second = who.envelope(seat.seat.id, seat.signing_secret, revision=2)
    done = bring(
        room, transfer(room, Work(who.application_id, (writing.part(),), (second,)), orders=orders)
    )
    assert done.new_orders == 2
    assert [(one.new_records, one.new_envelopes, one.refused) for one in done.works] == [(2, 1, ())]
    sitting = room.sitting(0)
    assert sitting.orders(SeatAdmitted)
    assert sitting.orders(HandInReopened)


def test_a_file_that_cannot_be_trusted_is_refused_whole(room: TwoAtWork) -> None:
    stranger = place_seat(room.exam, "PC-66")
    genuine = transfer(room)
    cases: list[tuple[bytes, type[ExamError], str]] = [
        (genuine[:-1], SealError, "transfer.damaged"),
        (transfer(room, exam_id=bytes(32)), RefusedError, "transfer.other-exam"),
        (
            write_transfer(
                Transfer(room.exam.exam_id, room.seats[0].seat.id, 0, (), ()),
                stranger.signing_secret,
            ),
            SealError,
            "transfer.signature",
        ),
        (
            write_transfer(Transfer(room.exam.exam_id, "unknown", 0, (), ()), os.urandom(32)),
            RefusedError,
            "transfer.unknown-seat",
        ),
    ]
    size = room.exam.store.read(ledger_size)
    for raw, kind, code in cases:
        with pytest.raises(kind) as refused:
            bring(room, raw)
        assert refused.value.code == code
    assert room.exam.store.read(ledger_size) == size


def test_a_receipt_from_the_stick_is_the_one_that_a_server_keeps_that_has_forgotten_it(
    room: TwoAtWork,
) -> None:
    who, seat, exam = room.people[0], room.seats[0], room.exam
    envelope = who.envelope(seat.seat.id, seat.signing_secret, "satu")
    claims = peek_envelope(envelope)
    receipt = Receipt(
        exam.exam_id,
        who.application_id,
        claims.revision,
        envelope_digest(envelope),
        int(START) - 5,
    )
    kept = sign_receipt(receipt, exam.signing_secret)
    forged = sign_receipt(receipt, b"\x07" * 32)
    bring(room, transfer(room, Work(who.application_id, (), (envelope,), (forged, kept))))
    (received,) = room.sitting(0).envelopes
    assert (received.receipt_code, received.received_at) == (receipt_code(kept), START - 5)


def imports(room: TwoAtWork) -> list[WorkImported]:
    """What the log says of files that were brought."""
    rows = room.exam.store.read(lambda db: list(db.query("select entry from ledger")))
    entries = [decode_entry(row["entry"]) for row in rows]
    return [entry for entry in entries if isinstance(entry, WorkImported)]


def test_each_application_is_an_act_of_its_own_and_the_file_is_checked_outside_any(
    room: TwoAtWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = [begin(who, room.seats[0]) for who in room.people]
    ours = [Work(text.who.application_id, (text.part(),), ()) for text in texts]
    raw, acts = transfer(room, *ours), list[int]()
    write = room.exam.store.write_now

    def count(act: Act[Any]) -> Any:
        acts.append(1)
        return write(act)

    def check(raw: bytes, key: bytes) -> Transfer:
        assert threading.current_thread().name != "store-writer"
        assert not acts
        return read_transfer(raw, key)

    monkeypatch.setattr(room.exam.store, "write_now", count)
    monkeypatch.setattr(importing, "read_transfer", check)
    bring_in(room.exam, raw, "pengawas-1")
    assert len(acts) == len(("orders", *ours, "log"))


def test_what_broke_off_is_made_up_for_when_the_file_is_brought_again(
    room: TwoAtWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    who, other, seat = *room.people, room.seats[0]
    room.exam.store.write_now(
        lambda db: allow_move(
            db, room.exam, other.application_id, seat.seat.id, "pengawas-1", ExamTime(START)
        )
    )
    texts = (begin(who, seat), begin(other, seat, admission=2))
    raw = transfer(room, *(Work(one.who.application_id, (one.part(),), ()) for one in texts))
    with monkeypatch.context() as patched:
        calls = list[int]()

        def fail(*args: Any) -> Any:
            calls.append(1)
            if len(calls) > 1:
                raise OSError("disk")
            return accept_parts(*args)

        patched.setattr(importing, "accept_parts", fail)
        with pytest.raises(OSError, match="disk"):
            bring_in(room.exam, raw, "pengawas-1")
    assert not imports(room)
    again = bring_in(room.exam, raw, "pengawas-1")
    assert [(one.new_records, one.known_records) for one in again.works] == [(0, 2), (2, 0)]
    assert not again.is_known
    size = room.exam.store.read(ledger_size)
    assert bring_in(room.exam, raw, "pengawas-1").is_known
    assert room.exam.store.read(ledger_size) == size
    assert len(imports(room)) == 1
