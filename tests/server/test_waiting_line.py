"""The kiosk door in a crowd: few long calls are read at a time, and nobody blocks the rest."""

import asyncio
from collections.abc import Mapping
from typing import Any

import msgspec
import pytest
import uvicorn
from uvicorn.server import ServerState

from exam.errors import RefusedError
from exam.protocol import MESSAGE_BYTES, Refusal, SubmitRequest
from server.counter import Counter
from server.web.kiosk_api import KioskDoor
from server.web.tls import GATHERED_BYTES, LONG_BYTES, PEER_CERTIFICATE, DoorProtocol
from server.web.waiting_line import WaitingLine

LONG = LONG_BYTES + 1
REVOKED = b"9"
GONE = {"type": "http.disconnect"}


class _Counter(Counter):
    """Takes every envelope and says how long it was."""

    def __init__(self) -> None:
        self.taken: list[bytes] = []

    def require_welcome(self, certificate: bytes) -> None:
        """Refuse one seat."""
        if certificate == REVOKED:
            raise RefusedError("seat.revoked", seat="PC-09")

    async def submit(self, certificate: bytes, raw: bytes) -> bytes:
        """Remember whose it was."""
        self.taken.append(certificate)
        return b"%d" % len(raw)


class _Caller:
    """Somebody who calls `/submit` and sends what a test says."""

    def __init__(self, door: KioskDoor, seat: bytes, announced: int | None = LONG) -> None:
        self._events: asyncio.Queue[Mapping[str, Any]] = asyncio.Queue()
        self.asked = 0
        self.answer: list[Any] = []
        length = [] if announced is None else [(b"content-length", b"%d" % announced)]
        scope: Any = {
            "path": "/submit",
            "method": "POST",
            "headers": [(b"host", b"makalah.internal"), *length],
            "extensions": {PEER_CERTIFICATE: seat},
        }
        send: Any = self._hear
        self.call = asyncio.ensure_future(door(scope, self._receive, send))

    async def _receive(self) -> Any:
        self.asked += 1
        return await self._events.get()

    async def _hear(self, message: Mapping[str, Any]) -> None:
        self.answer.append(message)

    def send(self, body: bytes, *, more: bool = False) -> None:
        """Send a part of the call."""
        self._events.put_nowait({"type": "http.request", "body": body, "more_body": more})

    def go(self) -> None:
        """Go away."""
        self._events.put_nowait(GONE)

    async def status(self) -> int:
        """Return how the call was answered."""
        await asyncio.wait_for(self.call, 60)
        return int(self.answer[0]["status"])


async def _settle() -> None:
    """Let everybody do what they can do now."""
    for _ in range(10):
        await asyncio.sleep(0)


async def test_of_many_long_calls_few_are_read_at_the_same_time_and_all_are_answered() -> None:
    counter = _Counter()
    door = KioskDoor(counter, WaitingLine(places=2))
    crowd = [_Caller(door, b"%d" % at) for at in range(5)]
    await _settle()
    assert [caller.asked for caller in crowd] == [1, 1, 0, 0, 0]
    for caller in crowd:
        caller.send(bytes(LONG - 1), more=True)
        caller.send(b"!")
    assert [await caller.status() for caller in crowd] == [200] * 5
    assert counter.taken == [b"0", b"1", b"2", b"3", b"4"]
    assert {caller.answer[1]["body"] for caller in crowd} == {b"%d" % LONG}


async def test_a_short_call_waits_for_nobody() -> None:
    door = KioskDoor(_Counter(), WaitingLine(places=1))
    first, short = _Caller(door, b"1"), _Caller(door, b"2", LONG_BYTES)
    short.send(bytes(LONG_BYTES))
    assert await short.status() == 200
    first.go()
    await first.call


async def test_a_call_that_does_not_say_how_long_it_is_waits_like_a_long_one() -> None:
    door = KioskDoor(_Counter(), WaitingLine(places=1))
    first, second = _Caller(door, b"1"), _Caller(door, b"2", None)
    await _settle()
    assert (first.asked, second.asked) == (1, 0)
    first.go()
    second.send(b"")
    assert await second.status() == 200


