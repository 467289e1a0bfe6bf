"""What kiosks call, as MessagePack over TLS with client certificates.

Everything is done at the counter; whatever it refuses is answered as a `Refusal`. A thousand
kiosks call five hundred times a second, and the layers of a web framework cost more than what is
done for them, so the door is a plain ASGI application.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from litestar.types import Receive, Scope, Send

from exam.errors import ExamError, RefusedError
from exam.protocol import MEDIA_TYPE, MESSAGE_BYTES, BeatRequest, SignInRequest, SubmitRequest
from server.counter import Counter
from server.web.refusals import refusal_of_error, refusal_of_fault, refusal_of_status
from server.web.tls import LONG_BYTES, PEER_CERTIFICATE, announced_bytes
from server.web.waiting_line import TakenError, WaitingLine

PATIENCE_SECONDS: Final = 10.0
_SLOWEST: Final = 20_000
"""A long call has so many seconds, and one more for each so many bytes, as at the kiosk."""
_MEDIA_TYPE: Final = (b"content-type", MEDIA_TYPE.encode())

_Call = Mapping[str, Any]
"""The scope of a call, as ASGI has it."""


class _UnfitError(Exception):
    """A call that is not taken; its argument is the HTTP status that says so."""


class _GoneError(Exception):
    """Whoever called went away before the whole call was here."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """One of the three calls: how long it may be, and who answers."""

    longest: int
    answer: Callable[[Counter, bytes, bytes], Awaitable[bytes]]


_KINDS: Final = {
    "/sign-in": _Kind(
        MESSAGE_BYTES[SignInRequest], lambda counter, seat, raw: counter.sign_in(seat, raw)
    ),
    "/beat": _Kind(MESSAGE_BYTES[BeatRequest], lambda counter, seat, raw: counter.beat(seat, raw)),
    "/submit": _Kind(
        MESSAGE_BYTES[SubmitRequest], lambda counter, seat, raw: counter.submit(seat, raw)
    ),
}


class KioskDoor:
    """Answers the three calls of kiosks."""

    def __init__(
        self, counter: Counter, line: WaitingLine, patience_seconds: float = PATIENCE_SECONDS
    ) -> None:
        self._counter = counter
        self._line = line
        self._patience_seconds = patience_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one call."""
        call: Any = scope
        status: int = HTTPStatus.OK
        try:
            body = await self._serve(call, receive)
        except _GoneError:
            return
        except _UnfitError as error:
            status, body = refusal_of_status(*error.args)
        except (TakenError, TimeoutError):
            status, body = refusal_of_status(HTTPStatus.SERVICE_UNAVAILABLE)
        except ExamError as error:
            status, body = refusal_of_error(error)
        except Exception as error:  # noqa: BLE001 - whatever failed, the kiosk is told so
            status, body = refusal_of_fault(call["path"], error)
        headers = [_MEDIA_TYPE, (b"content-length", b"%d" % len(body))]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body, "more_body": False})

    async def _serve(self, call: _Call, receive: Receive) -> bytes:
        kind, certificate = _kind_of(call), caller_certificate(call)
        announced = announced_bytes(call["headers"])
        if announced > kind.longest:
            raise _UnfitError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        if 0 <= announced <= LONG_BYTES:
            raw = await _body(receive, kind.longest)
            return await kind.answer(self._counter, certificate, raw)
        async with self._line.place_for(certificate):
            self._counter.require_welcome(certificate)
            async with asyncio.timeout(self._patience_seconds + max(announced, 0) / _SLOWEST):
                raw = await _body(receive, kind.longest)
            return await kind.answer(self._counter, certificate, raw)


def _kind_of(call: _Call) -> _Kind:
    kind = _KINDS.get(call["path"])
    if kind is None:
        raise _UnfitError(HTTPStatus.NOT_FOUND)
    if call["method"] != "POST":
        raise _UnfitError(HTTPStatus.METHOD_NOT_ALLOWED)
    return kind


def caller_certificate(call: _Call) -> bytes:
    """Return the certificate (DER) that the calling seat showed in the TLS handshake.

    Raises:
        RefusedError: it showed none.

    """
    certificate = call["extensions"][PEER_CERTIFICATE]
    if not isinstance(certificate, bytes):
        raise RefusedError("seat.unknown")
    return certificate


async def _body(receive: Receive, longest: int) -> bytes:
    """Read what was sent, and no more than may be."""
    chunks: list[bytes] = []
    size, is_whole = 0, False
    while not is_whole:
        event: Any = await receive()
        if event["type"] != "http.request":
            raise _GoneError
        chunks.append(event["body"])
        size += len(event["body"])
        if size > longest:
            raise _UnfitError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        is_whole = not event["more_body"]
    return b"".join(chunks)
