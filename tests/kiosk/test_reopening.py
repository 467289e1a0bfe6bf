"""After a hand-in: reopened papers, and papers that were sealed at a seat that was left."""

import pytest

from exam.codes import show_code
from exam.events import Cause, EndOrdered, HandInReopened
from exam.manuscript import Part
from exam.receipts import receipt_code
from exam.seal import peek_envelope
from exam.sitting import Phase
from kiosk.desk import Desk
from tests.kiosk.room import APPLICATION, CODE, HOUR, MINUTES, NUMBER, Room, new_id, running


def reopen(room: Room, revision: int = 2, minutes: int = 10) -> None:
    """Reopen the hand-in on the record."""
    now = room.server.exam_time
    staff = ("pengawas-1", "pengawas-2")
    order = HandInReopened(
        new_id(), now, revision, minutes * 60_000, staff, "Terkumpul tak sengaja"
    )
    room.server.give(order, application_id=APPLICATION)


def phase_of(desk: Desk) -> Phase | None:
    return desk.view.phase


def files(room: Room, name: str = "PC-01") -> set[str]:
    """What is on the disk of a PC, of this application, but the journal and the sign-in."""
    found = room.seat(name).folder.spool.glob("*/*")
    return {path.name for path in found if path.suffix != ".segment" and path.name != "admission"}


def receipt_file(room: Room, revision: int) -> str:
    _, signed = room.server.envelopes[(APPLICATION, revision)]
    return f"receipt-{revision}-{receipt_code(signed)}"


async def hand_in_at(room: Room, name: str, text: str, loses_submits: bool = False) -> Desk:
    """Write at a PC and hand in."""
    desk = await room.open_writing_desk(name)
    room.links[-1].loses_submits = loses_submits
    desk.edit(Part.PAPER, 0, "", text)
    with running(desk):
        await room.advance(desk, 2_500)
        await desk.hand_in()
        await room.advance(desk, 2_500)
    return desk


async def test_a_reopened_paper_is_written_on_and_handed_in_again(room: Room) -> None:
    desk = await hand_in_at(room, "PC-01", "Terlalu cepat")
    first = desk.view.receipt
    with running(desk):
        reopen(room)
        await room.advance(desk, 2_500)
        assert phase_of(desk) is Phase.WRITING
        assert (desk.view.receipt, desk.view.provisional, desk.view.cause) == (None, None, None)
        assert desk.text(Part.PAPER) == "Terlalu cepat"
        desk.edit(Part.PAPER, 13, "", ", kini selesai")
        await desk.hand_in()
        assert phase_of(desk) is Phase.SUBMITTED
    assert room.server.opened(room.seat()).paper == "Terlalu cepat"
    assert room.server.opened(room.seat(), 2).paper == "Terlalu cepat, kini selesai"
    _, signed = room.server.envelopes[(APPLICATION, 2)]
    assert desk.view.receipt == show_code(receipt_code(signed)) != first
    assert files(room) == {
        "envelope-1-1", "envelope-2-1", receipt_file(room, 1), receipt_file(room, 2),
    }  # fmt: skip


async def test_a_reopening_gives_back_time_and_the_end_seals_what_was_reopened(room: Room) -> None:
    desk = await room.open_writing_desk()
    with running(desk):
        desk.edit(Part.PAPER, 0, "", "Satu")
        await room.advance(desk, 2_500)
        room.clock.now += MINUTES * 60_000 - 2_500
        await room.advance(desk, 2_000)
        assert (phase_of(desk), desk.view.cause) == (Phase.SUBMITTED, Cause.TIME_UP)
        reopen(room, minutes=2)
        await room.advance(desk, 2_000)
        assert phase_of(desk) is Phase.WRITING
        assert desk.view.remaining == 2 * 60_000 - 4_000
        desk.edit(Part.PAPER, 4, "", " dua")
        await room.advance(desk, 2 * 60_000)
        assert (phase_of(desk), desk.view.cause) == (Phase.SUBMITTED, Cause.TIME_UP)
    assert room.server.opened(room.seat(), 2).paper == "Satu dua"


async def test_a_kiosk_that_is_started_anew_after_a_reopening_goes_on_writing(room: Room) -> None:
    await hand_in_at(room, "PC-01", "Satu")
    reopen(room)
    again = room.open_desk()
    await again.sign_in(NUMBER, CODE)
    with running(again):
        await room.advance(again, 5_000)
        assert phase_of(again) is Phase.WRITING
        again.edit(Part.PAPER, 4, "", " dua")
        await again.hand_in()
    assert room.server.opened(room.seat(), 2).paper == "Satu dua"


