"""Who scores which subject of a stage: as assigned, without recusals and without the unheard.

A sheet of round one is about all of them; a sheet of round two about those that diverge.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from sqlite_utils import Database

from exam.scoring import ROUND_ONE, diverging
from server.scored import ScoredStage
from server.scores import scores_of_round

_STANDING: Final = """
    select a.subject, a.panelist_id from assignments a
    where a.stage_id = ?
    and not exists (
        select 1 from recusals r where r.stage_id = a.stage_id
        and r.panelist_id = a.panelist_id and r.subject = a.subject
    )
    and not exists (
        select 1 from unheard u where u.stage_id = a.stage_id and u.subject = a.subject
    )
"""


def assign(db: Database, stage_id: str, scorers: Mapping[str, Iterable[str]]) -> None:
    """Write down who scores each subject, inside an act."""
    db.table("assignments").insert_all(
        {"stage_id": stage_id, "panelist_id": panelist_id, "subject": subject}
        for subject, panelists in scorers.items()
        for panelist_id in panelists
    )


def assigned_to(db: Database, stage_id: str, panelist_id: str) -> frozenset[str]:
    """Return the subjects that a panelist was given, recused from them or not."""
    query = "select subject from assignments where stage_id = ? and panelist_id = ?"
    return frozenset(row["subject"] for row in db.query(query, [stage_id, panelist_id]))


def scorers_of(db: Database, stage_id: str) -> Mapping[str, frozenset[str]]:
    """Return the panelists who score each subject, recusals left out; none of the unheard."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in db.query(_STANDING, [stage_id]):
        found[row["subject"]].add(row["panelist_id"])
    return {subject: frozenset(panelists) for subject, panelists in found.items()}


def subjects_for(
    db: Database, scored: ScoredStage, number: int, panelist_id: str
) -> frozenset[str]:
    """Return the subjects that a panelist's sheet of that round has to be about."""
    if number == ROUND_ONE:
        query = f"{_STANDING} and a.panelist_id = ?"
        rows = db.query(query, [scored.stage_id, panelist_id])
        return frozenset(row["subject"] for row in rows)
    scores = scores_of_round(db, scored.stage_id, ROUND_ONE)
    apart = diverging(scores, scored.rubric, scored.config.divergence)
    return frozenset(subject for subject in apart if panelist_id in scores[subject])


def lost_panelists(db: Database, stage_id: str) -> frozenset[str]:
    """Return who is lost to the panel at this stage."""
    query = "select panelist_id from excused where stage_id = ?"
    return frozenset(row["panelist_id"] for row in db.query(query, [stage_id]))
