"""What the chair decides after the names are open; each is asked for once more before it is done.

All of it goes on the record with who and why, and none of it changes a score.
"""

from typing import Any, Final

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler
from sqlite_utils import Database

from exam.clock import ExamTime
from exam.errors import RefusedError
from exam.result_record import Decision
from exam.standings import PostRanking, Standing
from server.language import load_catalog
from server.office import OpenExam
from server.ranking import Result, result_of, result_so_far
from server.result_words import decision_word, outcome_word, step_word
from server.results import (
    announce_stage,
    announced,
    decide,
    decisions_of,
    digest_of,
    find_stage,
    issue_result,
    issued,
    require_scores,
    stage_digest,
    stages_to_decide,
)
from server.web.forms import typed_reason
from server.web.pages import page
from server.web.session import Exam, Form, PeopleRequest, require_person

_RESULT: Final = "/panel/hasil"


@get("/penetapan/tahap/{stage:str}", sync_to_thread=True)
def ask_announce(request: PeopleRequest, stage: FromPath[str], exam: Exam) -> Template:
    """Show who goes on from a stage, before it is announced."""

    def read(db: Database) -> dict[str, Any]:
        of_stage = find_stage(exam.config, stage)
        result = result_so_far(db, exam.config)
        require_scores(db, exam.config, result.ranking, of_stage)
        before = announced(db, result.ranking).get(stage)
        return {
            "result": result,
            "stage": of_stage,
            "before": before,
            "digest": stage_digest(result.ranking, stage),
            "in_order": lambda post: _in_order(post, stage, result),
        }

    return page(request, "panel/announce.html", **exam.store.read(read), **_words(exam))


@post("/penetapan/tahap/{stage:str}", sync_to_thread=True)
def do_announce(request: PeopleRequest, stage: FromPath[str], data: Form, exam: Exam) -> Redirect:
    """Announce a stage as the page showed it."""
    staff_id = require_person(request).staff_id

    def act(db: Database, now: ExamTime) -> None:
        ranking = result_so_far(db, exam.config).ranking
        if stage_digest(ranking, find_stage(exam.config, stage).id) != data.get("list", ""):
            raise RefusedError("result.changed")
        announce_stage(db, exam.config, stage, staff_id, now)

    exam.act_now(act)
    return Redirect(_RESULT, status_code=303)


@get("/penetapan/hasil", sync_to_thread=True)
def ask_issue(request: PeopleRequest, exam: Exam) -> Template:
    """Show what the result is, before it is issued."""

    def read(db: Database) -> dict[str, Any]:
        result = result_of(db, exam.config)
        if not result.ranking.is_final:
            raise RefusedError("result.awaited", stages=len(result.ranking.awaited))
        digest = digest_of(result.ranking).hex()
        return {"result": result, "digest": digest, "before": issued(db, result.ranking)}

    return page(request, "panel/issue.html", **exam.store.read(read), **_words(exam))


@post("/penetapan/hasil", sync_to_thread=True)
def do_issue(request: PeopleRequest, data: Form, exam: Exam) -> Redirect:
    """Issue the result that the page showed."""
    staff_id = require_person(request).staff_id
    reason = typed_reason(data) if "reason" in data else ""

    def act(db: Database, now: ExamTime) -> None:
        if digest_of(result_of(db, exam.config).ranking).hex() != data.get("result", ""):
            raise RefusedError("result.changed")
        issue_result(db, exam.config, staff_id, reason, now)

    exam.act_now(act)
    return Redirect(_RESULT, status_code=303)


@get("/penetapan/peserta/{application:str}", sync_to_thread=True)
def ask_decision(request: PeopleRequest, application: FromPath[str], exam: Exam) -> Template:
    """Ask what is decided about somebody's taking part."""

    def read(db: Database) -> dict[str, Any]:
        result = result_so_far(db, exam.config)
        return {
            "one": result.standing(application),
            "result": result,
            "open_stages": stages_to_decide(db, exam.config),
            "decisions": decisions_of(db, application),
            "kinds": Decision,
        }

    return page(request, "panel/decide.html", **exam.store.read(read), **_words(exam))


@post("/penetapan/peserta/{application:str}", sync_to_thread=True)
def do_decide(
    request: PeopleRequest, application: FromPath[str], data: Form, exam: Exam
) -> Redirect:
    """Write the decision down."""
    staff_id, reason = require_person(request).staff_id, typed_reason(data)
    decision = _typed_decision(data)
    stage_id = data.get("stage", "")
    exam.act_now(
        lambda db, now: decide(
            db, exam.config, application, decision, stage_id, staff_id, reason, now
        )
    )
    return Redirect(f"{_RESULT}/{application}", status_code=303)


def _in_order(post: PostRanking, stage_id: str, result: Result) -> list[Standing]:
    """Return everybody by their rank of one stage, those without one last."""
    return sorted(
        post.standings,
        key=lambda one: (
            one.step(stage_id).rank or len(post.standings) + 1,
            result.candidates[one.application_id].number,
        ),
    )


def _typed_decision(data: Form) -> Decision:
    """Read which decision was chosen.

    Raises:
        RefusedError: none was.

    """
    chosen = data.get("decision", "")
    if chosen not in set(Decision):
        raise RefusedError("result.decision")
    return Decision(chosen)


def _words(exam: OpenExam) -> dict[str, Any]:
    config = exam.config
    translate = load_catalog(config.exam.language).gettext
    return {
        "step_word": lambda step: step_word(step, translate),
        "outcome": lambda one: outcome_word(one, config, translate, is_final=True),
        "decision_word": lambda decision: decision_word(decision, translate),
    }


act_handlers: Final[list[ControllerRouterHandler]] = [
    ask_announce,
    do_announce,
    ask_issue,
    do_issue,
    ask_decision,
    do_decide,
]
