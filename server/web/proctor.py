"""The proctor's page: every seat at a glance, and the order to start.

What changes is a fragment that the page asks for again every two seconds. No paper is ever on it.
"""

from typing import Final

from litestar import Router, get, post
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler

from server.hall import order_start
from server.web.hall_view import hall_now
from server.web.pages import page
from server.web.proctor_cards import card_routes
from server.web.proctor_closing import closing_routes
from server.web.proctor_credits import credit_routes
from server.web.proctor_import import import_routes
from server.web.proctor_people import people_routes
from server.web.proctor_recovery import recovery_routes
from server.web.session import Exam, PeopleRequest, TheHall, proctors_only, require_person


@get("/", sync_to_thread=True)
def show_hall(request: PeopleRequest, exam: Exam, hall: TheHall) -> Template:
    """Show the hall."""
    return page(request, "proctor/hall.html", **hall_now(exam, hall))


@get("/kursi", sync_to_thread=True)
def show_seats(request: PeopleRequest, exam: Exam, hall: TheHall) -> Template:
    """Show the part of the page that changes."""
    return page(request, "proctor/seats_fragment.html", **hall_now(exam, hall))


@get("/mulai", sync_to_thread=True)
def confirm_start(request: PeopleRequest, exam: Exam, hall: TheHall) -> Template | Redirect:
    """Ask once more before the start, and say who is not ready."""
    context = hall_now(exam, hall)
    start = context["start"]
    if start is not None and not start.is_far_ahead:
        return Redirect("/pengawas", status_code=303)
    return page(request, "proctor/start.html", **context)


@post("/mulai", sync_to_thread=True)
def do_start(request: PeopleRequest, exam: Exam) -> Redirect:
    """Order the start; ordering it again changes nothing and shows the same time."""
    staff_id = require_person(request).staff_id
    exam.act_now(lambda db, now: order_start(db, exam, staff_id, now))
    return Redirect("/pengawas", status_code=303)


proctor_routes: Final[list[ControllerRouterHandler]] = [
    Router(
        path="/pengawas",
        route_handlers=[
            show_hall,
            show_seats,
            confirm_start,
            do_start,
            *credit_routes,
            *people_routes,
            *card_routes,
            *import_routes,
            *recovery_routes,
            *closing_routes,
        ],
        guards=[proctors_only],
        include_in_schema=False,
    )
]
