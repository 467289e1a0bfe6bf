"""The crowd: every simulated PC enrols, signs in, beats every two seconds, writes and hands in.

All PCs hand in at the same instant, as they do when the time is up. What fails is counted and
named, and the others go on.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Final, TypeVar

import httpx

from exam.clock import BEAT_SECONDS
from exam.config import decode_config
from exam.errors import ExamError
from exam.protocol import BeatReply, decode_manifest
from server.rehearsal.errand import Calls, Candidate, Errand, Tale
from server.rehearsal.pc import Pc, Site, new_client

_T = TypeVar("_T")
_KEYS_PER_BEAT: Final = 6
"""A good typist: 180 keys a minute."""
_AT_ONCE: Final = 8
"""So many PCs enrol or sign in at the same time; people do not do it all at once either."""
_PATIENCE_SECONDS: Final = 120
"""How long the crowd waits for the start."""


class Crowd:
    """All the PCs, and what they went through."""

    def __init__(self, errand: Errand) -> None:
        manifest = decode_manifest(errand.manifest)
        self._site = Site(errand, manifest, decode_config(manifest.config))
        self._beats = _Stopwatch()
        self._hand_ins = _Stopwatch()
        self._others = _Stopwatch()
        self._enrolled = 0
        self._known_before: list[int] = []
        self._began: list[int] = []

    async def go(self, when_ready: Callable[[], None]) -> Tale:
        """Play the sitting; `when_ready` is called when everybody who can has signed in."""
        errand, gate = self._site.errand, asyncio.Semaphore(_AT_ONCE)
        async with new_client(self._site.trust()) as people:
            arrivals = (self._arrive(who, people, gate) for who in errand.candidates)
            arrived = await asyncio.gather(*arrivals)
        pcs = [pc for pc in arrived if pc is not None]
        when_ready()
        gap = BEAT_SECONDS / max(1, len(pcs))
        await asyncio.gather(*(self._sit(pc, at * gap) for at, pc in enumerate(pcs)))
        watches = (self._beats, self._hand_ins, self._others)
        return Tale(
            enrolled=self._enrolled,
            signed_in=len(pcs),
            beats=self._beats.calls,
            hand_ins=self._hand_ins.calls,
            known_before=tuple(self._known_before),
            began=tuple(self._began),
            problems=tuple(sorted({one for watch in watches for one in watch.problems})),
        )

    async def _arrive(
        self, who: Candidate, people: httpx.AsyncClient, gate: asyncio.Semaphore
    ) -> Pc | None:
        """Enrol a PC and sign its candidate in; None if that failed."""
        pc = Pc(self._site, who)
        async with gate:
            if not await self._others.time(pc.enrol(people)):
                return None
            self._enrolled += 1
            if not await self._others.time(pc.sign_in()):
                await pc.close()
                return None
        return pc

    async def _sit(self, pc: Pc, late: float) -> None:
        """Beat in one's own rhythm until the start, write until the end, hand in."""
        await asyncio.sleep(late)
        try:
            start = await self._await_start(pc)
            if start is not None:
                await self._write(pc, start)
        finally:
            await pc.close()

    async def _await_start(self, pc: Pc) -> "_Start | None":
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while time.monotonic() < deadline:
            reply = await self._beats.time(pc.beat("ready"))
            if isinstance(reply, BeatReply):
                at = pc.start_in(reply)
                if at is not None:
                    self._known_before.append(at - reply.time.exam_time)
                    ahead = (at - reply.time.exam_time) / 1000
                    return _Start(at, time.monotonic() + ahead)
            await asyncio.sleep(BEAT_SECONDS)
        return None

    async def _write(self, pc: Pc, start: "_Start") -> None:
        length = self._site.errand.writing_milliseconds
        end, is_heard = start.instant + length / 1000, False
        while (left := end - time.monotonic()) > 0:
            await asyncio.sleep(min(BEAT_SECONDS, left))
            is_writing = time.monotonic() >= start.instant
            if is_writing:
                pc.write(_KEYS_PER_BEAT)
            reply = await self._beats.time(pc.beat("writing" if is_writing else "ready"))
            if is_writing and reply and not is_heard:
                is_heard = True
                self._began.append(round((time.monotonic() - start.instant) * 1000))
        envelope = await asyncio.to_thread(pc.seal, start.at + length)
        await self._hand_ins.time(pc.submit(envelope))


class _Start:
    """When it starts: by exam time, and by this machine's clock (seconds)."""

    def __init__(self, at: int, instant: float) -> None:
        self.at = at
        self.instant = instant


class _Stopwatch:
    """How long calls take, and what becomes of those that fail."""

    def __init__(self) -> None:
        self._taken: list[float] = []
        self._failed = 0
        self.problems: set[str] = set()

    @property
    def calls(self) -> Calls:
        """What was measured."""
        return Calls(tuple(self._taken), self._failed)

    async def time(self, call: Awaitable[_T]) -> _T | bool:
        """Wait for a call; returns its answer or True, or False if it failed."""
        began = time.perf_counter()
        try:
            answer = await call
        except (ExamError, httpx.HTTPError) as error:
            self._failed += 1
            code = error.code if isinstance(error, ExamError) else type(error).__name__
            self.problems.add(code)
            return False
        self._taken.append((time.perf_counter() - began) * 1000)
        return True if answer is None else answer
