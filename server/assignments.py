"""Who scores which subject of a stage: as assigned, without recusals and without the unheard.

A sheet of round one is about all of them; a sheet of round two about those that diverge. Each
panelist has an order of their own, drawn when subjects are assigned, so that nothing is always the
first or always the last; it is stored, so that what comes before and after one is found by itself.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final, TypeVar

from sqlite_utils import Database

from exam import keys
from exam.codes import Randomness
from exam.scoring import ROUND_ONE, diverging
from server.scored import ScoredStage, only
from server.scores import scores_of_round

_Subject = TypeVar("_Subject", bound=str)
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


def assign(
    db: Database,
    stage_id: str,
    scorers: Mapping[_Subject, Iterable[str]],
    random: Randomness,
    groups: Mapping[_Subject, int] | None = None,
) -> None:
    """Write down who scores each subject, in an order of their own, inside an act.

    `groups` of subjects are read one after the other, by their numbers.
    """
    given: defaultdict[str, list[_Subject]] = defaultdict(list)
    for subject, panelists in scorers.items():
        for panelist_id in panelists:
            given[panelist_id].append(subject)
    order_key = random(keys.KEY_BYTES)
    for panelist_id, subjects in given.items():

        def place(one: _Subject, panelist_id: str = panelist_id) -> tuple[int, bytes]:
            drawn = keys.digest("reading-order", order_key, panelist_id, one)
            return (0 if groups is None else groups[one]), drawn

        row = {"stage_id": stage_id, "panelist_id": panelist_id}
        db.table("assignments").insert_all(
            {**row, "subject": subject, "turn": turn}
            for turn, subject in enumerate(sorted(subjects, key=place), 1)
        )


def own_order(db: Database, stage_id: str, panelist_id: str) -> tuple[str, ...]:
    """Return the subjects that a panelist was given, recused from them or not, in their order."""
    query = "select subject from assignments where stage_id = ? and panelist_id = ? order by turn"
    return tuple(row["subject"] for row in db.query(query, [stage_id, panelist_id]))


def assigned_to(
    db: Database, stage_id: str, panelist_id: str, one: str | None = None
) -> frozenset[str]:
    """Return the subjects that a panelist was given, recused from them or not; or that one."""
    query = "select subject from assignments where stage_id = ? and panelist_id = ?"
    also, asked = only(one)
    rows = db.query(query + also, [stage_id, panelist_id, *asked])
    return frozenset(row["subject"] for row in rows)


def scorers_of(db: Database, stage_id: str) -> Mapping[str, frozenset[str]]:
    """Return the panelists who score each subject, recusals left out; none of the unheard."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in db.query(_STANDING, [stage_id]):
        found[row["subject"]].add(row["panelist_id"])
    return {subject: frozenset(panelists) for subject, panelists in found.items()}


def subjects_for(
    db: Database, scored: ScoredStage, number: int, panelist_id: str, one: str | None = None
) -> frozenset[str]:
    """Return the subjects that a panelist's sheet of that round has to be about; or that one."""
    if number == ROUND_ONE:
        also, asked = only(one, "a.subject")
        query = f"{_STANDING} and a.panelist_id = ?{also}"
        rows = db.query(query, [scored.stage_id, panelist_id, *asked])
        return frozenset(row["subject"] for row in rows)
    scores = scores_of_round(db, scored.stage_id, ROUND_ONE, one)
    apart = diverging(scores, scored.rubric, scored.config.divergence)
    return frozenset(subject for subject in apart if panelist_id in scores[subject])


def lost_panelists(db: Database, stage_id: str) -> frozenset[str]:
    """Return who is lost to the panel at this stage."""
    query = "select panelist_id from excused where stage_id = ?"
    return frozenset(row["panelist_id"] for row in db.query(query, [stage_id]))
