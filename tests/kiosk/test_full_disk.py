"""A kiosk whose disk refuses: nothing is lost that need not be, and it goes on by itself."""

import asyncio
import os
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import pytest

from exam.errors import DirectoryError, ExamError
from exam.manuscript import Part
from exam.sitting import Phase
from kiosk.desk import Desk
from kiosk.spool import Spool
from tests.kiosk.room import APPLICATION, MINUTES, Room, running


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
    async with asyncio.timeout(20):
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


async def test_a_hand_in_that_the_disk_refuses_can_be_tried_again(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = await room.open_writing_desk()
    desk.edit(Part.PAPER, 0, "", "Satu")
    with full_disk(monkeypatch), pytest.raises(DirectoryError, match=r"spool\.disk"):
        await desk.hand_in()
    assert phase_of(desk) is Phase.WRITING
    assert room.server.envelopes == {}
    desk.edit(Part.PAPER, 4, "", " dua")
    await desk.hand_in()
    assert phase_of(desk) is Phase.SUBMITTED
    assert room.server.opened(room.seat()).paper == "Satu dua"


async def test_time_up_on_a_full_disk_seals_as_soon_as_it_can(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = await room.open_writing_desk()
    with running(desk):
        desk.edit(Part.PAPER, 0, "", "Satu")
        await room.advance(desk, 1_000)
        with full_disk(monkeypatch):
            room.clock.now += MINUTES * 60_000
            await room.advance(desk, 1_000)
            desk.edit(Part.PAPER, 4, "", " lewat waktu")
            assert phase_of(desk) is Phase.WRITING
            assert trouble_of(desk) is not None
        await room.advance(desk, 1_000)
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
    monkeypatch.setattr(os, "fdatasync", lambda _handle: released.wait(20))
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
    desk.edit(Part.PAPER, 0, "", "Satu")
    released = threading.Event()

    def hang_and_refuse(_handle: int) -> None:
        released.wait(20)
        raise OSError(5, "Input/output error")

    async with running_to_its_end(desk):
        monkeypatch.setattr(os, "fsync", hang_and_refuse)
        hand_in = asyncio.create_task(desk.hand_in())
        await pause()
        room.clock.wake(room.clock.now + MINUTES * 60_000)
        await pause()
        room.server.seat_of[APPLICATION] = "pc-02"
        while trouble_of(desk) is None or phase_of(desk) is not None:
            await asyncio.sleep(0)
            room.clock.wake(room.clock.now + 500)
        released.set()
        with pytest.raises(DirectoryError, match=r"spool\.disk"):
            await hand_in
        await pause()
