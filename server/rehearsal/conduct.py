"""The sitting of a rehearsal: the real server over both ports, the real orders, and the crowd.

The server runs here as it does for `serve`; the crowd is another process, and what each of both
takes of the processor is told apart.
"""

import asyncio
import resource
import sys
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import uvloop
from sqlite_utils import Database

from exam.clock import ExamTime
from exam.errors import LinkError
from server.ceremony import Handouts
from server.door import open_check_in
from server.office import OpenExam, open_exam
from server.rehearsal.errand import READY, Candidate, Errand, Tale, read_tale, write_errand
from server.starting import order_start
from server.topics import unlock_topics
from server.web.doors import Doors
from server.web.serve import attend

_LINE_BYTES: Final = 64_000_000
_NOBODY: Final = ""


@dataclass(frozen=True, slots=True)
class Played:
    """What became of it: the crowd's tale, hand-ins in the database, and what the server took.

    `cpu` is the part of one processor core that the server used, `memory` the most bytes that it
    ever held.
    """

    tale: Tale
    seats: int
    received: int
    cpu: float
    memory: int


def play(
    root: Path,
    handouts: Handouts,
    doors: Doors,
    when_writing: Callable[[], None] = lambda: None,
) -> Played:
    """Serve a throwaway exam and let the crowd write it; `when_writing` is called at the start.

    Raises:
        LinkError: the crowd ended without a word.

    """
    with open_exam(root) as exam:
        return uvloop.run(_play(exam, handouts, doors, when_writing))


async def _play(
    exam: OpenExam, handouts: Handouts, doors: Doors, when_writing: Callable[[], None]
) -> Played:
    stop, ready = asyncio.Event(), asyncio.Event()
    serving = asyncio.create_task(attend(exam, doors, stop, ready.set))
    try:
        await _first(serving, ready)
        before, began = _cpu_seconds(), time.monotonic()
        tale = await _send_crowd(exam, handouts, doors, when_writing)
        used = (_cpu_seconds() - before) / (time.monotonic() - began)
    finally:
        stop.set()
        await serving
    received = exam.store.read(_hand_ins)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return Played(tale, len(handouts.cards), received, used, memory)


async def _first(serving: "asyncio.Task[None]", ready: asyncio.Event) -> None:
    """Wait until the server answers, or has ended with an error."""
    waiting = asyncio.create_task(ready.wait())
    await asyncio.wait({serving, waiting}, return_when=asyncio.FIRST_COMPLETED)
    if serving.done():
        waiting.cancel()
        serving.result()


async def _send_crowd(
    exam: OpenExam, handouts: Handouts, doors: Doors, when_writing: Callable[[], None]
) -> Tale:
    """Let the crowd come in, unlock the topics, order the start, and wait for the tale."""
    await exam.act(lambda db, now: open_check_in(db, _NOBODY, now))
    await asyncio.to_thread(unlock_topics, exam, handouts.topic_key, _NOBODY)
    crowd = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "server.rehearsal", stdin=PIPE, stdout=PIPE, limit=_LINE_BYTES
    )
    try:
        _tell(crowd, _errand(exam, handouts, doors))
        if await _line(crowd) != READY:
            raise LinkError("rehearsal.no-crowd")
        await exam.act(lambda db, now: _start(db, exam, now))
        when_writing()
        return read_tale(await _line(crowd))
    finally:
        if crowd.returncode is None:
            crowd.kill()
        await crowd.wait()


def _start(db: Database, exam: OpenExam, now: ExamTime) -> None:
    order_start(db, exam, _NOBODY, now)


def _errand(exam: OpenExam, handouts: Handouts, doors: Doors) -> Errand:
    pairs = zip(handouts.cards, handouts.pairing_codes, strict=True)
    return Errand(
        host=doors.host,
        kiosk_port=doors.kiosk_port,
        people_port=doors.people_port,
        manifest=exam.manifest_bytes,
        writing_milliseconds=exam.config.writing_milliseconds,
        candidates=tuple(
            Candidate(
                card.application.number,
                card.application.id,
                card.code,
                pairing.show(),
                f"PC-{at:02}",
            )
            for at, (card, pairing) in enumerate(pairs, start=1)
        ),
    )


def _tell(crowd: Process, errand: Errand) -> None:
    if crowd.stdin is not None:
        crowd.stdin.write(write_errand(errand))


async def _line(crowd: Process) -> bytes:
    line = b"" if crowd.stdout is None else await crowd.stdout.readline()
    if not line:
        raise LinkError("rehearsal.no-crowd")
    return line.strip()


def _hand_ins(db: Database) -> int:
    row = db.execute("select count(distinct application_id) from envelopes").fetchone()
    return int(row[0])


def _cpu_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
