"""A connection under TLS: what is said arrives once and in order, in whatever pieces it comes."""

import asyncio
import ssl
from contextlib import suppress
from typing import Any

import pytest

from exam.protocol import SERVER_NAME
from server.office import OpenExam
from server.web import wire
from server.web.tls import kiosk_context, people_context
from server.web.wire import TlsDoor, Wire
from tests.server.remote import trust

SPEECH = bytes(range(256)) * 400
"""More than six records of TLS."""


class _Bare(asyncio.Transport):
    """The connection under the TLS: what was sent on it, and whether anybody reads it."""

    def __init__(self) -> None:
        super().__init__({"peername": ("10.0.0.7", 4711)})
        self.sent = b""
        self.is_read, self.is_gone = True, False

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Send."""
        self.sent += bytes(data)

    def pause_reading(self) -> None:
        """Read no more."""
        self.is_read = False

    def resume_reading(self) -> None:
        """Read on."""
        self.is_read = True

    def is_closing(self) -> bool:
        """Whether it was cut off."""
        return self.is_gone

    def abort(self) -> None:
        """Cut off."""
        self.is_gone = True


class _Listener(asyncio.Protocol):
    """A protocol within that remembers all; it asks for a pause after so many bytes."""

    def __init__(self, pause_after: int | None = None) -> None:
        self.heard, self.lost = b"", list[Exception | None]()
        self.transports: list[asyncio.BaseTransport] = []
        self.crowded: list[bool] = []
        self._pause_after = pause_after

    @property
    def transport(self) -> Any:
        """What it speaks through; there is one."""
        (only,) = self.transports
        return only

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        self.transports.append(transport)

    def data_received(self, data: bytes) -> None:
        """Listen, or ask for a pause."""
        self.heard += data
        if self._pause_after is not None and len(self.heard) > self._pause_after:
            self._pause_after = None
            self.transport.pause_reading()

    def connection_lost(self, exc: Exception | None) -> None:
        """Remember how it ended."""
        self.lost.append(exc)

    def pause_writing(self) -> None:
        """Hear that too much waits."""
        self.crowded.append(True)

    def resume_writing(self) -> None:
        """Hear that there is room."""
        self.crowded.append(False)


class _Caller:
    """Whoever calls: TLS without a network, whose bytes a test carries to and fro."""

    def __init__(self, door: TlsDoor, context: ssl.SSLContext) -> None:
        self.bare = _Bare()
        self.wire: Wire = door()
        self.wire.connection_made(self.bare)
        self._in, self._out = ssl.MemoryBIO(), ssl.MemoryBIO()
        self.tls = context.wrap_bio(self._in, self._out, server_hostname=SERVER_NAME)

    def shake_hands(self, piece: int = 65_536) -> None:
        """Carry what both say until the handshake is over."""
        for _ in range(3):
            with suppress(ssl.SSLWantReadError):
                self.tls.do_handshake()
            self.carry(self._out.read(), piece)
            self._hear()

    def say(self, text: bytes) -> bytes:
        """Return what goes over the network if this is said."""
        self.tls.write(text)
        return self._out.read()

    def leave(self) -> bytes:
        """Return what goes over the network as a farewell."""
        with suppress(ssl.SSLWantReadError):
            self.tls.unwrap()
        return self._out.read()

    def carry(self, sealed: bytes, piece: int = 65_536) -> None:
        """Bring bytes to the wire, in such pieces at most as it has room for."""
        while sealed:
            room = self.wire.get_buffer(-1)
            count = min(piece, len(room), len(sealed))
            room[:count] = sealed[:count]
            sealed = sealed[count:]
            self.wire.buffer_updated(count)

    def heard(self) -> bytes:
        """Return what was answered; raises what a caller would meet."""
        self._hear()
        text = b""
        with suppress(ssl.SSLWantReadError):
            while some := self.tls.read(65_536):
                text += some
        return text

    def _hear(self) -> None:
        self._in.write(self.bare.sent)
        self.bare.sent = b""


def _door(context: ssl.SSLContext, *inside: _Listener) -> TlsDoor:
    """A door behind which one listener after the other waits."""
    return TlsDoor(context, iter(inside).__next__)


def _speaking(exam: OpenExam, listener: _Listener, piece: int = 65_536) -> _Caller:
    """Return somebody who calls at the people's door, and is heard."""
    caller = _Caller(_door(people_context(exam.directory), listener), trust(exam))
    caller.shake_hands(piece)
    return caller


