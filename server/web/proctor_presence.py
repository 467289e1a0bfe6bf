"""Who is in the hall: the door of check-in, who is late or absent, who went out with leave."""

from collections.abc import Mapping
from typing import Any, Final

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler
from sqlite_utils import Database

from exam.clock import ExamTime
from exam.errors import RefusedError
from exam.proceedings import Attendance
from server.attendance import note_attendance
from server.day import notes_by_application
from server.door import close_check_in, door_of, open_check_in
from server.exits import end_exit, permit_exit
from server.office import OpenExam
from server.sittings import Row
from server.web.chosen import TheSitting
from server.web.forms import typed_reason
from server.web.notes_view import NotesView
from server.web.pages import page
from server.web.proctor_people import application_of, back_to, candidate_page
from server.web.session import Exam, Form, PeopleRequest, require_person

_MISSING: Final = """
    select id, number, name from applications
    where seat_id is null and sitting_id = ? and barred = '' order by number
"""
_DOOR_ACTS: Final = {"open": open_check_in, "closed": close_check_in}


@get("/registrasi", sync_to_thread=True)
def ask_door(request: PeopleRequest, exam: Exam, sitting: TheSitting) -> Template:
    """Say how the door stands, what opening or closing means, and who has not come."""
    context = exam.store.read(lambda db: _door_now(db, exam, sitting))
    return page(request, "proctor/door.html", **context)


@post("/registrasi", sync_to_thread=True)
def do_door(request: PeopleRequest, data: Form, exam: Exam, sitting: TheSitting) -> Redirect:
    """Open or close check-in; pressed again it changes nothing."""
    staff_id, act = require_person(request).staff_id, _DOOR_ACTS.get(data.get("door", ""))
    if act is None:
        raise RefusedError("page.request")
    exam.act_now(lambda db, now: act(db, staff_id, now, sitting))
    return Redirect("/pengawas/catatan", status_code=303)


@get("/peserta/{slug:str}/kehadiran", sync_to_thread=True)
def ask_attendance(request: PeopleRequest, slug: FromPath[str], exam: Exam) -> Template:
    """Ask whether a candidate is late or absent, and say what it means."""
    context = exam.store.read(lambda db: _attendance_now(db, exam, slug))
    return page(request, "proctor/attendance.html", **context)


@post("/peserta/{slug:str}/kehadiran", sync_to_thread=True)
def do_note_attendance(
    request: PeopleRequest, slug: FromPath[str], data: Form, exam: Exam
) -> Redirect:
    """Note it; the same word again changes nothing."""
    staff_id, word, reason = require_person(request).staff_id, _word(data), typed_reason(data)

    def act(db: Database, now: ExamTime) -> None:
        note_attendance(db, application_of(db, slug)["id"], word, staff_id, reason, now)

    exam.act_now(act)
    return Redirect(candidate_page(slug), status_code=303)


@get("/peserta/{slug:str}/keluar", sync_to_thread=True)
def ask_exit(request: PeopleRequest, slug: FromPath[str], exam: Exam) -> Template:
    """Ask why a candidate goes out, and say what it means."""
    application = exam.store.read(lambda db: application_of(db, slug))
    return page(request, "proctor/exit.html", **_asking(application, "keluar"))


@post("/peserta/{slug:str}/keluar", sync_to_thread=True)
def do_permit_exit(request: PeopleRequest, slug: FromPath[str], data: Form, exam: Exam) -> Redirect:
    """Note that a candidate goes out; pressed again it changes nothing."""
    staff_id, reason = require_person(request).staff_id, typed_reason(data)

    def act(db: Database, now: ExamTime) -> None:
        permit_exit(db, application_of(db, slug)["id"], staff_id, reason, now)

    exam.act_now(act)
    return Redirect(candidate_page(slug), status_code=303)


@post("/kembali", sync_to_thread=True)
def do_end_exit(request: PeopleRequest, data: Form, exam: Exam) -> Redirect:
    """Note that a candidate is back; pressed again it changes nothing."""
    staff_id, exit_id = require_person(request).staff_id, data.get("exit", "")
    exam.act_now(lambda db, now: end_exit(db, exit_id, staff_id, now))
    return Redirect(back_to(data) if data.get("back") else "/pengawas/catatan", status_code=303)


def _door_now(db: Database, exam: OpenExam, sitting_id: str) -> dict[str, Any]:
    return {
        "door": NotesView(db, exam.timeline.now(), sitting_id).door(),
        "missing": list(db.query(_MISSING, [sitting_id])),
        "lateness": exam.config.writing.sitting_rules.lateness,
    }


def _attendance_now(db: Database, exam: OpenExam, slug: str) -> dict[str, Any]:
    application = application_of(db, slug)
    return {
        **_asking(application, "kehadiran"),
        "noted": notes_by_application(db)[application["id"]],
        "was_open": door_of(db, application["sitting_id"]).opened_at is not None,
        "lateness": exam.config.writing.sitting_rules.lateness,
    }


def _asking(application: Row, act: str) -> dict[str, Any]:
    return {"application": application, "act": act, "obstacle": None, "hidden": {}}


def _word(data: Mapping[str, str]) -> Attendance:
    try:
        return Attendance(data.get("attendance", ""))
    except ValueError:
        raise RefusedError("form.attendance") from None


presence_routes: Final[list[ControllerRouterHandler]] = [
    ask_door,
    do_door,
    ask_attendance,
    do_note_attendance,
    ask_exit,
    do_permit_exit,
    do_end_exit,
]
