"""How every page for people is made: templates, language, refusals as pages.

Whatever goes wrong is a page with one sentence; of a fault only its kind and place are logged.
"""

from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path
from secrets import token_hex
from typing import Any, Final

import structlog
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from litestar import Request, Response
from litestar.config.csrf import CSRFConfig
from litestar.exceptions import HTTPException
from litestar.plugins.jinja import JinjaTemplateEngine
from litestar.response import Redirect, Template
from litestar.template.config import TemplateConfig

from exam.clock import show_remaining
from exam.config import ExamConfig
from exam.errors import ExamError, InputError, RefusedError
from exam.pc_sentences import PC_NAMES, say_to_proctor, say_to_technician
from exam.sentences import sentence
from server.accounts import role_name
from server.figures import show_decimal, show_score
from server.forecast import show_bytes
from server.language import load_catalog
from server.lengths import show_lasting
from server.staff import Role
from server.web.hall_rows import spark_of
from server.web.headers import add_headers
from server.web.refusals import kind_and_place
from server.web.seat_view import slug_of
from server.web.signs import Signage, show_sign, tone_of
from server.web.uploads import close_uploads
from server.web.visits import note_refusal, note_visit, route_of

STATIC: Final = Path(__file__).parent / "static"
_TEMPLATES: Final = Path(__file__).parent / "templates"
_STATUS: Final[Mapping[str, HTTPStatus]] = {
    "session.ended": HTTPStatus.UNAUTHORIZED,
    "staff.log-in": HTTPStatus.UNAUTHORIZED,
    "staff.wait": HTTPStatus.TOO_MANY_REQUESTS,
    "staff.busy": HTTPStatus.SERVICE_UNAVAILABLE,
    "page.request": HTTPStatus.BAD_REQUEST,
    "page.not-found": HTTPStatus.NOT_FOUND,
    "plan.no-paper": HTTPStatus.NOT_FOUND,
    "order.nobody": HTTPStatus.NOT_FOUND,
    "form.minutes": HTTPStatus.UNPROCESSABLE_ENTITY,
    "form.kind": HTTPStatus.UNPROCESSABLE_ENTITY,
    "form.attendance": HTTPStatus.UNPROCESSABLE_ENTITY,
    "form.reason": HTTPStatus.UNPROCESSABLE_ENTITY,
    "form.clock": HTTPStatus.UNPROCESSABLE_ENTITY,
    "form.message": HTTPStatus.UNPROCESSABLE_ENTITY,
    "form.whom": HTTPStatus.UNPROCESSABLE_ENTITY,
    "start.gone-by": HTTPStatus.UNPROCESSABLE_ENTITY,
    "form.sure": HTTPStatus.UNPROCESSABLE_ENTITY,
    "form.file": HTTPStatus.UNPROCESSABLE_ENTITY,
    "card.changed": HTTPStatus.CONFLICT,
    "account.id": HTTPStatus.UNPROCESSABLE_ENTITY,
    "account.name": HTTPStatus.UNPROCESSABLE_ENTITY,
    "account.unknown": HTTPStatus.NOT_FOUND,
    "account.taken": HTTPStatus.CONFLICT,
    "account.too-late": HTTPStatus.CONFLICT,
    "account.closed": HTTPStatus.CONFLICT,
    "account.sealed": HTTPStatus.CONFLICT,
    "account.changed": HTTPStatus.CONFLICT,
    "account.last": HTTPStatus.CONFLICT,
    "account.panel-fixed": HTTPStatus.CONFLICT,
    "account.panel-stays": HTTPStatus.CONFLICT,
    "credit.changed": HTTPStatus.CONFLICT,
    "credit.waits": HTTPStatus.CONFLICT,
    "places.changed": HTTPStatus.CONFLICT,
    "places.drawn": HTTPStatus.CONFLICT,
    "places.undrawn": HTTPStatus.CONFLICT,
    "places.signed-in": HTTPStatus.CONFLICT,
    "places.few": HTTPStatus.CONFLICT,
    "places.unknown": HTTPStatus.NOT_FOUND,
    "transfer.damaged": HTTPStatus.UNPROCESSABLE_ENTITY,
    "transfer.version": HTTPStatus.UNPROCESSABLE_ENTITY,
    "transfer.signature": HTTPStatus.UNPROCESSABLE_ENTITY,
    "release.nothing-chosen": HTTPStatus.UNPROCESSABLE_ENTITY,
    "release.not-found": HTTPStatus.UNPROCESSABLE_ENTITY,
    "release.passages": HTTPStatus.UNPROCESSABLE_ENTITY,
    "release.changed": HTTPStatus.CONFLICT,
    "release.over": HTTPStatus.CONFLICT,
    "release.none-waits": HTTPStatus.CONFLICT,
    "marking.no-paper": HTTPStatus.NOT_FOUND,
    "marking.no-slides": HTTPStatus.NOT_FOUND,
    "marking.not-opened": HTTPStatus.CONFLICT,
    "marking.locked": HTTPStatus.CONFLICT,
    "marking.no-stage": HTTPStatus.NOT_FOUND,
    "marking.not-released": HTTPStatus.CONFLICT,
    "marking.not-yours": HTTPStatus.NOT_FOUND,
    "marking.excused": HTTPStatus.CONFLICT,
    "marking.other-round": HTTPStatus.CONFLICT,
    "recusal.last": HTTPStatus.CONFLICT,
    "recusal.reason": HTTPStatus.UNPROCESSABLE_ENTITY,
    "unheard.committed": HTTPStatus.CONFLICT,
    "correction.not-locked": HTTPStatus.CONFLICT,
    "correction.same": HTTPStatus.UNPROCESSABLE_ENTITY,
    "correction.waits": HTTPStatus.CONFLICT,
    "correction.gone": HTTPStatus.CONFLICT,
    "interview.names": HTTPStatus.CONFLICT,
    "interview.begun": HTTPStatus.CONFLICT,
    "interview.nobody": HTTPStatus.CONFLICT,
    "interview.unscheduled": HTTPStatus.CONFLICT,
    "interview.no-schedule": HTTPStatus.CONFLICT,
    "marking.incomplete": HTTPStatus.CONFLICT,
    "marking.confirm": HTTPStatus.UNPROCESSABLE_ENTITY,
    "hearing.none": HTTPStatus.NOT_FOUND,
    "hearing.nobody": HTTPStatus.NOT_FOUND,
    "hearing.changed": HTTPStatus.CONFLICT,
    "hearing.begun": HTTPStatus.CONFLICT,
    "hearing.taken": HTTPStatus.CONFLICT,
    "hearing.no-people": HTTPStatus.UNPROCESSABLE_ENTITY,
    "hearing.no-session": HTTPStatus.UNPROCESSABLE_ENTITY,
    "hearing.session": HTTPStatus.UNPROCESSABLE_ENTITY,
    "hearing.interviewers": HTTPStatus.UNPROCESSABLE_ENTITY,
    "hearing.break": HTTPStatus.UNPROCESSABLE_ENTITY,
    "hearing.no-hour": HTTPStatus.UNPROCESSABLE_ENTITY,
    "hearing.same-room": HTTPStatus.UNPROCESSABLE_ENTITY,
    "hearing.same-people": HTTPStatus.UNPROCESSABLE_ENTITY,
    "hearing.few-hours": HTTPStatus.UNPROCESSABLE_ENTITY,
    "hearing.hour": HTTPStatus.UNPROCESSABLE_ENTITY,
    "ranking.not-revealed": HTTPStatus.CONFLICT,
    "rehearsal.sitting": HTTPStatus.CONFLICT,
    "rehearsal.size": HTTPStatus.UNPROCESSABLE_ENTITY,
    "result.stage-awaited": HTTPStatus.CONFLICT,
    "result.announced": HTTPStatus.CONFLICT,
    "result.awaited": HTTPStatus.CONFLICT,
    "result.issued": HTTPStatus.CONFLICT,
    "result.reason": HTTPStatus.UNPROCESSABLE_ENTITY,
    "result.decision": HTTPStatus.UNPROCESSABLE_ENTITY,
    "result.changed": HTTPStatus.CONFLICT,
    "result.takes-part": HTTPStatus.CONFLICT,
    "outside.no-stage": HTTPStatus.NOT_FOUND,
    "outside.reason": HTTPStatus.UNPROCESSABLE_ENTITY,
    "outside.gone": HTTPStatus.CONFLICT,
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
            instance=JinjaTemplateEngine.from_environment(page_environment(config))
        ),
        "csrf_config": CSRFConfig(
            secret=token_hex(32),
            cookie_name="__Host-makalah-form",
            cookie_secure=True,
            cookie_httponly=True,
            cookie_samesite="strict",
            exclude=["^/api/", "^/static/"],
        ),
        "before_send": [add_headers, note_visit, close_uploads],
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


