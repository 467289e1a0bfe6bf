"""The wire to the server: one keep-alive TLS connection under this seat's certificate.

Only the exam's own authority is trusted, under one fixed server name, so an address may change.
Whatever the network does becomes a `LinkError`; what the server refuses becomes a `RefusedError`.
"""

import re
import ssl
from dataclasses import dataclass
from typing import Final, Protocol, TypeVar

import httpx

from exam.errors import DirectoryError, InputError, LinkError, RefusedError
from exam.protocol import (
    MEDIA_TYPE,
    SERVER_NAME,
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
from kiosk.settings import Seat

TIMEOUT: Final = httpx.Timeout(5.0, connect=2.0)
HEADERS: Final = {"Content-Type": MEDIA_TYPE, "Accept": MEDIA_TYPE}
NAMED_SERVER: Final = {"sni_hostname": SERVER_NAME}
_KEEP_ALIVE_SECONDS: Final = 60
_MAX_PORT: Final = 65_535
_ADDRESS: Final = re.compile(
    r"^(?:(?P<host>[A-Za-z0-9][A-Za-z0-9.-]*)|\[(?P<six>[0-9A-Fa-f:.]+)\]):(?P<port>[0-9]{1,5})$"
)
_Reply = TypeVar("_Reply", bound=Message)


@dataclass(frozen=True, slots=True)
class Address:
    """Where the server listens; it is shown and typed as HOST:PORT."""

    host: str
    port: int

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"

    @property
    def url(self) -> str:
        """The address as the base of HTTPS requests."""
        return f"https://[{self.host}]:{self.port}" if ":" in self.host else f"https://{self}"


def parse_address(typed: str) -> Address:
    """Read HOST:PORT.

    Raises:
        InputError: it is not an address.

    """
    found = _ADDRESS.match(typed.strip())
    if found is None or not 0 < int(found["port"]) <= _MAX_PORT:
        raise InputError("link.address", address=typed)
    return Address(found["host"] or found["six"], int(found["port"]))


class Link(Protocol):
    """The calls of a seat; each raises `LinkError` or `RefusedError` and may be repeated."""

    async def sign_in(self, request: SignInRequest) -> SignInReply:
        """Sign a candidate in at this seat."""

    async def beat(self, request: BeatRequest) -> BeatReply:
        """Send status and records, hear what is held, the time and the orders."""

    async def submit(self, request: SubmitRequest) -> SubmitReply:
        """Send a sealed envelope, get its receipt."""

    async def close(self) -> None:
        """Let go of the connection."""


class SeatLink:
    """The calls of an enrolled seat over HTTPS."""

    def __init__(self, seat: Seat) -> None:
        place = seat.description
        self._address = Address(place.host, place.kiosk_port)
        self._client = httpx.AsyncClient(
            base_url=self._address.url,
            verify=_seat_context(seat),
            headers=HEADERS,
            timeout=TIMEOUT,
            limits=httpx.Limits(max_connections=1, keepalive_expiry=_KEEP_ALIVE_SECONDS),
            trust_env=False,
        )

    async def sign_in(self, request: SignInRequest) -> SignInReply:
        """Sign a candidate in at this seat."""
        return await self._call("/sign-in", request, SignInReply)

    async def beat(self, request: BeatRequest) -> BeatReply:
        """Send status and records, hear what is held, the time and the orders."""
        return await self._call("/beat", request, BeatReply)

    async def submit(self, request: SubmitRequest) -> SubmitReply:
        """Send a sealed envelope, get its receipt."""
        return await self._call("/submit", request, SubmitReply)

    async def close(self) -> None:
        """Let go of the connection."""
        await self._client.aclose()

    async def _call(self, path: str, request: Message, kind: type[_Reply]) -> _Reply:
        try:
            response = await self._client.post(
                path, content=encode(request), extensions=NAMED_SERVER
            )
        except (httpx.HTTPError, OSError):  # a spoiled TLS record comes out as a bare SSLError
            raise LinkError("link.unreachable", address=str(self._address)) from None
        return read_reply(response, kind, self._address)


def read_reply(response: httpx.Response, kind: type[_Reply], address: Address) -> _Reply:
    """Read what the server answered.

    Raises:
        RefusedError: it refused, and said why.
        LinkError: it failed, or is no exam server.

    """
    if response.is_success:
        return decode(response.content, kind)
    raise _refusal(response, address)


def _refusal(response: httpx.Response, address: Address) -> LinkError | RefusedError:
    unexpected = LinkError("link.unexpected", address=str(address), status=response.status_code)
    if not response.is_client_error:
        return unexpected
    try:
        return decode(response.content, Refusal).to_error()
    except LinkError:
        return unexpected


def trusting_context(ca_certificate: bytes) -> ssl.SSLContext:
    """Trust one authority (DER) and nothing else."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.load_verify_locations(cadata=ca_certificate)
    return context


def _seat_context(seat: Seat) -> ssl.SSLContext:
    context = trusting_context(seat.manifest.ca_certificate)
    certificate = seat.folder.certificate
    try:
        context.load_cert_chain(certificate, seat.folder.key)
    except OSError:
        raise DirectoryError("seat.damaged", file=str(certificate)) from None
    return context
