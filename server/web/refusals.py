"""How the program-to-program calls say no: an error's code and details, never its sentence.

409 is what the rules do not allow now, 400 what cannot be understood or is not genuine, 500 a fault
of the server, of which only the kind and place are logged.
"""

from traceback import extract_tb
from typing import Any

import structlog
from litestar import Request, Response
from litestar.exceptions import HTTPException

from exam.errors import ExamError, RefusedError
from exam.protocol import MEDIA_TYPE, Refusal, encode
from server.web.visits import note_refusal

_log = structlog.get_logger()


def refuse(request: Request[Any, Any, Any], error: ExamError) -> Response[bytes]:
    """Answer an error of the exam with its code and details."""
    note_refusal(request, error.code)
    status = 409 if isinstance(error, RefusedError) else 400
    return _answer(status, Refusal.of(error))


def refuse_request(_request: Request[Any, Any, Any], error: HTTPException) -> Response[bytes]:
    """Answer what never reached a handler: unknown path, wrong method, body too large."""
    return _answer(error.status_code, Refusal("server.request", {"status": error.status_code}))


def confess(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    """Answer a fault of the server; neither the answer nor the log shows what was sent."""
    _log.error("server.failed", call=request.url.path, **kind_and_place(error))
    return _answer(500, Refusal("server.failed", {}))


def kind_and_place(error: Exception) -> dict[str, str]:
    """Return what may be logged of a fault; its message may hold what somebody wrote."""
    frames = extract_tb(error.__traceback__)
    place = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "?"
    return {"kind": type(error).__name__, "place": place}


def _answer(status: int, refusal: Refusal) -> Response[bytes]:
    return Response(encode(refusal), status_code=status, media_type=MEDIA_TYPE)


def refusal_handlers() -> dict[int | type[Exception], Any]:
    """Return what turns every failure of a call into a refusal."""
    return {ExamError: refuse, HTTPException: refuse_request, Exception: confess}
