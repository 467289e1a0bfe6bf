"""Corrections after the last lock: a panelist asks for one, another decides, both on the record."""

import os
from typing import Any, Final

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler
from sqlite_utils import Database

from exam.config import Criterion
from exam.errors import ExamError, InputError, RefusedError
from server.corrections import (
    Change,
    ask_correction,
    consent,
    corrections_of,
    may_decide,
    refuse,
)
from server.drafts import read_score
from server.office import OpenExam
from server.score_desk import ScoreDesk
from server.scored import ScoredStage
from server.scores import is_settled, scores_of
from server.web.forms import typed_reason
from server.web.moments import moments_of
from server.web.pages import page, status_of
from server.web.panel_people import panelist_names, subject_names
from server.web.session import Desk, Exam, Form, PeopleRequest


@get("/koreksi/{stage_id:str}", sync_to_thread=True)
def show_corrections(
    request: PeopleRequest, stage_id: FromPath[str], exam: Exam, desk: Desk
) -> Template:
    """Show what was asked for and decided, and the form to ask for more."""
    scoring = desk.scoring(stage_id)
    if not exam.store.read(lambda db: is_settled(db, stage_id)):
        raise RefusedError("correction.not-locked")
    return _corrections_page(request, exam, scoring, {}, None)


@post("/koreksi/{stage_id:str}", sync_to_thread=True)
def do_ask(
    request: PeopleRequest, stage_id: FromPath[str], data: Form, exam: Exam, desk: Desk
) -> Template | Redirect:
    """Ask for one of one's own values to be another."""
    scoring = desk.scoring(stage_id)
    scored, who = scoring.scored, scoring.panelist_id
    try:
        change = _typed_change(data, scored)
        exam.act_now(lambda db, now: ask_correction(db, scored, who, change, os.urandom, now))
    except (InputError, RefusedError) as error:
        return _corrections_page(request, exam, scoring, data, error)
    return Redirect(f"/panel/koreksi/{stage_id}", status_code=303)


@post("/koreksi/{stage_id:str}/{correction_id:str}", sync_to_thread=True)
def do_decide(
    stage_id: FromPath[str], correction_id: FromPath[str], data: Form, exam: Exam, desk: Desk
) -> Redirect:
    """Consent to a correction, or turn it down."""
    scoring = desk.scoring(stage_id)
    decide = {"consent": consent, "refuse": refuse}.get(data.get("decision", ""))
    if decide is None:
        raise RefusedError("page.request")
    scored, who = scoring.scored, scoring.panelist_id
    exam.act_now(lambda db, now: decide(db, scored, correction_id, who, now))
    return Redirect(f"/panel/koreksi/{stage_id}", status_code=303)


def _typed_change(data: Form, scored: ScoredStage) -> Change:
    subject, _, criterion_id = data.get("score", "").partition("/")
    criterion = _criterion(scored, criterion_id)
    value = read_score(data.get("value", "").strip(), criterion)
    return Change(subject, criterion.id, value, typed_reason(data))


def _criterion(scored: ScoredStage, criterion_id: str) -> Criterion:
    for criterion in scored.rubric:
        if criterion.id == criterion_id:
            return criterion
    raise RefusedError("form.kind")


def _corrections_page(
    request: PeopleRequest, exam: OpenExam, scoring: ScoreDesk, data: Form, error: ExamError | None
) -> Template:
    scored, who = scoring.scored, scoring.panelist_id
    chair_id = next(one.id for one in scored.config.panel.members if one.role == "chair")

    def read(db: Database) -> dict[str, Any]:
        scores = scores_of(db, scored.stage_id)
        return {
            "corrections": corrections_of(db, scored.stage_id),
            "own": {subject: given[who] for subject, given in scores.items() if who in given},
            "names": subject_names(db, scored),
        }

    return page(
        request,
        "panel/corrections.html",
        status_code=200 if error is None else status_of(error),
        **exam.store.read(read),
        scored=scored,
        panelists=panelist_names(exam.config),
        may_decide=lambda asked_by: may_decide(asked_by, who, chair_id),
        own_id=who,
        typed=data,
        clock=moments_of(exam).dated,
        error=error,
    )


correction_handlers: Final[list[ControllerRouterHandler]] = [
    show_corrections,
    do_ask,
    do_decide,
]
