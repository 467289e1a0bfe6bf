"""How every page for people is made: templates, language, security headers, refusals as pages.

Nothing is loaded from outside the server, no script or style stands in a page, and no page but the
static files may be kept by a browser.
"""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from pathlib import Path
from secrets import token_hex
from typing import Any, Final

import structlog
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from litestar import Request, Response
from litestar.config.csrf import CSRFConfig
from litestar.datastructures import MutableScopeHeaders
from litestar.exceptions import HTTPException
from litestar.plugins.jinja import JinjaTemplateEngine
from litestar.response import Redirect, Template
from litestar.template.config import TemplateConfig
from litestar.types import Message, Scope

from exam.clock import show_remaining
from exam.config import ExamConfig
from exam.errors import ExamError, InputError, RefusedError
from exam.sentences import sentence
from server.language import load_catalog
from server.ranking import show_score
from server.web.refusals import kind_and_place
from server.web.seat_view import slug_of, trouble_at_a_pc

STATIC: Final = Path(__file__).parent / "static"
_TEMPLATES: Final = Path(__file__).parent / "templates"
_HEADERS: Final = {
    "content-security-policy": (
        "default-src 'self'; base-uri 'none'; object-src 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    ),
    "x-frame-options": "DENY",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}
_STATUS: Final[Mapping[str, HTTPStatus]] = {
    "session.ended": HTTPStatus.UNAUTHORIZED,
    "page.request": HTTPStatus.BAD_REQUEST,
    "page.not-found": HTTPStatus.NOT_FOUND,
    "order.nobody": HTTPStatus.NOT_FOUND,
    "form.minutes": HTTPStatus.UNPROCESSABLE_ENTITY,
    "form.reason": HTTPStatus.UNPROCESSABLE_ENTITY,
    "form.sure": HTTPStatus.UNPROCESSABLE_ENTITY,
    "form.file": HTTPStatus.UNPROCESSABLE_ENTITY,
    "card.changed": HTTPStatus.CONFLICT,
    "credit.changed": HTTPStatus.CONFLICT,
    "transfer.damaged": HTTPStatus.UNPROCESSABLE_ENTITY,
    "transfer.version": HTTPStatus.UNPROCESSABLE_ENTITY,
    "transfer.signature": HTTPStatus.UNPROCESSABLE_ENTITY,
    "marking.no-paper": HTTPStatus.NOT_FOUND,
    "marking.not-opened": HTTPStatus.CONFLICT,
    "marking.locked": HTTPStatus.CONFLICT,
    "marking.incomplete": HTTPStatus.CONFLICT,
    "marking.confirm": HTTPStatus.UNPROCESSABLE_ENTITY,
    "ranking.not-revealed": HTTPStatus.CONFLICT,
}
_HTTP_CODES: Final[Mapping[int, str]] = {
    HTTPStatus.BAD_REQUEST: "page.request",
    HTTPStatus.FORBIDDEN: "page.stale-form",
    HTTPStatus.NOT_FOUND: "page.not-found",
    HTTPStatus.METHOD_NOT_ALLOWED: "page.not-found",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "page.too-large",
    HTTPStatus.TOO_MANY_REQUESTS: "page.too-many",
}

log = structlog.get_logger()
AnyRequest = Request[Any, Any, Any]


def page_config(config: ExamConfig) -> dict[str, Any]:
    """Return the part of the app's configuration that concerns pages."""
    return {
        "template_config": TemplateConfig(
            instance=JinjaTemplateEngine.from_environment(_environment(config))
        ),
        "csrf_config": CSRFConfig(
            secret=token_hex(32),
            cookie_name="__Host-makalah-form",
            cookie_secure=True,
            cookie_httponly=True,
            cookie_samesite="strict",
            exclude=["^/api/", "^/static/"],
        ),
        "before_send": [_add_headers],
        "exception_handlers": {
            ExamError: _show_refusal,
            HTTPException: _show_http_problem,
            HTTPStatus.INTERNAL_SERVER_ERROR: _show_breakdown,
        },
    }


def page(
    request: AnyRequest,
    template: str,
    status_code: int = HTTPStatus.OK,
    **context: Any,  # noqa: ANN401 - whatever the template shows
) -> Template:
    """Make a page; the person who is logged in stands in its head."""
    session = request.scope.get("session")
    person = session if isinstance(session, dict) and "staff_id" in session else None
    return Template(template, context={"person": person, **context}, status_code=status_code)


def is_fragment(request: AnyRequest) -> bool:
    """Whether htmx asks, to put the answer into a page that stays."""
    return request.headers.get("hx-request") == "true"


def _environment(config: ExamConfig) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    catalog = load_catalog(config.exam.language)
    environment.install_gettext_translations(catalog, newstyle=True)  # type: ignore[attr-defined]
    language = config.exam.language
    environment.globals["config"] = config
    environment.filters["problem"] = lambda error: sentence(error, catalog.gettext)
    environment.filters["remaining"] = show_remaining
    environment.filters["score"] = lambda value: show_score(value, language)
    environment.filters["lasting"] = lambda value: show_lasting(value, catalog.gettext)
    environment.filters["trouble"] = lambda code: trouble_at_a_pc(code, catalog.gettext)
    environment.filters["slug"] = slug_of
    environment.filters["count"] = lambda value: _show_count(value, language)
    return environment


def show_lasting(milliseconds: int, translate: Callable[[str], str]) -> str:
    """Write how long something took, begun seconds counted."""
    _ = translate
    seconds = -(-milliseconds // 1000)
    hours, minutes, rest = seconds // 3600, seconds // 60 % 60, seconds % 60
    if hours:
        return _("{hours} h {minutes} min").format(hours=hours, minutes=minutes)
    if minutes and rest:
        return _("{minutes} min {seconds} s").format(minutes=minutes, seconds=rest)
    if minutes:
        return _("{minutes} min").format(minutes=minutes)
    return _("{seconds} s").format(seconds=rest)


def _show_count(value: float, language: str) -> str:
    shown = f"{value:,.10g}"
    return shown.translate(str.maketrans(",.", ".,")) if language == "id" else shown


async def _add_headers(message: Message, scope: Scope) -> None:
    if message["type"] != "http.response.start":
        return
    headers = MutableScopeHeaders.from_message(message)
    for name, value in _HEADERS.items():
        headers[name] = value
    static = scope["path"].startswith("/static/")
    headers["cache-control"] = "no-cache" if static else "no-store"


def _show_refusal(request: AnyRequest, error: ExamError) -> Response[Any]:
    status = status_of(error)
    if status is HTTPStatus.UNAUTHORIZED and request.method == "GET":
        if is_fragment(request):
            return Response(b"", status_code=status, headers={"hx-redirect": "/masuk"})
        return Redirect("/masuk", status_code=303)
    if status is HTTPStatus.INTERNAL_SERVER_ERROR:
        log.error("page.integrity", path=request.url.path, code=error.code)
    return _refusal(request, error, status)


def status_of(error: ExamError) -> HTTPStatus:
    """Return the status that a refusal is answered with."""
    if error.code in _STATUS:
        return _STATUS[error.code]
    if isinstance(error, RefusedError):
        return HTTPStatus.FORBIDDEN
    if isinstance(error, InputError):
        return HTTPStatus.UNPROCESSABLE_ENTITY
    return HTTPStatus.INTERNAL_SERVER_ERROR


def _show_http_problem(request: AnyRequest, problem: HTTPException) -> Response[Any]:
    status = HTTPStatus(problem.status_code)
    code = _HTTP_CODES.get(status)
    if code is None:
        return _show_breakdown(request, problem)
    return _refusal(request, RefusedError(code), status)


def _show_breakdown(request: AnyRequest, problem: Exception) -> Response[Any]:
    log.error("page.breakdown", path=request.url.path, **kind_and_place(problem))
    return _refusal(request, RefusedError("page.breakdown"), HTTPStatus.INTERNAL_SERVER_ERROR)


def _refusal(request: AnyRequest, error: ExamError, status: HTTPStatus) -> Response[Any]:
    template = "problem_fragment.html" if is_fragment(request) else "problem.html"
    return page(request, template, status_code=status, error=error)
