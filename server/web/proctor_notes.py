"""The notes of the day on one page: incidents, announcements, who is out, check-in, PCs.

Each form that writes something new carries a fresh id, so sent twice it is written once.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from litestar import get, post
from litestar.params import FromQuery
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler
from sqlite_utils import Database

from exam.errors import RefusedError
from exam.events import LONGEST_MESSAGE
from exam.proceedings import IncidentKind
from server.announcements import end_announcement, make_announcement
from server.incidents import Incident, note_incident
from server.office import OpenExam
from server.web.chosen import FIELD, TheSitting
from server.web.forms import typed_message, typed_reason
from server.web.notes_view import NotesView
from server.web.pages import page
from server.web.proctor_people import back_to
from server.web.proctor_press import new_press
from server.web.seat_view import slug_of
from server.web.session import Exam, Form, PeopleRequest, require_person

_NOTES: Final = "/pengawas/catatan"
_PEOPLE: Final = """
    select id, number, name from applications where sitting_id = ? order by number
"""
_ID: Final = re.compile(r"[0-9a-f]{32}")


@get("/catatan", sync_to_thread=True)
def show_notes(
    request: PeopleRequest, exam: Exam, sitting: TheSitting, peserta: FromQuery[str] = ""
) -> Template:
    """Show everything that was noted, and ask for more; a slug names one candidate."""
    context = exam.store.read(lambda db: _notes_now(db, exam, peserta, sitting))
    return page(request, "proctor/day_notes.html", **context)


@post("/gangguan", sync_to_thread=True)
def do_note_incident(request: PeopleRequest, data: Form, exam: Exam) -> Redirect:
    """Write an incident down; the same form again changes nothing."""
    staff_id = require_person(request).staff_id
    incident = Incident(
        id=_fresh_id(data),
        kind=_kind(data),
        text=typed_reason(data),
        application_id=data.get("application", ""),
        seat_id=data.get("seat", ""),
        sitting_id=data.get(FIELD, ""),
    )
    exam.act_now(lambda db, now: note_incident(db, incident, staff_id, now))
    return Redirect(back_to(data) if data.get("back") else _NOTES, status_code=303)


@post("/pengumuman", sync_to_thread=True)
def do_announce(request: PeopleRequest, data: Form, exam: Exam, sitting: TheSitting) -> Redirect:
    """Put an announcement on the wall; the same form again changes nothing."""
    staff_id, text, new_id = require_person(request).staff_id, typed_message(data), _fresh_id(data)
    exam.act_now(lambda db, now: make_announcement(db, new_id, text, staff_id, now, sitting))
    return Redirect(_NOTES, status_code=303)


@post("/pengumuman/turun", sync_to_thread=True)
def do_end_announcement(request: PeopleRequest, data: Form, exam: Exam) -> Redirect:
    """Take an announcement down; pressed again it changes nothing."""
    staff_id, old_id = require_person(request).staff_id, data.get("announcement", "")
    exam.act_now(lambda db, now: end_announcement(db, old_id, staff_id, now))
    return Redirect(_NOTES, status_code=303)


def _notes_now(db: Database, exam: OpenExam, slug: str, sitting_id: str) -> dict[str, Any]:
    view = NotesView(db, exam.timeline.now(), sitting_id)
    people = list(db.query(_PEOPLE, [sitting_id]))
    seats = "select id, name from seats where not revoked order by name"
    return {
        "door": view.door(),
        "incidents": view.incidents(),
        "exits": view.exits(),
        "announcements": view.announcements(),
        "people": people,
        "one": next((row["id"] for row in people if slug_of(row["number"]) == slug), ""),
        "back": slug if slug.replace("_", "").isalnum() else "",
        "seats": list(db.query(seats)),
        "kinds": list(IncidentKind),
        "longest": LONGEST_MESSAGE,
        "incident_id": new_press()["press"],
        "announcement_id": new_press()["press"],
    }


def _fresh_id(data: Mapping[str, str]) -> str:
    """Read the id that the page drew for what this form makes."""
    fresh = data.get("press", "")
    if not _ID.fullmatch(fresh):
        raise RefusedError("page.request")
    return fresh


def _kind(data: Mapping[str, str]) -> IncidentKind:
    try:
        return IncidentKind(data.get("kind", ""))
    except ValueError:
        raise RefusedError("form.kind") from None


note_routes: Final[list[ControllerRouterHandler]] = [
    show_notes,
    do_note_incident,
    do_announce,
    do_end_announcement,
]
