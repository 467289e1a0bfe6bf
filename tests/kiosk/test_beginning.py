"""A start by the typed topic code: at a PC that no order reaches, and what becomes of it."""

import os
from collections.abc import Callable

import pytest

from exam.codes import TOPIC_LINES
from exam.errors import CodeError, RefusedError
from exam.events import StartEntered
from exam.manuscript import Part
from exam.sitting import Phase
from exam.topic_code import topic_code_of
from kiosk.desk import Desk
from kiosk.machine import Machine
from kiosk.settings import Seat
from kiosk.spool import Spool
from tests.kiosk.room import CODE, HOUR, MINUTES, NUMBER, TOPIC, FakeLink, Room, running, until
from tests.kiosk.test_porter import PIN, seat_with_pin

MINUTE = 60_000
WHOLE = MINUTES * MINUTE
OpenDesk = Callable[[], Desk]


@pytest.fixture
def open_desk(room: Room) -> OpenDesk:
    """Start the kiosk program of a PC whose exam has a PIN; each time it is the same PC."""
    seat = seat_with_pin(room.seat())
    return lambda: _open(room, seat)


def _open(room: Room, seat: Seat) -> Desk:
    clock = room.clock
    hands = Machine(clock.boottime, os.urandom, clock.wait, clock.in_thread, room.boot_id)
    room.links.append(FakeLink(room.server, seat))
    return Desk(seat, room.links[-1], Spool(seat.folder.spool), hands)


def code_of(topic_key: bytes) -> str:
    return " ".join(topic_code_of(topic_key))


async def waiting(desk: Desk) -> Desk:
    """Somebody who is ready and waits for the start."""
    await desk.sign_in(NUMBER, CODE)
    desk.confirm_identity()
    desk.accept_rules()
    assert desk.view.phase is Phase.READY
    return desk


async def refusal(desk: Desk, pin: str, code: str) -> str:
    with pytest.raises((RefusedError, CodeError)) as refused:
        await desk.enter_start(pin, code)
    return refused.value.code


async def test_a_proctor_starts_one_candidate_without_a_server(
    room: Room, open_desk: OpenDesk
) -> None:
    desk = await waiting(open_desk())
    room.server.away = True
    code = code_of(room.server.topic_key)
    assert len(code.split()) == TOPIC_LINES
    await desk.enter_start(PIN, code.lower())
    assert (desk.view.phase, desk.view.topic, desk.view.remaining) == (Phase.WRITING, TOPIC, WHOLE)
    desk.edit(Part.PAPER, 0, "", "Gagasan")
    room.clock.now += 10 * MINUTE
    assert desk.view.remaining == WHOLE - 10 * MINUTE


async def test_only_with_pin_and_code_and_only_somebody_who_waits(
    room: Room, open_desk: OpenDesk
) -> None:
    desk, code = open_desk(), code_of(room.server.topic_key)
    assert await refusal(desk, PIN, code) == "desk.nobody"
    await desk.sign_in(NUMBER, CODE)
    assert await refusal(desk, PIN, code) == "start.not-waiting"
    desk.confirm_identity()
    desk.accept_rules()
    for pin, typed, expected in (
        (PIN, code[:-1], "code.topic-length"),
        ("00000000", code, "transfer.pin"),
        (PIN, code_of(bytes(32)), "topics.code"),
    ):
        assert await refusal(desk, pin, typed) == expected
        assert (desk.view.phase, desk.view.topic) == (Phase.READY, None)
    await desk.enter_start(PIN, code)
    assert await refusal(desk, PIN, code) == "start.not-waiting"


async def test_a_start_that_is_on_its_way_needs_no_code(room: Room, open_desk: OpenDesk) -> None:
    desk = await waiting(open_desk())
    room.server.order_start(in_seconds=10)
    await desk._sync.turn()
    assert desk.view.starts_in == 10_000
    assert await refusal(desk, PIN, code_of(room.server.topic_key)) == "start.coming"


