"""The rhythm of the conversation, and what it does with refusals and strange answers."""

import pytest

from exam.codes import show_code
from exam.errors import ExamError, RefusedError, SealError
from exam.events import StartOrdered
from exam.manuscript import Part
from exam.protocol import (
    BEAT_SECONDS,
    IssuedOrder,
    SeatStatus,
    SubmitReply,
    SubmitRequest,
    sign_order,
)
from exam.receipts import Receipt, receipt_code, sign_receipt
from exam.seal import envelope_digest
from exam.sitting import Phase
from kiosk.clock import ExamClock
from kiosk.desk import Desk
from kiosk.machine import Machine
from kiosk.orders import OrderBook
from kiosk.spool import Spool
from kiosk.sync import Sync
from tests.kiosk.room import APPLICATION, CODE, NUMBER, FakeLink, Room, new_id, running, until


def open_sync(room: Room, spread: int = 128) -> Sync:
    seat = room.seat()
    clock, spool = room.clock, Spool(seat.folder.spool)
    machine = Machine(
        clock.boottime, lambda count: bytes([spread]) * count, clock.wait, clock.in_thread
    )
    link = FakeLink(room.server, seat)
    return Sync(link, OrderBook(seat, spool), ExamClock(machine.boottime), machine, spool)


def trouble_of(desk: Desk) -> ExamError | None:
    return desk.view.trouble


async def test_a_seat_without_a_candidate_beats_too(room: Room) -> None:
    sync = open_sync(room)
    await sync.turn()
    (beat,) = room.server.beats
    assert (beat.application_id, beat.status, beat.journal) == ("", SeatStatus(), ())
    assert sync.delay_seconds() == BEAT_SECONDS


async def test_an_unreachable_server_is_asked_soon_and_then_less_often(room: Room) -> None:
    sync = open_sync(room)
    room.server.away = True
    delays = []
    for _ in range(6):
        await sync.turn()
        delays.append(round(sync.delay_seconds(), 1))
    assert delays == [0.5, 1.0, 2.0, 4.0, 4.0, 4.0]
    assert sync.trouble is None
    room.server.away = False
    await sync.turn()
    assert sync.delay_seconds() == BEAT_SECONDS


@pytest.mark.parametrize(("spread", "seconds"), [(0, 0.25), (255, 0.75)])
async def test_seats_do_not_all_come_back_at_once(room: Room, spread: int, seconds: float) -> None:
    sync = open_sync(room, spread)
    room.server.away = True
    await sync.turn()
    assert sync.delay_seconds() == pytest.approx(seconds)


async def test_a_refusal_is_trouble_until_a_beat_is_answered(room: Room) -> None:
    desk = await room.open_writing_desk()
    with running(desk):
        room.server.refuse_with = RefusedError("seat.revoked", seat="PC-01")
        await room.advance(desk, 2_000)
        trouble = trouble_of(desk)
        assert trouble is not None
        assert trouble.code == "seat.revoked"
        desk.edit(Part.PAPER, 0, "", "tetap menulis")
        room.server.refuse_with = None
        await room.advance(desk, 2_000)
        assert trouble_of(desk) is None
    assert desk.view.phase is Phase.WRITING


async def test_an_order_that_the_server_did_not_sign_starts_nothing(room: Room) -> None:
    desk = room.open_desk()
    order = IssuedOrder(room.server.exam_id, "", "", StartOrdered(new_id(), 0, 0))
    room.server.orders = (sign_order(order, b"\x66" * 32),)
    await desk.sign_in(NUMBER, CODE)
    desk.confirm_identity()
    desk.accept_rules()
    assert desk.view.phase is Phase.READY
    await until(lambda: trouble_of(desk) is not None)
    trouble = trouble_of(desk)
    assert trouble is not None
    assert trouble.code == "keys.signature"


async def test_a_receipt_that_the_server_did_not_sign_is_not_shown(room: Room) -> None:
    desk = await room.open_writing_desk()
    room.server.signing_secret = b"\x66" * 32
    await desk.hand_in()
    assert (desk.view.phase, desk.view.receipt) == (Phase.SEALED, None)
    trouble = trouble_of(desk)
    assert trouble is not None
    assert trouble.code == "seal.receipt"


