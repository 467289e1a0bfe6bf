"""The scoring of interviews begins: once, after the names are open, with who hears whom.

From then on the same rounds and locks hold as for papers.
"""

from collections.abc import Mapping, Sequence

from sqlite_utils import Database

from exam.errors import RefusedError
from exam.scoring import ROUND_ONE
from server.assignments import assign
from server.reveal import is_revealed
from server.rounds import begin_rounds, holders_of
from server.scored import KeyMaking, ScoredStage, scored_stages


def begin_interviews(
    db: Database, scored: ScoredStage, scorers: Mapping[str, Sequence[str]], making: KeyMaking
) -> None:
    """Let these panelists score these applications, by application id; inside an act.

    Raises:
        RefusedError: the stage hides names or has begun, names are not open, or there is a
            candidate without an interviewer.

    """
    if scored.hides_names:
        raise RefusedError("marking.no-stage", stage=scored.stage_id)
    require_names(db, scored)
    if has_begun(db, scored):
        raise RefusedError("interview.begun")
    if not scorers or not all(scorers.values()):
        raise RefusedError("interview.nobody")
    assign(db, scored.stage_id, scorers, making.random)
    panel = [member.id for member in scored.config.panel.members]
    holders = [one for one in panel if any(one in heard for heard in scorers.values())]
    begin_rounds(db, scored, holders, making)


def has_begun(db: Database, scored: ScoredStage) -> bool:
    """Whether the scoring of a stage has begun."""
    return bool(holders_of(db, scored.stage_id, ROUND_ONE))


def require_names(db: Database, scored: ScoredStage) -> None:
    """Refuse while a stage of the same selection still hides names.

    Raises:
        RefusedError: it does.

    """
    hides = any(one.hides_names for one in scored_stages(scored.exam_id, scored.config))
    if hides and not is_revealed(db):
        raise RefusedError("interview.names")
