"""The end of the day, in order: close, copy the checkpoint, print the minutes, make the last copy.

Every step is done once, by whoever is there; the page says what is done, and what is missing.
"""

from typing import Any, Final

from litestar import Response, Router, get, post
from litestar.params import FromPath
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler
from sqlite_utils import Database

from exam.errors import RefusedError
from server.closing import close_sitting
from server.copy_places import CopyPlace, copy_places
from server.copying import make_final_copy
from server.evening import Evening, evening_of
from server.hall import Hall
from server.office import OpenExam
from server.paper_kinds import FILES, Printed, file_of
from server.web.chosen import TheSitting
from server.web.forms import hidden_whole
from server.web.hall_view import WallClock, staff_names
from server.web.pages import page
from server.web.proctor_closing import before_close
from server.web.session import Exam, Form, PeopleRequest, TheHall, require_person

_PAGE: Final = "/sekretariat/penutupan"
_WORD_FILE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@get("/", sync_to_thread=True)
def show_evening(
    request: PeopleRequest, exam: Exam, hall: TheHall, sitting: TheSitting
) -> Template:
    """Show every step of the evening, and how far it is."""
    return page(request, "secretariat/evening.html", **_evening_now(exam, hall, sitting))


@get("/{name:str}", sync_to_thread=True)
def save_minutes(name: FromPath[str], exam: Exam, sitting: TheSitting) -> Response[bytes]:
    """Save one of both minutes, written from the log as it is now."""
    from server.documents.printing import print_paper

    for kind in (Printed.MINUTES, Printed.DISRUPTIONS):
        if FILES[kind] == name:
            saved = file_of(kind, sitting)
            headers = {"content-disposition": f'attachment; filename="{saved}"'}
            drawn = print_paper(kind, exam, sitting)
            return Response(drawn, media_type=_WORD_FILE, headers=headers)
    raise RefusedError("page.not-found")


@post("/tutup", sync_to_thread=True)
def close_now(request: PeopleRequest, exam: Exam, sitting: TheSitting) -> Redirect:
    """Close; closing again changes nothing."""
    staff_id = require_person(request).staff_id
    exam.act_now(lambda db, now: close_sitting(db, exam, staff_id, now, sitting))
    return Redirect(f"{_PAGE}#checkpoint", status_code=303)


@post("/cadangan", sync_to_thread=True)
def copy_now(request: PeopleRequest, data: Form, exam: Exam, sitting: TheSitting) -> Redirect:
    """Make a copy on a disk that is plugged in; one that was made since the page was is enough."""
    known = hidden_whole(data, "copies")
    place = _chosen(data.get("place", ""))
    evening = exam.store.read(lambda db: evening_of(db, exam, sitting))
    if evening.closed is None:
        raise RefusedError("evening.not-closed")
    if len(evening.copies) <= known:
        make_final_copy(exam, place.folder(exam.exam_id), require_person(request).staff_id)
    return Redirect(f"{_PAGE}#copy", status_code=303)


def _chosen(root: str) -> CopyPlace:
    for place in copy_places():
        if str(place.root) == root:
            return place
    raise RefusedError("evening.no-place")


def _evening_now(exam: OpenExam, hall: Hall, sitting_id: str) -> dict[str, Any]:
    clock = WallClock(exam.timeline.now())
    evening, names = exam.store.read(lambda db: _read(db, exam, sitting_id))
    context: dict[str, Any] = {"evening": evening, "names": names, "clock": clock.show}
    if evening.closed is None:
        return context | before_close(exam, hall, sitting_id)
    return context | {"places": copy_places(), "directory": exam.directory.root}


def _read(db: Database, exam: OpenExam, sitting_id: str) -> tuple[Evening, dict[str, str]]:
    return evening_of(db, exam, sitting_id), dict(staff_names(db))


evening_routes: Final[list[ControllerRouterHandler]] = [
    Router(
        path=_PAGE,
        route_handlers=[show_evening, save_minutes, close_now, copy_now],
        include_in_schema=False,
    )
]
