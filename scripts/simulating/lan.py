"""The network between PCs and server: it loses, doubles, delays and reorders calls, and splits.

A call that gets no answer ends after the kiosk's timeout. A connection that is half open takes the
call and never answers. What was delayed may arrive long after the kiosk gave it up.
"""

import asyncio
from dataclasses import dataclass
from random import Random
from typing import Any, Final, Protocol, TypeVar

from exam.errors import ExamError, LinkError, RefusedError
from exam.protocol import (
    BeatReply,
    BeatRequest,
    Message,
    Refusal,
    SignInReply,
    SignInRequest,
    SubmitReply,
    SubmitRequest,
    decode,
    encode,
)
from kiosk.calling import Limit
from kiosk.link import Patience
from scripts.simulating.loop import VirtualLoop
from scripts.simulating.machine import Computer
from scripts.simulating.story import Story

_ADDRESS: Final = "10.0.0.1:8443"
_PATIENCE: Final = Patience()
_SLOW_SECONDS: Final = 0.5
_WHILE_SECONDS: Final = 10.0
_Reply = TypeVar("_Reply", SignInReply, BeatReply, SubmitReply)


class Answering(Protocol):
    """Whoever answers calls, if it is there.

    No connection outlives the program that took it: `life` tells one from the next.
    """

    @property
    def life(self) -> int:
        """Which life of the program this is, 0 while it does not run."""

    def take(self, seat: str, call: str, certificate: bytes, raw: bytes) -> "asyncio.Future[bytes]":
        """Answer a call; refused, or failed, or never."""


@dataclass
class Weather:
    """How the network is for one seat, or for all."""

    cut_until: float = 0.0
    half_open_until: float = 0.0
    loss: float = 0.0
    loss_of_reply: float = 0.0
    doubling: float = 0.0
    slow: float = 0.0
    bad_until: float = 0.0


@dataclass(frozen=True, slots=True)
class _Fate:
    """What becomes of one call: seconds there and back, None where it is lost."""

    there: float | None
    back: float | None
    again: float | None = None


class Lan:
    """One network."""

    def __init__(self, loop: VirtualLoop, random: Random, story: Story) -> None:
        self._loop = loop
        self._random = random
        self._story = story
        self._weather: dict[str, Weather] = {}
        self._healed_at = -_WHILE_SECONDS
        self.server: Answering | None = None
        self.calls = 0
        self._troubled: dict[str, bool] = {}
        self._good_since: dict[str, float] = {}

    def weather(self, seat: str) -> Weather:
        """Return how it is for a seat."""
        return self._weather.setdefault(seat, Weather())

    def heal(self) -> None:
        """Be a good network again, for all."""
        self._healed_at = self._loop.time()
        self._weather.clear()

    def is_good(self, seat: str, seconds: float) -> bool:
        """Whether every call of that seat was answered for so long, and nothing threatens."""
        now = self._loop.time()
        weather = self.weather(seat)
        bad_until = max(weather.cut_until, weather.half_open_until, weather.bad_until)
        is_bad = (bad_until > 0 and bad_until + seconds > now) or self._troubled.get(seat, True)
        return not is_bad and now - self._good_since.get(seat, now) > seconds

    def is_open(self, seat: str) -> bool:
        """Whether calls of that seat get through, and have just now."""
        now, weather = self._loop.time(), self.weather(seat)
        is_bad = max(weather.cut_until, weather.half_open_until, weather.bad_until) > now
        return not is_bad and not self._troubled.get(seat, True)

    def is_calm(self) -> bool:
        """Whether no call is delayed now, or was lately."""
        now = self._loop.time()
        latest = max((one.bad_until for one in self._weather.values()), default=0.0)
        return max(latest, self._healed_at) + _WHILE_SECONDS <= now

    def note_answer(self, seat: str, seconds: float) -> None:
        """Know that a call was answered, after so long."""
        if self._troubled.get(seat, True) or seconds > _SLOW_SECONDS:
            self._troubled[seat] = False
            self._good_since[seat] = self._loop.time()

    def note_trouble(self, seat: str) -> None:
        """Know that a call was not, or waits for its answer too long already."""
        self._troubled[seat] = True

    def fate(self, seat: str) -> "_Fate | None":
        """Decide what becomes of a call; None if nothing listens or no cable is there."""
        now, dice, weather = self._loop.time(), self._random, self.weather(seat)
        self.calls += 1
        if weather.cut_until > now:
            return None
        there, back = 0.001 + 0.004 * dice.random(), 0.001 + 0.004 * dice.random()
        if weather.half_open_until > now:
            return _Fate(None, None) if dice.random() < 0.5 else _Fate(there, None)
        if weather.bad_until <= now:
            return _Fate(there, back)
        return self._bad_fate(seat, weather, there, back)

    def _bad_fate(self, seat: str, weather: Weather, there: float, back: float) -> _Fate:
        dice, count = self._random, self._story.faults
        again: float | None = None
        if dice.random() < weather.slow:
            count["call delayed"] += 1
            there += 4.0 * dice.random()
            back += 2.0 * dice.random()
        if dice.random() < weather.doubling:
            count["call doubled"] += 1
            again = there + 8.0 * dice.random() ** 2
        if dice.random() < weather.loss:
            count["request lost"] += 1
            late = dice.random() < 0.3
            if late:
                count["request late"] += 1
            return _Fate(5.0 + 20.0 * dice.random() if late else None, None)
        if dice.random() < weather.loss_of_reply:
            count["reply lost"] += 1
            return _Fate(there, None, again)
        return _Fate(there, back, again)


