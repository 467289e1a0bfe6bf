"""Bringing things to a disk that may refuse, or never answer."""

import asyncio

import pytest

from exam.errors import DirectoryError
from kiosk.saving import PATIENT_TRIES, Saver, within
from tests.kiosk.room import until


class SlowDisk:
    """Work that waits until it is let through, and may then be refused."""

    def __init__(self) -> None:
        self.begun = 0
        self.gate = asyncio.Event()
        self.refusal: DirectoryError | None = None

    async def work(self) -> None:
        self.begun += 1
        await self.gate.wait()
        if self.refusal is not None:
            raise self.refusal


async def test_a_refusal_is_trouble_until_it_went_well() -> None:
    disk, retry = SlowDisk(), asyncio.Event()
    disk.gate.set()
    saver = Saver(disk.work, retry)
    disk.refusal = DirectoryError("spool.disk", problem="full")
    await saver.save()
    assert (saver.trouble, retry.is_set()) == (disk.refusal, True)
    disk.refusal = None
    await saver.save()
    assert saver.trouble is None


async def test_whoever_saves_while_a_disk_hangs_waits_only_so_long_and_asks_it_once() -> None:
    disk = SlowDisk()
    saver = Saver(disk.work, asyncio.Event())
    for _ in range(5):
        await saver.save_within(0.001)
    assert disk.begun == 1
    disk.gate.set()
    await saver.save_within(1)
    assert disk.begun <= 2


@pytest.mark.parametrize(
    ("problem", "waits"), [("spool.silent", 3), ("spool.disk", 0)], ids=["silent", "full"]
)
async def test_before_the_end_a_disk_that_does_not_answer_is_asked_again_and_a_full_one_is_not(
    problem: str, waits: int
) -> None:
    disk = SlowDisk()
    waited: list[float] = []
    disk.gate.set()
    disk.refusal = DirectoryError(problem)

    async def wait(seconds: float) -> None:
        waited.append(seconds)
        if len(waited) == 3:
            disk.refusal = None

    saver = Saver(disk.work, asyncio.Event())
    await saver.save_patiently(wait)
    assert len(waited) == waits
    assert disk.begun == waits + 1
    assert saver.trouble is disk.refusal


async def test_before_the_end_nobody_waits_for_ever_for_a_disk_that_never_answers() -> None:
    disk = SlowDisk()
    waited: list[float] = []
    disk.gate.set()
    disk.refusal = DirectoryError("spool.silent")

    async def wait(seconds: float) -> None:
        waited.append(seconds)

    await Saver(disk.work, asyncio.Event()).save_patiently(wait)
    assert len(waited) == PATIENT_TRIES
    assert sum(waited) <= 10


async def test_what_is_saved_is_everything_of_that_moment() -> None:
    disk = SlowDisk()
    saver = Saver(disk.work, asyncio.Event())
    await saver.save_within(0.001)
    disk.gate.set()
    await saver.save()
    assert disk.begun == 2


async def test_work_that_fails_in_time_is_raised_and_later_is_no_news() -> None:
    disk = SlowDisk()
    disk.refusal = DirectoryError("spool.disk", problem="full")
    assert not await within(disk.work(), 0.001)
    disk.gate.set()
    await asyncio.sleep(0)
    with pytest.raises(DirectoryError):
        await within(disk.work(), 1)


async def test_whoever_saves_waits_for_an_attempt_that_began_after_that_and_all_share_one() -> None:
    disk = SlowDisk()
    saver = Saver(disk.work, asyncio.Event())
    await saver.save_within(0.001)
    waiting = [asyncio.create_task(saver.save_within(20)) for _ in range(3)]
    await asyncio.sleep(0)
    first_gate, disk.gate = disk.gate, asyncio.Event()
    first_gate.set()
    await until(lambda: disk.begun == 2)
    assert not any(one.done() for one in waiting)
    disk.gate.set()
    await asyncio.gather(*waiting)
    assert disk.begun == 2


def test_an_attempt_that_was_cancelled_before_it_began_keeps_nobody_from_saving() -> None:
    disk = SlowDisk()
    saver = Saver(disk.work, asyncio.Event())

    async def leave_two_attempts() -> None:
        await saver.save_within(0.001)
        await saver.save_within(0.001)

    async def save() -> None:
        disk.gate.set()
        await saver.save()

    asyncio.run(leave_two_attempts())
    disk.gate = asyncio.Event()
    asyncio.run(save())
    assert disk.begun == 2
