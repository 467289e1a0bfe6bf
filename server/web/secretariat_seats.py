"""The seat plan in the browser: a map of the room, the lot, and changes of single places.

The lot and every change are asked for once more before they are done; both go on the record.
"""

import os
from collections.abc import Mapping
from typing import Annotated, Any, Final

from litestar import get, post
from litestar.params import Parameter
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler
from sqlite_utils import Database

from exam.errors import RefusedError
from exam.lot import SEED_BYTES
from server.office import OpenExam
from server.places import (
    change_place,
    draw_seats,
    last_lot,
    misplaced,
    plan_of,
    require_nobody_signed_in,
)
from server.sittings import Row
from server.web.chosen import TheSitting
from server.web.forms import typed_reason
from server.web.hall_view import staff_names
from server.web.moments import moments_of
from server.web.pages import page
from server.web.session import Exam, Form, PeopleRequest, require_person

_PLAN: Final = "/sekretariat/denah"
_Asked = Annotated[str, Parameter(max_length=40)]


@get("/denah", sync_to_thread=True)
def show_plan(request: PeopleRequest, exam: Exam, sitting: TheSitting) -> Template:
    """Show the room with everybody's place."""
    context = exam.store.read(lambda db: _plan_now(db, exam, sitting))
    return page(request, "secretariat/plan.html", **context)


@get("/denah/undi", sync_to_thread=True)
def ask_draw(request: PeopleRequest, exam: Exam, sitting: TheSitting) -> Template:
    """Say what the lot does, and ask for a reason if there was one before."""

    def read(db: Database) -> dict[str, Any]:
        require_nobody_signed_in(db, sitting)
        return _plan_now(db, exam, sitting)

    return page(request, "secretariat/draw.html", **exam.store.read(read))


@post("/denah/undi", sync_to_thread=True)
def do_draw(request: PeopleRequest, data: Form, exam: Exam, sitting: TheSitting) -> Redirect:
    """Draw the lot in place of the plan that the page showed."""
    known = data.get("plan", "")
    reason = typed_reason(data) if known else ""
    staff_id, seed = require_person(request).staff_id, os.urandom(SEED_BYTES)
    exam.act_now(
        lambda db, now: draw_seats(
            db, exam.config, seed, staff_id, now, reason, known, sitting_id=sitting
        )
    )
    return Redirect(_PLAN, status_code=303)


@get("/denah/tukar", sync_to_thread=True)
def ask_change(
    request: PeopleRequest, exam: Exam, sitting: TheSitting, nomor: _Asked, tempat: _Asked
) -> Template:
    """Say who would sit where, and ask why."""
    context = exam.store.read(lambda db: _change_asked(db, exam, sitting, nomor, tempat))
    return page(request, "secretariat/change.html", **context)


@post("/denah/tukar", sync_to_thread=True)
def do_change(request: PeopleRequest, data: Form, exam: Exam) -> Redirect:
    """Give a candidate another place; pressed again it changes nothing."""
    number, place, reason = data.get("number", ""), data.get("place", ""), typed_reason(data)
    staff_id = require_person(request).staff_id
    exam.act_now(
        lambda db, now: change_place(db, exam.config, number, place, staff_id, reason, now)
    )
    return Redirect(_PLAN, status_code=303)


def _plan_now(db: Database, exam: OpenExam, sitting_id: str) -> dict[str, Any]:
    plan, people = plan_of(db, exam.config, sitting_id), _people(db, sitting_id)
    lot, names = last_lot(db, sitting_id), staff_names(db)
    return {
        "plan": plan,
        "people": people,
        "in_order": sorted(people.values(), key=lambda row: row["number"]),
        "elsewhere": misplaced(db, sitting_id),
        "has_begun": any(row["admission"] for row in people.values()),
        "lot": lot,
        "drawn_by": "" if lot is None else names.get(lot.staff_id, lot.staff_id),
        "clock": moments_of(exam).show,
    }


def _change_asked(
    db: Database, exam: OpenExam, sitting_id: str, number: str, typed: str
) -> dict[str, Any]:
    """Return who moves where: the candidate, and whoever has that place now."""
    plan, people = plan_of(db, exam.config, sitting_id), _people(db, sitting_id)
    who = next((row for row in people.values() if row["number"] == number.strip()), None)
    if who is None:
        raise RefusedError("order.nobody", application=number)
    place = plan.place_named(typed)
    other = people.get(plan.taken.get(place.name, ""))
    return {
        "who": who,
        "place": place,
        "before": plan.place_of(who["id"]),
        "other": None if other is None or other["id"] == who["id"] else other,
    }


def _people(db: Database, sitting_id: str) -> Mapping[str, Row]:
    rows = db.query("select * from applications where sitting_id = ?", [sitting_id])
    return {row["id"]: row for row in rows}


seat_routes: Final[list[ControllerRouterHandler]] = [
    show_plan,
    ask_draw,
    do_draw,
    ask_change,
    do_change,
]
