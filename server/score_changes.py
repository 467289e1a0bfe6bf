"""Which values of a subject were changed after they had been scored, by whom and why.

A value is changed in round two, by whoever gave it, or after the last lock, with consent. What it
was before stays where it was scored.
"""

from dataclasses import dataclass

from sqlite_utils import Database

from server.scores import is_settled

_REVISED = """
    select later.panelist_id, later.criterion_id, later.reason,
           sooner.value as old_value, later.value as new_value
    from scores later
    join scores sooner on sooner.stage_id = later.stage_id and sooner.subject = later.subject
        and sooner.panelist_id = later.panelist_id and sooner.criterion_id = later.criterion_id
        and sooner.number = 1
    where later.number = 2 and later.value != sooner.value
        and later.stage_id = ? and later.subject = ?
    order by later.panelist_id, later.rowid
"""
_CORRECTED = """
    select panelist_id, criterion_id, reason, old_value, new_value from corrections
    where stage_id = ? and subject = ? and consented_at is not null
    order by consented_at, rowid
"""


@dataclass(frozen=True, slots=True)
class ScoreChange:
    """A value that was changed; `is_corrected` if it was after the last lock."""

    panelist_id: str
    criterion_id: str
    old: int
    new: int
    reason: str
    is_corrected: bool


def changes_of(db: Database, stage_id: str, subject: str) -> tuple[ScoreChange, ...]:
    """Return what was changed, in its order; nothing before the stage is scored for good."""
    if not is_settled(db, stage_id):
        return ()
    return tuple(
        ScoreChange(
            row["panelist_id"],
            row["criterion_id"],
            row["old_value"],
            row["new_value"],
            row["reason"],
            is_corrected,
        )
        for query, is_corrected in ((_REVISED, False), (_CORRECTED, True))
        for row in db.query(query, [stage_id, subject])
    )
