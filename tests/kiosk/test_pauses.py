"""A pause at a kiosk: acknowledged once, nothing written meanwhile, not a millisecond lost."""

from exam.clock import ExamTime
from exam.events import PauseAcknowledged, PauseOrdered, ResumeOrdered
from exam.manuscript import Part
from exam.sitting import Phase
from kiosk.desk import Desk
from tests.kiosk.room import APPLICATION, CODE, HOUR, MINUTES, NUMBER, Room, new_id, running

LENGTH = MINUTES * 60_000


def pause(room: Room, application_id: str = "") -> PauseOrdered:
    """Order a pause now."""
    order = PauseOrdered(new_id(), room.server.exam_time, "Listrik padam")
    room.server.give(order, application_id=application_id)
    return order


def resume(room: Room, paused: PauseOrdered, in_seconds: int = 10) -> None:
    """Order the end of a pause."""
    now = room.server.exam_time
    room.server.give(ResumeOrdered(new_id(), now, paused.id, now + in_seconds * 1_000))


def acknowledged(room: Room) -> list[PauseAcknowledged]:
    """What the server was told of pauses, in all beats."""
    deeds = [deed for beat in room.server.beats for deed in beat.deeds]
    return [deed for deed in deeds if isinstance(deed, PauseAcknowledged)]


def phase_of(desk: Desk) -> Phase | None:
    return desk.view.phase


def goes_on_in_of(desk: Desk) -> int | None:
    return desk.view.goes_on_in


