"""What a proctor carries away on a stick: whole, signed, and only for who knows the PIN."""

import errno
import os
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from exam import keys
from exam.clock import ExamTime
from exam.errors import DirectoryError, ExamError, RefusedError, SealError
from exam.journal import parse_header
from exam.protocol import PART_RECORDS
from exam.transfer import Transfer, read_transfer
from kiosk import transfer
from kiosk.machine import Machine
from kiosk.options import KioskSettings
from kiosk.settings import Seat
from kiosk.spool import Spool
from kiosk.transfer import TRIES, WAIT_SECONDS, PinCheck, write_to_stick
from tests.kiosk.leftovers import keep_envelope, keep_journal
from tests.kiosk.room import Room

PIN = "04718232"
APPLICATION = "001.kesbangpol"


@pytest.fixture
def machine(room: Room) -> Machine:
    clock = room.clock
    return Machine(clock.boottime, os.urandom, clock.wait, clock.in_thread)


@pytest.fixture
def seat(room: Room, tmp_path: Path) -> Seat:
    """A seat that knows the PIN, with a stick."""
    found, stick = room.seat(), tmp_path / "stick"
    stick.mkdir()
    key, profile = found.manifest.server_signing_key, found.config.kdf_profile
    known = keys.auth_hash(keys.stretch(PIN, "proctor-pin", key, profile=profile).auth)
    manifest = msgspec.structs.replace(found.manifest, proctor_pin=known)
    return replace(found, manifest=manifest, settings=KioskSettings(stick=stick))


@pytest.fixture
def spool(seat: Seat) -> Spool:
    return Spool(seat.folder.spool)


@pytest.mark.parametrize("typed", [PIN, "0471-8232", " 0471 8232 "])
async def test_the_pin_is_accepted_as_people_type_it(
    seat: Seat, machine: Machine, typed: str
) -> None:
    await PinCheck(seat, machine).check(typed)


async def code_of(check: PinCheck, pin: str) -> ExamError:
    """Try a PIN that is refused."""
    with pytest.raises(RefusedError) as refused:
        await check.check(pin)
    return refused.value


async def test_after_wrong_pins_nobody_may_try_for_a_while(
    room: Room, seat: Seat, machine: Machine
) -> None:
    check = PinCheck(seat, machine)
    for _ in range(TRIES):
        assert (await code_of(check, "00000000")).code == "transfer.pin"
    room.clock.now += 500
    waiting = await code_of(check, PIN)
    assert (waiting.code, waiting.details) == ("transfer.pin-wait", {"seconds": WAIT_SECONDS})
    room.clock.now += 1000 * WAIT_SECONDS - 501
    assert (await code_of(check, PIN)).details == {"seconds": 1}
    room.clock.now += 1
    await check.check(PIN)


async def test_a_right_pin_wipes_out_the_wrong_ones(seat: Seat, machine: Machine) -> None:
    check = PinCheck(seat, machine)
    for _ in range(3):
        for _ in range(TRIES - 1):
            await code_of(check, "00000000")
        await check.check(PIN)


async def test_an_exam_without_a_pin_lets_nobody_copy(room: Room, machine: Machine) -> None:
    assert (await code_of(PinCheck(room.seat(), machine), "")).code == "transfer.no-pin"


def read(seat: Seat, path: Path) -> Transfer:
    """Read a file as the server does."""
    return read_transfer(path.read_bytes(), keys.signing_public_key(seat.signing_secret))


async def test_everything_that_the_pc_keeps_is_in_the_file(
    room: Room, seat: Seat, spool: Spool, machine: Machine
) -> None:
    segment_id, records = keep_journal(spool, seat.exam_id, APPLICATION)
    empty_id, _ = keep_journal(spool, seat.exam_id, "002.brida", records=0)
    envelope = keep_envelope(spool, seat, APPLICATION)
    room.server.order_start()
    spool.keep_orders(room.server.orders)
    path = await write_to_stick(seat, spool, machine, ExamTime(7_000))
    carried = read(seat, path)
    assert (carried.exam_id, carried.seat_id, carried.made_at) == (seat.exam_id, "pc-01", 7_000)
    assert carried.orders == room.server.orders
    first, second = carried.works
    assert (first.application_id, first.envelopes) == (APPLICATION, (envelope,))
    assert [(part.first, part.records) for part in first.segments] == [(0, records)]
    assert parse_header(first.segments[0].header).segment_id == segment_id
    assert [parse_header(part.header).segment_id for part in second.segments] == [empty_id]
    assert [one.name for one in path.parent.iterdir()] == [path.name]


