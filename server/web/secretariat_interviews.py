"""The secretariat's page of interviews: the schedule, drawing it, changes with their reasons."""

import os
from typing import Annotated, Final

from litestar import Response, Router, get, post
from litestar.params import Parameter
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler

from exam.errors import RefusedError
from exam.lot import SEED_BYTES
from server.interviews import (
    Wanted,
    draw_schedule,
    expected,
    interviews_of,
    move_hearing,
    note_missed,
    schedule_now,
)
from server.web.forms import hidden_whole, typed_reason
from server.web.interview_forms import (
    TypedSession,
    everybody,
    first_sessions,
    read_sessions,
    typed_hour,
    typed_sessions,
)
from server.web.interview_view import (
    hearing_asked,
    interviews_now,
    own_hour,
    plan_asked,
    schedule_file,
)
from server.web.pages import page, status_of
from server.web.session import Exam, Form, PeopleRequest, require_person

_PAGE: Final = "/sekretariat/wawancara"
_MOST_LINES: Final = 60
_LEAST_LINES: Final = 3

_Lines = Annotated[int, Parameter(ge=0, le=_MOST_LINES)]
_Application = Annotated[str, Parameter(max_length=200)]


@get("/", sync_to_thread=True)
def show_schedule(request: PeopleRequest, exam: Exam) -> Template:
    """Show who is heard when, or say when that can be planned."""
    interviews_of(exam.exam_id, exam.config)
    return page(
        request,
        "secretariat/interviews.html",
        **exam.store.read(lambda db: interviews_now(db, exam)),
    )


@get("/susun", sync_to_thread=True)
def ask_schedule(request: PeopleRequest, exam: Exam, baris: _Lines = 0) -> Template:
    """Ask for days, rooms, breaks, interviewers and who is heard."""
    schedule = exam.store.read(schedule_now)
    interviews = interviews_of(exam.exam_id, exam.config)
    people = exam.store.read(lambda db: expected(db, interviews))
    sessions = list(first_sessions(exam.config, schedule, people))
    lines = max(baris, len(sessions) + 1, _LEAST_LINES)
    blank = TypedSession(by=everybody(exam.config))
    sessions += [blank] * (min(lines, _MOST_LINES) - len(sessions))
    context = exam.store.read(lambda db: plan_asked(db, exam, sessions, None))
    return page(request, "secretariat/interviews_plan.html", **context)


@post("/susun", sync_to_thread=True)
def do_schedule(request: PeopleRequest, data: Form, exam: Exam) -> Template | Redirect:
    """Draw the schedule, or say what cannot be and keep all that was typed."""
    lines = min(hidden_whole(data, "lines"), _MOST_LINES)
    typed = typed_sessions(data, exam.config, lines)
    invited = frozenset(name[4:] for name in data if name.startswith("who-"))
    staff_id = require_person(request).staff_id
    try:
        known = data.get("plan", "")
        wanted = Wanted(
            sessions=read_sessions(typed, exam.config),
            invited=invited,
            seed=None if data.get("order") == "number" else os.urandom(SEED_BYTES),
            instead_of=known,
            reason=typed_reason(data) if known else "",
        )
        interviews = interviews_of(exam.exam_id, exam.config)
        exam.act_now(lambda db, now: draw_schedule(db, interviews, wanted, staff_id, now))
    except RefusedError as error:
        kept = {"error": error, "by_number": data.get("order") == "number"}
        blank = TypedSession(by=everybody(exam.config))
        shown = [blank if one.is_blank else one for one in typed]
        context = exam.store.read(lambda db: plan_asked(db, exam, shown, invited))
        template = "secretariat/interviews_plan.html"
        return page(request, template, status_code=status_of(error), **{**context, **kept})
    return Redirect(_PAGE, status_code=303)


@get("/ubah", sync_to_thread=True)
def ask_change(request: PeopleRequest, exam: Exam, lamaran: _Application) -> Template:
    """Show one candidate's hour, and ask for another, or whether they came."""
    context = exam.store.read(lambda db: hearing_asked(db, exam, lamaran))
    return page(request, "secretariat/interviews_change.html", **context)


@post("/ubah", sync_to_thread=True)
def do_change(request: PeopleRequest, data: Form, exam: Exam) -> Redirect:
    """Give a candidate another hour; pressed again it changes nothing."""
    application_id, reason = data.get("application", ""), typed_reason(data)
    interviews = interviews_of(exam.exam_id, exam.config)
    schedule = exam.store.read(schedule_now)
    target = typed_hour(data, *own_hour(schedule, application_id))
    staff_id = require_person(request).staff_id
    exam.act_now(
        lambda db, now: move_hearing(db, interviews, application_id, target, staff_id, reason, now)
    )
    return Redirect(_PAGE, status_code=303)


@post("/hadir", sync_to_thread=True)
def do_note_missed(request: PeopleRequest, data: Form, exam: Exam) -> Redirect:
    """Note that a candidate did not come, or take it back; pressed again it changes nothing."""
    application_id, reason = data.get("application", ""), typed_reason(data)
    staff_id, is_absent = require_person(request).staff_id, data.get("came") == "no"
    exam.act_now(
        lambda db, now: note_missed(db, application_id, staff_id, reason, now, is_absent=is_absent)
    )
    return Redirect(_PAGE, status_code=303)


@get("/jadwal-wawancara.docx", sync_to_thread=True)
def save_schedule(exam: Exam) -> Response[bytes]:
    """Save the schedule as a Word file."""
    return schedule_file(exam)


interview_routes: Final[list[ControllerRouterHandler]] = [
    Router(
        path=_PAGE,
        route_handlers=[
            show_schedule,
            ask_schedule,
            do_schedule,
            ask_change,
            do_change,
            do_note_missed,
            save_schedule,
        ],
        include_in_schema=False,
    )
]
