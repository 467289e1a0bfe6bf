"""A folder that hangs keeps nobody from signing in, and no mark from the other folder."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from exam.errors import RefusedError
from exam.manuscript import Part
from exam.sitting import Phase
from kiosk import reading
from kiosk.desk import Desk
from kiosk.files import LocalDisk
from kiosk.machine import THIS_MACHINE, Machine
from kiosk.marking import Marking
from kiosk.reading import Reader
from kiosk.spool import Spool
from tests.kiosk.disks import FIRST, SECOND, Workplace
from tests.kiosk.lives import phase_of, trouble_of, written
from tests.kiosk.room import APPLICATION, CODE, NUMBER, FakeLink, Room


class HangingDisk(LocalDisk):
    """Does not answer for what lies in one folder, until it is let go."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.released = threading.Event()
        self.hangs = False

    def names(self, folder: Path) -> tuple[str, ...]:
        """Return the names in a folder."""
        self._wait_for(folder)
        return super().names(folder)

    def read(self, path: Path) -> bytes:
        """Return a whole file."""
        self._wait_for(path)
        return super().read(path)

    def replace(self, path: Path, content: bytes) -> None:
        """Write a whole file."""
        self._wait_for(path)
        super().replace(path, content)

    def _wait_for(self, path: Path) -> None:
        if self.hangs and path.is_relative_to(self._folder):
            self.released.wait(90)


@pytest.fixture
def disk(room: Room, hasty_kiosks: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[HangingDisk]:
    monkeypatch.setattr(reading, "READ_SECONDS", 2.0)
    disk = HangingDisk(room.seat().folder.spool)
    yield disk
    disk.released.set()


def desk_with(room: Room, disk: HangingDisk, second: Path | None) -> Desk:
    """Start the kiosk program, whose first folder hangs from now on."""
    seat = room.seat()
    clock = room.clock
    machine = Machine(clock.boottime, THIS_MACHINE.random, THIS_MACHINE.wait, boot_id="one boot")
    desk = Desk(seat, FakeLink(room.server, seat), Spool(seat.folder.spool, second, disk), machine)
    disk.hangs = True
    return desk


async def test_a_candidate_gets_in_from_what_the_server_has_and_the_silence_is_told(
    room: Room, disk: HangingDisk
) -> None:
    await written(room, "Satu")
    desk = desk_with(room, disk, None)
    await desk.sign_in(NUMBER, CODE)
    assert (phase_of(desk), desk.text(Part.PAPER)) == (Phase.WRITING, "Satu")
    assert trouble_of(desk) == "spool.silent"
    assert await desk.forks() == ()


async def test_without_a_server_the_other_folder_opens_by_the_card(
    room: Room, disk: HangingDisk, tmp_path: Path
) -> None:
    await written(room, "Satu")
    second = tmp_path / "second"
    room.seat().folder.spool.rename(second)
    room.server.away = True
    desk = desk_with(room, disk, second)
    await desk.sign_in(NUMBER, CODE)
    assert (desk.text(Part.PAPER), trouble_of(desk)) == ("Satu", "spool.silent")
    with pytest.raises(RefusedError, match=r"desk\.occupied"):
        await desk.sign_in(NUMBER, CODE)


async def test_of_two_folders_the_later_admission_opens() -> None:
    place = Workplace()
    for spool, content in (
        (Spool(FIRST, None, place.disk), b"old"),
        (Spool(SECOND, FIRST, place.disk), b"new"),
    ):
        spool.of_application(APPLICATION).keep_admission(content)
    for folders in ((FIRST, SECOND), (SECOND, FIRST)):
        reader = Reader(Spool(*folders, place.disk), place.machine)
        assert await reader.admissions() == {APPLICATION: b"new"}


async def test_what_cannot_be_read_in_one_folder_is_told_by_the_whole_spool() -> None:
    place = Workplace()
    spool = Spool(FIRST, SECOND, disk=place.disk)
    place.disk.contents[SECOND / "application-001.x" / "0000-00.segment"] = bytearray(b"noise")
    kept = await Reader(spool, place.machine).work_of("001.x")
    assert (kept.segments, kept.trouble) == ((), None)
    assert [finding.code for finding in spool.findings] == ["spool.damaged"]


async def test_marks_go_to_the_other_folder_while_the_first_hangs_and_back_when_it_answers() -> (
    None
):
    place = Workplace()
    marking = Marking(Spool(FIRST, SECOND, place.disk), place.machine)

    def found() -> tuple[bytes | None, ...]:
        both = (Spool(folder, disk=place.disk).mark() for folder in (FIRST, SECOND))
        return (*both, Spool(FIRST, SECOND, place.disk).mark())

    assert await marking.keep(b"1")
    place.disk.hanging.add(FIRST)
    assert await marking.keep(b"2")
    assert await marking.keep(b"3")
    assert found() == (b"1", b"3", b"3")
    place.heal()
    await place.wait(0)
    assert await marking.keep(b"4")
    assert found() == (b"4", b"3", b"4")


async def test_a_mark_that_no_folder_takes_holds_nothing_up() -> None:
    place = Workplace()
    marking = Marking(Spool(FIRST, SECOND, place.disk), place.machine)
    place.disk.broken = {FIRST: 28}
    place.disk.hanging.add(SECOND)
    assert not await marking.keep(b"1")
    assert not await marking.keep(b"2")
