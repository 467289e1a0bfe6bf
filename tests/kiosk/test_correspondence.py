"""Messages and calls at a kiosk: read once, called once, and none forgotten by a kill."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

import pytest

from exam.events import (
    CallAnswered,
    HelpCalled,
    MessageRead,
    MessageSent,
    PauseOrdered,
    WorkLocked,
)
from exam.sitting import Phase
from kiosk.correspondence import COMING_MILLISECONDS
from kiosk.desk import Desk
from kiosk.view import Call
from tests.kiosk.room import APPLICATION, CODE, NUMBER, Room, new_id, running

BEAT = 2_500
_Told = TypeVar("_Told", HelpCalled, MessageRead)


def say(room: Room, text: str = "Waktu tinggal satu jam.", application_id: str = "") -> MessageSent:
    """Let a proctor say something, a moment after what was said before."""
    room.clock.now += 1
    order = MessageSent(new_id(), room.server.exam_time, text)
    room.server.give(order, application_id=application_id)
    return order


def told(room: Room, kind: type[_Told]) -> list[_Told]:
    """What the server was told of a kind of deed, in all beats."""
    return [deed for beat in room.server.beats for deed in beat.deeds if isinstance(deed, kind)]


def call_of(desk: Desk) -> Call | None:
    return desk.view.call


async def test_a_message_is_there_until_it_is_read_and_stays_to_be_read_again(room: Room) -> None:
    desk = await room.open_writing_desk()
    with running(desk):
        first, second = say(room, "Mohon\n\ttenang."), say(room, "Kedua", APPLICATION)
        say(room, "Untuk orang lain", "002.brida")
        await room.advance(desk, BEAT)
        assert [(each.message_id, each.text) for each in desk.view.unread] == [
            (first.id, "Mohon tenang."),
            (second.id, "Kedua"),
        ]
        desk.read_message(first.id)
        at = room.server.exam_time
        assert [each.message_id for each in desk.view.unread] == [second.id]
        assert [each.is_read for each in desk.view.messages] == [True, False]
        await room.advance(desk, BEAT)
    assert told(room, MessageRead) == [MessageRead(first.id, at)]


async def test_reading_again_or_what_nobody_sent_writes_nothing(room: Room) -> None:
    desk = await room.open_writing_desk()
    with running(desk):
        message = say(room)
        await room.advance(desk, BEAT)
        for message_id in (message.id, message.id, new_id()):
            desk.read_message(message_id)
        await room.advance(desk, 2 * BEAT)
    assert [deed.message_id for deed in told(room, MessageRead)] == [message.id]


@pytest.mark.parametrize("place", ["PC-01", "PC-02"])
async def test_after_a_kill_an_unread_message_is_there_again_and_a_read_one_is_not(
    room: Room, place: str
) -> None:
    desk = await room.open_writing_desk()
    with running(desk):
        read, unread = say(room, "Pertama"), say(room, "Kedua")
        await room.advance(desk, BEAT)
        desk.read_message(read.id)
        await room.advance(desk, BEAT)
    again = room.open_desk(place)
    await again.sign_in(NUMBER, CODE)
    assert [each.message_id for each in again.view.unread] == [unread.id]
    assert len(again.view.messages) == 2


async def test_who_has_not_confirmed_to_be_the_candidate_is_told_nothing_and_calls_nobody(
    room: Room,
) -> None:
    message = say(room, application_id=APPLICATION)
    desk = room.open_desk()
    assert (desk.view.messages, desk.view.may_call) == ((), False)
    desk.read_message(message.id)
    desk.call_proctor()
    await desk.sign_in(NUMBER, CODE)
    desk.read_message(message.id)
    desk.call_proctor()
    assert (desk.view.messages, call_of(desk), desk.view.may_call) == ((), None, False)
    desk.confirm_identity()
    assert [each.message_id for each in desk.view.unread] == [message.id]
    assert (call_of(desk), desk.view.may_call) == (None, True)


async def test_a_call_is_one_call_until_it_is_answered(room: Room) -> None:
    desk = await room.open_writing_desk()
    with running(desk):
        desk.call_proctor()
        at = room.server.exam_time
        await room.advance(desk, BEAT)
        desk.call_proctor()
        await room.advance(desk, BEAT)
        assert call_of(desk) is Call.OPEN
        (call,) = told(room, HelpCalled)
        assert call.at == at
        answered_at = room.server.exam_time
        answer = CallAnswered(new_id(), answered_at, call.call_id)
        room.server.give(answer, application_id=APPLICATION)
        await room.advance(desk, BEAT)
        assert call_of(desk) is Call.ANSWERED
        left = answered_at + COMING_MILLISECONDS - room.server.exam_time
        await room.advance(desk, left - 1)
        assert call_of(desk) is Call.ANSWERED
        await room.advance(desk, 1)
        assert call_of(desk) is None
        desk.call_proctor()
        assert call_of(desk) is Call.OPEN
        await room.advance(desk, BEAT)
    assert len({deed.call_id for deed in told(room, HelpCalled)}) == 2


async def test_a_call_without_a_server_is_kept_and_goes_up_once_it_is_back(room: Room) -> None:
    desk = await room.open_writing_desk()
    room.server.away = True
    with running(desk):
        desk.call_proctor()
        await room.advance(desk, BEAT)
        assert call_of(desk) is Call.OPEN
    again = room.open_desk()
    await again.sign_in(NUMBER, CODE)
    assert call_of(again) is Call.OPEN
    room.server.away = False
    with running(again):
        await room.advance(again, 10 * BEAT)
    assert len(set(told(room, HelpCalled))) == 1


async def _wait(_room: Room, _desk: Desk) -> None:
    return


async def _write(room: Room, _desk: Desk) -> None:
    room.server.order_start(in_seconds=0)


async def _pause(room: Room, desk: Desk) -> None:
    await _write(room, desk)
    room.server.give(PauseOrdered(new_id(), room.server.exam_time, "Listrik padam"))


async def _lock(room: Room, desk: Desk) -> None:
    await _write(room, desk)
    lock = WorkLocked(new_id(), room.server.exam_time, "Periksa")
    room.server.give(lock, application_id=APPLICATION)


async def _hand_in(room: Room, desk: Desk) -> None:
    await _write(room, desk)
    await room.advance(desk, BEAT)
    await desk.hand_in()


@pytest.mark.parametrize(
    ("come_to", "phase"),
    [
        (_wait, Phase.READY),
        (_write, Phase.WRITING),
        (_pause, Phase.PAUSED),
        (_lock, Phase.LOCKED),
        (_hand_in, Phase.SUBMITTED),
    ],
)
async def test_one_is_spoken_to_and_can_call_wherever_one_is(
    room: Room, come_to: Callable[[Room, Desk], Awaitable[None]], phase: Phase
) -> None:
    desk = room.open_desk()
    await desk.sign_in(NUMBER, CODE)
    desk.confirm_identity()
    desk.accept_rules()
    with running(desk):
        await come_to(room, desk)
        message = say(room)
        await room.advance(desk, BEAT)
        assert desk.view.phase is phase
        desk.call_proctor()
        desk.read_message(message.id)
        await room.advance(desk, BEAT)
        assert (desk.view.phase, call_of(desk), desk.view.unread) == (phase, Call.OPEN, ())
    assert len(told(room, MessageRead)) == len(told(room, HelpCalled)) == 1


async def test_who_has_handed_in_reads_and_calls_after_a_restart_as_well(room: Room) -> None:
    desk = await room.open_writing_desk()
    with running(desk):
        await room.advance(desk, BEAT)
        await desk.hand_in()
        await room.advance(desk, BEAT)
    again = room.open_desk()
    await again.sign_in(NUMBER, CODE)
    with running(again):
        message = say(room)
        await room.advance(again, BEAT)
        again.read_message(message.id)
        again.call_proctor()
        await room.advance(again, BEAT)
        assert (again.view.phase, again.view.unread) == (Phase.SUBMITTED, ())
        assert again.view.receipt == desk.view.receipt
    assert len(told(room, MessageRead)) == len(told(room, HelpCalled)) == 1


async def test_a_pc_that_was_left_neither_reads_nor_calls(room: Room) -> None:
    first = await room.open_writing_desk("PC-01")
    with running(first):
        await room.advance(first, BEAT)
        await room.open_writing_desk("PC-02")
        message = say(room)
        await room.advance(first, 2 * BEAT)
        first.read_message(message.id)
        first.call_proctor()
        await room.advance(first, BEAT)
        assert (first.view.messages, call_of(first)) == ((), None)
    assert told(room, HelpCalled) == []
    assert told(room, MessageRead) == []