async def _settle() -> None:
    """Let everybody do what they can do now."""
    for _ in range(10):
        await asyncio.sleep(0)


@pytest.mark.parametrize("piece", [1, 7, 1000, 16_384, 65_536])
async def test_what_is_said_arrives_in_order_in_whatever_pieces_it_comes(
    exam: OpenExam, piece: int
) -> None:
    listener = _Listener()
    caller = _speaking(exam, listener, piece)
    for text in (b"first", SPEECH, b"last"):
        caller.carry(caller.say(text), piece)
    assert listener.heard == b"first" + SPEECH + b"last"
    assert listener.transport.get_extra_info("peername") == ("10.0.0.7", 4711)
    assert caller.bare.is_read


@pytest.mark.parametrize("at", [0, 100, 16_384, 40_000])
async def test_after_a_pause_nothing_is_missing_and_nothing_comes_twice(
    exam: OpenExam, at: int
) -> None:
    listener = _Listener(pause_after=at)
    caller = _speaking(exam, listener)
    sealed = caller.say(SPEECH)
    room = len(caller.wire.get_buffer(-1))
    pieces = [sealed[begin : begin + room] for begin in range(0, len(sealed), room)]
    while len(listener.heard) <= at:
        caller.carry(pieces.pop(0))
    said = len(listener.heard)
    await _settle()
    assert (len(listener.heard), caller.bare.is_read) == (said, False)
    listener.transport.resume_reading()
    await _settle()
    assert caller.bare.is_read
    caller.carry(b"".join(pieces))
    assert listener.heard == SPEECH


async def test_who_asks_for_a_pause_again_before_reading_went_on_is_left_alone(
    exam: OpenExam,
) -> None:
    listener = _Listener(pause_after=0)
    caller = _speaking(exam, listener)
    caller.carry(caller.say(SPEECH)[:16_384])
    listener.transport.resume_reading()
    listener.transport.pause_reading()
    await _settle()
    assert not caller.bare.is_read


async def test_two_callers_share_a_buffer_and_never_hear_of_each_other(exam: OpenExam) -> None:
    listeners = _Listener(pause_after=100), _Listener()
    door = _door(people_context(exam.directory), *listeners)
    callers = [_Caller(door, trust(exam)) for _ in listeners]
    for caller in callers:
        caller.shake_hands()
    texts = bytes(len(SPEECH)), SPEECH
    sealed = [caller.say(text) for caller, text in zip(callers, texts, strict=True)]
    callers[0].carry(sealed[0][:30_000], 1000)
    assert 0 < len(listeners[0].heard) < 30_000
    callers[1].carry(sealed[1], 5000)
    listeners[0].transport.resume_reading()
    await _settle()
    callers[0].carry(sealed[0][30_000:])
    assert tuple(listener.heard for listener in listeners) == texts


async def test_an_answer_arrives_and_too_much_of_it_is_told(exam: OpenExam) -> None:
    listener = _Listener()
    caller = _speaking(exam, listener)
    listener.transport.write(SPEECH)
    listener.transport.write(b"")
    assert caller.heard() == SPEECH
    caller.wire.pause_writing()
    caller.wire.resume_writing()
    assert listener.crowded == [True, False]


