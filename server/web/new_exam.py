"""Pages that lead from the files to an exam: choose them, read the report, create, done."""

import asyncio
from collections.abc import Sequence
from http import HTTPStatus
from typing import Annotated, Any, Final

from litestar import get, post
from litestar.datastructures import State, UploadFile
from litestar.di import NamedDependency
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler

from exam.errors import ExamError, RefusedError
from server.plan import Draft
from server.preparation import Drafts, Preparation
from server.readout import readout_of, verdict_of
from server.web.new_key import COOKIE, NewKey
from server.web.session import Form

MOST_UPLOAD_BYTES: Final = 64_000_000
_REPORT: Final = "/laporan"
_DONE: Final = "/selesai"

Upload = Annotated[dict[str, Any], Body(media_type=RequestEncodingType.MULTI_PART)]
Prepared = NamedDependency[Preparation]
Key = NamedDependency[NewKey]


@get("/mulai/{token:str}", sync_to_thread=False)
def enter(token: FromPath[str], key: Key) -> Redirect:
    """Let in whoever has the address from the terminal, once; their browser is known afterwards."""
    answer = Redirect("/", status_code=303)
    answer.set_cookie(key=COOKIE, value=key.spend(token), httponly=True, samesite="strict")
    return answer


@get("/", sync_to_thread=False)
def ask_files(preparation: Prepared) -> Template | Redirect:
    """Ask for the files."""
    if preparation.founded is not None:
        return Redirect(_DONE, status_code=303)
    return Template("new/files.html")


@post("/periksa", request_max_body_size=MOST_UPLOAD_BYTES)
async def take_files(data: Upload, preparation: Prepared) -> Redirect:
    """Take the files and look at them; nothing is written down."""
    config, roster = [await _draft(data, name) for name in ("config", "roster")]
    topics = await _draft(data, "topics") if _is_chosen(data, "topics") else None
    await asyncio.to_thread(preparation.look_at, Drafts(config, topics, roster))
    return Redirect(_REPORT, status_code=303)


@get(_REPORT, sync_to_thread=False)
def show_report(preparation: Prepared, state: State) -> Template | Redirect:
    """Show what the files say, and ask where the exam is to be if it can be held."""
    if preparation.found is None:
        return Redirect("/", status_code=303)
    return _report(preparation, state)


@post("/buat", sync_to_thread=True)
def create(data: Form, preparation: Prepared, state: State) -> Template | Redirect:
    """Create the exam; what is wrong with the folders is said on the same page."""
    try:
        preparation.begin(data.get("directory", ""), data.get("cards", ""))
    except ExamError as error:
        if preparation.found is None:
            raise
        return _report(preparation, state, data, error.problems)
    return Redirect(_DONE, status_code=303)


@get(_DONE, sync_to_thread=False)
def show_places(preparation: Prepared) -> Template | Redirect:
    """Show where everything is, and what comes next."""
    if preparation.founded is None:
        return Redirect("/", status_code=303)
    return Template("new/done.html", context={"founded": preparation.founded})


@post("/tutup", sync_to_thread=False)
def finish(state: State) -> Template:
    """End the program behind these pages."""
    state.stop()
    return Template("new/closed.html")


async def _draft(data: dict[str, Any], name: str) -> Draft:
    """Take one file of the form.

    Raises:
        RefusedError: none was chosen.

    """
    file = data.get(name)
    if not isinstance(file, UploadFile) or not _is_chosen(data, name):
        raise RefusedError("form.file")
    return Draft(file.filename, await file.read())


def _is_chosen(data: dict[str, Any], name: str) -> bool:
    """Whether somebody chose a file; a field that was left alone is sent without a name."""
    file = data.get(name)
    return isinstance(file, UploadFile) and bool(file.filename)


def _report(
    preparation: Preparation,
    state: State,
    typed: Form | None = None,
    errors: Sequence[ExamError] = (),
) -> Template:
    found = preparation.found
    if found is None:
        raise RefusedError("new.no-files")
    context = {
        "sections": readout_of(found, state.translate),
        "verdict": verdict_of(found, state.translate),
        "can_run": found.can_run,
        "writes": found.config is not None and found.config.has_paper,
        "typed": typed or {},
        "errors": errors,
        "here": preparation.here,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK
    return Template("new/report.html", context=context, status_code=status)


new_routes: Final[list[ControllerRouterHandler]] = [
    enter,
    ask_files,
    take_files,
    show_report,
    create,
    show_places,
    finish,
]
