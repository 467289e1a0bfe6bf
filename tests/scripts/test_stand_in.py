"""The desk that is signed in for measurements goes on where the kiosk runs."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, TypeVar

import pytest

from exam.protocol import BeatReply, BeatRequest
from kiosk.machine import THIS_MACHINE
from kiosk.spool import Spool
from kiosk.threads import in_thread_of_its_own
from scripts.benching import server

_LONGER_THAN_IT_WAITS_SECONDS: Final = 1.3
_T = TypeVar("_T")


def _on_a_slow_disk(function: Callable[..., _T], /, *arguments: Any) -> Awaitable[_T]:
    """Run a function; the file of the orders takes longer than a conversation waits for it."""

    def slowly() -> _T:
        if getattr(function, "__func__", None) is Spool.keep_orders:
            time.sleep(_LONGER_THAN_IT_WAITS_SECONDS)
        return function(*arguments)

    return in_thread_of_its_own(slowly)


def test_a_desk_that_signed_in_on_a_slow_disk_goes_on_in_another_event_loop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine = replace(THIS_MACHINE, in_thread=_on_a_slow_disk)
    monkeypatch.setattr(server, "THIS_MACHINE", machine)
    beats: list[BeatRequest] = []
    heard_twice = asyncio.Event()
    beat = server.StandIn.beat

    async def counted_beat(stand_in: server.StandIn, request: BeatRequest) -> BeatReply:
        beats.append(request)
        if len(beats) == 2:  # what the first brought was kept by then
            heard_twice.set()
        return await beat(stand_in, request)

    monkeypatch.setattr(server.StandIn, "beat", counted_beat)
    desk = server.desk_in(tmp_path, THIS_MACHINE.boottime())
    asyncio.run(server.sign_in(desk))

    async def go_on() -> None:
        async with asyncio.timeout(60), asyncio.TaskGroup() as group:
            running = group.create_task(desk.run())
            await heard_twice.wait()
            running.cancel()

    asyncio.run(go_on())