async def test_a_farewell_comes_after_the_answer_and_what_is_said_then_is_not_heard(
    exam: OpenExam,
) -> None:
    listener = _Listener()
    caller = _speaking(exam, listener)
    late = caller.say(b"too late")
    listener.transport.pause_reading()
    listener.transport.write(b"answer")
    listener.transport.close()
    listener.transport.close()
    listener.transport.write(b"nothing more")
    caller.carry(late)
    assert listener.transport.is_closing()
    assert (caller.heard(), listener.heard, caller.bare.is_read) == (b"answer", b"", True)
    assert caller.tls.read(1) == b"", "the farewell"
    assert not caller.bare.is_gone
    caller.wire.connection_lost(None)
    assert listener.lost == [None]


async def test_who_stays_after_the_farewell_is_cut_off(
    exam: OpenExam, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire, "_FAREWELL_SECONDS", 0)
    listener = _Listener()
    caller = _speaking(exam, listener)
    listener.transport.close()
    await _settle()
    assert caller.bare.is_gone


async def test_a_caller_s_farewell_is_answered(exam: OpenExam) -> None:
    caller = _speaking(exam, _Listener())
    caller.carry(caller.leave())
    assert caller.wire.is_closing()
    assert caller.bare.sent


async def test_who_does_not_finish_the_handshake_is_cut_off_and_nobody_hears_of_it(
    exam: OpenExam, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire, "_HANDSHAKE_SECONDS", 0)
    listener = _Listener()
    caller = _Caller(_door(people_context(exam.directory), listener), trust(exam))
    await _settle()
    assert caller.bare.is_gone
    caller.wire.connection_lost(None)
    assert (listener.transports, listener.lost) == ([], [])


async def test_of_too_many_who_never_finish_the_handshake_the_first_gives_way(
    exam: OpenExam, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire, "_MOST_STRANGERS", 2)
    door = _door(people_context(exam.directory), *(_Listener() for _ in range(7)))
    known, gone = _Caller(door, trust(exam)), _Caller(door, trust(exam))
    known.shake_hands()
    gone.wire.connection_lost(None)
    strangers = [_Caller(door, trust(exam)) for _ in range(4)]
    assert [each.bare.is_gone for each in strangers] == [True, True, False, False]
    assert not known.bare.is_gone
    strangers[2].shake_hands()
    last = _Caller(door, trust(exam))
    assert [each.bare.is_gone for each in (*strangers[2:], last)] == [False, False, False]


@pytest.mark.parametrize("said", [b"GET / HTTP/1.1\r\n\r\n", bytes(40_000)], ids=["HTTP", "zeros"])
async def test_nobody_hears_of_who_speaks_no_tls(exam: OpenExam, said: bytes) -> None:
    listener = _Listener()
    caller = _Caller(_door(people_context(exam.directory), listener), trust(exam))
    caller.carry(said)
    assert caller.wire.is_closing()
    assert listener.transports == []


async def test_who_shows_no_certificate_hears_that_one_is_asked_for(exam: OpenExam) -> None:
    listener = _Listener()
    caller = _Caller(_door(kiosk_context(exam.directory), listener), trust(exam))
    caller.shake_hands()
    with pytest.raises(ssl.SSLError, match="CERTIFICATE_REQUIRED"):
        caller.heard()
    assert listener.transports == []


@pytest.mark.parametrize("at", range(0, 200, 9))
async def test_a_damaged_byte_ends_the_connection_and_nothing_false_is_heard(
    exam: OpenExam, at: int
) -> None:
    listener = _Listener()
    caller = _speaking(exam, listener)
    sealed = bytearray(caller.say(b"x" * 200))
    sealed[at] ^= 0x40
    caller.carry(bytes(sealed))
    caller.carry(caller.say(b"y"))
    assert listener.heard == b""


async def test_a_connection_that_is_cut_off_takes_and_gives_no_more(exam: OpenExam) -> None:
    listener = _Listener()
    caller = _speaking(exam, listener)
    sealed = caller.say(b"more")
    listener.transport.abort()
    assert caller.bare.is_gone
    caller.carry(sealed)
    listener.transport.write(b"answer")
    listener.transport.pause_reading()
    listener.transport.resume_reading()
    await _settle()
    assert (listener.heard, caller.bare.is_read) == (b"", True)
