"""Threads that come back late, or never."""

import asyncio
import os
import threading

import pytest

from kiosk.lane import Lane
from kiosk.machine import Machine
from kiosk.threads import in_thread_of_its_own


async def test_a_thread_hands_over_its_outcome_and_its_error() -> None:
    assert await in_thread_of_its_own(divmod, 7, 2) == (3, 1)
    with pytest.raises(ZeroDivisionError):
        await in_thread_of_its_own(divmod, 7, 0)


async def test_a_thread_that_nobody_waits_for_any_more_ends_quietly() -> None:
    released = threading.Event()
    late = asyncio.ensure_future(in_thread_of_its_own(released.wait, 60))
    await asyncio.sleep(0)
    late.cancel()
    released.set()
    assert await in_thread_of_its_own(divmod, 7, 2) == (3, 1)


def test_a_thread_that_outlives_the_program_ends_quietly() -> None:
    released = threading.Event()
    before = set(threading.enumerate())

    async def leave() -> None:
        in_thread_of_its_own(released.wait, 60)

    asyncio.run(leave())
    (thread,) = set(threading.enumerate()) - before
    assert thread.daemon
    released.set()
    thread.join(60)
    assert not thread.is_alive()


async def test_jobs_on_one_disk_run_one_after_the_other() -> None:
    released = threading.Event()
    ran: list[str] = []

    def first() -> None:
        released.wait(60)
        ran.append("first")

    async def wait_for_ever(_seconds: float) -> None:
        await asyncio.Event().wait()

    machine = Machine(lambda: 0, os.urandom, wait_for_ever, in_thread_of_its_own)
    lane = Lane(machine, lambda _hangs: None)
    jobs = [asyncio.create_task(lane.run(job)) for job in (first, lambda: ran.append("second"))]
    await asyncio.sleep(0)
    assert not lane.is_free
    await in_thread_of_its_own(divmod, 7, 2)
    released.set()
    await asyncio.gather(*jobs)
    assert (ran, lane.is_free) == (["first", "second"], True)
