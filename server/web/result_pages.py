"""The result in the browser: ranks with names, and how each number came to be.

Before the last lock of the papers there are no names here; what the chair decides is in
`server.web.verdict`.
"""

from typing import Any, Final

from litestar import Router, get
from litestar.params import FromPath
from litestar.response import Template
from litestar.types import ControllerRouterHandler
from sqlite_utils import Database

from exam.config import ExamConfig
from server.language import load_catalog
from server.office import OpenExam
from server.ranking import Result, are_names_open, result_of, result_so_far
from server.result_words import (
    also_word,
    decision_word,
    not_held_word,
    outcome_word,
    step_word,
    tie_key_word,
)
from server.results import announced, decisions_of, digest_of, issued
from server.score_changes import ScoreChange, changes_of
from server.staff import Role
from server.web.moments import moments_of
from server.web.pages import page
from server.web.result_files import file_handlers
from server.web.session import Exam, PeopleRequest, require_person
from server.web.verdict import act_handlers


@get("/hasil", sync_to_thread=True)
def show_result(request: PeopleRequest, exam: Exam) -> Template:
    """Show the ranks with names, and what is still awaited."""

    def read(db: Database) -> dict[str, Any]:
        result = result_for(request, db, exam.config)
        return {
            "result": result,
            "names_open": are_names_open(db, exam.config),
            "announced": announced(db, result.ranking),
            "issued": issued(db, result.ranking),
            "digest": digest_of(result.ranking).hex(),
        }

    context = exam.store.read(read)
    words = _words(exam.config, context["result"])
    return page(request, "panel/result.html", **context, **words, clock=moments_of(exam).dated)


@get("/hasil/{application:str}", sync_to_thread=True)
def show_candidate(request: PeopleRequest, application: FromPath[str], exam: Exam) -> Template:
    """Show how somebody's number came to be, step by step."""

    def read(db: Database) -> dict[str, Any]:
        result = result_for(request, db, exam.config)
        return {
            "result": result,
            "one": result.standing(application),
            "decisions": decisions_of(db, application),
            "changes": _changes(db, exam.config, result, application),
        }

    context = exam.store.read(read)
    return page(
        request,
        "panel/result_candidate.html",
        **context,
        **_words(exam.config, context["result"]),
        panelists=panelist_names(exam),
        criteria=_criteria(exam.config),
        clock=moments_of(exam).dated,
    )


def result_for(request: PeopleRequest, db: Database, config: ExamConfig) -> Result:
    """Return the result as the caller may see it: the chair also what is known before the paper.

    Raises:
        RefusedError: the names behind the papers are not open yet, and the caller is not the chair.

    """
    is_chair = require_person(request).role is Role.CHAIR
    return result_so_far(db, config) if is_chair else result_of(db, config)


def _criteria(config: ExamConfig) -> dict[tuple[str, str], str]:
    """Return the names of criteria by stage and id."""
    return {(stage.id, one.id): one.name for stage in config.stages for one in stage.rubric}


def _changes(
    db: Database, config: ExamConfig, result: Result, application: str
) -> dict[str, tuple[ScoreChange, ...]]:
    """Return what was changed after it was scored, by stage."""
    code = result.codes.get(application, "")
    return {
        stage.id: changes_of(db, stage.id, code if stage.source == "paper" else application)
        for stage in config.stages
        if stage.is_scored_here
    }


def panelist_names(exam: OpenExam) -> dict[str, str]:
    """Return the names of the panel by account."""
    return {member.id: member.name for member in exam.config.panel.members}


def _words(config: ExamConfig, result: Result) -> dict[str, Any]:
    """Return how a template says what became of somebody."""
    translate = load_catalog(config.exam.language).gettext
    is_final = result.ranking.is_final
    return {
        "stages": [stage for stage in config.stages if stage.source != "unscored"],
        "stage_names": {stage.id: stage.name for stage in config.stages},
        "outcome": lambda one: outcome_word(one, config, translate, is_final=is_final),
        "also": lambda one: also_word(
            one, result.other_applications(one.application_id), config, translate
        ),
        "not_held": lambda count: not_held_word(count, translate),
        "step_word": lambda step: step_word(step, translate),
        "decision_word": lambda decision: decision_word(decision, translate),
        "tie_key": lambda key: tie_key_word(key, config),
    }


result_routes: Final[list[ControllerRouterHandler]] = [
    Router(
        path="/panel",
        route_handlers=[show_result, show_candidate, *act_handlers, *file_handlers],
        include_in_schema=False,
    )
]
