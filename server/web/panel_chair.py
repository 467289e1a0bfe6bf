"""The chair's view of a stage: counts until a round is open, then how far the panel is apart.

Figures of agreement are shown after the fact, and nothing on these pages changes a score.
"""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler
from sqlite_utils import Database

from exam.clock import ExamTime
from exam.errors import RefusedError
from exam.scoring import ROUND_ONE, ROUND_TWO
from server.assignments import scorers_of
from server.chair import SubjectScores, figures_of, round_progress, subject_scores
from server.interview_scoring import begin_interviews, has_begun
from server.interviews import interviewers_by_candidate, interviews_of, invitable
from server.office import OpenExam
from server.recusal import note_unheard
from server.reveal import is_revealed
from server.rounds import committed
from server.scored import KeyMaking, ScoredStage, find_stage, scored_stages
from server.web.forms import typed_reason
from server.web.moments import moments_of
from server.web.pages import is_fragment, page
from server.web.panel_people import panelist_names, post_names, subject_names
from server.web.session import Exam, Form, PeopleRequest, require_person

_PAGE: Final = "/panel/ketua/"
_WRITERS: Final = "select application_id from identities order by application_id"
_RECUSALS: Final = "select * from recusals where stage_id = ? order by subject, panelist_id"
_LOST: Final = "select * from excused where stage_id = ? order by at"
_SHADES: Final = 4


@dataclass(frozen=True, slots=True)
class HeatCell:
    """One panelist's total of a subject, how far it is from the mean, and how dark it is drawn."""

    total: Fraction
    apart: Fraction
    before: Fraction | None
    shade: int


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A subject of the map: a cell for each panelist who scored it."""

    line: SubjectScores
    mean: Fraction
    cells: Mapping[str, HeatCell]


@get("/ketua", sync_to_thread=True)
def show_chair(exam: Exam) -> Redirect:
    """Lead to the stage that is scored now, or that was last."""

    def read(db: Database) -> str:
        stages = scored_stages(exam.exam_id, exam.config)
        begun = [scored for scored in stages if has_begun(db, scored)]
        return (begun or stages)[-1 if begun else 0].stage_id

    return Redirect(_PAGE + exam.store.read(read), status_code=303)


@get("/ketua/{stage_id:str}", sync_to_thread=True)
def show_stage(request: PeopleRequest, stage_id: FromPath[str], exam: Exam) -> Template:
    """Show how far the panel is, and once a round is open how far it is apart."""
    scored = find_stage(exam.exam_id, exam.config, stage_id)
    context = exam.store.read(lambda db: _progress(db, scored))
    if is_fragment(request):
        return page(request, "panel/chair_progress.html", **context)
    return page(
        request,
        "panel/chair.html",
        **context,
        **exam.store.read(lambda db: _values(db, scored)),
        **exam.store.read(lambda db: _interviews(db, scored)),
        stages=scored_stages(exam.exam_id, exam.config),
        clock=moments_of(exam).dated,
    )


@post("/ketua/{stage_id:str}/mulai", sync_to_thread=True)
def do_begin(stage_id: FromPath[str], data: Form, exam: Exam) -> Redirect:
    """Let the scoring of interviews begin, with who hears whom as the schedule has it.

    No schedule can be drawn afterwards, so without one this is asked for in so many words.
    """
    scored = find_stage(exam.exam_id, exam.config, stage_id)
    does_without = data.get("sure") == "1"

    def act(db: Database, now: ExamTime) -> None:
        scorers = _scorers(db, scored)
        if not (does_without or has_begun(db, scored) or interviewers_by_candidate(db)):
            raise RefusedError("interview.no-schedule")
        begin_interviews(db, scored, scorers, _making(exam, now))

    exam.act_now(act)
    return Redirect(_PAGE + stage_id, status_code=303)


@post("/ketua/{stage_id:str}/tidak-hadir", sync_to_thread=True)
def do_unhear(request: PeopleRequest, stage_id: FromPath[str], data: Form, exam: Exam) -> Redirect:
    """Note that a candidate was not heard, so that nobody has to score them."""
    scored = find_stage(exam.exam_id, exam.config, stage_id)
    who, reason = require_person(request).staff_id, typed_reason(data)
    subject = data.get("subject", "")
    exam.act_now(lambda db, now: note_unheard(db, scored, subject, reason, who, now))
    return Redirect(_PAGE + stage_id, status_code=303)


def _making(exam: OpenExam, now: ExamTime) -> KeyMaking:
    has_key = exam.config.panel.threshold is not None
    panel_key = exam.manifest.panel_public_key if has_key else None
    return KeyMaking(panel_key, os.urandom, now)


def _scorers(db: Database, scored: ScoredStage) -> Mapping[str, Sequence[str]]:
    """Return who hears whom: by the schedule, or everybody all who wrote or got so far."""
    scheduled = interviewers_by_candidate(db)
    if scheduled:
        return scheduled
    asked = None if scored.config.interview is None else scored.config.interview.interviewers
    panel = [member.id for member in scored.config.panel.members]
    if asked is not None and asked < len(panel):
        raise RefusedError("interview.unscheduled")
    if scored.config.has_paper:
        return {row["application_id"]: panel for row in db.query(_WRITERS)}
    interviews = interviews_of(scored.exam_id, scored.config)
    return {one.application_id: panel for one in invitable(db, interviews) if one.is_expected}


def _progress(db: Database, scored: ScoredStage) -> dict[str, Any]:
    numbers = (ROUND_ONE, ROUND_TWO)
    return {
        "scored": scored,
        "rounds": [round_progress(db, scored, number) for number in numbers],
        "panelists": panelist_names(scored.config),
    }


def _values(db: Database, scored: ScoredStage) -> dict[str, Any]:
    lines = subject_scores(db, scored)
    return {
        "heat": [_heat_row(line) for line in lines],
        "diverging": sum(line.is_diverging for line in lines),
        "figures": figures_of(db, scored),
        "names": subject_names(db, scored),
        "posts": post_names(db, scored),
        "recusals": list(db.query(_RECUSALS, [scored.stage_id])),
        "lost": list(db.query(_LOST, [scored.stage_id])),
    }


def _interviews(db: Database, scored: ScoredStage) -> dict[str, Any]:
    is_interview = not scored.hides_names
    begun = has_begun(db, scored)
    may_unhear = is_interview and begun and not committed(db, scored.stage_id, ROUND_ONE)
    hides = any(one.hides_names for one in scored_stages(scored.exam_id, scored.config))
    return {
        "has_begun": begun,
        "may_begin": is_interview and not begun and (is_revealed(db) or not hides),
        "is_scheduled": bool(interviewers_by_candidate(db)) if is_interview else False,
        "may_unhear": may_unhear,
        "heard": sorted(scorers_of(db, scored.stage_id)) if may_unhear else [],
    }


def _heat_row(line: SubjectScores) -> HeatRow:
    mean = sum(line.now.values(), Fraction()) / len(line.now)
    cells = {
        who: HeatCell(
            total,
            total - mean,
            line.first[who] if line.first.get(who, total) != total else None,
            _shade(total - mean, line.spread_now),
        )
        for who, total in line.now.items()
    }
    return HeatRow(line, mean, cells)


def _shade(apart: Fraction, spread: Fraction) -> int:
    """Return how far a total is from the mean in steps of five points, with its sign."""
    steps = min(int(abs(apart) // 5), _SHADES)
    return (steps if apart > 0 else -steps) if spread else 0


chair_handlers: Final[list[ControllerRouterHandler]] = [
    show_chair,
    show_stage,
    do_begin,
    do_unhear,
]
