"""What kiosks call, as MessagePack over TLS with client certificates.

Everything is done at the counter; whatever it refuses is answered as a `Refusal`.
"""

from typing import Any

from litestar import Request, Router, post
from litestar.datastructures import State
from litestar.di import NamedDependency, Provide

from exam.errors import RefusedError
from exam.protocol import MEDIA_TYPE, MESSAGE_BYTES, BeatRequest, SignInRequest, SubmitRequest
from server.counter import Counter
from server.web.refusals import refusal_handlers
from server.web.tls import PEER_CERTIFICATE

KioskRequest = Request[Any, Any, State]


def caller_certificate(request: KioskRequest) -> bytes:
    """Return the certificate (DER) that the calling seat showed in the TLS handshake.

    Raises:
        RefusedError: it showed none.

    """
    scope: Any = request.scope
    certificate = scope["extensions"][PEER_CERTIFICATE]
    if not isinstance(certificate, bytes):
        raise RefusedError("seat.unknown")
    return certificate


@post(
    "/sign-in",
    status_code=200,
    media_type=MEDIA_TYPE,
    request_max_body_size=MESSAGE_BYTES[SignInRequest],
)
async def answer_sign_in(
    request: KioskRequest, counter: NamedDependency[Counter], certificate: NamedDependency[bytes]
) -> bytes:
    """Admit a candidate at the calling seat."""
    return await counter.sign_in(certificate, await request.body())


@post(
    "/beat",
    status_code=200,
    media_type=MEDIA_TYPE,
    request_max_body_size=MESSAGE_BYTES[BeatRequest],
)
async def answer_beat(
    request: KioskRequest, counter: NamedDependency[Counter], certificate: NamedDependency[bytes]
) -> bytes:
    """Take in what a seat reports."""
    return await counter.beat(certificate, await request.body())


@post(
    "/submit",
    status_code=200,
    media_type=MEDIA_TYPE,
    request_max_body_size=MESSAGE_BYTES[SubmitRequest],
)
async def answer_submit(
    request: KioskRequest, counter: NamedDependency[Counter], certificate: NamedDependency[bytes]
) -> bytes:
    """Keep a sealed envelope and give its receipt."""
    return await counter.submit(certificate, await request.body())


def kiosk_router() -> Router:
    """Return the three calls, with what only they depend on."""
    return Router(
        "/",
        route_handlers=[answer_sign_in, answer_beat, answer_submit],
        dependencies={"certificate": Provide(caller_certificate, sync_to_thread=False)},
        exception_handlers=refusal_handlers(),
        include_in_schema=False,
    )
