"""A score that is changed after its stage was locked: asked for with a reason, then consented to.

The value that was scored stays where it is; what counts since is the correction, which names both.
Nobody consents to their own: the chair to everybody else's, any other panelist to the chair's.
"""

from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from exam.chronicle import encode_entry
from exam.clock import ExamTime
from exam.codes import Randomness
from exam.errors import RefusedError
from exam.scoring import HIGHEST_SCORE
from exam.scoring_record import CorrectionRefused, ScoreCorrected
from server.scored import ScoredStage
from server.scores import is_settled, scores_of
from server.store import append_entry

_ID_BYTES = 16


@dataclass(frozen=True, slots=True)
class Change:
    """One value of one's own that should be another."""

    subject: str
    criterion_id: str
    value: int
    reason: str


def ask_correction(
    db: Database,
    scored: ScoredStage,
    panelist_id: str,
    change: Change,
    random: Randomness,
    now: ExamTime,
) -> str:
    """Ask for a change, inside an act; returns its id. Nothing counts differently yet.

    Raises:
        RefusedError: the stage is not locked, it is not their score, the value is the same or out
            of range, there is no reason, or a change of it waits already.

    """
    old = _value_of(db, scored, panelist_id, change)
    if not change.reason.strip():
        raise RefusedError("recusal.reason")
    if change.value == old or not 0 <= change.value <= HIGHEST_SCORE:
        raise RefusedError("correction.same")
    place = [scored.stage_id, panelist_id, change.subject, change.criterion_id]
    if any(_place(row) == place for row in waiting_corrections(db, scored.stage_id)):
        raise RefusedError("correction.waits")
    correction_id = random(_ID_BYTES).hex()
    db.table("corrections").insert(
        {
            "id": correction_id,
            "stage_id": scored.stage_id,
            "panelist_id": panelist_id,
            "subject": change.subject,
            "criterion_id": change.criterion_id,
            "old_value": old,
            "new_value": change.value,
            "reason": change.reason.strip(),
            "asked_at": now,
        }
    )
    return correction_id


def waiting_corrections(db: Database, stage_id: str) -> list[dict[str, Any]]:
    """Return the changes that nobody has decided on yet, the oldest first."""
    query = """
        select * from corrections
        where stage_id = ? and consented_at is null and refused_at is null order by rowid
    """
    return list(db.query(query, [stage_id]))


def corrections_of(db: Database, stage_id: str) -> list[dict[str, Any]]:
    """Return everything that was asked for at a stage, the latest first."""
    query = "select * from corrections where stage_id = ? order by rowid desc"
    return list(db.query(query, [stage_id]))


def may_decide(asked_by: str, decides: str, chair_id: str) -> bool:
    """Whether one member of the panel may decide on a change that another one asked for."""
    return asked_by != decides and chair_id in {asked_by, decides}


def consent(db: Database, scored: ScoredStage, correction_id: str, who: str, now: ExamTime) -> None:
    """Let a change count, inside an act.

    Raises:
        RefusedError: it does not wait, or it is not theirs to decide.

    """
    row = _decidable(db, scored, correction_id, who)
    db.table("corrections").update(correction_id, {"consented_at": now, "consented_by": who})
    entry = ScoreCorrected(
        at=now,
        correction_id=correction_id,
        stage_id=scored.stage_id,
        staff_id=row["panelist_id"],
        subject=row["subject"],
        criterion_id=row["criterion_id"],
        old_value=row["old_value"],
        new_value=row["new_value"],
        consented_by=who,
        reason=row["reason"],
    )
    append_entry(db, encode_entry(entry))


def refuse(db: Database, scored: ScoredStage, correction_id: str, who: str, now: ExamTime) -> None:
    """Turn a change down, or take one's own back, inside an act; what was scored counts on.

    Raises:
        RefusedError: it does not wait, or it is not theirs to decide.

    """
    row = _decidable(db, scored, correction_id, who, own=True)
    db.table("corrections").update(correction_id, {"refused_at": now})
    entry = CorrectionRefused(now, correction_id, scored.stage_id, row["panelist_id"], who)
    append_entry(db, encode_entry(entry))


def _decidable(
    db: Database, scored: ScoredStage, correction_id: str, who: str, *, own: bool = False
) -> dict[str, Any]:
    chair = next(one.id for one in scored.config.panel.members if one.role == "chair")
    for row in waiting_corrections(db, scored.stage_id):
        if row["id"] == correction_id:
            asked_by = row["panelist_id"]
            if (own and who == asked_by) or may_decide(asked_by, who, chair):
                return row
            raise RefusedError("correction.not-yours")
    raise RefusedError("correction.gone")


def _value_of(db: Database, scored: ScoredStage, panelist_id: str, change: Change) -> int:
    if not is_settled(db, scored.stage_id):
        raise RefusedError("correction.not-locked")
    try:
        return scores_of(db, scored.stage_id)[change.subject][panelist_id][change.criterion_id]
    except KeyError:
        raise RefusedError("marking.not-yours", subject=change.subject[:64]) from None


def _place(row: dict[str, Any]) -> list[str]:
    return [row[name] for name in ("stage_id", "panelist_id", "subject", "criterion_id")]
