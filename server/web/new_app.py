"""The small program behind the pages of `makalah-server new`: on this machine only, for one exam.

It listens on the loopback address, answers to no other name, and ends when the exam is there.
"""

from collections.abc import Callable
from secrets import token_hex
from typing import Any, Final

import structlog
import uvicorn
from litestar import Litestar, Response
from litestar.config.csrf import CSRFConfig
from litestar.datastructures import State
from litestar.di import Provide
from litestar.exceptions import HTTPException
from litestar.plugins.jinja import JinjaTemplateEngine
from litestar.response import Template
from litestar.static_files import create_static_files_router
from litestar.template.config import TemplateConfig

from exam.errors import ExamError, RefusedError
from server.language import load_catalog
from server.preparation import Preparation
from server.web.doors import listening
from server.web.headers import add_headers
from server.web.new_exam import new_routes
from server.web.new_key import LOOPBACK, NewKey, known_only
from server.web.pages import STATIC, AnyRequest, plain_environment
from server.web.refusals import kind_and_place

_REFUSED: Final = 403
_UNUSABLE: Final = 400
_MISSING: Final = 404
_BROKEN: Final = 500

_log = structlog.get_logger()


def serve_new_exam(
    preparation: Preparation, language: str, port: int, tell: Callable[[str], None]
) -> None:
    """Answer until the last page is left or the program is interrupted.

    `tell` gets the one address that opens the pages.

    Raises:
        DirectoryError: the port is taken or forbidden.

    """
    key = NewKey()
    app = build_new_app(preparation, key, language)
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False, lifespan="off"))
    app.state.stop = lambda: _stop(server)
    with listening(LOOPBACK, port) as listener:
        tell(f"http://{LOOPBACK}:{listener.getsockname()[1]}/mulai/{key.token}")
        server.run(sockets=[listener])


def build_new_app(preparation: Preparation, key: NewKey, language: str) -> Litestar:
    """Build the pages; the state's `stop` ends the program that serves them."""
    catalog = load_catalog(language)
    engine = JinjaTemplateEngine.from_environment(plain_environment(language))
    return Litestar(
        [*new_routes, create_static_files_router("/static", [STATIC])],
        guards=[known_only],
        dependencies={
            "preparation": Provide(lambda: preparation, sync_to_thread=False),
            "key": Provide(lambda: key, sync_to_thread=False),
        },
        state=State({"key": key, "stop": _nothing, "translate": catalog.gettext}),
        csrf_config=CSRFConfig(
            secret=token_hex(32),
            cookie_name="makalah-new-form",
            cookie_httponly=True,
            cookie_samesite="strict",
            exclude=["^/static/"],
        ),
        template_config=TemplateConfig(instance=engine),
        before_send=[add_headers],
        exception_handlers={
            ExamError: _show_refusal,
            HTTPException: _show_problem,
            _BROKEN: _show_breakdown,
        },
        openapi_config=None,
        logging_config=None,
    )


def _nothing() -> None:
    """Stop nothing, because nothing serves these pages yet."""


def _stop(server: uvicorn.Server) -> None:
    server.should_exit = True


def _show_refusal(_request: AnyRequest, error: ExamError) -> Response[Any]:
    status = _REFUSED if error.code == "new.address" else _UNUSABLE
    return _problem(error, status)


def _show_problem(_request: AnyRequest, problem: HTTPException) -> Response[Any]:
    code = "page.not-found" if problem.status_code == _MISSING else "page.request"
    return _problem(RefusedError(code), problem.status_code)


def _show_breakdown(request: AnyRequest, problem: Exception) -> Response[Any]:
    _log.error("page.breakdown", path=request.url.path, **kind_and_place(problem))
    return _problem(RefusedError("page.breakdown"), _BROKEN)


def _problem(error: ExamError, status: int) -> Template:
    return Template("new/problem.html", context={"error": error}, status_code=status)
