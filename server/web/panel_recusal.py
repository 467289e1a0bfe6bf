"""A panelist steps back from one subject: the reason is asked for, and it goes on the record."""

from typing import Final

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler
from sqlite_utils import Database

from exam.errors import ExamError, RefusedError
from server.office import OpenExam
from server.recusal import recuse
from server.score_desk import ScoreDesk
from server.web.forms import typed_reason
from server.web.pages import page, status_of
from server.web.panel_commit import home_of, link_of
from server.web.panel_people import subject_names
from server.web.panel_sheet import SheetState, saved_sheet
from server.web.session import Desk, Exam, Form, PeopleRequest


@get("/mundur/{stage_id:str}/{subject:str}", sync_to_thread=True)
def ask_recusal(
    request: PeopleRequest,
    stage_id: FromPath[str],
    subject: FromPath[str],
    exam: Exam,
    desk: Desk,
) -> Template | Redirect:
    """Ask for the reason, and say what follows."""
    scoring = desk.scoring(stage_id)
    sheet = exam.store.read(lambda db: saved_sheet(db, scoring, subject, ""))
    if sheet.state is SheetState.NONE:
        raise RefusedError("marking.not-yours", subject=subject[:64])
    if sheet.state is not SheetState.OPEN or sheet.first is not None:
        return Redirect(link_of(scoring.scored) + subject, status_code=303)
    return _recusal_page(request, exam, scoring, subject, None)


@post("/mundur/{stage_id:str}/{subject:str}", sync_to_thread=True)
def do_recuse(
    request: PeopleRequest,
    stage_id: FromPath[str],
    subject: FromPath[str],
    data: Form,
    exam: Exam,
    desk: Desk,
) -> Template | Redirect:
    """Take the panelist off the subject."""
    scoring = desk.scoring(stage_id)
    scored, who = scoring.scored, scoring.panelist_id
    try:
        reason = typed_reason(data)
        exam.act_now(lambda db, now: recuse(db, scored, who, subject, reason, now))
    except RefusedError as error:
        return _recusal_page(request, exam, scoring, subject, error)
    return Redirect(home_of(scored), status_code=303)


def _recusal_page(
    request: PeopleRequest,
    exam: OpenExam,
    scoring: ScoreDesk,
    subject: str,
    error: ExamError | None,
) -> Template:
    def read(db: Database) -> str:
        return subject_names(db, scoring.scored).get(subject, subject)

    return page(
        request,
        "panel/recuse.html",
        status_code=200 if error is None else status_of(error),
        stage_id=scoring.scored.stage_id,
        subject=subject,
        name=exam.store.read(read),
        back=link_of(scoring.scored) + subject,
        error=error,
    )


recusal_handlers: Final[list[ControllerRouterHandler]] = [ask_recusal, do_recuse]
