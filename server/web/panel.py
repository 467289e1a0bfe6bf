"""The panel's reading room: the list of papers, and one paper beside its score sheet.

A panelist sees codes and own marks only. What stands on a score sheet is saved as it changes, and
nothing that was typed wrongly replaces what is saved.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import Any, Final

from litestar import Response, Router, get, post
from litestar.di import Provide
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler
from sqlite_utils import Database

from exam.config import ExamConfig, Post
from exam.errors import ExamError, InputError, RefusedError
from exam.manuscript import count_words, missing_sections
from exam.manuscript.asked import paper_format
from exam.seal import Manuscript
from server.documents.paper import paper_docx
from server.documents.slides import slides_pptx
from server.marking import (
    LONGEST_NOTE,
    MarkingDesk,
    Marks,
    PaperLine,
    missing_scores,
    progress,
    read_marks,
)
from server.office import OpenExam
from server.ranking import weigh
from server.web.pages import is_fragment, page, status_of
from server.web.session import Desk, Exam, Form, PeopleRequest, take_desk
from server.web.typeset import outline_of, typeset
from server.web.verdict import attachment, verdict_handlers

_DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_PPTX: Final = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
_SCORE_FIELD: Final = "score-"


@dataclass(frozen=True, slots=True)
class ListedPaper:
    """A paper in the list: how many criteria are scored, and the score once all are."""

    code: str
    scored: int
    score: Fraction | None


@dataclass(frozen=True, slots=True)
class PaperList:
    """All papers by post, in the reader's own order."""

    posts: tuple[tuple[Post, tuple[ListedPaper, ...]], ...]
    papers: int
    done: int


@dataclass(frozen=True, slots=True)
class SheetShown:
    """A score sheet as it stands on the page: texts as typed, and what they come to."""

    code: str
    typed: Mapping[str, str]
    note: str
    marks: Marks
    score: Fraction | None
    locked: bool
    error: ExamError | None = None


@get("/", sync_to_thread=True)
def show_papers(request: PeopleRequest, exam: Exam, desk: Desk) -> Template | Redirect:
    """List the papers, or say that they are not opened yet."""
    panel = exam.store.read(lambda db: progress(db, exam.config))
    if not panel.opened:
        return page(request, "panel/unopened.html")
    papers = exam.store.read(lambda db: _list_papers(db, desk))
    return page(
        request,
        "panel/papers.html",
        panel=panel,
        locked=desk.panelist_id in panel.locked,
        list=papers,
    )


@get("/naskah/{code:str}", sync_to_thread=True)
def show_paper(
    request: PeopleRequest,
    code: FromPath[str],
    exam: Exam,
    desk: Desk,
    saved: FromQuery[bool] = False,
) -> Template:
    """Show one paper beside its score sheet."""
    sheet = exam.store.read(lambda db: _saved_sheet(db, desk, code))
    return _paper_page(request, exam, desk, sheet, saved=saved)


@post("/naskah/{code:str}/nilai", sync_to_thread=True)
def save_sheet(
    request: PeopleRequest, code: FromPath[str], data: Form, exam: Exam, desk: Desk
) -> Template | Redirect:
    """Save a score sheet, or say what on it cannot be saved and keep it on the screen."""
    fields = _typed_scores(data, exam.config)
    note = data.get("note", "").replace("\r\n", "\n")
    try:
        marks = read_marks(fields, note, exam.config)
        exam.store.write_now(lambda db: desk.save(db, code, marks, os.urandom))
    except InputError as error:
        locked = desk.panelist_id in exam.store.read(lambda db: progress(db, exam.config)).locked
        sheet = SheetShown(code, fields, note, Marks(), None, locked, error)
        return _refuse_sheet(request, exam, desk, sheet, error)
    if is_fragment(request):
        sheet = exam.store.read(lambda db: _saved_sheet(db, desk, code))
        return page(request, "panel/sheet_state.html", sheet=sheet, saved=True)
    return Redirect(f"/panel/naskah/{code}?saved=true", status_code=303)


def _typed_scores(data: Mapping[str, str], config: ExamConfig) -> dict[str, str]:
    """Return the score fields of a form; one without any is not a score sheet, but unreadable."""
    names = {criterion.id: _SCORE_FIELD + criterion.id for criterion in config.writing.rubric}
    if data.keys().isdisjoint(names.values()):
        raise RefusedError("page.request")
    return {criterion_id: data.get(name, "") for criterion_id, name in names.items()}


