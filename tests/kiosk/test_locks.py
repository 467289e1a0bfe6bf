"""A lock at a kiosk: nothing is written meanwhile, nothing is lost, and the time goes on."""

import pytest

from exam.clock import ExamTime
from exam.errors import RefusedError
from exam.events import (
    Cause,
    LockLifted,
    PauseAcknowledged,
    PauseOrdered,
    ResumeOrdered,
    WorkLocked,
    WritingInterrupted,
)
from exam.manuscript import Part
from exam.sitting import Phase
from kiosk.desk import Desk
from tests.kiosk.room import APPLICATION, CODE, MINUTES, NUMBER, Room, new_id, running

LENGTH = MINUTES * 60_000
BEAT = 2_500
REASON = "Telepon genggam\ndi meja."


def lock(room: Room) -> WorkLocked:
    """Let a proctor lock the work."""
    order = WorkLocked(new_id(), room.server.exam_time, REASON)
    room.server.give(order, application_id=APPLICATION)
    return order


def lift(room: Room, order: WorkLocked) -> None:
    """Let a proctor lift a lock."""
    lifted = LockLifted(new_id(), room.server.exam_time, order.id)
    room.server.give(lifted, application_id=APPLICATION)


def phase_of(desk: Desk) -> Phase | None:
    return desk.view.phase


async def test_under_a_lock_nothing_is_written_nothing_is_lost_and_the_time_goes_on(
    room: Room,
) -> None:
    desk = await room.open_writing_desk()
    with running(desk):
        desk.edit(Part.PAPER, 0, "", "Sebelum")
        await room.advance(desk, BEAT)
        ordered = lock(room)
        desk.edit(Part.PAPER, 7, "", " kunci")
        await room.advance(desk, BEAT)
        assert (phase_of(desk), desk.view.lock_reason) == (
            Phase.LOCKED,
            "Telepon genggam di meja.",
        )
        desk.edit(Part.PAPER, 0, "Sebelum", "")
        with pytest.raises(RefusedError) as refused:
            await desk.hand_in()
        assert refused.value.code == "desk.not-writing"
        left = desk.view.remaining
        await room.advance(desk, 60_000)
        assert desk.view.remaining == left - 60_000
        lift(room, ordered)
        await room.advance(desk, BEAT)
        assert (phase_of(desk), desk.view.lock_reason) == (Phase.WRITING, "")
        desk.edit(Part.PAPER, 13, "", ".")
        assert desk.text(Part.PAPER) == "Sebelum kunci."


async def test_a_locked_paper_hands_itself_in_at_zero_with_all_that_was_written(room: Room) -> None:
    desk = await room.open_writing_desk()
    with running(desk):
        desk.edit(Part.PAPER, 0, "", "Sebelum")
        lock(room)
        await room.advance(desk, BEAT)
        assert phase_of(desk) is Phase.LOCKED
        room.clock.now += LENGTH - 2 * BEAT
        await room.advance(desk, 2 * BEAT)
        assert phase_of(desk) is Phase.SUBMITTED
        assert (desk.view.cause, desk.view.lock_reason) == (Cause.TIME_UP, "")
    assert room.server.opened(room.seat()).paper == "Sebelum"


async def test_a_kiosk_that_is_started_anew_under_a_lock_stays_locked(room: Room) -> None:
    desk = await room.open_writing_desk()
    with running(desk):
        desk.edit(Part.PAPER, 0, "", "Sebelum")
        ordered = lock(room)
        await room.advance(desk, BEAT)
    room.server.away = True
    left_at = room.server.exam_time
    room.clock.now += 30_000
    again = room.open_desk()
    await again.sign_in(NUMBER, CODE)
    assert (phase_of(again), again.text(Part.PAPER)) == (Phase.LOCKED, "Sebelum")
    back_at = room.server.exam_time
    room.server.away = False
    with running(again):
        await room.advance(again, 4 * BEAT)
        lift(room, ordered)
        await room.advance(again, BEAT)
        assert phase_of(again) is Phase.WRITING
    gaps = {deed for beat in room.server.beats for deed in beat.deeds}
    (gap,) = (deed for deed in gaps if isinstance(deed, WritingInterrupted))
    assert left_at - BEAT <= gap.begin <= left_at
    assert gap.end == back_at


async def test_a_pause_stops_the_time_under_a_lock_as_well(room: Room) -> None:
    desk = await room.open_writing_desk()
    with running(desk):
        lock(room)
        await room.advance(desk, BEAT)
        pause = PauseOrdered(new_id(), room.server.exam_time, "Listrik padam")
        room.server.give(pause)
        await room.advance(desk, BEAT)
        assert phase_of(desk) is Phase.PAUSED
        left = desk.view.remaining
        await room.advance(desk, 60_000)
        assert desk.view.remaining == left
        now = room.server.exam_time
        room.server.give(ResumeOrdered(new_id(), now, pause.id, now + 10_000))
        await room.advance(desk, 10_000)
        assert (phase_of(desk), desk.view.remaining) == (Phase.LOCKED, left)


async def test_a_pause_that_a_damaged_journal_forgot_is_written_again_under_a_lock(
    room: Room,
) -> None:
    desk = await room.open_writing_desk()
    with running(desk):
        pause = PauseOrdered(new_id(), room.server.exam_time, "Listrik padam")
        room.server.give(pause)
        lock(room)
        at = ExamTime(room.server.exam_time)
        room.server.deeds = (PauseAcknowledged(pause.id, at),)
        await room.advance(desk, 2 * BEAT)
        assert desk.view.remaining == LENGTH
