"""One line in the log for each request at the people's door: who, which route, what came of it.

The route is told with its parameters named, never filled in. No body, query, cookie, passphrase or
text is ever in a line: nothing that a visitor typed gets here.
"""

from typing import Any, Final

import structlog
from litestar.connection import ASGIConnection
from litestar.enums import ScopeType
from litestar.types import HTTPScope, Message, Scope

REFUSED: Final = "refused"
"""Key in the request's state under which a refusal leaves its code."""
_FAULT: Final = 500
_REFUSAL: Final = 400
_UNKNOWN: Final = "-"

_log = structlog.get_logger()


def note_refusal(connection: ASGIConnection[Any, Any, Any, Any], code: str) -> None:
    """Remember for the log why a request was refused."""
    connection.scope["state"][REFUSED] = code


async def note_visit(message: Message, scope: Scope) -> None:
    """Write the line when the answer begins; what a page asks for by itself is told in detail."""
    if message["type"] != "http.response.start" or scope["type"] != ScopeType.HTTP:
        return
    status = int(message["status"])
    code: str | None = scope["state"].get(REFUSED)
    told: dict[str, object] = {
        "method": scope["method"],
        "route": route_of(scope),
        "status": status,
        "who": _who(scope),
        "address": address_of(scope),
    }
    if status >= _FAULT:
        _log.error("request", **told, code=code)
    elif status >= _REFUSAL or code is not None:
        _log.warning("request", **told, code=code)
    elif _is_routine(scope):
        _log.debug("request", **told)
    else:
        _log.info("request", **told)


def route_of(scope: Scope) -> str:
    """Return the route with its parameters named; an address that is none of ours is not told."""
    return scope.get("path_template") or _UNKNOWN


def address_of(scope: Scope) -> str:
    """Return from where somebody calls; what they say of it themselves is not believed."""
    client = scope["client"]
    return _UNKNOWN if client is None else client[0]


def _who(scope: Scope) -> str:
    session = scope.get("session")
    return session.get("staff_id", _UNKNOWN) if isinstance(session, dict) else _UNKNOWN


def _is_routine(scope: HTTPScope) -> bool:
    """Whether a page asked by itself: for its parts that change, or for static files."""
    asked_by_itself = any(name == b"hx-request" for name, _value in scope["headers"])
    return scope["path"].startswith("/static/") or (asked_by_itself and scope["method"] == "GET")
