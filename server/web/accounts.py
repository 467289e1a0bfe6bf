"""Accounts of staff in the browser: who may work here, new ones, new passphrases, closed ones.

A passphrase is shown once, in the answer to the form that drew it. Pressed again within a minute
the same form shows or prints the same one, so a double press draws one and not two.
"""

import os
from collections.abc import Callable
from typing import Final
from urllib.parse import quote

import msgspec
from litestar import Response, Router, get, post
from litestar.params import FromPath
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler

from exam.errors import RefusedError
from server.accounts import (
    LONGEST_ID,
    LONGEST_NAME,
    accounts_of,
    add_account,
    close_account,
    find_account,
    renew_passphrase,
    require_openable,
    roles_to_give,
)
from server.language import load_catalog
from server.office import OpenExam
from server.staff import NewStaff, Role
from server.web.downloads import attachment
from server.web.fresh_card import FreshCard, Made
from server.web.keyring import Keyring
from server.web.pages import page, status_of
from server.web.session import Exam, Form, PeopleRequest, require_person
from server.web.visits import note_refusal

_ACCOUNTS: Final = "/sekretariat/akun"
_NEW: Final = "new"
_DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@get("/", sync_to_thread=True)
def show_accounts(request: PeopleRequest, exam: Exam) -> Template:
    """Show all accounts and the form for one more."""
    return _accounts_page(request, exam, {}, None)


@post("/", sync_to_thread=True, status_code=200)
def open_account(request: PeopleRequest, data: Form, exam: Exam) -> Template | Response[bytes]:
    """Ask once more what an account would be; pressed there, open it and show its passphrase."""
    by, typed = require_person(request).staff_id, data.get("account", "").strip().casefold()

    def draw() -> NewStaff:
        name, role = data.get("name", ""), _typed_role(data)
        return add_account(exam, typed, name, role, by, os.urandom)

    try:
        if not data.get("sure"):
            return _ask_sure(request, exam, typed, data)
        slip = _once(request, exam, (typed, _NEW, by), draw)
    except RefusedError as error:
        note_refusal(request, error.code)
        return _accounts_page(request, exam, data, error)
    if data.get("print"):
        return _print(exam, slip)
    again = {"account": slip.staff_id, "name": slip.name, "role": slip.role.value, "sure": "1"}
    return page(request, "accounts/slip.html", slip=slip, again=again, action=_ACCOUNTS)


@get("/{account:str}/sandi", sync_to_thread=True)
def ask_renewal(request: PeopleRequest, account: FromPath[str], exam: Exam) -> Template:
    """Say what a new passphrase means."""
    found = exam.store.read(lambda db: find_account(db, account))
    return page(request, "accounts/renew.html", account=found)


@post("/{account:str}/sandi", sync_to_thread=True, status_code=200)
def renew(
    request: PeopleRequest, account: FromPath[str], data: Form, exam: Exam
) -> Template | Response[bytes]:
    """Draw a new passphrase, show it once, and end every session of the old one."""
    by, mark = require_person(request).staff_id, data.get("mark", "")

    def draw() -> NewStaff:
        return renew_passphrase(exam, account, mark, by, os.urandom)

    slip = _once(request, exam, (account, mark, by), draw)
    keyring: Keyring = request.app.state.keyring
    keyring.end_all(account)
    if data.get("print"):
        return _print(exam, slip)
    action = f"{_ACCOUNTS}/{quote(account)}/sandi"
    return page(request, "accounts/slip.html", slip=slip, again={"mark": mark}, action=action)


@get("/{account:str}/tutup", sync_to_thread=True)
def ask_closing(request: PeopleRequest, account: FromPath[str], exam: Exam) -> Template:
    """Say what closing an account means."""
    found = exam.store.read(lambda db: find_account(db, account))
    return page(request, "accounts/close.html", account=found)


@post("/{account:str}/tutup", sync_to_thread=True)
def close(request: PeopleRequest, account: FromPath[str], exam: Exam) -> Redirect:
    """Close an account and end every session of it; closing again changes nothing."""
    by = require_person(request).staff_id
    exam.act_now(lambda db, now: close_account(db, account, by, now))
    keyring: Keyring = request.app.state.keyring
    keyring.end_all(account)
    return Redirect(_ACCOUNTS, status_code=303)


def _ask_sure(request: PeopleRequest, exam: Exam, typed: str, data: Form) -> Template:
    """Show what would be opened, as it would stand there, before anything is."""
    role = _typed_role(data)
    account, name = require_openable(exam, typed, data.get("name", ""), role)
    return page(request, "accounts/open.html", account=account, name=name, role=role)


def _once(
    request: PeopleRequest, exam: Exam, what: tuple[str, str, str], draw: Callable[[], NewStaff]
) -> NewStaff:
    """Draw a passphrase, or return the one that the same press drew a moment ago."""
    fresh: FreshCard = request.app.state.fresh_slip
    with fresh.guard:
        now = exam.timeline.now()
        kept = fresh.again(*what, now)
        if kept is not None:
            return msgspec.msgpack.decode(kept, type=NewStaff)
        slip = draw()
        fresh.keep(Made(*what, now, msgspec.msgpack.encode(slip)))
        return slip


def _print(exam: OpenExam, slip: NewStaff) -> Response[bytes]:
    """Hand out the slip as a file to print."""
    from server.documents.account_slip import account_slip

    translate = load_catalog(exam.config.exam.language).gettext
    content = account_slip(slip, exam.config, exam.exam_id, translate)
    return attachment(content, f"akun-{slip.staff_id}.docx", _DOCX)


def _typed_role(data: Form) -> Role:
    try:
        return Role(data.get("role", ""))
    except ValueError:
        raise RefusedError("page.request") from None


def _accounts_page(
    request: PeopleRequest, exam: Exam, typed: Form, error: RefusedError | None
) -> Template:
    return page(
        request,
        "accounts/list.html",
        status_code=200 if error is None else status_of(error),
        accounts=exam.store.read(accounts_of),
        roles=roles_to_give(exam.config),
        typed=typed,
        longest_id=LONGEST_ID,
        longest_name=LONGEST_NAME,
        error=error,
    )


account_routes: Final[list[ControllerRouterHandler]] = [
    Router(
        path=_ACCOUNTS,
        route_handlers=[show_accounts, open_account, ask_renewal, renew, ask_closing, close],
        include_in_schema=False,
    )
]
