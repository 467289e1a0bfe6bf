"""One candidate: how they are, what happened, what can be done, and a move to another PC."""

from collections.abc import Mapping
from typing import Any, Final

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler
from sqlite_utils import Database

from exam.clock import MILLISECONDS_PER_MINUTE, ExamTime
from exam.errors import RefusedError
from exam.events import AnyOrder
from exam.sitting import Sitting
from server.admission import allow_move
from server.credits import given_to
from server.hall import Hall
from server.office import OpenExam
from server.orders import require_fitting, terms_of
from server.proposals import Proposal
from server.record import record_of
from server.seating import Seating
from server.sittings import Row
from server.starting import earliest_start
from server.web.acts import FOR_ONE, acts_that_fit
from server.web.calls import calls_shown
from server.web.hall_asking import Waiting
from server.web.hall_view import WallClock, staff_names
from server.web.notes_view import NotesView
from server.web.pages import page
from server.web.seat_view import HANDED_IN, Seat, alarm_of, number_of
from server.web.session import Exam, Form, PeopleRequest, TheHall, require_person


@get("/peserta/{slug:str}", sync_to_thread=True)
def show_candidate(
    request: PeopleRequest, slug: FromPath[str], exam: Exam, hall: TheHall
) -> Template:
    """Show how a candidate is, what happened, and what can be done for them."""
    context = exam.store.read(lambda db: _candidate_now(db, exam, hall, slug))
    return page(request, "proctor/candidate.html", **context)


@get("/peserta/{slug:str}/tambahan", sync_to_thread=True)
def ask_minutes(request: PeopleRequest, slug: FromPath[str], exam: Exam, hall: TheHall) -> Template:
    """Ask how much time to give and why; of who has handed in, whether to open it again."""
    context = exam.store.read(lambda db: _standing(db, exam, hall, slug))
    return page(request, "proctor/give.html", **context)


@get("/peserta/{slug:str}/pindah", sync_to_thread=True)
def ask_move(request: PeopleRequest, slug: FromPath[str], exam: Exam, hall: TheHall) -> Template:
    """Ask to which PC a candidate goes, and say what it means."""

    def read(db: Database) -> dict[str, Any]:
        context = _standing(db, exam, hall, slug)
        return {**context, "free_seats": context["seating"].empty_seats()}

    return page(request, "proctor/move.html", **exam.store.read(read))


@post("/pindah", sync_to_thread=True)
def do_allow_move(request: PeopleRequest, data: Form, exam: Exam) -> Redirect:
    """Let a candidate go on at another PC; pressed again it changes nothing."""
    staff_id = require_person(request).staff_id
    application_id, seat_id = data.get("application", ""), data.get("seat", "")
    exam.act_now(lambda db, now: allow_move(db, exam, application_id, seat_id, staff_id, now))
    return Redirect(back_to(data), status_code=303)


def application_of(db: Database, slug: str) -> Row:
    """Return the application that a page's address names.

    Raises:
        RefusedError: there is none of that number.

    """
    for row in db.query("select * from applications where number = ?", [number_of(slug)]):
        return row
    raise RefusedError("page.not-found")


def candidate_page(slug: str) -> str:
    """Return the address of a candidate's page."""
    return f"/pengawas/peserta/{slug}"


def back_to(data: Mapping[str, str]) -> str:
    """Return to the candidate's page if the form stood there, else to the hall."""
    slug = data.get("back", "")
    return candidate_page(slug) if slug.replace("_", "").isalnum() else "/pengawas"


def _candidate_now(db: Database, exam: OpenExam, hall: Hall, slug: str) -> dict[str, Any]:
    context = _standing(db, exam, hall, slug)
    application_id, sitting = context["application"]["id"], context["sitting"]
    now, clock, names = context["now"], WallClock(context["now"]), staff_names(db)

    def require(order: AnyOrder) -> None:
        require_fitting(db, exam, application_id, order)

    return {
        **context,
        "calls": calls_shown(db, {application_id: sitting}, clock),
        "waiting": _waiting(context["application"], context["seat"].line.waits, names),
        "fitting": acts_that_fit(FOR_ONE, exam, sitting, now, require),
        "can_start": _can_start(sitting, exam, now),
        "record": record_of(db, application_id, sitting),
        "clock": clock.show,
        **NotesView(db, now).of_candidate(context["application"]),
    }


def _standing(db: Database, exam: OpenExam, hall: Hall, slug: str) -> dict[str, Any]:
    """Return where a candidate stands, and the room in which they do."""
    application, now = application_of(db, slug), exam.timeline.now()
    sitting = hall.sittings(db)[application["id"]]
    seating = Seating(db, exam, hall, now, application["sitting_id"])
    line = seating.line_of(application["id"])
    return {
        "seating": seating,
        "application": application,
        "seat": Seat(line, alarm_of(line)),
        "sitting": sitting,
        "now": now,
        "handed_in": line.phase in HANDED_IN,
        "given": given_to(sitting),
        "alone_minutes": terms_of(exam).credit_of_one // MILLISECONDS_PER_MINUTE,
    }


def _waiting(
    application: Row, proposal: Proposal | None, names: Mapping[str, str]
) -> Waiting | None:
    """Return what waits for a second proctor, with who proposed it by name."""
    if proposal is None:
        return None
    proposed_by = names.get(proposal.staff_id, proposal.staff_id)
    return Waiting(proposal, application["number"], application["name"], proposed_by)


def _can_start(sitting: Sitting, exam: OpenExam, now: ExamTime) -> bool:
    """Whether a start could be ordered for this candidate, first or anew."""
    is_open = sitting.closed_at is None and sitting.admission is not None
    return is_open and (sitting.start is None or sitting.start >= earliest_start(exam, now))


people_routes: Final[list[ControllerRouterHandler]] = [
    show_candidate,
    ask_minutes,
    ask_move,
    do_allow_move,
]
