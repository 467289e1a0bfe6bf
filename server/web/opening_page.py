"""The chair's page of the opening: members enter their shares one after the other, papers open.

A share that is wrong is refused by name and typed again; words that were taken never come back
to the page.
"""

from collections.abc import Sequence
from typing import Any, Final

from litestar import Response, Router, get, post
from litestar.datastructures import State, UploadFile
from litestar.di import NamedDependency, Provide
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler
from sqlite_utils import Database

from exam.errors import ExamError, RefusedError, ShareError
from server.accounts import is_opened
from server.language import load_catalog
from server.office import OpenExam
from server.release import waiting_codes, waive_check
from server.unlocking import Unlocking
from server.web.forms import typed_reason
from server.web.pages import is_fragment, page, status_of
from server.web.proctor_import import Upload
from server.web.session import Exam, Form, PeopleRequest, require_person

LONGEST_SHARE: Final = 20_000
"""Bytes of a share file; the words of one share are a few hundred."""
_HOME: Final = "/panel/pembukaan"
_TYPED_AGAIN: Final = frozenset(("share.word", "share.length", "share.checksum"))
"""Refusals after which the words stay in the field, to be mended there."""

Unlock = NamedDependency[Unlocking]


def take_unlocking(state: State, exam: Exam) -> Unlocking:
    """Return what the panel has brought together in this process."""
    unlocking: Unlocking = state.setdefault("unlocking", Unlocking(exam))
    return unlocking


@get("/", sync_to_thread=True)
def show_opening(request: PeopleRequest, exam: Exam, unlock: Unlock) -> Template:
    """Show who has entered a share, how far the opening is, or how it went."""
    return _opening_page(request, exam, unlock)


@get("/kemajuan", sync_to_thread=True)
def show_progress(request: PeopleRequest, unlock: Unlock) -> Template | Response[bytes] | Redirect:
    """Show how far it is; once it is done, go back to the page."""
    if unlock.is_running:
        return page(request, "panel/opening_progress.html", progress=unlock.progress)
    if is_fragment(request):
        return Response(b"", headers={"hx-redirect": _HOME})
    return Redirect(_HOME, status_code=303)


@post("/bagian", request_max_body_size=2 * LONGEST_SHARE)
async def take_share(
    request: PeopleRequest, data: Upload, exam: Exam, unlock: Unlock
) -> Template | Redirect:
    """Take the share of one member, from its words or from a file."""
    words = data.get("words", "")
    try:
        raw, name = await _read(data, words, exam, len(unlock.quorum.members) + 1)
        unlock.add(raw, name)
    except (ShareError, RefusedError) as error:
        typed = words if error.code in _TYPED_AGAIN else ""
        return _opening_page(request, exam, unlock, error=error, typed=typed)
    return Redirect(_HOME, status_code=303)


@post("/ulang", sync_to_thread=False)
def start_over(unlock: Unlock) -> Redirect:
    """Forget the shares that were entered."""
    unlock.start_over()
    return Redirect(_HOME, status_code=303)


@post("/buka", sync_to_thread=True)
def begin_opening(
    request: PeopleRequest, data: Form, exam: Exam, unlock: Unlock
) -> Template | Redirect:
    """Begin to open the papers."""
    waived = [number for number in data.get("without", "").split(",") if number]
    try:
        unlock.begin(
            waived if "sure" in data else (), despite_damage=data.get("damage", "") == "yes"
        )
    except ShareError as error:
        return _opening_page(request, exam, unlock, error=error)
    return Redirect(_HOME, status_code=303)


@post("/tanpa-pemeriksaan", sync_to_thread=True)
def release_unchecked(
    request: PeopleRequest, data: Form, exam: Exam, unlock: Unlock
) -> Template | Redirect:
    """Let the panel read what no release officer has checked, for a reason."""
    staff_id = require_person(request).staff_id
    try:
        reason = typed_reason(data)
        exam.act_now(lambda db, now: waive_check(db, staff_id, reason, now))
    except RefusedError as error:
        return _opening_page(request, exam, unlock, error=error)
    return Redirect(_HOME, status_code=303)


async def _read(data: dict[str, Any], words: str, exam: OpenExam, number: int) -> tuple[bytes, str]:
    """Return what one member brings, and what to call it."""
    file = data.get("file")
    if isinstance(file, UploadFile) and file.filename and not words.strip():
        raw = await file.read()
        name = file.filename
    else:
        _ = load_catalog(exam.config.exam.language).gettext
        raw, name = words.encode(), _("Share {number}").format(number=number)
    if len(raw) > LONGEST_SHARE:
        raise ShareError("share.file", file=name)
    return raw, name


def _opening_page(
    request: PeopleRequest,
    exam: OpenExam,
    unlock: Unlocking,
    *,
    error: ExamError | None = None,
    typed: str = "",
) -> Template:
    opened, waiting = exam.store.read(_stand)
    shown = error or unlock.refusal
    quorum = unlock.quorum
    names = {member.id: member.name for member in exam.config.panel.members}
    return page(
        request,
        "panel/opening.html",
        status_code=200 if error is None else status_of(error),
        opened=opened,
        opening=unlock.opening,
        running=unlock.is_running,
        progress=unlock.progress,
        members=[names[member] for member in quorum.members],
        needed=quorum.needed,
        complete=quorum.is_complete,
        errors=() if shown is None else shown.problems,
        without=_missing(shown),
        damaged=shown is not None and shown.code == "damage.found",
        typed=typed,
        waiting=waiting,
    )


def _missing(error: ExamError | None) -> str:
    """Return the numbers of those without whom the papers could be opened."""
    if error is None or error.code != "opening.missing":
        return ""
    return str(error.details["numbers"])


def _stand(db: Database) -> tuple[bool, Sequence[str]]:
    return is_opened(db), waiting_codes(db)


opening_routes: Final[list[ControllerRouterHandler]] = [
    Router(
        path=_HOME,
        route_handlers=[
            show_opening,
            show_progress,
            take_share,
            start_over,
            begin_opening,
            release_unchecked,
        ],
        dependencies={"unlock": Provide(take_unlocking, sync_to_thread=False)},
        include_in_schema=False,
    )
]
