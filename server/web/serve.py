"""Serving an exam: a uvicorn server for each door in one loop, a ticker, and one clean stop.

The first signal stops all: no new calls are taken, those under way are answered, connections that
stay open are cut, the time is written down.
"""

import asyncio
import signal
import sqlite3
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final, cast

import click
import structlog
import uvicorn
import uvloop
from litestar import Litestar
from litestar.types import ASGIApp

from server.evidence import CheckpointKeeper
from server.hall import Hall
from server.office import OpenExam
from server.recovering import Recovering
from server.rehearsing import Rehearsals
from server.upkeep import Upkeep
from server.web import tls
from server.web.app import build_kiosk_app, build_people_app
from server.web.doors import Doors, open_doors
from server.web.fresh_card import FreshCard
from server.web.turnstile import Turnstile
from server.web.wire import TlsDoor

TICK_SECONDS: Final = 1
_GRACE_SECONDS: Final = 1
_KEEP_ALIVE_SECONDS: Final = 30
_STOPS: Final = (signal.SIGINT, signal.SIGTERM)

_log = structlog.get_logger()


def serve(exam: OpenExam, host: str, kiosk_port: int, people_port: int, remarks: str = "") -> None:
    """Serve an exam until SIGINT or SIGTERM; `remarks` are said once the doors are open.

    Where nothing is written no kiosk calls, so there is no door for kiosks.

    Raises:
        DirectoryError: a port is taken or forbidden, or the host is not of this machine.

    """
    with open_doors(host, kiosk_port if exam.config.has_paper else None, people_port) as doors:
        uvloop.run(_serve_until_signal(exam, doors, remarks))


async def _serve_until_signal(exam: OpenExam, doors: Doors, remarks: str) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in _STOPS:
        loop.add_signal_handler(number, stop.set)
    said = "\n".join(filter(None, (doors.announce(), remarks)))
    await attend(exam, doors, stop, lambda: click.echo(said))


async def attend(
    exam: OpenExam, doors: Doors, stop: asyncio.Event, when_ready: Callable[[], None]
) -> None:
    """Answer at the doors until `stop` is set; `when_ready` is called once all answer."""
    asyncio.get_running_loop().set_exception_handler(note_loop_fault)
    hall, checkpoints = Hall(), CheckpointKeeper(exam.exam_id, exam.signing_secret)
    recovering, upkeep = Recovering(exam), Upkeep(exam, hall, checkpoints)
    people_app = build_people_app(exam, hall, doors.kiosk_port, recovering)
    turnstile = Turnstile(people_app, exam.config)
    opened = [(_server(turnstile, tls.people_context(exam.directory)), doors.people)]
    if doors.kiosks is not None:
        kiosk_app = build_kiosk_app(exam, hall, checkpoints, recovering)
        opened.append((_server(kiosk_app, tls.kiosk_context(exam.directory)), doors.kiosks))
    await upkeep.turn()
    async with asyncio.TaskGroup() as tasks:
        for server, listener in opened:
            tasks.create_task(server.serve([listener]))
        ticker = tasks.create_task(_keep_up(exam, upkeep, people_app))
        for server, _listener in opened:
            await server.ready.wait()
        _note_start(exam, doors)
        when_ready()
        await stop.wait()
        people_app.state.news.close()
        await asyncio.to_thread(people_app.state.rehearsals.end)
        for server, _listener in opened:
            server.should_exit = True
        ticker.cancel()
    await upkeep.turn()
    _log.info("stopped")


class _Server(uvicorn.Server):
    """One door: leaves signals to the program and does not wait for idle connections."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = asyncio.Event()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals alone: one handler stops both doors."""
        yield

    async def startup(self, sockets: list[Any] | None = None) -> None:
        """Start, and say so."""
        await super().startup(sockets)
        self.ready.set()

    async def shutdown(self, sockets: list[Any] | None = None) -> None:
        """Stop, and cut what is still connected."""
        await super().shutdown(sockets)
        for connection in list(self.server_state.connections):
            connection.transport.abort()


def _server(app: ASGIApp, context: ssl.SSLContext) -> _Server:
    return _Server(
        uvicorn.Config(
            app,
            http=cast("Any", TlsDoor(context, tls.DoorProtocol)),
            ws="none",
            lifespan="off",
            log_config=None,
            log_level="critical",
            access_log=False,
            proxy_headers=False,
            server_header=False,
            timeout_keep_alive=_KEEP_ALIVE_SECONDS,
            timeout_graceful_shutdown=_GRACE_SECONDS,
        )
    )


async def _keep_up(exam: OpenExam, upkeep: Upkeep, people: Litestar) -> None:
    shown_once: tuple[FreshCard, ...] = (people.state.fresh_card, people.state.fresh_slip)
    rehearsals: Rehearsals = people.state.rehearsals
    while True:
        await asyncio.sleep(TICK_SECONDS)
        for fresh in shown_once:
            fresh.forget_old(exam.timeline.now())
        await asyncio.to_thread(rehearsals.turn)
        await upkeep.turn()


def _note_start(exam: OpenExam, doors: Doors) -> None:
    _log.info(
        "serving",
        exam=exam.exam_id.hex()[:16],
        run=exam.timeline.run,
        sqlite=sqlite3.sqlite_version,
        kiosk_port=doors.kiosk_port,
        people_port=doors.people_port,
    )


def note_loop_fault(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Tell the kind of a fault outside any call, never its contents."""
    error = context.get("exception")
    _log.warning("loop", kind=type(error).__name__)
