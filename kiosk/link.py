"""The wire to the server: one keep-alive TLS connection under this seat's certificate.

Only the exam's own authority is trusted, under one fixed server name, so any address is safe to
try. Whatever the network does becomes a `LinkError`; what the server refuses a `RefusedError`.
"""

import asyncio
import ssl
from contextlib import suppress
from dataclasses import dataclass
from typing import Final, Protocol, TypeVar

from exam.errors import DirectoryError, LinkError, RefusedError
from exam.protocol import (
    MESSAGE_BYTES,
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
from kiosk.addresses import Address, AddressBook, parse_address
from kiosk.calling import Answer, Connection, Limit
from kiosk.machine import THIS_MACHINE, Machine
from kiosk.settings import Seat

__all__ = [
    "Address",
    "Link",
    "Patience",
    "SeatLink",
    "most_bytes",
    "parse_address",
    "read_reply",
    "trusting_context",
]

_SUCCESS: Final = range(200, 300)
_REFUSED: Final = range(400, 500)
_Reply = TypeVar("_Reply", bound=Message)


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait for a server, in seconds; twice as long once a call was in vain.

    A slow network gets its time, and a server that is away does not keep another from being tried.
    Whoever signs in waits less if nobody answered before, or if they can begin without a server.
    A connection that was not used for `idle` is not trusted, because the PC may have slept.
    """

    connect: float = 2.5
    answer: float = 8.0
    whole_call: float = 30.0
    sign_in: float = 2.0
    idle: float = 10.0

    def limit(self, failures: int) -> Limit:
        """Return the limit of one try, after so many calls in vain."""
        factor = 2 if failures else 1
        return Limit(self.answer * factor, self.connect * factor)

    @property
    def short_limit(self) -> Limit:
        """The limit of one try for somebody who waits at the screen."""
        return Limit(self.sign_in, 0.75 * self.sign_in)


class Link(Protocol):
    """The calls of a seat; each raises `LinkError` or `RefusedError` and may be repeated."""

    async def sign_in(self, request: SignInRequest, *, is_needed: bool = True) -> SignInReply:
        """Sign a candidate in at this seat; one who can begin without it does not wait long."""

    async def beat(self, request: BeatRequest) -> BeatReply:
        """Send status and records, hear what is held, the time and the orders."""

    async def submit(self, request: SubmitRequest) -> SubmitReply:
        """Send a sealed envelope, get its receipt."""

    async def close(self) -> None:
        """Let go of the connection."""


class SeatLink:
    """The calls of an enrolled seat over HTTPS, to whichever of its addresses answers."""

    def __init__(
        self, seat: Seat, machine: Machine = THIS_MACHINE, patience: Patience = Patience()
    ) -> None:
        place = Address(seat.description.host, seat.description.kiosk_port)
        self._book = AddressBook((place, *seat.settings.addresses), seat.folder.addresses)
        self._context = _seat_context(seat)
        self._machine = machine
        self._patience = patience
        self._connection: Connection | None = None
        self._keeping: asyncio.Task[None] | None = None
        self._failures = 0
        self._has_answered = False

    @property
    def addresses(self) -> tuple[Address, ...]:
        """Where servers may be, the one to try first in front."""
        return self._book.addresses

    async def sign_in(self, request: SignInRequest, *, is_needed: bool = True) -> SignInReply:
        """Sign a candidate in at this seat; one who can begin without it does not wait long."""
        if is_needed and self._has_answered and not self._failures:
            return await self._call("/sign-in", request, SignInReply)
        limit, whole = self._patience.short_limit, self._patience.sign_in
        return await self._call("/sign-in", request, SignInReply, limit, whole)

    async def beat(self, request: BeatRequest) -> BeatReply:
        """Send status and records, hear what is held, the time and the orders."""
        reply = await self._call("/beat", request, BeatReply)
        self._book.learn(reply.addresses)
        if not self._book.is_kept and (self._keeping is None or self._keeping.done()):
            self._keeping = asyncio.get_running_loop().create_task(self._keep_addresses())
        return reply

    async def submit(self, request: SubmitRequest) -> SubmitReply:
        """Send a sealed envelope, get its receipt."""
        return await self._call("/submit", request, SubmitReply)

    async def close(self) -> None:
        """Let go of the connection."""
        if self._keeping is not None:
            await asyncio.wait((self._keeping,), timeout=self._patience.connect)
        await self._drop()

    async def _call(
        self,
        path: str,
        request: Message,
        kind: type[_Reply],
        limit: Limit | None = None,
        whole_seconds: float | None = None,
    ) -> _Reply:
        """Try one address after the other until one answers or the whole call took too long."""
        content, began_at = encode(request), self._machine.boottime()
        limit = limit or self._patience.limit(self._failures)
        longest = 1000 * (whole_seconds or self._patience.whole_call)
        problems: list[LinkError] = []
        for address in self._book.addresses:
            if problems and self._machine.boottime() - began_at >= longest:
                break
            try:
                reply = await self._ask(address, path, content, kind, limit)
            except LinkError as error:
                problems.append(error)
                self._book.put_last(address)
                continue
            return reply
        self._failures += 1
        raise _gravest(problems)

    async def _ask(
        self, address: Address, path: str, content: bytes, kind: type[_Reply], limit: Limit
    ) -> _Reply:
        """Call one address; the connection is dropped unless it answered as a server does.

        Raises:
            LinkError: it did not.
            RefusedError: it refused.

        """
        connection = await self._connect(address)
        try:
            answer = await connection.post(path, content, most_bytes(kind), limit)
            reply = read_reply(answer, kind, address)
        except RefusedError:
            self._note_answer(address)
            raise
        except BaseException:  # a call that was given up leaves its connection in mid-answer too
            await self._drop()
            raise
        self._note_answer(address)
        return reply

    def _note_answer(self, address: Address) -> None:
        self._book.prefer(address)
        self._failures, self._has_answered = 0, True

    async def _connect(self, address: Address) -> Connection:
        """Return the connection to an address, a new one unless the old one was in use just now."""
        old = self._connection
        longest = 1000 * self._patience.idle
        if old is not None and old.address == address and old.idle_milliseconds <= longest:
            return old
        await self._drop()
        self._connection = Connection(address, self._context, self._machine.boottime)
        return self._connection

    async def _drop(self) -> None:
        old, self._connection = self._connection, None
        if old is not None:
            await old.close()

    async def _keep_addresses(self) -> None:
        with suppress(OSError):  # tried again with the next beat
            await self._machine.in_thread(self._book.keep)


def most_bytes(kind: type[Message]) -> int:
    """Return how long an answer to a call may be: a reply, or a refusal."""
    return max(MESSAGE_BYTES[kind], MESSAGE_BYTES[Refusal])


def read_reply(answer: Answer, kind: type[_Reply], address: Address) -> _Reply:
    """Read what the server answered.

    Raises:
        RefusedError: it refused, and said why.
        LinkError: it failed, or is no exam server.

    """
    if answer.status in _SUCCESS:
        return decode(answer.body, kind)
    unexpected = LinkError("link.unexpected", address=str(address), status=answer.status)
    if answer.status not in _REFUSED:
        raise unexpected
    try:
        refusal = decode(answer.body, Refusal)
    except LinkError:
        raise unexpected from None
    raise refusal.to_error()


def _gravest(problems: list[LinkError]) -> LinkError:
    """Choose what to tell: whoever answered wrongly says more than whoever did not answer."""
    for problem in problems:
        if problem.code != "link.unreachable":
            return problem
    tried = ", ".join(str(problem.details["address"]) for problem in problems)
    return LinkError("link.unreachable", address=tried)


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