class VirtualLink:
    """The calls of one kiosk program over the virtual network."""

    def __init__(self, lan: Lan, loop: VirtualLoop, computer: Computer) -> None:
        self._lan = lan
        self._loop = loop
        self._computer = computer
        self._failures = 0
        self._has_answered = False

    async def sign_in(self, request: SignInRequest, *, is_needed: bool = True) -> SignInReply:
        """Sign a candidate in at this seat; one who can begin without it does not wait long."""
        return await self._call("sign_in", request, SignInReply, is_urgent=not is_needed)

    async def beat(self, request: BeatRequest) -> BeatReply:
        """Send status and records, hear what is held, the time and the orders."""
        return await self._call("beat", request, BeatReply)

    async def submit(self, request: SubmitRequest) -> SubmitReply:
        """Send a sealed envelope, get its receipt."""
        return await self._call("submit", request, SubmitReply)

    async def close(self) -> None:
        """Let go of the connection."""

    async def _call(
        self, call: str, request: Message, kind: type[_Reply], *, is_urgent: bool = False
    ) -> _Reply:
        raw = encode(request)
        limit = _PATIENCE.limit(self._failures)
        if call == "sign_in" and (is_urgent or self._failures or not self._has_answered):
            limit = _PATIENCE.short_limit
        began, seat = self._loop.time(), self._computer.name
        overdue = self._loop.call_later(_SLOW_SECONDS, self._lan.note_trouble, seat)
        try:
            reply = await self._ask(call, raw, limit)
        except LinkError:
            self._failures += 1
            self._lan.note_trouble(seat)
            raise
        except RefusedError:
            self._note_answer(began)
            raise
        finally:
            overdue.cancel()
        self._note_answer(began)
        return decode(reply, kind)

    def _note_answer(self, began: float) -> None:
        self._failures, self._has_answered = 0, True
        self._lan.note_answer(self._computer.name, self._loop.time() - began)

    async def _ask(self, call: str, raw: bytes, limit: Limit) -> bytes:
        """Wait for an answer, but not for longer than the shipped link does."""
        fate, loop = self._lan.fate(self._computer.name), self._loop
        life = 0 if self._lan.server is None else self._lan.server.life
        answer: asyncio.Future[Any] = loop.create_future()
        unreachable = LinkError("link.unreachable", address=_ADDRESS)
        if fate is None:
            loop.call_later(limit.connect_seconds, self._computer.wake, answer, unreachable)
            await answer
            raise unreachable
        timeout = loop.call_later(limit.seconds, self._computer.wake, answer, unreachable)
        for there in (fate.there, fate.again):
            if there is not None:
                loop.call_later(there, self._deliver, life, call, raw, answer, fate.back)
        try:
            reply: bytes = await answer
        finally:
            timeout.cancel()
        return reply

    def _deliver(
        self,
        life: int,
        call: str,
        raw: bytes,
        answer: "asyncio.Future[Any]",
        back: float | None,
    ) -> None:
        """Bring a call to the server, and its answer back if it is not lost."""
        server, seat = self._lan.server, self._computer
        if server is None or not life or server.life != life:
            self._bring(answer, back, LinkError("link.unreachable", address=_ADDRESS))
            return
        done = server.take(seat.name, call, seat.place.certificate, raw)

        def bring(future: "asyncio.Future[bytes]") -> None:
            error = future.exception()
            self._bring(answer, back, future.result() if error is None else _as_told(error))

        done.add_done_callback(bring)

    def _bring(self, answer: "asyncio.Future[Any]", back: float | None, result: object) -> None:
        if back is not None and not answer.done():
            self._loop.call_later(back, self._computer.wake, answer, result)


def _as_told(error: BaseException) -> ExamError:
    """Return an error of the server as the kiosk reads it off the wire."""
    if isinstance(error, ExamError):
        refusal = decode(encode(Refusal.of(error)), Refusal)
        return refusal.to_error()
    if isinstance(error, ConnectionResetError):
        return LinkError("link.unreachable", address=_ADDRESS)
    return LinkError("link.unexpected", address=_ADDRESS, status=500)
