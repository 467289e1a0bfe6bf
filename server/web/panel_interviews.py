"""The panel's score sheets of interviews: who is heard by the reader, and one sheet each.

Names are open by now; what the others score is not, until the round is.
"""

from dataclasses import dataclass
from typing import Any, Final

from litestar import get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler
from sqlite_utils import Database

from exam.errors import RefusedError
from server.drafts import LONGEST_NOTE
from server.marking import MarkingDesk
from server.office import OpenExam
from server.score_desk import ScoreDesk
from server.scored import scored_stages
from server.sittings import first_row
from server.web.pages import page, status_of
from server.web.panel_people import post_names, subject_names
from server.web.panel_sheet import (
    OwnSheets,
    SheetShown,
    SheetState,
    answer_sheet,
    keep_sheet,
    saved_sheet,
)
from server.web.panel_stage import stage_shown
from server.web.session import Desk, Exam, Form, PeopleRequest

_PAGE: Final = "/panel/wawancara"
_PAPER: Final = "select paper_code from identities where application_id = ?"


@dataclass(frozen=True, slots=True)
class Heard:
    """A candidate in the list."""

    subject: str
    name: str
    post_name: str
    sheet: SheetShown


@get("/wawancara", sync_to_thread=True)
def show_interviews(request: PeopleRequest, exam: Exam, desk: Desk) -> Template:
    """List the candidates whom the reader hears, by number."""
    scoring = interview_desk(exam, desk)

    def read(db: Database) -> dict[str, Any]:
        heard = _heard(db, scoring)
        return {"stage": stage_shown(db, scoring), "heard": heard}

    return page(request, "panel/interviews.html", **exam.store.read(read))


@get("/wawancara/{application:str}", sync_to_thread=True)
def show_interview(
    request: PeopleRequest,
    application: FromPath[str],
    exam: Exam,
    desk: Desk,
    saved: FromQuery[bool] = False,
) -> Template:
    """Show one candidate's sheet, with the way to the paper and its slides."""
    scoring = interview_desk(exam, desk)
    sheet = exam.store.read(lambda db: saved_sheet(db, scoring, application, _action(application)))
    return _interview_page(request, exam, scoring, sheet, saved=saved)


@post("/wawancara/{application:str}/nilai", sync_to_thread=True)
def save_interview(
    request: PeopleRequest, application: FromPath[str], data: Form, exam: Exam, desk: Desk
) -> Template | Redirect:
    """Save a score sheet, or say what on it cannot be saved and keep it on the screen."""
    scoring = interview_desk(exam, desk)
    sheet = keep_sheet(exam, scoring, application, _action(application), data)
    if sheet.error is not None and request.headers.get("hx-request") != "true":
        return _interview_page(request, exam, scoring, sheet, status_code=status_of(sheet.error))
    return answer_sheet(request, sheet, f"{_PAGE}/{application}")


def interview_desk(exam: OpenExam, desk: MarkingDesk) -> ScoreDesk:
    """Return a panelist's work on the interviews.

    Raises:
        RefusedError: the selection has none.

    """
    for scored in scored_stages(exam.exam_id, exam.config):
        if not scored.hides_names:
            return desk.scoring(scored.stage_id)
    raise RefusedError("marking.no-stage", stage="wawancara")


def _action(application: str) -> str:
    return f"{_PAGE}/{application}/nilai"


def _heard(db: Database, scoring: ScoreDesk) -> tuple[Heard, ...]:
    names, posts = subject_names(db, scoring.scored), post_names(db, scoring.scored)
    sheets = OwnSheets(db, scoring)
    found = (sheets.of(subject, _action(subject)) for subject in sheets.all_subjects)
    return tuple(
        sorted(
            (
                Heard(sheet.subject, names[sheet.subject], posts[sheet.subject], sheet)
                for sheet in found
                if sheet.state is not SheetState.NONE
            ),
            key=lambda one: one.name,
        )
    )


def _interview_page(
    request: PeopleRequest,
    exam: OpenExam,
    scoring: ScoreDesk,
    sheet: SheetShown,
    *,
    saved: bool = False,
    status_code: int = 200,
) -> Template:
    def read(db: Database) -> dict[str, Any]:
        people = _heard(db, scoring)
        subjects = [one.subject for one in people]
        if sheet.subject not in subjects:
            raise RefusedError("marking.not-yours", subject=sheet.subject[:64])
        at = subjects.index(sheet.subject)
        paper = first_row(db, _PAPER, sheet.subject)
        return {
            "one": people[at],
            "code": None if paper is None else paper["paper_code"],
            "position": at + 1,
            "people": len(people),
            "previous": people[at - 1] if at else None,
            "following": people[at + 1] if at + 1 < len(people) else None,
        }

    context = exam.store.read(read)
    return page(
        request,
        "panel/interview.html",
        status_code=status_code,
        sheet=sheet,
        saved=saved,
        longest_note=LONGEST_NOTE,
        stage_id=scoring.scored.stage_id,
        **context,
    )


interview_handlers: Final[list[ControllerRouterHandler]] = [
    show_interviews,
    show_interview,
    save_interview,
]
