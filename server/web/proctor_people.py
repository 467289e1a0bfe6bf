"""One candidate: what happened, time to give, a move to another PC, a new card."""

from collections.abc import Mapping
from typing import Any, Final

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler
from sqlite_utils import Database

from exam.errors import RefusedError
from server.admission import allow_move
from server.hall import Hall
from server.office import OpenExam
from server.orders import terms_of
from server.record import record_of
from server.seating import Seating
from server.sittings import Row
from server.web.hall_view import WallClock, staff_names
from server.web.pages import page
from server.web.seat_view import HANDED_IN, Seat, alarm_of, slug_of
from server.web.session import Exam, Form, PeopleRequest, TheHall, require_person


@get("/peserta/{slug:str}", sync_to_thread=True)
def show_candidate(
    request: PeopleRequest, slug: FromPath[str], exam: Exam, hall: TheHall
) -> Template:
    """Show what happened to a candidate, and what can be done for them."""
    context = exam.store.read(lambda db: _candidate_now(db, exam, hall, slug))
    return page(request, "proctor/candidate.html", **context)


def _candidate_now(db: Database, exam: OpenExam, hall: Hall, slug: str) -> dict[str, Any]:
    application = application_of(db, slug)
    now = exam.timeline.now()
    sitting = hall.sittings(db)[application["id"]]
    lines = Seating(db, exam, hall, now).lines()
    (line,) = (one for one in lines if one.application_id == application["id"])
    taken = {one.seat_id for one in lines if one.number is not None}
    return {
        "application": application,
        "seat": Seat(line, alarm_of(line)),
        "sitting": sitting,
        "handed_in": line.phase in HANDED_IN,
        "given": sum(credit.milliseconds for credit in sitting.credits),
        "alone_minutes": terms_of(exam).credit_of_one // 60_000,
        "record": record_of(db, sitting),
        "free_seats": [one for one in lines if one.seat_id and one.seat_id not in taken],
        "staff": staff_names(db),
        "clock": WallClock(now).show,
    }


def application_of(db: Database, slug: str) -> Row:
    """Return the application that a page's address names.

    Raises:
        RefusedError: there is none of that number.

    """
    for row in db.query("select * from applications"):
        if slug_of(row["number"]) == slug:
            return row
    raise RefusedError("page.not-found")


@post("/pindah", sync_to_thread=True)
def do_allow_move(request: PeopleRequest, data: Form, exam: Exam) -> Redirect:
    """Let a candidate go on at another PC; pressed again it changes nothing."""
    staff_id = require_person(request).staff_id
    application_id, seat_id = data.get("application", ""), data.get("seat", "")
    exam.act_now(lambda db, now: allow_move(db, exam, application_id, seat_id, staff_id, now))
    return Redirect(_back(data), status_code=303)


def _back(data: Mapping[str, str]) -> str:
    """Return to the candidate's page if the form stood there."""
    slug = data.get("back", "")
    return f"/pengawas/peserta/{slug}" if slug.isalnum() else "/pengawas"


people_routes: Final[list[ControllerRouterHandler]] = [show_candidate, do_allow_move]
