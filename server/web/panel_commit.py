"""The end of a round for one panelist: a summary, the commit, the wait for the others.

Round one is committed, round two ends with the final lock. Until a round is open these pages know
of the others how many are awaited, and nothing else.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler
from sqlite_utils import Database

from exam.errors import ExamError, InputError, IntegrityError, RefusedError, SealError
from exam.scoring import ROUND_ONE
from server.language import load_catalog
from server.office import OpenExam
from server.score_desk import Lack, ScoreDesk
from server.scored import ScoredStage
from server.web.forms import hidden_whole
from server.web.pages import is_fragment, page, status_of
from server.web.panel_people import post_names, subject_names
from server.web.panel_sheet import OwnSheets, SheetShown
from server.web.panel_stage import StageShown, stage_shown
from server.web.session import Desk, Exam, Form, PeopleRequest

_RESULT: Final = "/panel/hasil"


@dataclass(frozen=True, slots=True)
class Summary:
    """What a panelist is about to commit: own sheets only, and what lacks."""

    stage: StageShown
    sheets: tuple[SheetShown, ...]
    lacking: Mapping[str, Lack]
    recused: int


@get("/kunci/{stage_id:str}", sync_to_thread=True)
def show_commit(
    request: PeopleRequest, stage_id: FromPath[str], exam: Exam, desk: Desk
) -> Template | Redirect:
    """Show what is about to be committed, or what still lacks."""
    scoring = desk.scoring(stage_id)
    stage = exam.store.read(lambda db: stage_shown(db, scoring))
    if not stage.has_begun:
        raise RefusedError("marking.not-opened")
    if not stage.may_commit:
        return Redirect(f"/panel/tunggu/{stage_id}", status_code=303)
    return _commit_page(request, exam, scoring, None)


@post("/kunci/{stage_id:str}", sync_to_thread=True)
def do_commit(
    request: PeopleRequest, stage_id: FromPath[str], data: Form, exam: Exam, desk: Desk
) -> Template | Redirect:
    """Commit the round that the page showed, for good; again changes nothing.

    Raises:
        SealError: a share, a sheet or the map is damaged; nothing is committed then.

    """
    scoring = desk.scoring(stage_id)
    try:
        number = hidden_whole(data, "round")
        _require_confirmation(data.get("word", ""), _confirmation(exam, number))
        exam.act_now(lambda db, now: scoring.commit(db, number, now))
    except (InputError, RefusedError) as error:
        return _commit_page(request, exam, scoring, error)
    except IntegrityError as error:
        raise SealError("marking.damaged", reason=error.code) from error
    return Redirect(f"/panel/tunggu/{stage_id}", status_code=303)


@get("/tunggu/{stage_id:str}", sync_to_thread=True)
def show_waiting(
    request: PeopleRequest, stage_id: FromPath[str], exam: Exam, desk: Desk
) -> Template | Redirect | Response[bytes]:
    """Wait for the other panelists; the page asks again by itself."""
    scoring = desk.scoring(stage_id)
    stage = exam.store.read(lambda db: stage_shown(db, scoring))
    if not stage.waits:
        home = home_of(scoring.scored)
        onward = _RESULT if stage.is_settled and stage.hides_names else home
        if is_fragment(request):
            return Response(b"", headers={"hx-redirect": onward})
        return Redirect(onward, status_code=303)
    template = "panel/waiting_fragment.html" if is_fragment(request) else "panel/waiting.html"
    return page(request, template, stage=stage, home=home_of(scoring.scored))


def home_of(scored: ScoredStage) -> str:
    """Return where the subjects of a stage are listed."""
    return "/panel" if scored.hides_names else "/panel/wawancara"


def _confirmation(exam: OpenExam, number: int) -> str:
    """Return the word that commits, in the exam's language."""
    _ = load_catalog(exam.config.exam.language).gettext
    return _("COMMIT") if number == ROUND_ONE else _("LOCK")


def _require_confirmation(typed: str, word: str) -> None:
    if typed.strip().upper() != word:
        raise InputError("marking.confirm", word=word)


def _commit_page(
    request: PeopleRequest, exam: OpenExam, scoring: ScoreDesk, error: ExamError | None
) -> Template:
    def read(db: Database) -> tuple[Summary, Mapping[str, str], Mapping[str, str]]:
        posts = post_names(db, scoring.scored)
        return _summary(db, scoring, posts), subject_names(db, scoring.scored), posts

    summary, names, posts = exam.store.read(read)
    return page(
        request,
        "panel/commit.html",
        status_code=200 if error is None else status_of(error),
        summary=summary,
        stage=summary.stage,
        names=names,
        posts=posts,
        link=link_of(scoring.scored),
        home=home_of(scoring.scored),
        word=_confirmation(exam, summary.stage.number),
        error=error,
    )


def link_of(scored: ScoredStage) -> str:
    """Return the beginning of the address of every subject of a stage."""
    return "/panel/naskah/" if scored.hides_names else "/panel/wawancara/"


def _summary(db: Database, scoring: ScoreDesk, posts: Mapping[str, str]) -> Summary:
    sheets = OwnSheets(db, scoring)
    by_post = sorted(sheets.work.subjects, key=lambda subject: posts[subject])
    return Summary(
        stage_shown(db, scoring, sheets.work),
        tuple(sheets.of(subject, "") for subject in by_post),
        scoring.lacking_in(sheets.work),
        sheets.recusals,
    )


commit_handlers: Final[list[ControllerRouterHandler]] = [show_commit, do_commit, show_waiting]