async def test_each_file_has_a_name_of_its_own_that_any_stick_takes(
    seat: Seat, spool: Spool, machine: Machine
) -> None:
    keep_journal(spool, seat.exam_id, APPLICATION)
    place = msgspec.structs.replace(seat.description, seat_name="Ruang 1: PC/07 (é)")
    names = [
        (await write_to_stick(replace(seat, description=place), spool, machine)).name
        for _ in range(2)
    ]
    assert names[0] != names[1]
    assert all(name.startswith("makalah-Ruang-1-PC-07-") for name in names)
    assert all(name.isascii() and name.endswith(".sealed") for name in names)


async def test_a_journal_longer_than_a_part_is_carried_whole(
    seat: Seat, spool: Spool, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transfer, "PART_RECORDS", 2)
    assert PART_RECORDS > 2
    _, records = keep_journal(spool, seat.exam_id, APPLICATION, records=5)
    (work,) = read(seat, await write_to_stick(seat, spool, machine)).works
    assert [part.first for part in work.segments] == [0, 2, 4]
    assert tuple(record for part in work.segments for record in part.records) == records


async def test_a_pc_without_work_copies_nothing(seat: Seat, spool: Spool, machine: Machine) -> None:
    with pytest.raises(RefusedError, match=r"transfer\.nothing"):
        await write_to_stick(seat, spool, machine)
    assert seat.settings.stick is not None
    assert list(seat.settings.stick.iterdir()) == []


async def test_without_a_place_for_sticks_it_says_so(
    seat: Seat, spool: Spool, machine: Machine
) -> None:
    with pytest.raises(RefusedError, match=r"transfer\.no-place"):
        await write_to_stick(replace(seat, settings=KioskSettings()), spool, machine)


async def test_a_folder_that_is_not_there_or_is_no_folder_is_no_stick(
    seat: Seat, spool: Spool, machine: Machine, tmp_path: Path
) -> None:
    keep_journal(spool, seat.exam_id, APPLICATION)
    (tmp_path / "file").touch()
    for place in ("gone", "file", "file/below"):
        with pytest.raises(DirectoryError, match=r"transfer\.no-folder"):
            await write_to_stick(seat.with_stick(tmp_path / place), spool, machine)


async def test_a_mount_point_without_a_stick_does_not_fill_the_pcs_own_disk(
    seat: Seat, spool: Spool, machine: Machine, tmp_path: Path
) -> None:
    keep_journal(spool, seat.exam_id, APPLICATION)
    with pytest.raises(DirectoryError, match=r"transfer\.no-folder"):
        await write_to_stick(seat, spool, machine, mount_places=(tmp_path,))
    assert seat.settings.stick is not None
    assert list(seat.settings.stick.iterdir()) == []


@pytest.mark.parametrize(
    ("fails", "error"),
    [("fsync", errno.ENOSPC), ("fsync", errno.EIO), ("replace", errno.EROFS)],
)
async def test_a_stick_that_refuses_keeps_nothing_and_is_told_with_the_reason(
    seat: Seat,
    spool: Spool,
    machine: Machine,
    monkeypatch: pytest.MonkeyPatch,
    fails: str,
    error: int,
) -> None:
    keep_journal(spool, seat.exam_id, APPLICATION)

    def refuse(*_arguments: object) -> None:
        raise OSError(error, os.strerror(error))

    owner = os if fails == "fsync" else Path
    with monkeypatch.context() as broken:
        broken.setattr(owner, fails, refuse)
        with pytest.raises(DirectoryError) as refused:
            await write_to_stick(seat, spool, machine)
    assert refused.value.code == "transfer.write"
    assert refused.value.details["problem"] == os.strerror(error)
    assert seat.settings.stick is not None
    assert list(seat.settings.stick.iterdir()) == []


async def test_a_stick_that_lies_about_what_it_holds_is_found_out(
    seat: Seat, spool: Spool, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_journal(spool, seat.exam_id, APPLICATION)
    read_bytes = Path.read_bytes

    def lie(path: Path) -> bytes:
        raw = read_bytes(path)
        return bytes(len(raw)) if path.name.endswith(".part") else raw

    monkeypatch.setattr(Path, "read_bytes", lie)
    with pytest.raises(DirectoryError, match=r"transfer\.write"):
        await write_to_stick(seat, spool, machine)


async def test_a_file_that_another_pc_signed_is_refused(
    room: Room, seat: Seat, spool: Spool, machine: Machine
) -> None:
    keep_journal(spool, seat.exam_id, APPLICATION)
    path = await write_to_stick(seat, spool, machine)
    with pytest.raises(SealError, match=r"transfer\.signature"):
        read(room.seat("PC-02"), path)