def _refuse_sheet(
    request: PeopleRequest, exam: OpenExam, desk: MarkingDesk, sheet: SheetShown, error: ExamError
) -> Template:
    status = status_of(error)
    if is_fragment(request):
        template = "panel/sheet_state.html"
        return page(request, template, status_code=status, sheet=sheet, saved=False)
    return _paper_page(request, exam, desk, sheet, status_code=status)


@get("/naskah/{code:str}/makalah.docx", sync_to_thread=True)
def download_paper(code: FromPath[str], exam: Exam, desk: Desk) -> Response[bytes]:
    """Hand out the paper as a Word file named by its code."""
    line, manuscript = exam.store.read(lambda db: (desk.find(db, code), desk.read(db, code)))
    post_name = exam.config.post(line.post_id).name
    paper = paper_format(exam.config.writing.paper)
    return attachment(paper_docx(manuscript, code, post_name, paper), f"{code}.docx", _DOCX)


@get("/naskah/{code:str}/paparan.pptx", sync_to_thread=True)
def download_slides(code: FromPath[str], exam: Exam, desk: Desk) -> Response[bytes]:
    """Hand out the slides as a presentation named by the paper's code."""
    manuscript = exam.store.read(lambda db: desk.read(db, code))
    return attachment(slides_pptx(manuscript, code), f"{code}.pptx", _PPTX)


def _list_papers(db: Database, desk: MarkingDesk) -> PaperList:
    marks = desk.marks(db)
    lines = desk.papers(db)
    posts = tuple(
        (
            desk.config.post(post_id),
            tuple(_listed(line, marks.get(line.code, Marks()), desk.config) for line in group),
        )
        for post_id, group in groupby(lines, key=lambda line: line.post_id)
    )
    done = sum(paper.score is not None for _, papers in posts for paper in papers)
    return PaperList(posts, len(lines), done)


def _listed(line: PaperLine, marks: Marks, config: ExamConfig) -> ListedPaper:
    return ListedPaper(line.code, len(marks.scores), _score(marks, config))


def _score(marks: Marks, config: ExamConfig) -> Fraction | None:
    return None if missing_scores(marks, config) else weigh(marks.scores, config.writing.rubric)


def _saved_sheet(db: Database, desk: MarkingDesk, code: str) -> SheetShown:
    desk.find(db, code)
    marks = desk.marks(db).get(code, Marks())
    typed = {criterion_id: str(value) for criterion_id, value in marks.scores.items()}
    locked = desk.panelist_id in progress(db, desk.config).locked
    return SheetShown(code, typed, marks.note, marks, _score(marks, desk.config), locked)


def _paper_page(
    request: PeopleRequest,
    exam: OpenExam,
    desk: MarkingDesk,
    sheet: SheetShown,
    *,
    saved: bool = False,
    status_code: int = 200,
) -> Template:
    def read(db: Database) -> tuple[Manuscript, tuple[PaperLine, ...]]:
        return desk.read(db, sheet.code), desk.papers(db)

    manuscript, lines = exam.store.read(read)
    return page(
        request,
        "panel/paper.html",
        status_code=status_code,
        sheet=sheet,
        saved=saved,
        longest_note=LONGEST_NOTE,
        **_paper_shown(manuscript, exam.config),
        **_neighbours(lines, sheet.code, exam.config),
    )


def _paper_shown(manuscript: Manuscript, config: ExamConfig) -> dict[str, Any]:
    return {
        "text": typeset(manuscript.paper),
        "slides": outline_of(manuscript.slides),
        "words": count_words(manuscript.paper),
        "missing": missing_sections(manuscript.paper, config.writing.paper.sections),
    }


def _neighbours(lines: tuple[PaperLine, ...], code: str, config: ExamConfig) -> dict[str, Any]:
    codes = [line.code for line in lines]
    at = codes.index(code)
    return {
        "post": config.post(lines[at].post_id),
        "position": at + 1,
        "papers": len(codes),
        "previous": codes[at - 1] if at > 0 else None,
        "following": codes[at + 1] if at + 1 < len(codes) else None,
    }


panel_routes: Final[list[ControllerRouterHandler]] = [
    Router(
        path="/panel",
        route_handlers=[
            show_papers,
            show_paper,
            save_sheet,
            download_paper,
            download_slides,
            *verdict_handlers,
        ],
        dependencies={"desk": Provide(take_desk, sync_to_thread=False)},
        include_in_schema=False,
    )
]