async def test_a_reopened_paper_is_written_on_at_another_seat(room: Room) -> None:
    await hand_in_at(room, "PC-01", "Satu")
    room.clock.now += 60_000
    reopen(room)
    second = room.open_desk("PC-02")
    await second.sign_in(NUMBER, CODE)
    assert (phase_of(second), second.text(Part.PAPER)) == (Phase.WRITING, "Satu")
    second.edit(Part.PAPER, 4, "", " dua")
    await second.hand_in()
    assert phase_of(second) is Phase.SUBMITTED
    assert room.server.opened(room.seat("PC-02"), 2).paper == "Satu dua"
    assert files(room) == {"envelope-1-1", receipt_file(room, 1)}
    assert files(room, "PC-02") == {"envelope-2-2", receipt_file(room, 2)}


async def test_a_hand_in_that_never_arrived_is_kept_and_not_sent_after_a_reopening(
    room: Room,
) -> None:
    desk = await hand_in_at(room, "PC-01", "Satu", loses_submits=True)
    assert phase_of(desk) is Phase.SEALED
    with running(desk):
        reopen(room)
        await room.advance(desk, 2_500)
        room.links[-1].loses_submits = False
        await room.advance(desk, 10_000)
        assert phase_of(desk) is Phase.WRITING
        assert desk.view.trouble is None
        await desk.hand_in()
    assert [revision for _, revision in room.server.envelopes] == [2]
    assert files(room) == {"envelope-1-1", "envelope-2-1", receipt_file(room, 2)}


async def test_a_paper_is_reopened_more_than_once(room: Room) -> None:
    desk = await hand_in_at(room, "PC-01", "1")
    for revision in (2, 3):
        with running(desk):
            reopen(room, revision)
            await room.advance(desk, 2_500)
            desk.edit(Part.PAPER, revision - 1, "", str(revision))
            await desk.hand_in()
    assert room.server.opened(room.seat(), 3).paper == "123"
    elsewhere = room.open_desk("PC-02")
    room.clock.now += 60_000
    await elsewhere.sign_in(NUMBER, CODE)
    assert (phase_of(elsewhere), elsewhere.view.receipt) == (Phase.SUBMITTED, desk.view.receipt)


@pytest.mark.parametrize("cause", Cause)
async def test_what_was_sealed_at_a_lost_seat_is_sealed_anew_for_the_same_cause(
    room: Room, cause: Cause
) -> None:
    first = await room.open_writing_desk("PC-01")
    room.links[-1].loses_submits = True
    with running(first):
        first.edit(Part.PAPER, 0, "", "Ikut pindah")
        await room.advance(first, 2_500)
        if cause is Cause.SUBMITTED:
            await first.hand_in()
        elif cause is Cause.TIME_UP:
            room.clock.now += MINUTES * 60_000
        else:
            now = room.server.exam_time
            room.server.give(EndOrdered(new_id(), now, now + 5_000, cause, "Selesai"))
        await room.advance(first, 10_000)
        assert (phase_of(first), first.view.cause) == (Phase.SEALED, cause)
    room.clock.now += 60_000
    second = room.open_desk("PC-02")
    await second.sign_in(NUMBER, CODE)
    assert (phase_of(second), second.view.cause) == (Phase.SUBMITTED, cause)
    assert room.server.opened(room.seat("PC-02")).paper == "Ikut pindah"
    signed, _ = room.server.envelopes[(APPLICATION, 1)]
    assert (peek_envelope(signed).cause, peek_envelope(signed).admission) == (cause, 2)


async def test_an_envelope_of_an_old_admission_is_neither_used_nor_overwritten(room: Room) -> None:
    first = await hand_in_at(room, "PC-01", "Satu", loses_submits=True)
    assert phase_of(first) is Phase.SEALED
    (old,) = room.seat().folder.spool.rglob("envelope-*")
    before = old.read_bytes()
    room.clock.now += 60_000
    second = room.open_desk("PC-02")
    room.links[-1].loses_submits = True
    await second.sign_in(NUMBER, CODE)
    assert phase_of(second) is Phase.SEALED
    room.clock.now += 60_000
    back = room.open_desk("PC-01")
    await back.sign_in(NUMBER, CODE)
    assert phase_of(back) is Phase.SUBMITTED
    signed, _ = room.server.envelopes[(APPLICATION, 1)]
    assert signed != before
    assert peek_envelope(signed).admission == 3
    assert old.read_bytes() == before
    assert files(room) == {"envelope-1-1", "envelope-1-3", receipt_file(room, 1)}


async def test_time_that_ran_out_while_the_seat_was_lost_seals_at_the_next_one(room: Room) -> None:
    first = await room.open_writing_desk("PC-01")
    with running(first):
        first.edit(Part.PAPER, 0, "", "Satu")
        await room.advance(first, 2_500)
    room.clock.now += 5 * HOUR
    second = room.open_desk("PC-02")
    await second.sign_in(NUMBER, CODE)
    assert (phase_of(second), second.view.cause) == (Phase.SUBMITTED, Cause.TIME_UP)
