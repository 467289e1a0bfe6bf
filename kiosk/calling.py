"""One connection to one address: calls that end, whatever the other side does.

A connection that went dead, a server that takes a call and never answers, and one that sends a byte
a second all end at the same limit. It is measured by the boot clock, which runs on through suspend.
"""

import asyncio
import ssl
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

import httpx

from exam.errors import LinkError
from exam.protocol import MEDIA_TYPE, SERVER_NAME
from kiosk.addresses import Address

HEADERS: Final = {
    "Content-Type": MEDIA_TYPE,
    "Accept": MEDIA_TYPE,
    "Accept-Encoding": "identity",
}
NAMED_SERVER: Final = {"sni_hostname": SERVER_NAME}
_LOOK_SECONDS: Final = 0.2
_LET_GO_SECONDS: Final = 1.0
_KEEP_ALIVE_SECONDS: Final = 60


@dataclass(frozen=True, slots=True)
class Limit:
    """How long a call may take: so many seconds, and one more for each `rate` bytes that travel.

    `connect_seconds` hold for the connection and for its handshake, each.
    """

    seconds: float
    connect_seconds: float
    rate: int = 20_000

    def is_over(self, milliseconds: int, travelled: int) -> bool:
        """Whether a call that has taken so long, with so many bytes, has to end."""
        return milliseconds > 1000 * (self.seconds + travelled / self.rate)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the HTTP status and the body."""

    status: int
    body: bytes


class Connection:
    """A keep-alive TLS connection, made at the first call; `boottime` in milliseconds."""

    def __init__(
        self, address: Address, context: ssl.SSLContext, boottime: Callable[[], int]
    ) -> None:
        self.address = address
        self._boottime = boottime
        self._client = httpx.AsyncClient(
            base_url=address.url,
            verify=context,
            headers=HEADERS,
            limits=httpx.Limits(max_connections=1, keepalive_expiry=_KEEP_ALIVE_SECONDS),
            trust_env=False,
        )
        self._wire: Any = None
        self._used_at = boottime()
        self._travelled = 0

    @property
    def idle_milliseconds(self) -> int:
        """How long nothing was said here, time asleep included."""
        return self._boottime() - self._used_at

    async def post(self, path: str, content: bytes, most_bytes: int, limit: Limit) -> Answer:
        """Call, and take an answer of at most so many bytes.

        Raises:
            LinkError: nobody answered in time, or not as a server does. Close the connection.

        """
        self._travelled = len(content)
        loop = asyncio.get_running_loop()
        exchange = loop.create_task(self._exchange(path, content, most_bytes, limit))
        try:
            await self._watch(exchange, limit)
            return exchange.result()
        except (httpx.HTTPError, OSError):  # a spoiled TLS record comes out as a bare SSLError
            raise LinkError("link.unreachable", address=str(self.address)) from None
        finally:
            exchange.cancel()
            await asyncio.wait((exchange,), timeout=_LET_GO_SECONDS)
            self._used_at = self._boottime()

    async def close(self) -> None:
        """Let go of it; the library forgets a connection whose handshake was given up."""
        with suppress(httpx.HTTPError, OSError):
            await self._client.aclose()
        if self._wire is not None:
            with suppress(OSError):
                await self._wire.aclose()

    async def _watch(self, exchange: "asyncio.Task[Answer]", limit: Limit) -> None:
        """Wait for an exchange as long as it may take."""
        began_at, look = self._boottime(), min(_LOOK_SECONDS, limit.seconds / 4)
        while not exchange.done():
            await asyncio.wait((exchange,), timeout=look)
            taken = self._boottime() - began_at
            if not exchange.done() and limit.is_over(taken, self._travelled):
                raise LinkError("link.unreachable", address=str(self.address))

    async def _remember_wire(self, event: str, about: Mapping[str, Any]) -> None:
        if event == "connection.connect_tcp.complete":
            self._wire = about["return_value"]

    async def _exchange(self, path: str, content: bytes, most_bytes: int, limit: Limit) -> Answer:
        body = bytearray()
        timeout = httpx.Timeout(None, connect=limit.connect_seconds)
        extensions = {**NAMED_SERVER, "trace": self._remember_wire}
        calling = self._client.stream(
            "POST", path, content=content, extensions=extensions, timeout=timeout
        )
        async with calling as response:
            async for chunk in response.aiter_raw():
                body += chunk
                self._travelled += len(chunk)
                if len(body) > most_bytes:
                    raise LinkError(
                        "link.unexpected", address=str(self.address), status=response.status_code
                    )
            return Answer(response.status_code, bytes(body))
