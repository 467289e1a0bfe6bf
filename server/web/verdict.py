"""The end of marking: the lock, the wait for the others, the result and the recap.

Until the last lock these pages know counts only.
"""

from typing import Any, Final

from litestar import Response, get, post
from litestar.response import Redirect, Template

from exam.errors import ExamError, InputError, RefusedError
from server.documents.recap import recap_xlsx
from server.language import load_catalog
from server.marking import MarkingDesk, progress
from server.office import OpenExam
from server.ranking import results_of
from server.web.pages import is_fragment, page, status_of
from server.web.session import Desk, Exam, Form, PeopleRequest

_RESULT: Final = "/panel/hasil"
_WAITING: Final = "/panel/tunggu"
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@get("/kunci", sync_to_thread=True)
def show_lock(request: PeopleRequest, exam: Exam, desk: Desk) -> Template | Redirect:
    """Show what still lacks, or ask for the confirmation."""
    panel = exam.store.read(lambda db: progress(db, exam.config))
    if desk.panelist_id in panel.locked:
        return Redirect(_WAITING, status_code=303)
    if not panel.opened:
        raise RefusedError("marking.not-opened")
    return _lock_page(request, exam, desk, None)


@post("/kunci", sync_to_thread=True)
def do_lock(request: PeopleRequest, data: Form, exam: Exam, desk: Desk) -> Template | Redirect:
    """Lock all scores for good; locking again changes nothing."""
    try:
        _require_confirmation(data.get("word", ""), _confirmation(exam))
        exam.act_now(desk.lock)
    except (InputError, RefusedError) as error:
        return _lock_page(request, exam, desk, error)
    return Redirect(_WAITING, status_code=303)


def _confirmation(exam: OpenExam) -> str:
    """Return the word that locks, in the exam's language."""
    _ = load_catalog(exam.config.exam.language).gettext
    return _("LOCK")


def _require_confirmation(typed: str, word: str) -> None:
    if typed.strip().upper() != word:
        raise InputError("marking.confirm", word=word)


def _lock_page(
    request: PeopleRequest, exam: OpenExam, desk: MarkingDesk, error: ExamError | None
) -> Template:
    lacking = exam.store.read(desk.lacking)
    status = 200 if error is None else status_of(error)
    return page(
        request,
        "panel/lock.html",
        status_code=status,
        lacking=lacking,
        papers=exam.store.read(lambda db: len(desk.papers(db))),
        word=_confirmation(exam),
        error=error,
    )


@get("/tunggu", sync_to_thread=True)
def show_waiting(
    request: PeopleRequest, exam: Exam, desk: Desk
) -> Template | Redirect | Response[bytes]:
    """Wait for the other panelists; the page asks again by itself."""
    panel = exam.store.read(lambda db: progress(db, exam.config))
    if panel.revealed:
        if is_fragment(request):
            return Response(b"", headers={"hx-redirect": _RESULT})
        return Redirect(_RESULT, status_code=303)
    if desk.panelist_id not in panel.locked:
        return Redirect("/panel", status_code=303)
    template = "panel/waiting_fragment.html" if is_fragment(request) else "panel/waiting.html"
    return page(request, template, panel=panel)


@get("/hasil", sync_to_thread=True)
def show_result(request: PeopleRequest, exam: Exam) -> Template:
    """Show the ranks with names, after the last lock."""
    results = exam.store.read(lambda db: results_of(db, exam.config))
    return page(request, "panel/result.html", results=results, stage=exam.config.writing.stage)


@get("/rekap.xlsx", sync_to_thread=True)
def download_recap(exam: Exam) -> Response[bytes]:
    """Hand the chair the recap as a spreadsheet."""
    results = exam.store.read(lambda db: results_of(db, exam.config))
    return attachment(recap_xlsx(results, exam.config), "rekapitulasi-nilai.xlsx", _XLSX)


def attachment(content: bytes, name: str, media_type: str) -> Response[bytes]:
    """Answer with a file to be saved."""
    headers: dict[str, Any] = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=media_type, headers=headers)


verdict_handlers: Final = [show_lock, do_lock, show_waiting, show_result, download_recap]
