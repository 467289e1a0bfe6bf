"""The panel's page of interviews: who is heard when, and the slides of each, as large as a screen.

Slides are shown by the code of their paper, from the same key as the paper itself.
"""

from typing import Any, Final

from litestar import Response, Router, get
from litestar.di import Provide
from litestar.params import FromPath
from litestar.response import Template
from litestar.types import ControllerRouterHandler
from sqlite_utils import Database

from server.assignments import assigned_to
from server.drafts import LONGEST_NOTE
from server.marking import MarkingDesk
from server.office import OpenExam
from server.sittings import first_row
from server.web.interview_view import rooms_now, schedule_file, shown_days
from server.web.pages import page
from server.web.panel_interviews import interview_desk
from server.web.panel_sheet import SheetShown, SheetState, saved_sheet
from server.web.reading import require_slides
from server.web.session import Desk, Exam, PeopleRequest, take_desk
from server.web.typeset import outline_of

_WHOSE: Final = """
    select a.id, a.number, a.name from identities i
    join applications a on a.id = i.application_id where i.paper_code = ?
"""


@get("/jadwal", sync_to_thread=True)
def show_hours(request: PeopleRequest, exam: Exam, desk: Desk) -> Template:
    """Show the schedule; rooms where the reader hears candidates are marked."""
    context = exam.store.read(lambda db: _hours(db, exam, desk))
    return page(request, "panel/hours.html", own=desk.panelist_id, **context, **shown_days(exam))


@get("/jadwal/jadwal-wawancara.docx", sync_to_thread=True)
def save_hours(exam: Exam) -> Response[bytes]:
    """Save the schedule as a Word file."""
    return schedule_file(exam)


@get("/tayang/{code:str}", sync_to_thread=True)
def show_slides(request: PeopleRequest, code: FromPath[str], exam: Exam, desk: Desk) -> Template:
    """Show the slides of one paper, one at a time, with the candidate's name once it is open."""
    require_slides(exam.config)
    return page(
        request, "panel/show.html", **exam.store.read(lambda db: _show(db, exam, desk, code))
    )


def _hours(db: Database, exam: OpenExam, desk: MarkingDesk) -> dict[str, Any]:
    schedule, rooms = rooms_now(db, exam)
    mine = assigned_to(db, _stage_id(exam, desk), desk.panelist_id)
    return {"schedule": schedule, "rooms": rooms, "mine": mine}


def _show(db: Database, exam: OpenExam, desk: MarkingDesk, code: str) -> dict[str, Any]:
    line, manuscript = desk.find(db, code), desk.read(db, code)
    who = first_row(db, _WHOSE, code)
    return {
        "code": code,
        "post": exam.config.post(line.post_id),
        "slides": outline_of(manuscript.slides),
        "who": who,
        "sheet": None if who is None else _own_sheet(db, exam, desk, who["id"]),
        "stage_id": "" if exam.config.interview is None else _stage_id(exam, desk),
        "saved": False,
        "longest_note": LONGEST_NOTE,
    }


def _stage_id(exam: OpenExam, desk: MarkingDesk) -> str:
    return interview_desk(exam, desk).scored.stage_id


def _own_sheet(
    db: Database, exam: OpenExam, desk: MarkingDesk, application_id: str
) -> SheetShown | None:
    """Return the reader's sheet of an interview, if they hear this candidate."""
    if exam.config.interview is None:
        return None
    action = f"/panel/wawancara/{application_id}/nilai"
    sheet = saved_sheet(db, interview_desk(exam, desk), application_id, action)
    return None if sheet.state is SheetState.NONE else sheet


panel_schedule_routes: Final[list[ControllerRouterHandler]] = [
    Router(
        path="/panel",
        route_handlers=[show_hours, save_hours, show_slides],
        dependencies={"desk": Provide(take_desk, sync_to_thread=False)},
        include_in_schema=False,
    )
]