async def test_a_seat_takes_one_place_however_often_it_calls() -> None:
    door = KioskDoor(_Counter(), WaitingLine(places=2))
    first, again, other = (_Caller(door, seat) for seat in (b"1", b"1", b"2"))
    assert await again.status() == 503
    refusal = msgspec.msgpack.decode(again.answer[1]["body"], type=Refusal)
    assert refusal == Refusal("server.request", {"status": 503})
    for caller in (other, first):
        caller.send(b"")
        assert await caller.status() == 200
    once_more = _Caller(door, b"1")
    once_more.send(b"")
    assert await once_more.status() == 200


async def test_a_revoked_seat_is_refused_before_anything_long_of_it_is_read() -> None:
    caller = _Caller(KioskDoor(_Counter(), WaitingLine(places=1)), REVOKED)
    assert (await caller.status(), caller.asked) == (409, 0)


async def test_who_sends_nothing_more_gives_the_place_to_the_next() -> None:
    door = KioskDoor(_Counter(), WaitingLine(places=1), patience_seconds=0.01)
    silent, next_one = _Caller(door, b"1", None), _Caller(door, b"2")
    silent.send(b"begun", more=True)
    next_one.send(b"whole")
    assert (await silent.status(), await next_one.status()) == (503, 200)


async def test_who_goes_away_is_not_answered_and_keeps_no_place() -> None:
    counter = _Counter()
    door = KioskDoor(counter, WaitingLine(places=1))
    gone, next_one = _Caller(door, b"1"), _Caller(door, b"2")
    gone.send(b"begun", more=True)
    gone.go()
    next_one.send(b"")
    assert await next_one.status() == 200
    await gone.call
    assert (gone.answer, counter.taken) == ([], [b"2"])


async def test_more_than_was_announced_is_refused_before_it_is_all_here() -> None:
    door = KioskDoor(_Counter(), WaitingLine(places=1))
    caller = _Caller(door, b"1", None)
    for _ in range(2):
        caller.send(bytes(MESSAGE_BYTES[SubmitRequest]), more=True)
    assert await caller.status() == 413


class _Transport(asyncio.Transport):
    """A connection of which a test only knows whether it is read."""

    def __init__(self) -> None:
        super().__init__()
        self.is_read = True

    def pause_reading(self) -> None:
        """Read no more."""
        self.is_read = False

    def resume_reading(self) -> None:
        """Read on."""
        self.is_read = True

    def close(self) -> None:
        """End."""


@pytest.mark.parametrize(("length", "is_read"), [(LONG_BYTES, True), (LONG, False)])
async def test_a_long_body_stays_in_the_network_until_it_is_asked_for(
    length: int, is_read: bool
) -> None:
    asked = asyncio.Event()
    read: list[bool] = []

    async def app(_scope: Any, receive: Any, _send: Any) -> None:
        read.append(transport.is_read)
        asked.set()
        while (await receive())["type"] != GONE["type"]:
            pass

    transport, config = _Transport(), uvicorn.Config(app, http=DoorProtocol, log_config=None)
    protocol = DoorProtocol(config, ServerState(), {})
    protocol.connection_made(transport)
    protocol.data_received(b"POST /submit HTTP/1.1\r\nContent-Length: %d\r\n\r\nx" % length)
    await asyncio.wait_for(asked.wait(), 60)
    await _settle()
    assert (read, transport.is_read) == ([is_read], True)
    protocol.connection_lost(None)
    await asyncio.gather(*protocol.tasks)


@pytest.mark.parametrize(
    ("length", "pieces"),
    [
        (2, [1, 1]),
        (LONG_BYTES, [1, LONG_BYTES - 1]),
        (LONG, [LONG]),
        (GATHERED_BYTES, [GATHERED_BYTES]),
        (GATHERED_BYTES + 1, [1, GATHERED_BYTES]),
    ],
)
async def test_a_long_body_of_ordinary_length_is_handed_over_whole(
    length: int, pieces: list[int]
) -> None:
    heard: list[int] = []

    async def app(_scope: Any, receive: Any, _send: Any) -> None:
        while (event := await receive())["type"] != GONE["type"]:
            if event["body"]:
                heard.append(len(event["body"]))

    config = uvicorn.Config(app, http=DoorProtocol, log_config=None)
    protocol = DoorProtocol(config, ServerState(), {})
    protocol.connection_made(_Transport())
    protocol.data_received(b"POST /submit HTTP/1.1\r\nContent-Length: %d\r\n\r\n" % length)
    for piece in (b"x", bytes(length - 1)):
        await _settle()
        protocol.data_received(piece)
    await _settle()
    protocol.connection_lost(None)
    await asyncio.gather(*protocol.tasks)
    assert heard == pieces