async def test_a_receipt_for_another_envelope_is_not_shown(room: Room) -> None:
    desk = await room.open_writing_desk()
    receipt = Receipt(room.server.exam_id, APPLICATION, 1, b"\x00" * 32, 0)
    signed = sign_receipt(receipt, room.server.signing_secret)
    link = room.links[-1]

    async def answer(_request: SubmitRequest) -> SubmitReply:
        return SubmitReply(signed)

    link.submit = answer  # type: ignore[method-assign, assignment]
    await desk.hand_in()
    assert desk.view.phase is Phase.SEALED
    trouble = trouble_of(desk)
    assert trouble is not None
    assert trouble.code == "seal.other-receipt"


async def test_a_receipt_of_another_candidate_admits_nobody(room: Room) -> None:
    await (await room.open_writing_desk()).hand_in()
    envelope, _ = room.server.envelopes[(APPLICATION, 1)]
    digest = envelope_digest(envelope)
    receipt = Receipt(room.server.exam_id, "002.brida", 1, digest, room.server.exam_time)
    signed = sign_receipt(receipt, room.server.signing_secret)
    room.server.envelopes[(APPLICATION, 1)] = (envelope, signed)
    desk = room.open_desk()
    with pytest.raises(SealError, match=r"seal\.other-receipt"):
        await desk.sign_in(NUMBER, CODE)
    assert desk.view.phase is None


async def test_the_envelope_goes_even_if_the_beat_is_refused(room: Room) -> None:
    desk = await room.open_writing_desk()
    link = room.links[-1]

    async def refuse(_request: object) -> None:
        raise RefusedError("journal.foreign")

    link.beat = refuse  # type: ignore[method-assign, assignment]
    await desk.hand_in()
    assert desk.view.phase is Phase.SUBMITTED


async def test_a_restored_server_is_signed_in_to_again_and_refilled(room: Room) -> None:
    desk = await room.open_writing_desk()
    with running(desk):
        desk.edit(Part.PAPER, 0, "", "Isi lengkap")
        await room.advance(desk, 2_500)
        room.server.forget_sign_in()
        room.server.segments.clear()
        desk.edit(Part.PAPER, 11, "", ".")
        await room.advance(desk, 6_000)
        assert room.server.seat_of == {APPLICATION: "pc-01"}
    other = room.open_desk("PC-02")
    await other.sign_in(NUMBER, CODE)
    assert other.text(Part.PAPER) == "Isi lengkap."


@pytest.mark.parametrize("forgets_sign_in", [True, False])
async def test_a_restored_server_gets_the_envelope_again_though_it_gave_a_receipt(
    room: Room, monkeypatch: pytest.MonkeyPatch, forgets_sign_in: bool
) -> None:
    desk = await room.open_writing_desk()
    with running(desk):
        desk.edit(Part.PAPER, 0, "", "Isi lengkap")
        await desk.hand_in()
        await room.advance(desk, 2_500)
        (first,) = room.server.envelopes.values()
        room.server.envelopes.clear()
        room.server.segments.clear()
        if forgets_sign_in:
            room.server.forget_sign_in()
        await room.advance(desk, 40_000)
        (second,) = room.server.envelopes.values()
        assert second[0] == first[0]
        assert desk.view.receipt == show_code(receipt_code(second[1]))
        assert desk.view.provisional is None
        monkeypatch.setattr(room.links[-1], "submit", pytest.fail)
        await room.advance(desk, 10_000)


async def test_old_segments_are_refilled_at_the_next_roll_call(room: Room) -> None:
    first = await room.open_writing_desk()
    first.edit(Part.PAPER, 0, "", "lama")
    await first.close()
    desk = await room.open_writing_desk()
    with running(desk):
        await room.advance(desk, 2_500)
        assert len(room.server.segments) == 2
        room.server.segments.clear()
        await room.advance(desk, 40_000)
    assert len(room.server.segments) == 2
    assert all(room.server.segments.values())


async def test_a_wrong_topic_key_is_told_and_stops_nobody(room: Room) -> None:
    room.server.topic_key = b"\x04" * 32
    desk = room.open_desk()
    now = room.server.exam_time
    room.server.give(StartOrdered(new_id(), now, now), topic_key=b"\x05" * 32)
    await desk.sign_in(NUMBER, CODE)
    desk.confirm_identity()
    desk.accept_rules()
    assert (desk.view.phase, desk.view.topic) == (Phase.WRITING, None)
    assert trouble_of(desk) is not None
