"""What a PC calls before it is a seat: the manifest, and enrolment with a one-time code.

Nothing here needs a certificate. The pairing code carries the digest of the manifest, so the caller
finds out by itself whether it speaks to the right exam.
"""

from typing import Any

from litestar import Request, Router, get, post
from litestar.datastructures import State
from litestar.di import NamedDependency, Provide
from sqlite_utils import Database

from exam.clock import ExamTime
from exam.protocol import (
    MEDIA_TYPE,
    MESSAGE_BYTES,
    EnrolReply,
    EnrolRequest,
    decode_request,
    encode,
)
from server.authority import Authority, load_authority
from server.enrolment import enrol_seat
from server.office import OpenExam
from server.web.refusals import refusal_handlers


@get("/api/manifest", sync_to_thread=False, media_type=MEDIA_TYPE)
def show_manifest(exam: NamedDependency[OpenExam]) -> bytes:
    """Return the manifest's bytes."""
    return exam.manifest_bytes


@post(
    "/api/enrol",
    status_code=200,
    media_type=MEDIA_TYPE,
    request_max_body_size=MESSAGE_BYTES[EnrolRequest],
)
async def answer_enrol(
    request: Request[Any, Any, State],
    exam: NamedDependency[OpenExam],
    authority: NamedDependency[Authority],
    kiosk_port: NamedDependency[int],
) -> bytes:
    """Admit a PC for its pairing code."""
    message = decode_request(await request.body(), EnrolRequest)

    def act(db: Database, now: ExamTime) -> EnrolReply:
        return enrol_seat(db, message, authority, exam.exam_id, now, kiosk_port, exam.addresses)

    return encode(await exam.act(act))


def enrol_router(exam: OpenExam, kiosk_port: int) -> Router:
    """Return the calls of a PC that is not a seat yet, with what only they depend on."""
    authority = load_authority(exam.directory)
    return Router(
        "/",
        route_handlers=[show_manifest, answer_enrol],
        dependencies={
            "authority": Provide(lambda: authority, sync_to_thread=False),
            "kiosk_port": Provide(lambda: kiosk_port, sync_to_thread=False),
        },
        exception_handlers=refusal_handlers(),
        include_in_schema=False,
    )
