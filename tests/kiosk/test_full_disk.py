"""A kiosk whose disk refuses: nothing is lost that need not be, and it goes on by itself."""

import asyncio
import os
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import pytest

from exam.errors import ExamError
from exam.events import SeatAdmitted
from exam.manuscript import Part
from exam.seal import peek_envelope
from exam.sitting import Phase
from kiosk import candidate, handing_in
from kiosk.desk import Desk
from kiosk.files import LocalDisk
from kiosk.spool import Spool
from tests.kiosk.room import APPLICATION, MINUTES, Room, new_id, running
from tests.kiosk.test_reopening import reopen


@contextmanager
def full_disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Refuse every write for the length of a block."""

    def refuse(*_arguments: object) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr(os, "pwrite", refuse)
        full.setattr(os, "fsync", refuse)
        yield


@asynccontextmanager
async def running_to_its_end(desk: Desk) -> AsyncIterator[None]:
    """Run a desk in the background, and fail if it ended by itself."""
    task = asyncio.create_task(desk.run())
    await pause()
    async with asyncio.timeout(60):
        yield
    assert not task.done()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def pause() -> None:
    """Let other tasks go on for a while."""
    for _ in range(50):
        await asyncio.sleep(0)


def phase_of(desk: Desk) -> Phase | None:
    return desk.view.phase


def trouble_of(desk: Desk) -> ExamError | None:
    return desk.view.trouble


async def test_a_full_disk_is_told_and_the_server_still_gets_the_text(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = await room.open_writing_desk()
    with running(desk):
        await room.advance(desk, 1_000)
        with full_disk(monkeypatch):
            desk.edit(Part.PAPER, 0, "", "Tetap sampai")
            await room.advance(desk, 3_000)
            trouble = trouble_of(desk)
            assert trouble is not None
            assert trouble.code == "spool.disk"
            assert not desk.view.saved
        await room.advance(desk, 500)
        assert trouble_of(desk) is None
    second = await room.open_writing_desk("PC-02")
    assert second.text(Part.PAPER) == "Tetap sampai"


async def test_a_hand_in_that_the_disk_refuses_arrives_and_is_kept_later(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = await room.open_writing_desk()
    desk.edit(Part.PAPER, 0, "", "Satu")
    with full_disk(monkeypatch):
        await desk.hand_in()
        assert phase_of(desk) is Phase.SUBMITTED
        assert room.server.opened(room.seat()).paper == "Satu"
        assert spool_of(room).of_application(APPLICATION).envelopes() == ()
    with running(desk):
        await room.advance(desk, 1_000)
    (kept,) = spool_of(room).of_application(APPLICATION).envelopes()
    assert kept == room.server.envelopes[(APPLICATION, 1)][0]


async def test_time_up_without_disk_and_server_is_sealed_and_arrives_later(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = await room.open_writing_desk()
    with running(desk):
        desk.edit(Part.PAPER, 0, "", "Satu")
        await room.advance(desk, 1_000)
        with full_disk(monkeypatch):
            room.server.away = True
            room.clock.now += MINUTES * 60_000
            await room.advance(desk, 1_000)
            desk.edit(Part.PAPER, 4, "", " lewat waktu")
            assert phase_of(desk) is Phase.SEALED
            assert trouble_of(desk) is not None
        room.server.away = False
        await room.advance(desk, 8_000)
        assert phase_of(desk) is Phase.SUBMITTED
    assert room.server.opened(room.seat()).paper == "Satu"


async def test_orders_that_the_disk_refused_are_kept_later(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = room.open_desk()
    room.server.order_start()
    with running(desk):
        with full_disk(monkeypatch):
            await room.advance(desk, 1_000)
        assert Spool(room.seat().folder.spool).orders() == ()
        await room.advance(desk, 3_000)
        assert Spool(room.seat().folder.spool).orders() == room.server.orders


async def test_orders_that_cannot_be_read_do_not_keep_the_kiosk_shut(room: Room) -> None:
    room.seat().folder.spool.joinpath("orders").mkdir(parents=True)
    assert phase_of(room.open_desk()) is None


async def test_a_disk_that_hangs_does_not_keep_the_text_from_the_server(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = await room.open_writing_desk()
    await desk.close()
    released = threading.Event()
    monkeypatch.setattr(os, "fdatasync", lambda _handle: released.wait(90))
    async with running_to_its_end(desk):
        desk.edit(Part.PAPER, 0, "", "Tetap sampai")
        room.clock.wake(room.clock.now + 200)
        while not room.server.beats[-1].status.words:
            await asyncio.sleep(0)
            room.clock.wake(room.clock.now + 2_000)
        saved_meanwhile = desk.view.saved
        released.set()
    assert not saved_meanwhile
    second = await room.open_writing_desk("PC-02")
    assert second.text(Part.PAPER) == "Tetap sampai"


async def test_work_that_moves_on_while_the_disk_hangs_does_not_end_the_kiosk(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = await room.open_writing_desk()
    released = threading.Event()

    def hang_and_refuse(_handle: int) -> None:
        released.wait(90)
        raise OSError(5, "Input/output error")

    async with running_to_its_end(desk):
        monkeypatch.setattr(os, "fdatasync", hang_and_refuse)
        desk.edit(Part.PAPER, 0, "", "Satu")
        room.clock.wake(room.clock.now + 250)
        await pause()
        room.server.admissions += 1
        admitted = SeatAdmitted(
            new_id(), room.server.exam_time, room.server.admissions, "pc-02", "PC-02"
        )
        room.server.give(admitted, application_id=APPLICATION)
        while phase_of(desk) is not None:
            room.clock.wake(room.clock.now + 500)
            await pause()
        released.set()
        await pause()
    trouble = trouble_of(desk)
    assert trouble is not None
    assert trouble.code == "seat.fenced"


def spool_of(room: Room) -> Spool:
    """The spool of the PC, as another process would open it."""
    return Spool(room.seat().folder.spool)


@pytest.mark.usefixtures("hasty_kiosks")
async def test_an_envelope_that_the_disk_hangs_over_holds_up_nothing_and_is_kept_with_the_next(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (handing_in, candidate):
        monkeypatch.setattr(module, "SEAL_DISK_SECONDS", 0.01)
    desk = await room.open_writing_desk()
    desk.edit(Part.PAPER, 0, "", "Satu")
    released, replace = threading.Event(), LocalDisk.replace

    def hang_over_envelopes(disk: LocalDisk, path: Path, content: bytes) -> None:
        if path.name.startswith("envelope-1-"):
            released.wait(90)
        replace(disk, path, content)

    monkeypatch.setattr(LocalDisk, "replace", hang_over_envelopes)
    async with running_to_its_end(desk):
        await desk.hand_in()
        reopen(room)
        while phase_of(desk) is not Phase.WRITING:
            room.clock.wake(room.clock.now + 2_000)
            await pause()
        desk.edit(Part.PAPER, 4, "", " dua")
        while (trouble := trouble_of(desk)) is None or not desk.view.saved:
            room.clock.wake(room.clock.now + 250)
            await pause()
        assert trouble.code == "spool.silent"
        await desk.hand_in()
        released.set()
        while len(kept := spool_of(room).of_application(APPLICATION).envelopes()) < 2:
            room.clock.wake(room.clock.now + 250)
            await pause()
    assert [peek_envelope(one).revision for one in kept] == [1, 2]
