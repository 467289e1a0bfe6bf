"""What kiosks call: `sign-in`, `beat`, `submit`, as MessagePack over TLS with client certificates.

Each call is answered only after its effect is on disk; whatever is refused is a `Refusal`.
"""

from hashlib import sha256
from typing import Any

from litestar import Request, Router, post
from litestar.datastructures import State
from litestar.di import NamedDependency, Provide
from sqlite_utils import Database

from exam.clock import ExamTime
from exam.errors import LinkError, RefusedError
from exam.protocol import (
    MEDIA_TYPE,
    MESSAGE_BYTES,
    BeatReply,
    BeatRequest,
    Held,
    ServerTime,
    SignedOrder,
    SignInReply,
    SignInRequest,
    SubmitReply,
    SubmitRequest,
    decode_request,
    encode,
)
from exam.sitting import Phase
from server.admission import Patience, sign_in
from server.enrolment import Seat, seat_of_certificate
from server.evidence import CheckpointKeeper
from server.hall import Hall
from server.intake import accept_beat, accept_envelope
from server.office import OpenExam
from server.orders import signed_orders
from server.web.refusals import refusal_handlers
from server.web.tls import PEER_CERTIFICATE

KioskRequest = Request[Any, Any, State]


def caller_certificate(request: KioskRequest) -> bytes:
    """Return the digest of the certificate that the calling seat showed in the TLS handshake."""
    scope: Any = request.scope
    certificate = scope["extensions"][PEER_CERTIFICATE]
    if not isinstance(certificate, bytes):
        raise RefusedError("seat.unknown")
    return sha256(certificate).digest()


@post(
    "/sign-in",
    status_code=200,
    media_type=MEDIA_TYPE,
    request_max_body_size=MESSAGE_BYTES[SignInRequest],
)
async def answer_sign_in(
    request: KioskRequest,
    exam: NamedDependency[OpenExam],
    hall: NamedDependency[Hall],
    patience: NamedDependency[Patience],
    certificate: NamedDependency[bytes],
) -> bytes:
    """Admit a candidate at the calling seat."""
    message = decode_request(await request.body(), SignInRequest)
    now = exam.timeline.now()

    def act(db: Database) -> SignInReply:
        seat = seat_of_certificate(db, certificate)
        return _sign_in_patiently(db, exam, seat, message, hall, patience, now)

    return encode(await exam.store.write(act))


def _sign_in_patiently(
    db: Database,
    exam: OpenExam,
    seat: Seat,
    message: SignInRequest,
    hall: Hall,
    patience: Patience,
    now: ExamTime,
) -> SignInReply:
    """Sign in on the writer's thread, where no other sign-in can come between."""
    patience.require(seat.id, message.number, now)

    def sits_there(seat_id: str, application_id: str) -> bool:
        return hall.sits_there(seat_id, application_id, now)

    try:
        reply = sign_in(db, exam, seat, message, sits_there, now)
    except RefusedError as error:
        if error.code == "sign-in.wrong":
            patience.note_failure(seat.id, message.number, now)
        raise
    patience.note_success(seat.id, message.number)
    hall.note_beat(seat.id, reply.application_id, None, 0, now)
    return reply


@post(
    "/beat",
    status_code=200,
    media_type=MEDIA_TYPE,
    request_max_body_size=MESSAGE_BYTES[BeatRequest],
)
async def answer_beat(
    request: KioskRequest,
    exam: NamedDependency[OpenExam],
    hall: NamedDependency[Hall],
    checkpoints: NamedDependency[CheckpointKeeper],
    certificate: NamedDependency[bytes],
) -> bytes:
    """Take in what a seat reports; a beat without records needs no commit."""
    message = decode_request(await request.body(), BeatRequest)
    phase = _phase(message.status.phase)

    def act(db: Database) -> tuple[Seat, tuple[Held, ...], tuple[SignedOrder, ...]]:
        seat = seat_of_certificate(db, certificate)
        held = accept_beat(db, exam, seat, message, exam.timeline.now())
        return seat, held, signed_orders(db, message.application_id)

    changes = bool(message.journal or message.deeds)
    seat, held, orders = await exam.store.write(act) if changes else exam.store.read(act)
    now = exam.timeline.now()
    hall.note_beat(seat.id, message.application_id, phase, message.status.words, now)
    time = ServerTime(exam.timeline.run, now)
    return encode(BeatReply(time, held, orders, checkpoints.latest))


def _phase(name: str) -> Phase | None:
    """Read the phase that a seat reports; before sign-in it has none."""
    if not name:
        return None
    try:
        return Phase(name)
    except ValueError:
        raise LinkError("protocol.message", kind="BeatRequest", problem="phase") from None


@post(
    "/submit",
    status_code=200,
    media_type=MEDIA_TYPE,
    request_max_body_size=MESSAGE_BYTES[SubmitRequest],
)
async def answer_submit(
    request: KioskRequest, exam: NamedDependency[OpenExam], certificate: NamedDependency[bytes]
) -> bytes:
    """Keep a sealed envelope and give its receipt."""
    message = decode_request(await request.body(), SubmitRequest)
    now = exam.timeline.now()

    def act(db: Database) -> SubmitReply:
        seat = seat_of_certificate(db, certificate)
        return accept_envelope(db, exam, seat, message, now)

    return encode(await exam.store.write(act))


def kiosk_router() -> Router:
    """Return the three calls, with what only they depend on."""
    patience = Patience()
    return Router(
        "/",
        route_handlers=[answer_sign_in, answer_beat, answer_submit],
        dependencies={
            "patience": Provide(lambda: patience, sync_to_thread=False),
            "certificate": Provide(caller_certificate, sync_to_thread=False),
        },
        exception_handlers=refusal_handlers(),
        include_in_schema=False,
    )