async def test_a_pause_stops_the_time_and_the_writing_and_a_resumption_gives_both_back(
    room: Room,
) -> None:
    desk = await room.open_writing_desk()
    with running(desk):
        desk.edit(Part.PAPER, 0, "", "Sebelum")
        await room.advance(desk, 2_500)
        ordered = pause(room)
        await room.advance(desk, 2_000)
        assert phase_of(desk) is Phase.PAUSED
        left = desk.view.remaining
        desk.edit(Part.PAPER, 7, "", " hilang")
        await room.advance(desk, HOUR // 30)
        assert (phase_of(desk), desk.view.remaining) == (Phase.PAUSED, left)
        assert desk.text(Part.PAPER) == "Sebelum"
        resume(room, ordered)
        assert goes_on_in_of(desk) is None
        await room.advance(desk, 9_900)
        assert (phase_of(desk), desk.view.remaining) == (Phase.PAUSED, left)
        assert goes_on_in_of(desk) == 100
        await room.advance(desk, 100)
        assert (phase_of(desk), desk.view.remaining) == (Phase.WRITING, left)
        assert goes_on_in_of(desk) is None
        desk.edit(Part.PAPER, 7, "", " sesudah")
        await room.advance(desk, 5_000)
        assert desk.view.remaining == left - 5_000
        assert desk.text(Part.PAPER) == "Sebelum sesudah"


async def test_the_remaining_time_is_what_it_was_at_the_acknowledgement(room: Room) -> None:
    desk = await room.open_writing_desk()
    begun = room.server.exam_time
    with running(desk):
        await room.advance(desk, 2_500)
        pause(room)
        await room.advance(desk, 60_000)
        (deed,) = acknowledged(room)
        assert 2_500 <= deed.at - begun <= 4_500
        assert desk.view.remaining == LENGTH - (deed.at - begun)


async def test_a_pause_is_acknowledged_once_in_the_journal_and_in_the_next_beat(
    room: Room,
) -> None:
    desk = await room.open_writing_desk()
    with running(desk):
        await room.advance(desk, 2_500)
        ordered = pause(room)
        await room.advance(desk, 1_900)
        assert phase_of(desk) is Phase.PAUSED
        assert acknowledged(room) == []
        await room.advance(desk, 2_000)
        assert [deed.pause_id for deed in acknowledged(room)] == [ordered.id]
        await room.advance(desk, 60_000)
        assert len(acknowledged(room)) == 1


async def test_nothing_is_acknowledged_before_the_start_and_at_once_when_it_comes(
    room: Room,
) -> None:
    desk = room.open_desk()
    room.server.order_start(in_seconds=60)
    await desk.sign_in(NUMBER, CODE)
    desk.confirm_identity()
    desk.accept_rules()
    pause(room)
    with running(desk):
        await room.advance(desk, 59_000)
        assert phase_of(desk) is Phase.READY
        assert acknowledged(room) == []
        await room.advance(desk, 5_000)
        assert phase_of(desk) is Phase.PAUSED
        assert desk.view.remaining == LENGTH
        assert len(acknowledged(room)) == 1


async def test_whoever_comes_in_a_pause_waits_for_its_end(room: Room) -> None:
    room.server.order_start(in_seconds=0)
    pause(room)
    desk = room.open_desk()
    await desk.sign_in(NUMBER, CODE)
    desk.confirm_identity()
    assert phase_of(desk) is Phase.IDENTITY_CONFIRMED
    desk.accept_rules()
    assert phase_of(desk) is Phase.PAUSED
    desk.edit(Part.PAPER, 0, "", "x")
    assert desk.text(Part.PAPER) == ""


async def test_a_kiosk_that_is_started_anew_in_a_pause_stays_paused(room: Room) -> None:
    desk = await room.open_writing_desk()
    with running(desk):
        desk.edit(Part.PAPER, 0, "", "Sebelum")
        await room.advance(desk, 2_500)
        ordered = pause(room)
        await room.advance(desk, 5_000)
        left = desk.view.remaining
    room.clock.now += HOUR
    room.server.orders = ()
    room.server.segments.clear()
    again = room.open_desk()
    await again.sign_in(NUMBER, CODE)
    assert (phase_of(again), again.view.remaining) == (Phase.PAUSED, left)
    with running(again):
        resume(room, ordered)
        await room.advance(again, 20_000)
        assert phase_of(again) is Phase.WRITING
        assert again.view.remaining < left
        assert again.text(Part.PAPER) == "Sebelum"
    assert len({deed.at for deed in acknowledged(room)}) == 1


async def test_a_pause_goes_along_to_another_seat(room: Room) -> None:
    desk = await room.open_writing_desk()
    with running(desk):
        await room.advance(desk, 2_500)
        pause(room)
        await room.advance(desk, 5_000)
    room.clock.now += HOUR
    second = room.open_desk("PC-02")
    await second.sign_in(NUMBER, CODE)
    assert (phase_of(second), second.view.remaining) == (Phase.PAUSED, desk.view.remaining)
    assert len({deed.at for deed in acknowledged(room)}) == 1


async def test_a_paused_paper_neither_seals_itself_nor_is_handed_in(room: Room) -> None:
    desk = await room.open_writing_desk()
    with running(desk):
        pause(room)
        await room.advance(desk, 2_500)
        room.clock.now += 9 * HOUR
        await room.advance(desk, 5_000)
        assert phase_of(desk) is Phase.PAUSED
    assert room.server.envelopes == {}


async def test_a_pause_that_a_damaged_journal_forgot_is_heard_of_from_the_server(
    room: Room,
) -> None:
    desk = await room.open_writing_desk()
    with running(desk):
        await room.advance(desk, 2_500)
        ordered = pause(room)
        await room.advance(desk, 5_000)
        resume(room, ordered)
        await room.advance(desk, 20_000)
        (known,) = acknowledged(room)
        left = desk.view.remaining
        assert acknowledged(room) == [known]
    lost = PauseAcknowledged(known.pause_id, ExamTime(ordered.issued_at + 500))
    room.server.deeds = (known, lost)
    with running(desk):
        await room.advance(desk, 3_000)
        assert desk.view.remaining == left - 3_000 + (known.at - lost.at)
    room.server.away = True
    again = room.open_desk()
    await again.sign_in(NUMBER, CODE)
    assert again.view.remaining == desk.view.remaining


async def test_a_pause_that_ended_before_it_was_heard_gives_nothing(room: Room) -> None:
    desk = await room.open_writing_desk()
    with running(desk):
        await room.advance(desk, 1_000)
        room.server.away = True
        resume(room, pause(room), in_seconds=30)
        await room.advance(desk, 60_000)
        room.server.away = False
        await room.advance(desk, 9_000)
        assert phase_of(desk) is Phase.WRITING
        assert desk.view.remaining == LENGTH - 70_000
        assert acknowledged(room) == []


async def test_without_a_server_a_pause_lasts(room: Room) -> None:
    desk = await room.open_writing_desk()
    with running(desk):
        pause(room, APPLICATION)
        await room.advance(desk, 2_500)
        room.server.away = True
        await room.advance(desk, 2 * 60_000)
        assert phase_of(desk) is Phase.PAUSED


async def test_a_pause_of_somebody_else_is_none_here(room: Room) -> None:
    desk = await room.open_writing_desk()
    with running(desk):
        pause(room, "002.brida")
        await room.advance(desk, 5_000)
        assert phase_of(desk) is Phase.WRITING
        assert acknowledged(room) == []


async def test_a_fenced_kiosk_acknowledges_nothing(room: Room) -> None:
    first = await room.open_writing_desk("PC-01")
    with running(first):
        await room.advance(first, 2_000)
        await room.open_writing_desk("PC-02")
        await room.advance(first, 4_000)
        assert phase_of(first) is None
        records = [len(segment) for segment in room.server.segments.values()]
        pause(room)
        await room.advance(first, 10_000)
    assert [len(segment) for segment in room.server.segments.values()] == records


async def test_of_two_pauses_at_once_the_time_goes_on_after_the_last(room: Room) -> None:
    desk = await room.open_writing_desk()
    with running(desk):
        everybodys = pause(room)
        await room.advance(desk, 3_000)
        left = desk.view.remaining
        own = pause(room, APPLICATION)
        await room.advance(desk, 3_000)
        resume(room, everybodys)
        await room.advance(desk, 60_000)
        assert (phase_of(desk), desk.view.remaining) == (Phase.PAUSED, left)
        assert goes_on_in_of(desk) is None
        resume(room, own)
        await room.advance(desk, 10_000)
        assert (phase_of(desk), desk.view.remaining) == (Phase.WRITING, left)
