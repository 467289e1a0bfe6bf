"""The secretariat's first page: the day as a list of steps, where each is done, and the disk."""

from typing import Any, Final

from litestar import Router, get
from litestar.response import Template
from litestar.types import ControllerRouterHandler
from sqlite_utils import Database

from server.checklist import Step, checklist_of, next_of
from server.disk_watch import disk_notice
from server.documents.dates import full_date
from server.language import load_catalog
from server.office import OpenExam
from server.steps import steps_of
from server.web.chosen import TheSitting
from server.web.moments import moments_of
from server.web.outside_pages import outside_routes
from server.web.pages import page
from server.web.secretariat_print import print_routes
from server.web.secretariat_seats import seat_routes
from server.web.session import Exam, PeopleRequest


@get("/", sync_to_thread=True)
def show_day(request: PeopleRequest, exam: Exam, sitting: TheSitting) -> Template:
    """Show what is done of the day, or of the whole selection, and what comes next."""
    if not exam.config.has_paper:
        context = exam.store.read(lambda db: _steps_now(db, exam))
        return page(request, "secretariat/steps.html", **context, disk=disk_notice(exam))
    context = exam.store.read(lambda db: _day_now(db, exam, sitting))
    return page(request, "secretariat/day.html", **context, disk=disk_notice(exam))


def _day_now(db: Database, exam: OpenExam, sitting_id: str) -> dict[str, Any]:
    day = exam.config.writing.sitting_of(sitting_id).date
    return {
        **_shown(exam, checklist_of(db, exam, sitting_id)),
        "date": full_date(day, load_catalog(exam.config.exam.language).gettext),
    }


def _steps_now(db: Database, exam: OpenExam) -> dict[str, Any]:
    return _shown(exam, steps_of(db, exam))


def _shown(exam: OpenExam, steps: tuple[Step, ...]) -> dict[str, Any]:
    return {
        "steps": steps,
        "next": next_of(steps),
        "clock": moments_of(exam).show,
        "directory": exam.directory.root,
    }


secretariat_routes: Final[list[ControllerRouterHandler]] = [
    Router(
        path="/sekretariat",
        route_handlers=[show_day, *seat_routes, *print_routes, *outside_routes],
        include_in_schema=False,
    )
]
