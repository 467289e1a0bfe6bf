"""Conflicts of interest, declared by a panelist for one subject, and candidates not heard.

Both come before a panelist has committed, and at least one panelist remains for each subject.
"""

from sqlite_utils import Database

from exam.chronicle import encode_entry
from exam.clock import ExamTime
from exam.errors import RefusedError
from exam.scoring import ROUND_ONE
from exam.scoring_record import Recused, SubjectUnheard
from server.assignments import assigned_to, lost_panelists, scorers_of
from server.rounds import committed
from server.scored import ScoredStage, only
from server.store import append_entry


def recuse(
    db: Database, scored: ScoredStage, panelist_id: str, subject: str, reason: str, now: ExamTime
) -> None:
    """Take a panelist off a subject, inside an act; again changes nothing.

    Raises:
        RefusedError: it is not theirs, they have committed, there is no reason, or nobody would
            remain to score it.

    """
    stage_id = scored.stage_id
    if not assigned_to(db, stage_id, panelist_id, subject):
        raise RefusedError("marking.not-yours", subject=subject[:64])
    scorers = scorers_of(db, stage_id).get(subject, frozenset())
    if panelist_id not in scorers:
        return
    if panelist_id in committed(db, stage_id, ROUND_ONE):
        raise RefusedError("marking.locked")
    if not reason.strip():
        raise RefusedError("recusal.reason")
    if not scorers - {panelist_id} - lost_panelists(db, stage_id):
        raise RefusedError("recusal.last")
    db.table("recusals").insert(
        {
            "stage_id": stage_id,
            "panelist_id": panelist_id,
            "subject": subject,
            "reason": reason.strip(),
            "at": now,
        }
    )
    place = [stage_id, panelist_id, subject]
    db.table("drafts").delete_where("stage_id = ? and panelist_id = ? and subject = ?", place)
    entry = Recused(now, stage_id, panelist_id, subject, reason.strip())
    append_entry(db, encode_entry(entry))


def recused_from(
    db: Database, stage_id: str, panelist_id: str, one: str | None = None
) -> dict[str, str]:
    """Return the reasons of one panelist's recusals by subject; all of them, or that of one."""
    query = "select subject, reason from recusals where stage_id = ? and panelist_id = ?"
    also, asked = only(one)
    rows = db.query(query + also, [stage_id, panelist_id, *asked])
    return {row["subject"]: row["reason"] for row in rows}


def note_unheard(
    db: Database, scored: ScoredStage, subject: str, reason: str, staff_id: str, now: ExamTime
) -> None:
    """Note that a candidate was not heard and is scored by nobody, inside an act.

    Raises:
        RefusedError: names are hidden at this stage, the subject is unknown, somebody has
            committed, or there is no reason.

    """
    stage_id = scored.stage_id
    if scored.hides_names or subject not in scorers_of(db, stage_id):
        raise RefusedError("marking.not-yours", subject=subject[:64])
    if committed(db, stage_id, ROUND_ONE):
        raise RefusedError("unheard.committed")
    if not reason.strip():
        raise RefusedError("recusal.reason")
    row = {"stage_id": stage_id, "subject": subject, "reason": reason.strip()}
    db.table("unheard").insert({**row, "staff_id": staff_id, "at": now})
    entry = SubjectUnheard(now, stage_id, subject, staff_id, reason.strip())
    append_entry(db, encode_entry(entry))
