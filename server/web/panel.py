"""The panel's reading room: the list of papers, and one paper beside its score sheet.

A panelist sees codes and own marks only. Papers that still have to be checked for names are in the
list and cannot be read.
"""

from dataclasses import dataclass
from itertools import groupby
from typing import Final

from litestar import Response, Router, get, post
from litestar.di import Provide
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler
from sqlite_utils import Database

from exam.config import Post
from exam.manuscript.asked import paper_format
from exam.scoring import ROUND_TWO
from exam.seal import Manuscript
from server.drafts import LONGEST_NOTE
from server.marking import MarkingDesk, PaperLine, Standing
from server.office import OpenExam
from server.reveal import is_revealed
from server.web.downloads import attachment
from server.web.pages import page, status_of
from server.web.panel_chair import chair_handlers
from server.web.panel_commit import commit_handlers
from server.web.panel_corrections import correction_handlers
from server.web.panel_interviews import interview_handlers
from server.web.panel_recusal import recusal_handlers
from server.web.panel_sheet import (
    OwnSheets,
    SheetShown,
    answer_sheet,
    keep_sheet,
    saved_sheet,
)
from server.web.panel_stage import StageShown, stage_shown
from server.web.reading import reading_of, require_slides
from server.web.session import Desk, Exam, Form, PeopleRequest, take_desk

_DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_PPTX: Final = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


@dataclass(frozen=True, slots=True)
class ListedPaper:
    """A paper in the list, and its sheet as far as it is filled in."""

    code: str
    is_released: bool
    sheet: SheetShown


@dataclass(frozen=True, slots=True)
class PaperList:
    """All papers by post, in the reader's own order; those of round two stand apart."""

    posts: tuple[tuple[Post, tuple[ListedPaper, ...]], ...]
    unreleased: int
    asked_again: tuple[ListedPaper, ...]


@get("/", sync_to_thread=True)
def show_papers(request: PeopleRequest, exam: Exam, desk: Desk) -> Template | Redirect:
    """List the papers, or say that they are not opened yet."""
    if not any(stage.source == "paper" for stage in exam.config.stages):
        return Redirect("/panel/wawancara", status_code=303)
    scoring = desk.scoring(exam.config.writing.stage.id)

    def read(db: Database) -> tuple[StageShown, PaperList, bool]:
        sheets = OwnSheets(db, scoring)
        stage = stage_shown(db, scoring, sheets.work)
        return stage, _list_papers(db, desk, sheets), is_revealed(db)

    stage, papers, revealed = exam.store.read(read)
    if not stage.has_begun:
        return page(request, "panel/unopened.html")
    return page(request, "panel/papers.html", stage=stage, list=papers, revealed=revealed)


@get("/naskah/{code:str}", sync_to_thread=True)
def show_paper(
    request: PeopleRequest,
    code: FromPath[str],
    exam: Exam,
    desk: Desk,
    saved: FromQuery[bool] = False,
) -> Template:
    """Show one paper beside its score sheet."""
    desk_of = desk.scoring(exam.config.writing.stage.id)
    exam.store.read(lambda db: desk.find(db, code))
    sheet = exam.store.read(lambda db: saved_sheet(db, desk_of, code, _action(code)))
    return _paper_page(request, exam, desk, sheet, saved=saved)


@post("/naskah/{code:str}/nilai", sync_to_thread=True)
def save_sheet(
    request: PeopleRequest, code: FromPath[str], data: Form, exam: Exam, desk: Desk
) -> Template | Redirect:
    """Save a score sheet, or say what on it cannot be saved and keep it on the screen."""
    exam.store.read(lambda db: desk.find(db, code))
    scoring = desk.scoring(exam.config.writing.stage.id)
    sheet = keep_sheet(exam, scoring, code, _action(code), data)
    if sheet.error is not None and request.headers.get("hx-request") != "true":
        status = status_of(sheet.error)
        return _paper_page(request, exam, desk, sheet, status_code=status)
    return answer_sheet(request, sheet, f"/panel/naskah/{code}")


@get("/naskah/{code:str}/makalah.docx", sync_to_thread=True)
def download_paper(code: FromPath[str], exam: Exam, desk: Desk) -> Response[bytes]:
    """Hand out the paper as a Word file named by its code."""
    from server.documents.paper import paper_docx

    line, manuscript = exam.store.read(lambda db: (desk.find(db, code), desk.read(db, code)))
    post_name = exam.config.post(line.post_id).name
    paper = paper_format(exam.config.writing.paper)
    return attachment(paper_docx(manuscript, code, post_name, paper), f"{code}.docx", _DOCX)


@get("/naskah/{code:str}/paparan.pptx", sync_to_thread=True)
def download_slides(code: FromPath[str], exam: Exam, desk: Desk) -> Response[bytes]:
    """Hand out the slides as a presentation named by the paper's code."""
    from server.documents.slides import slides_pptx

    require_slides(exam.config)
    manuscript = exam.store.read(lambda db: desk.read(db, code))
    return attachment(slides_pptx(manuscript, code), f"{code}.pptx", _PPTX)


def _action(code: str) -> str:
    return f"/panel/naskah/{code}/nilai"


def _list_papers(db: Database, desk: MarkingDesk, sheets: OwnSheets) -> PaperList:
    lines = desk.papers(db)
    listed = {
        line.code: ListedPaper(
            line.code, line.is_released, sheets.of(line.code, _action(line.code))
        )
        for line in lines
    }
    again = dict.fromkeys(sheets.work.subjects if sheets.work.number == ROUND_TWO else ())
    others = [line for line in lines if line.code not in again]
    posts = tuple(
        (desk.config.post(post_id), tuple(listed[line.code] for line in group))
        for post_id, group in groupby(others, key=lambda line: line.post_id)
    )
    return PaperList(
        posts,
        sum(not line.is_released for line in lines),
        tuple(listed[code] for code in again),
    )


def _paper_page(
    request: PeopleRequest,
    exam: OpenExam,
    desk: MarkingDesk,
    sheet: SheetShown,
    *,
    saved: bool = False,
    status_code: int = 200,
) -> Template:
    def read(db: Database) -> tuple[PaperLine, Manuscript, Standing]:
        code = sheet.subject
        return desk.find(db, code), desk.read(db, code), desk.standing(db, code)

    line, manuscript, standing = exam.store.read(read)
    return page(
        request,
        "panel/paper.html",
        status_code=status_code,
        sheet=sheet,
        saved=saved,
        longest_note=LONGEST_NOTE,
        stage_id=exam.config.writing.stage.id,
        **reading_of(manuscript, exam.config.writing.paper),
        post=exam.config.post(line.post_id),
        standing=standing,
    )


panel_routes: Final[list[ControllerRouterHandler]] = [
    Router(
        path="/panel",
        route_handlers=[
            show_papers,
            show_paper,
            save_sheet,
            download_paper,
            download_slides,
            *commit_handlers,
            *recusal_handlers,
            *interview_handlers,
            *correction_handlers,
            *chair_handlers,
        ],
        dependencies={"desk": Provide(take_desk, sync_to_thread=False)},
        include_in_schema=False,
    )
]
