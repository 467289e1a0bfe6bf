"""A connection under TLS, as the protocol within it sees one.

The event loop's own TLS keeps two buffers for each connection, of whatever size it once read. With
a thousand kiosks these fill the memory, or so little is read at once that a paper comes in crumbs.
All connections of a door are read in one thread, one after the other, so one buffer of each kind
serves them all.
"""

import asyncio
import ssl
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final

_HANDSHAKE_SECONDS: Final = 60
_MOST_STRANGERS: Final = 2048
"""So many may be in the middle of a handshake, of some 50 kB each: a whole lab comes at once."""
_FAREWELL_SECONDS: Final = 30
"""Whoever takes no more by then is cut off."""
_READ_BYTES: Final = 16 * 1024 + 256
"""One record of TLS with what surrounds it."""
_PIECE_BYTES: Final = 8 * 1024
"""So much is decrypted at once; the library keeps that much room for each connection."""


class TlsDoor:
    """Makes the wire of each caller; for one event loop, because of the buffers."""

    def __init__(self, context: ssl.SSLContext, protocol: Callable[..., asyncio.Protocol]) -> None:
        self.context = context
        self.received = memoryview(bytearray(_READ_BYTES))
        self.plain = memoryview(bytearray(_READ_BYTES))
        self._protocol = protocol
        self._strangers: dict[Wire, None] = {}

    def __call__(self, **settings: Any) -> "Wire":  # noqa: ANN401 - those of the web server
        """Return the wire of a new caller; the settings are those of the protocol within."""
        return Wire(self, self._protocol(**settings))

    def await_handshake(self, wire: "Wire") -> None:
        """Count a caller who has not said yet who it is; of too many the first is cut off."""
        self._strangers[wire] = None
        if len(self._strangers) > _MOST_STRANGERS:
            first = next(iter(self._strangers))
            self.forget(first)
            first.abort()

    def forget(self, wire: "Wire") -> None:
        """Count a caller no longer: the handshake is over, or the connection is."""
        self._strangers.pop(wire, None)


class Wire(asyncio.BufferedProtocol, asyncio.Transport):
    """A protocol to the event loop, and a transport to the protocol within.

    What is within hears of a connection once the handshake is over, and of nothing before.
    """

    def __init__(self, door: TlsDoor, inside: asyncio.Protocol) -> None:
        super().__init__()
        self._door = door
        self._inside = inside
        self._incoming, self._outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._tls = door.context.wrap_bio(self._incoming, self._outgoing, server_side=True)
        self._is_open = self._is_paused = self._is_closing = False
        self._rest = b""
        """What came after somebody asked for a pause."""

    def connection_made(self, transport: Any) -> None:  # noqa: ANN401 - that of the event loop
        """Wait for the handshake, but not for ever."""
        self._bare = transport
        self._loop = asyncio.get_running_loop()
        self._limit = self._loop.call_later(_HANDSHAKE_SECONDS, self.abort)
        self._door.await_handshake(self)

    def get_buffer(self, _sizehint: int) -> memoryview:
        """Read into the buffer of all, which `buffer_updated` empties before anybody's turn."""
        return self._door.received

    def buffer_updated(self, nbytes: int) -> None:
        """Take in what came."""
        self._take(self._door.received[:nbytes])

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell the protocol within, if it heard of the connection."""
        self._door.forget(self)
        self._limit.cancel()
        self._is_closing = True
        if self._is_open:
            self._inside.connection_lost(exc)

    def pause_writing(self) -> None:
        """Pass on that too much waits to be sent."""
        self._inside.pause_writing()

    def resume_writing(self) -> None:
        """Pass on that more may be sent."""
        self._inside.resume_writing()

    def _take(self, data: memoryview) -> None:
        """Decrypt piece by piece, until all is taken in or the protocol within wants no more."""
        at = 0
        try:
            while not self._is_closing:
                at += self._incoming.write(data[at : at + _PIECE_BYTES])
                self._proceed()
                if self._is_paused or at == len(data):
                    break
        except ssl.SSLError:
            self._end()  # no TLS, or no certificate of ours: the caller was told which
        else:
            self._rest = bytes(data[at:])

    def _proceed(self) -> None:
        try:
            if not self._is_open:
                self._open()
            while not (self._is_paused or self._is_closing):
                self._hand_in()
        except ssl.SSLWantReadError:
            pass
        finally:
            self._flush()

    def _open(self) -> None:
        self._tls.do_handshake()
        self._door.forget(self)
        self._limit.cancel()
        self._is_open = True
        self._inside.connection_made(self)

    def _hand_in(self) -> None:
        """Hand the next of what was said to the protocol within."""
        count: Any = self._tls.read(_READ_BYTES, self._door.plain)
        if count:
            self._inside.data_received(bytes(self._door.plain[:count]))
        else:
            self.close()  # the caller said farewell

    def _flush(self) -> None:
        if self._outgoing.pending:
            self._bare.write(self._outgoing.read())

    def get_extra_info(self, name: str, default: Any = None) -> Any:  # noqa: ANN401 - as asyncio
        """Return what is known of the TLS, or of the connection under it."""
        match name:
            case "ssl_object":
                return self._tls
            case "sslcontext":
                return self._door.context
            case _:
                return self._bare.get_extra_info(name, default)

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Send, unless the connection is being closed."""
        if data and not self._is_closing:
            self._tls.write(data)
            self._flush()

    def pause_reading(self) -> None:
        """Take in no more; what the caller sends then waits in the network."""
        self._is_paused = True
        if not self._is_closing:
            self._bare.pause_reading()

    def resume_reading(self) -> None:
        """Go on, first with what came before the pause."""
        self._is_paused = False
        self._loop.call_soon(self._go_on)

    def _go_on(self) -> None:
        if self._is_paused or self._is_closing:
            return
        self._take(memoryview(self._rest))
        if not (self._is_paused or self._is_closing):
            self._bare.resume_reading()

    def is_closing(self) -> bool:
        """Whether it is closed, or about to be."""
        return self._is_closing

    def close(self) -> None:
        """Send what waits to be sent, and say farewell."""
        if not self._is_closing:
            with suppress(ssl.SSLError):  # the caller's own farewell is not here yet
                self._tls.unwrap()
            self._end()

    def abort(self) -> None:
        """Cut the connection off."""
        self._is_closing = True
        self._bare.abort()

    def _end(self) -> None:
        """Wait until the caller goes, deaf to the rest.

        A socket that is closed before everything was read takes back what was just sent.
        """
        self._is_closing = True
        self._flush()
        self._limit.cancel()
        self._limit = self._loop.call_later(_FAREWELL_SECONDS, self._bare.abort)
        if not self._bare.is_closing():
            self._bare.resume_reading()
