"""Who may sit down at a PC at which something was found, and who is never stopped."""

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from exam import keys
from exam.config import PcCheckSection
from exam.errors import RefusedError
from exam.events import SittingClosed, StartOrdered
from exam.pc_check import PcKind
from exam.sitting import Phase
from kiosk.desk import Desk
from kiosk.lockdown.watch import PcWatch
from kiosk.machine import Machine
from kiosk.settings import Seat
from kiosk.spool import Spool
from tests.kiosk.machines import machine
from tests.kiosk.room import CODE, HOUR, NUMBER, FakeLink, Room, new_id, running, until

PIN = "04718232"
REMOTE = {"/proc/900/comm": "anydesk\n"}


def seat_with_pin(seat: Seat) -> Seat:
    """A seat of an exam that has a PIN."""
    key, profile = seat.manifest.server_signing_key, seat.config.kdf_profile
    known = keys.auth_hash(keys.stretch(PIN, "proctor-pin", key, profile=profile).auth)
    return replace(seat, manifest=msgspec.structs.replace(seat.manifest, proctor_pin=known))


class WatchedPc:
    """A PC that is looked at: a tree of files is its machine."""

    def __init__(self, room: Room, root: Path, change: Mapping[str, str], seat: Seat) -> None:
        clock = room.clock
        hands = Machine(clock.boottime, os.urandom, clock.wait, clock.in_thread, room.boot_id)
        self.watch = PcWatch(hands, machine(root, change), PcCheckSection())
        link = FakeLink(room.server, seat)
        self.desk = Desk(seat, link, Spool(seat.folder.spool), hands, self.watch)

    @property
    def stops(self) -> list[PcKind]:
        return [one.kind for one in self.desk.view.pc_stops]


@pytest.fixture
def seat(room: Room) -> Seat:
    return seat_with_pin(room.seat())


@pytest.fixture
def pc(room: Room, tmp_path: Path, seat: Seat) -> WatchedPc:
    """A PC on which somebody could see the screen from elsewhere."""
    return WatchedPc(room, tmp_path / "root", REMOTE, seat)


async def refusal(desk: Desk) -> str:
    with pytest.raises(RefusedError) as refused:
        await desk.sign_in(NUMBER, CODE)
    return refused.value.code


async def test_a_stop_keeps_people_from_signing_in_until_a_proctor_passes_it(
    pc: WatchedPc,
) -> None:
    assert pc.stops == []
    await pc.watch.look()
    assert pc.stops == [PcKind.REMOTE_ACCESS]
    assert await refusal(pc.desk) == "desk.pc-stop"
    with pytest.raises(RefusedError, match=r"transfer\.pin"):
        await pc.desk.pass_pc_check("00000000")
    assert pc.stops == [PcKind.REMOTE_ACCESS]
    await pc.desk.pass_pc_check(PIN)
    assert pc.stops == []
    await pc.desk.sign_in(NUMBER, CODE)
    assert pc.desk.view.phase is Phase.SIGNED_IN


async def test_what_is_put_right_stops_nobody(pc: WatchedPc, tmp_path: Path) -> None:
    await pc.watch.look()
    (tmp_path / "root/proc/900/comm").unlink()
    await pc.watch.look()
    assert pc.stops == []


async def test_whoever_sits_there_is_never_stopped(pc: WatchedPc) -> None:
    await pc.desk.sign_in(NUMBER, CODE)
    await pc.watch.look()
    assert pc.stops == []
    assert pc.desk.view.phase is Phase.SIGNED_IN


async def test_once_anybody_may_be_writing_nobody_is_stopped_until_the_close(
    room: Room, pc: WatchedPc
) -> None:
    await pc.watch.look()
    room.server.order_start(in_seconds=10)
    with running(pc.desk):
        await until(lambda: bool(room.server.beats) and room.clock.waiting >= 5)
        assert pc.stops == [PcKind.REMOTE_ACCESS]
        await room.advance(pc.desk, 12_000)
        assert pc.stops == []
        room.server.give(SittingClosed(new_id(), room.server.exam_time))
        await room.advance(pc.desk, 4_000)
        assert pc.stops == [PcKind.REMOTE_ACCESS]


async def test_a_pc_that_comes_back_without_a_server_stops_nobody_once_a_start_was_ordered(
    room: Room, tmp_path: Path, seat: Seat, pc: WatchedPc
) -> None:
    room.server.order_start()
    await pc.desk.sign_in(NUMBER, CODE)
    await pc.desk.close()
    room.server.away, room.boot_id = True, "another boot"
    again = WatchedPc(room, tmp_path / "again", REMOTE, seat)
    await again.watch.look()
    assert again.watch.check is not None
    assert again.watch.check.stops
    assert again.stops == []


async def test_an_order_for_another_day_stays_one(room: Room, pc: WatchedPc) -> None:
    await pc.watch.look()
    start = StartOrdered(new_id(), room.server.exam_time, room.server.exam_time + HOUR)
    room.server.give(start)
    await pc.desk._sync.turn()
    assert pc.stops == [PcKind.REMOTE_ACCESS]


async def test_where_no_pin_could_pass_it_nothing_stops(room: Room, tmp_path: Path) -> None:
    pc = WatchedPc(room, tmp_path / "root", REMOTE, room.seat())
    await pc.watch.look()
    assert pc.stops == []
    await pc.desk.sign_in(NUMBER, CODE)


async def test_a_desk_without_a_watch_lets_everybody_in(room: Room) -> None:
    desk = room.open_desk()
    await desk.sign_in(NUMBER, CODE)
    await desk._sync.turn()
    assert room.server.beats[-1].status.pc_check is None


async def test_every_beat_says_what_was_found_and_brings_the_server_s_clock(
    room: Room, pc: WatchedPc
) -> None:
    room.server.wall = 1_800_000_000_000
    await pc.desk._sync.turn()
    await pc.watch.look()
    await pc.desk._sync.turn()
    before, after = (beat.status.pc_check for beat in room.server.beats)
    assert before is None
    assert after is not None
    assert [one.kind for one in after.findings] == [PcKind.REMOTE_ACCESS, PcKind.CLOCK]
    await pc.desk.pass_pc_check(PIN)
    await pc.desk.sign_in(NUMBER, CODE)
    await pc.desk._sync.turn()
    said = [beat.status.pc_check for beat in room.server.beats if beat.application_id]
    assert said
    assert set(said) == {pc.watch.check}