def plain_environment(language: str) -> Environment:
    """Return what templates are rendered in that know a language and no exam."""
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    catalog = load_catalog(language)
    environment.install_gettext_translations(catalog, newstyle=True)  # type: ignore[attr-defined]
    environment.globals["language"] = language
    environment.filters["problem"] = lambda error: sentence(error, catalog.gettext)
    return environment


def page_environment(config: ExamConfig) -> Environment:
    """Return what templates are rendered in: the exam's language, and how values are written."""
    environment = plain_environment(config.exam.language)
    catalog = load_catalog(config.exam.language)
    language = config.exam.language
    environment.globals["config"] = config
    environment.filters["remaining"] = show_remaining
    environment.filters["score"] = lambda value: show_score(value, language)
    environment.filters["decimal"] = lambda value: show_decimal(value, language)
    environment.filters["lasting"] = lambda value: show_lasting(value, catalog.gettext)
    environment.filters["spark"] = spark_of
    environment.filters["sign"] = lambda sign, now: show_sign(sign, now, catalog.gettext)
    environment.globals["signage"] = Signage(catalog.gettext)
    environment.filters["role"] = lambda value: role_name(Role(value), catalog.gettext)
    environment.filters["slug"] = slug_of
    environment.filters["pc_tone"] = tone_of
    environment.filters["pc_name"] = lambda finding: catalog.gettext(PC_NAMES[finding.kind])
    environment.filters["to_proctor"] = lambda finding: say_to_proctor(finding, catalog.gettext)
    environment.filters["to_technician"] = lambda one: say_to_technician(one, catalog.gettext)
    environment.filters["bytes"] = lambda value: show_bytes(value, language)
    environment.filters["count"] = lambda value: _show_count(value, language)
    return environment


def _show_count(value: float, language: str) -> str:
    shown = f"{value:,.10g}"
    return shown.translate(str.maketrans(",.", ".,")) if language == "id" else shown


def _show_refusal(request: AnyRequest, error: ExamError) -> Response[Any]:
    status = status_of(error)
    note_refusal(request, error.code)
    if status is HTTPStatus.UNAUTHORIZED and request.method == "GET":
        if is_fragment(request):
            return Response(b"", status_code=status, headers={"hx-redirect": "/masuk"})
        return Redirect("/masuk", status_code=303)
    if status is HTTPStatus.INTERNAL_SERVER_ERROR:
        log.error("page.integrity", route=route_of(request.scope), code=error.code)
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
    log.error("page.breakdown", route=route_of(request.scope), **kind_and_place(problem))
    return _refusal(request, RefusedError("page.breakdown"), HTTPStatus.INTERNAL_SERVER_ERROR)


def _refusal(request: AnyRequest, error: ExamError, status: HTTPStatus) -> Response[Any]:
    note_refusal(request, error.code)
    template = "problem_fragment.html" if is_fragment(request) else "problem.html"
    return page(request, template, status_code=status, error=error)
