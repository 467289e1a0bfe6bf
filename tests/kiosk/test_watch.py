"""The watch over a PC: when it looks, what hangs, what was passed, and the server's clock."""

import asyncio
import os
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from exam.config import PcCheckSection
from exam.pc_check import Finding, PcCheck, PcKind, Severity
from kiosk.lockdown import watch as watching
from kiosk.lockdown.sources import Sources
from kiosk.lockdown.watch import ROUND_SECONDS, PcWatch
from kiosk.machine import Machine
from tests.kiosk.machines import machine
from tests.kiosk.room import HandClock, until

REMOTE = {"/proc/900/comm": "anydesk\n"}


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no check count as hanging because this machine is busy."""
    monkeypatch.setattr(watching, "CHECK_SECONDS", 60)


def watch_over(sources: Sources, clock: HandClock | None = None) -> PcWatch:
    clock = clock or HandClock()
    hands = Machine(clock.boottime, os.urandom, clock.wait, clock.in_thread)
    return PcWatch(hands, sources, PcCheckSection())


def kinds(check: PcCheck | None) -> list[PcKind] | None:
    return None if check is None else [one.kind for one in check.findings]


async def test_it_looks_at_once_and_then_every_half_minute(tmp_path: Path) -> None:
    clock = HandClock()
    watch = watch_over(machine(tmp_path), clock)
    task = asyncio.create_task(watch.run())
    assert kinds(watch.check) is None
    await until(lambda: clock.waiting == 1)
    assert watch.check == PcCheck()
    (tmp_path / "proc/900").mkdir()
    (tmp_path / "proc/900/comm").write_text("anydesk\n")
    clock.wake(clock.now + 1000 * ROUND_SECONDS - 1)
    assert kinds(watch.check) == []
    clock.wake(clock.now + 1)
    await until(lambda: kinds(watch.check) == [PcKind.REMOTE_ACCESS])
    task.cancel()


async def test_what_is_found_weighs_as_the_rules_say(tmp_path: Path) -> None:
    watch = watch_over(machine(tmp_path, REMOTE, {"/etc/resolv.conf": "nameserver 8.8.8.8\n"}))
    await watch.look()
    assert watch.check == PcCheck(
        (
            Finding(PcKind.REMOTE_ACCESS, Severity.STOP, "anydesk"),
            Finding(PcKind.NAME_SERVERS, Severity.NOTICE, "8.8.8.8"),
        )
    )


async def test_a_check_that_fails_is_a_notice_and_stops_nobody(tmp_path: Path) -> None:
    watch = watch_over(machine(tmp_path, {"/proc/1/comm": "\0gone"}))
    await watch.look()
    unchecked = Finding(PcKind.REMOTE_ACCESS, Severity.NOTICE, could_not_be_checked=True)
    assert watch.check == PcCheck((unchecked,))


async def test_a_check_that_hangs_is_not_waited_for_and_not_asked_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = threading.Event()
    asked: list[Path] = []

    def hang(folder: Path) -> int:
        asked.append(folder)
        gate.wait()
        return 0

    monkeypatch.setattr(watching, "CHECK_SECONDS", 0.01)
    watch = watch_over(replace(machine(tmp_path), free_bytes=hang))
    unchecked = Finding(PcKind.DISK, Severity.NOTICE, could_not_be_checked=True)
    try:
        for _ in range(2):
            await watch.look()
            assert watch.check is not None
            assert unchecked in watch.check.findings
        await until(lambda: bool(asked))
        assert len(asked) == 1
    finally:
        gate.set()
    monkeypatch.setattr(watching, "CHECK_SECONDS", 60)
    await until(lambda: not watch.hangs)
    await watch.look()
    assert kinds(watch.check) == [PcKind.DISK]


async def test_what_a_proctor_passes_counts_while_it_is_found(tmp_path: Path) -> None:
    watch = watch_over(machine(tmp_path, REMOTE))
    watch.pass_stops()
    await watch.look()
    assert stops(watch)
    watch.pass_stops()
    assert not stops(watch)
    await watch.look()
    assert not stops(watch)
    assert watch.check is not None
    assert watch.check.findings[0].has_passed
    (tmp_path / "proc/900/comm").unlink()
    await watch.look()
    (tmp_path / "proc/900/comm").write_text("anydesk\n")
    await watch.look()
    assert stops(watch)


def stops(watch: PcWatch) -> bool:
    return watch.check is not None and watch.check.stops


async def test_a_clock_is_compared_with_the_server_s_by_the_time_that_passed(
    tmp_path: Path,
) -> None:
    clock, wall = HandClock(), 1_800_000_000_000
    watch = watch_over(replace(machine(tmp_path), wall=lambda: wall + 3_600_000), clock)
    watch.hear_wall(0)
    await watch.look()
    assert kinds(watch.check) == []
    watch.hear_wall(wall)
    clock.now += 3_500_000
    await watch.look()
    assert kinds(watch.check) == []
    clock.now -= 3_500_000
    await watch.look()
    assert watch.check == PcCheck((Finding(PcKind.CLOCK, Severity.NOTICE, "+1:00:00"),))


async def test_a_round_that_is_cut_off_leaves_nothing_behind(tmp_path: Path) -> None:
    watch = watch_over(machine(tmp_path))
    task: asyncio.Task[Any] = asyncio.create_task(watch.run())
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert watch.check is None
