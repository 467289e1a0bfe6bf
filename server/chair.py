"""What the chair sees of a stage: counts while it is scored alone, values once a round is open.

Before that this module reads no draft and no sheet; it counts that they are there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from sqlite_utils import Database

from exam.agreement import Intraclass, alpha, intraclass, leniency
from exam.clock import ExamTime
from exam.scoring import ROUND_ONE, diverging, spread_of
from exam.weighing import weigh
from server.assignments import lost_panelists, subjects_for
from server.recusal import recused_from
from server.rounds import awaited, committed, holders_of
from server.scored import ScoredStage
from server.scores import Scores, is_open, scores_of, scores_of_round


@dataclass(frozen=True, slots=True)
class PanelistProgress:
    """How far one panelist is in a round: subjects begun, of how many, and what was committed."""

    panelist_id: str
    begun: int
    subjects: int
    recusals: int
    has_committed: bool
    is_lost: bool


@dataclass(frozen=True, slots=True)
class RoundProgress:
    """How far the panel is in a round; `awaited` is how many still have to commit."""

    number: int
    opened_at: ExamTime | None
    panelists: tuple[PanelistProgress, ...]
    awaited: int

    @property
    def is_open(self) -> bool:
        """Whether its values may be seen."""
        return self.opened_at is not None


@dataclass(frozen=True, slots=True)
class SubjectScores:
    """What the panel thinks of one subject: totals by panelist, before round two and now."""

    subject: str
    first: Mapping[str, Fraction]
    now: Mapping[str, Fraction]
    spread: Fraction
    spread_now: Fraction
    is_diverging: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """How far the panel agrees, as it scored alone and as it stands now."""

    first: Intraclass
    first_alpha: Fraction | None
    now: Intraclass
    now_alpha: Fraction | None
    leniency: Mapping[str, Fraction | None]


def round_progress(db: Database, scored: ScoredStage, number: int) -> RoundProgress | None:
    """Count how far a round is; None before it has begun."""
    stage_id = scored.stage_id
    query = "select opened_at from rounds where stage_id = ? and number = ?"
    for row in db.query(query, [stage_id, number]):
        return RoundProgress(
            number,
            row["opened_at"],
            _panelists(db, scored, number),
            len(awaited(db, stage_id, number)),
        )
    return None


def subject_scores(db: Database, scored: ScoredStage) -> tuple[SubjectScores, ...]:
    """Return totals of all subjects, the farthest apart first; nothing before round one is open."""
    if not is_open(db, scored.stage_id, ROUND_ONE):
        return ()
    first = scores_of_round(db, scored.stage_id, ROUND_ONE)
    now = scores_of(db, scored.stage_id)
    apart = diverging(first, scored.rubric, scored.config.divergence)
    lines = [
        SubjectScores(
            subject,
            _totals(scored, first[subject]),
            _totals(scored, now[subject]),
            _spread(scored, first[subject]),
            _spread(scored, now[subject]),
            subject in apart,
        )
        for subject in first
    ]
    return tuple(sorted(lines, key=lambda line: (-line.spread, line.subject)))


def figures_of(db: Database, scored: ScoredStage) -> Figures | None:
    """Return how far the panel agrees; None before round one is open."""
    if not is_open(db, scored.stage_id, ROUND_ONE):
        return None
    first = _rated(scored, scores_of_round(db, scored.stage_id, ROUND_ONE))
    now = _rated(scored, scores_of(db, scored.stage_id))
    return Figures(intraclass(first), alpha(first), intraclass(now), alpha(now), leniency(first))


def _panelists(db: Database, scored: ScoredStage, number: int) -> tuple[PanelistProgress, ...]:
    stage_id = scored.stage_id
    done, lost = committed(db, stage_id, number), lost_panelists(db, stage_id)
    holders = holders_of(db, stage_id, number) | lost
    may_count = number == ROUND_ONE or is_open(db, stage_id, ROUND_ONE)
    return tuple(
        PanelistProgress(
            member.id,
            _begun(db, stage_id, number, member.id),
            len(subjects_for(db, scored, number, member.id)) if may_count else 0,
            len(recused_from(db, stage_id, member.id)),
            member.id in done,
            member.id in lost,
        )
        for member in scored.config.panel.members
        if member.id in holders
    )


def _begun(db: Database, stage_id: str, number: int, panelist_id: str) -> int:
    place = [stage_id, number, panelist_id]
    return db.table("drafts").count_where("stage_id = ? and number = ? and panelist_id = ?", place)


def _rated(scored: ScoredStage, scores: Scores) -> dict[str, dict[str, Fraction]]:
    return {subject: _totals(scored, given) for subject, given in scores.items()}


def _totals(scored: ScoredStage, given: Mapping[str, Mapping[str, int]]) -> dict[str, Fraction]:
    return {panelist_id: weigh(values, scored.rubric) for panelist_id, values in given.items()}


def _spread(scored: ScoredStage, given: Mapping[str, Mapping[str, int]]) -> Fraction:
    divergence = scored.config.divergence
    of = "total" if divergence is None else divergence.of
    return spread_of(given.values(), scored.rubric, of)
