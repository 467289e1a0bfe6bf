"""The page on which the holders of the topics' passphrases unlock them, ahead of the start.

A passphrase is neither kept nor shown again; the key that it opens stays in memory.
"""

from collections.abc import Mapping
from functools import partial
from http import HTTPStatus
from typing import Final

from anyio import to_thread
from litestar import get, post
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler

from exam.errors import CodeError, RefusedError
from server.lockout import Lockout
from server.office import OpenExam
from server.topics import (
    are_unlocked,
    key_of_sitting,
    locks_of,
    open_locks,
    open_with_code,
    unlock_topics,
)
from server.web.chosen import TheSitting
from server.web.pages import page, status_of
from server.web.session import Exam, Form, PeopleRequest, require_person
from server.web.visits import address_of, note_refusal

START: Final = "/pengawas/mulai"
UNLOCKING: Final = "/pengawas/tema"
_FIELD: Final = "passphrase-"
_CODE: Final = "code"
_ACCOUNT: Final = "topics/"
"""Under what wrong tries count; no account has such a name."""


@get("/tema", sync_to_thread=True)
def ask_passphrases(request: PeopleRequest, exam: Exam, sitting: TheSitting) -> Template | Redirect:
    """Ask each holder for the passphrase, unless the topics are unlocked already."""
    if exam.store.read(lambda db: are_unlocked(db, exam, sitting)):
        return Redirect(START, status_code=303)
    return _form(request, exam)


@post("/tema")
async def do_unlock(
    request: PeopleRequest, data: Form, exam: Exam, sitting: TheSitting
) -> Template | Redirect:
    """Unlock the topics; where that was done already, nothing is asked and nothing changes."""
    unlock = partial(_unlock, exam, data, require_person(request).staff_id, sitting)
    lockout: Lockout = request.app.state.lockout
    address = address_of(request.scope)
    try:
        lockout.begin(_ACCOUNT, address)
        await to_thread.run_sync(unlock, limiter=request.app.state.log_ins)
    except (RefusedError, CodeError) as error:
        note_refusal(request, error.code)
        return await to_thread.run_sync(partial(_form, request, exam, error))
    lockout.succeed(_ACCOUNT, address)
    return Redirect(START, status_code=303)


def _unlock(exam: OpenExam, data: Mapping[str, str], staff_id: str, sitting_id: str) -> None:
    if exam.store.read(lambda db: are_unlocked(db, exam, sitting_id)):
        return
    if _CODE in data:
        key = exam.store.read(lambda db: open_with_code(db, data[_CODE], sitting_id))
        unlock_topics(exam, key, staff_id, sitting_id=sitting_id)
        return
    passphrases = {
        name.removeprefix(_FIELD): typed for name, typed in data.items() if name.startswith(_FIELD)
    }
    locks = exam.store.read(locks_of)
    key = key_of_sitting(open_locks(exam, locks, passphrases), sitting_id)
    unlock_topics(exam, key, staff_id, locks, sitting_id)


def _form(
    request: PeopleRequest, exam: OpenExam, error: RefusedError | CodeError | None = None
) -> Template:
    holders = exam.store.read(locks_of)
    status = HTTPStatus.OK if error is None else status_of(error)
    return page(request, "proctor/topics.html", status, holders=holders, error=error)


topic_routes: Final[list[ControllerRouterHandler]] = [ask_passphrases, do_unlock]
