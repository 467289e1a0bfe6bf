"""Log-in and log-out: how a session begins, and how it ends here or everywhere.

A wrong passphrase, an unknown account and a closed one are answered alike and cost the same. What
was typed is told to nobody, not even to the log.
"""

from functools import partial
from secrets import token_hex
from typing import Final

import structlog
from anyio import CapacityLimiter, to_thread
from litestar import get, post
from litestar.response import Redirect, Template
from litestar.static_files import create_static_files_router
from litestar.types import ControllerRouterHandler

from exam.errors import RefusedError
from server.lockout import Lockout
from server.office import OpenExam
from server.staff import Login, log_in, still_stands
from server.web.access import HOMES
from server.web.keyring import FRESH, Keyring
from server.web.pages import STATIC, page, status_of
from server.web.session import Exam, Form, PeopleRequest, Person, person_of, require_person
from server.web.visits import address_of, note_refusal

_MOST_IN_LINE: Final = 40
"""Whoever comes when so many wait for their passphrase to be checked is asked to try again."""

_log = structlog.get_logger()


def _home(person: Person | None) -> str:
    return "/masuk" if person is None else HOMES[person.role]


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


@post("/masuk", include_in_schema=False)
async def do_log_in(request: PeopleRequest, data: Form, exam: Exam) -> Template | Redirect:
    """Check account and passphrase; on success begin a new session under a fresh id."""
    account = data.get("account", "").strip()
    try:
        login = await _check(request, exam, account.casefold(), data.get("passphrase", ""))
        await _begin_session(request, exam, login)
    except RefusedError as error:
        note_refusal(request, error.code)
        status = status_of(error)
        return page(request, "log_in.html", status_code=status, account=account, error=error)
    return Redirect(_home(person_of(request)), status_code=303)


async def _check(request: PeopleRequest, exam: OpenExam, account: str, passphrase: str) -> Login:
    """Check a passphrase when its turn comes, unless this address has to wait first."""
    lockout: Lockout = request.app.state.lockout
    limiter: CapacityLimiter = request.app.state.log_ins
    if limiter.statistics().tasks_waiting >= _MOST_IN_LINE:
        raise RefusedError("staff.busy")
    address = address_of(request.scope)
    lockout.begin(account, address)
    login = await to_thread.run_sync(partial(_stretch, exam, account, passphrase), limiter=limiter)
    lockout.succeed(account, address)
    return login


def _stretch(exam: OpenExam, account: str, passphrase: str) -> Login:
    profile = exam.config.kdf_profile
    return exam.store.read(lambda db: log_in(db, exam.exam_id, account, passphrase, profile))


async def _begin_session(request: PeopleRequest, exam: OpenExam, login: Login) -> None:
    """Rotate the session id, so that an id planted in the browser before is worth nothing.

    Raises:
        RefusedError: the account was closed or renewed while the passphrase was checked. The
            session is opened before that is asked, so whoever closes the account ends it, or is
            seen here.

    """
    keyring: Keyring = request.app.state.keyring
    fresh = token_hex(32)
    keyring.open(fresh, login.staff_id, login.seed)
    if not await to_thread.run_sync(exam.store.read, lambda db: still_stands(db, login)):
        keyring.end(fresh)
        raise RefusedError("staff.log-in")
    previous = request.get_session_id()
    if previous:
        keyring.end(previous)
        await request.app.stores.get("sessions").delete(previous)
    request.scope["state"][FRESH] = fresh
    request.set_session({"staff_id": login.staff_id, "name": login.name, "role": login.role.value})


@post("/keluar", sync_to_thread=False, include_in_schema=False)
def do_log_out(request: PeopleRequest) -> Redirect:
    """End the session and forget its seed."""
    session_id = request.get_session_id()
    if session_id:
        request.app.state.keyring.end(session_id)
    request.clear_session()
    return Redirect("/masuk", status_code=303)


@get("/akun", sync_to_thread=False, include_in_schema=False)
def show_own_account(request: PeopleRequest) -> Template:
    """Show somebody who they are here, and at how many places they are logged in."""
    person = require_person(request)
    keyring: Keyring = request.app.state.keyring
    sessions = keyring.count(person.staff_id)
    return page(request, "own_account.html", sessions=sessions, home=HOMES[person.role])


@post("/akun/keluar", sync_to_thread=False, include_in_schema=False)
def do_log_out_everywhere(request: PeopleRequest) -> Redirect:
    """End every session of whoever is logged in."""
    request.app.state.keyring.end_all(require_person(request).staff_id)
    request.clear_session()
    return Redirect("/masuk", status_code=303)


log_in_routes: Final[list[ControllerRouterHandler]] = [
    show_home,
    show_log_in,
    do_log_in,
    do_log_out,
    show_own_account,
    do_log_out_everywhere,
    create_static_files_router("/static", [STATIC], include_in_schema=False),
]
