"""Who is at the browser: log-in, log-out, and what each role may open.

Nothing but account and passphrase makes a session, and each role opens its own pages only.
`people_config` gives the app everything that these pages stand on.
"""

from dataclasses import dataclass
from functools import partial
from secrets import token_hex
from typing import Any, Final

from anyio import CapacityLimiter, to_thread
from litestar import Request, get, post
from litestar.connection import ASGIConnection
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.handlers import BaseRouteHandler
from litestar.middleware.rate_limit import RateLimitConfig
from litestar.params import URLEncodedBody
from litestar.response import Redirect, Template
from litestar.static_files import create_static_files_router
from litestar.stores.memory import MemoryStore
from litestar.types import ControllerRouterHandler

from exam.errors import RefusedError
from server.hall import Hall
from server.marking import MarkingDesk
from server.office import OpenExam
from server.staff import Login, Role, log_in
from server.web.fresh_card import FreshCard
from server.web.keyring import FRESH, Keyring, session_config
from server.web.pages import STATIC, page, page_config

_LOG_INS_PER_MINUTE: Final = 30
_LOG_INS_AT_ONCE: Final = 2
"""Stretching a passphrase takes 64 MiB and a core; more at once would slow the kiosks."""

Form = URLEncodedBody[dict[str, str]]
PeopleRequest = Request[Any, Any, State]
Exam = NamedDependency[OpenExam]
Desk = NamedDependency[MarkingDesk]
TheHall = NamedDependency[Hall]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is logged in."""

    staff_id: str
    name: str
    role: Role


def people_config(exam: OpenExam) -> dict[str, Any]:
    """Return what `Litestar(...)` needs for people's pages, as keyword arguments.

    Keys: `middleware`, `csrf_config` (leaves `/api/` alone), `template_config`, `before_send`
    (security headers), `exception_handlers` (refusals as pages), `stores`, `state`. The app adds
    route handlers and the dependencies `exam` and `hall`.
    """
    return {
        **page_config(exam.config),
        "middleware": [session_config().middleware],
        "stores": {"sessions": MemoryStore(), "rate_limit": MemoryStore()},
        "state": State(
            {
                "keyring": Keyring(),
                "log_ins": CapacityLimiter(_LOG_INS_AT_ONCE),
                "fresh_card": FreshCard(),
            }
        ),
    }


def person_of(connection: ASGIConnection[Any, Any, Any, Any]) -> Person | None:
    """Return who is logged in, if anybody."""
    session = connection.scope.get("session")
    if not isinstance(session, dict) or "staff_id" not in session:
        return None
    return Person(session["staff_id"], session["name"], Role(session["role"]))


def require_person(connection: ASGIConnection[Any, Any, Any, Any]) -> Person:
    """Return who is logged in.

    Raises:
        RefusedError: nobody is.

    """
    person = person_of(connection)
    if person is None:
        raise RefusedError("session.ended")
    return person


def take_desk(request: PeopleRequest, exam: Exam) -> MarkingDesk:
    """Sit a panelist down to work; the seed comes from the keyring and goes nowhere else.

    Raises:
        RefusedError: the session has ended, as it does when it has lost its seed.

    """
    keyring: Keyring = request.app.state.keyring
    person = require_person(request)
    try:
        seed = keyring.seed(request.get_session_id() or "")
    except RefusedError:
        request.clear_session()
        raise
    return MarkingDesk(exam.exam_id, exam.config, person.staff_id, seed)


def proctors_only(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
    """Let only proctors through."""
    if require_person(connection).role is not Role.PROCTOR:
        raise RefusedError("session.proctors-only")


def panelists_only(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
    """Let only members of the panel through: a proctor never sees a paper."""
    if not require_person(connection).role.is_panelist:
        raise RefusedError("session.panelists-only")


def chair_only(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
    """Let only the chair of the panel through."""
    if require_person(connection).role is not Role.CHAIR:
        raise RefusedError("session.chair-only")


def _home(person: Person | None) -> str:
    if person is None:
        return "/masuk"
    return "/panel" if person.role.is_panelist else "/pengawas"


@get("/", sync_to_thread=False, include_in_schema=False)
def show_home(request: PeopleRequest) -> Redirect:
    """Send everybody to where their work is."""
    return Redirect(_home(person_of(request)), status_code=303)


@get("/masuk", sync_to_thread=False, include_in_schema=False)
def show_log_in(request: PeopleRequest) -> Template | Redirect:
    """Show the log-in form."""
    person = person_of(request)
    if person is not None:
        return Redirect(_home(person), status_code=303)
    return page(request, "log_in.html", account="")


@post(
    "/masuk",
    include_in_schema=False,
    middleware=[RateLimitConfig(rate_limit=("minute", _LOG_INS_PER_MINUTE)).middleware],
)
async def do_log_in(request: PeopleRequest, data: Form, exam: Exam) -> Template | Redirect:
    """Check account and passphrase; on success begin a new session under a fresh id."""
    account = data.get("account", "").strip()
    check = partial(_check, exam, account, data.get("passphrase", ""))
    try:
        login = await to_thread.run_sync(check, limiter=request.app.state.log_ins)
    except RefusedError as error:
        return page(request, "log_in.html", status_code=401, account=account, error=error)
    await _begin_session(request, login)
    return Redirect(_home(person_of(request)), status_code=303)


def _check(exam: OpenExam, account: str, passphrase: str) -> Login:
    profile = exam.config.kdf_profile
    return exam.store.read(
        lambda db: log_in(db, exam.exam_id, account.casefold(), passphrase, profile)
    )


async def _begin_session(request: PeopleRequest, login: Login) -> None:
    """Rotate the session id, so that an id planted in the browser before is worth nothing."""
    keyring: Keyring = request.app.state.keyring
    previous = request.get_session_id()
    if previous:
        keyring.drop(previous)
        await request.app.stores.get("sessions").delete(previous)
    fresh = token_hex(32)
    request.scope["state"][FRESH] = fresh
    if login.seed is not None:
        keyring.hold(fresh, login.seed)
    request.set_session({"staff_id": login.staff_id, "name": login.name, "role": login.role.value})


@post("/keluar", sync_to_thread=False, include_in_schema=False)
def do_log_out(request: PeopleRequest) -> Redirect:
    """End the session and forget its seed."""
    session_id = request.get_session_id()
    if session_id:
        request.app.state.keyring.drop(session_id)
    request.clear_session()
    return Redirect("/masuk", status_code=303)


session_routes: Final[list[ControllerRouterHandler]] = [
    show_home,
    show_log_in,
    do_log_in,
    do_log_out,
    create_static_files_router("/static", [STATIC], include_in_schema=False),
]