async def test_whoever_moves_on_while_the_pin_is_compared_is_not_started_here(
    room: Room, open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, other = await waiting(open_desk()), room.open_desk("PC-02")

    async def move_on(_pin: str) -> None:
        await other.sign_in(NUMBER, CODE)
        await desk._sync.turn()

    monkeypatch.setattr(desk._errands, "require_proctor", move_on)
    assert await refusal(desk, PIN, code_of(room.server.topic_key)) == "seat.fenced"
    assert (other.view.phase, other.view.topic) == (Phase.SIGNED_IN, None)


async def test_the_topic_and_the_time_come_back_without_a_server_after_a_power_cut(
    room: Room, open_desk: OpenDesk
) -> None:
    first = await waiting(open_desk())
    room.server.away = True
    with running(first):
        await first.enter_start(PIN, code_of(room.server.topic_key))
        first.edit(Part.PAPER, 0, "", "Gagasan")
        await until(lambda: room.clock.waiting >= 4)
        await room.advance(first, 20_000)
        assert first.view.saved
    room.clock.now += MINUTE
    again = open_desk()
    await again.sign_in(NUMBER, CODE)
    assert (again.view.phase, again.view.topic) == (Phase.WRITING, TOPIC)
    assert again.text(Part.PAPER) == "Gagasan"
    assert again.view.remaining == WHOLE - 20_000 - MINUTE


async def test_the_topic_goes_with_the_candidate_to_another_pc(
    room: Room, open_desk: OpenDesk
) -> None:
    desk = await waiting(open_desk())
    await desk.enter_start(PIN, code_of(room.server.topic_key))
    await desk._sync.turn()
    room.server.deeds = tuple(deed for beat in room.server.beats for deed in beat.deeds)
    assert StartEntered(room.server.exam_time) in room.server.deeds
    other = room.open_desk("PC-02")
    await other.sign_in(NUMBER, CODE)
    assert (other.view.phase, other.view.topic) == (Phase.WRITING, TOPIC)


async def test_the_ordered_start_counts_once_it_is_known_and_the_difference_is_lost_time(
    room: Room, open_desk: OpenDesk
) -> None:
    desk = await waiting(open_desk())
    room.server.away = True
    room.server.order_start(in_seconds=0)
    room.clock.now += 7 * MINUTE
    await desk.enter_start(PIN, code_of(room.server.topic_key))
    assert desk.view.remaining == WHOLE
    desk.edit(Part.PAPER, 0, "", "Gagasan")
    room.server.away = False
    await desk._sync.turn()
    assert (desk.view.phase, desk.view.topic) == (Phase.WRITING, TOPIC)
    assert desk.view.remaining == WHOLE - 7 * MINUTE
    assert desk._seated is not None
    standing = desk._seated.standing
    assert standing._sitting.lost_by(standing.now) == 7 * MINUTE
    assert desk.text(Part.PAPER) == "Gagasan"


async def test_a_start_that_is_ordered_later_gives_no_time(room: Room, open_desk: OpenDesk) -> None:
    desk = await waiting(open_desk())
    await desk.enter_start(PIN, code_of(room.server.topic_key))
    room.clock.now += HOUR
    room.server.order_start(in_seconds=10)
    await desk._sync.turn()
    assert desk.view.remaining == WHOLE - HOUR
    assert desk.view.starts_in is None
    assert desk.view.topic == TOPIC


async def test_no_beat_says_the_key_in_clear(room: Room, open_desk: OpenDesk) -> None:
    desk = await waiting(open_desk())
    await desk.enter_start(PIN, code_of(room.server.topic_key))
    await desk._sync.turn()
    key = room.server.topic_key
    assert all(key not in repr(beat).encode() for beat in room.server.beats)
    assert all(repr(key)[2:-1] not in repr(beat) for beat in room.server.beats)


async def test_a_key_in_the_journal_that_opens_nothing_is_told_and_stops_nobody(
    room: Room, open_desk: OpenDesk
) -> None:
    desk = await waiting(open_desk())
    assert desk._seated is not None
    desk._seated.hand.note_topic(bytes(32))
    desk._seated.settle()
    await desk._sync.turn()
    await desk.close()
    again = open_desk()
    await again.sign_in(NUMBER, CODE)
    assert again.view.phase is Phase.READY
    assert again.view.trouble is not None
    assert again.view.trouble.code == "keys.mismatch"
