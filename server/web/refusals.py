"""How the program-to-program calls say no: an error's code and details, never its sentence.

409 is what the rules do not allow now, 400 what cannot be understood or is not genuine, 500 a fault
of the server, of which only the kind and place are logged.
"""

from http import HTTPStatus
from traceback import extract_tb
from typing import Any

import structlog
from litestar import Request, Response
from litestar.exceptions import HTTPException

from exam.errors import ExamError, RefusedError
from exam.protocol import MEDIA_TYPE, Refusal, encode
from server.web.visits import note_refusal

_log = structlog.get_logger()

Refused = tuple[int, bytes]
"""The status and the body of an answer that says no."""


def refusal_of_error(error: ExamError) -> Refused:
    """Say an error of the exam with its code and details."""
    is_ruled = isinstance(error, RefusedError)
    status = HTTPStatus.CONFLICT if is_ruled else HTTPStatus.BAD_REQUEST
    return status, encode(Refusal.of(error))


def refusal_of_status(status: int) -> Refused:
    """Say that a call is none that is served: unknown path, wrong method, body too large."""
    return status, encode(Refusal("server.request", {"status": status}))


def refusal_of_fault(path: str, error: Exception) -> Refused:
    """Say that the server failed; neither the answer nor the log shows what was sent."""
    _log.error("server.failed", call=path, **kind_and_place(error))
    return HTTPStatus.INTERNAL_SERVER_ERROR, encode(Refusal("server.failed", {}))


def kind_and_place(error: Exception) -> dict[str, str]:
    """Return what may be logged of a fault; its message may hold what somebody wrote."""
    frames = extract_tb(error.__traceback__)
    place = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "?"
    return {"kind": type(error).__name__, "place": place}


def refusal_handlers() -> dict[int | type[Exception], Any]:
    """Return what turns every failure of a call into a refusal."""
    return {ExamError: _refuse, HTTPException: _refuse_request, Exception: _confess}


def _refuse(request: Request[Any, Any, Any], error: ExamError) -> Response[bytes]:
    note_refusal(request, error.code)
    return _answer(refusal_of_error(error))


def _refuse_request(_request: Request[Any, Any, Any], error: HTTPException) -> Response[bytes]:
    return _answer(refusal_of_status(error.status_code))


def _confess(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    return _answer(refusal_of_fault(request.url.path, error))


def _answer(refused: Refused) -> Response[bytes]:
    status, body = refused
    return Response(body, status_code=status, media_type=MEDIA_TYPE)
