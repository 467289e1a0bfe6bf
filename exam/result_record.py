"""Who decided what on the way from scores to the result, as entries of the ledger.

Digests are of files and of rankings in their one form; no score, name or text of anybody is in it.
"""

from enum import StrEnum

from exam.entry import Entry
from exam.limits import Count, HexHash, Name, Reason


class Decision(StrEnum):
    """What was decided about somebody's taking part; `readmitted` takes back what was before."""

    ABSENT = "absent"
    WITHDRAWN = "withdrawn"
    DISQUALIFIED = "disqualified"
    READMITTED = "readmitted"


class OutsideScoresImported(Entry, frozen=True, tag=True):
    """Scores of a stage came from outside, for so many applications.

    The latest file of a stage counts, those before it stay; `reason` is why one was replaced.
    """

    stage_id: Name
    file_digest: HexHash
    rows: Count
    staff_id: Name
    reason: Reason = ""


class ParticipationDecided(Entry, frozen=True, tag=True):
    """It was decided that somebody takes no part from a stage on, or takes part again."""

    application_id: Name
    decision: Decision
    stage_id: Name
    staff_id: Name
    reason: Reason


class StageAnnounced(Entry, frozen=True, tag=True):
    """The chair announced who goes on from a stage; the digest is of the ranking so far."""

    stage_id: Name
    digest: HexHash
    staff_id: Name


class ResultIssued(Entry, frozen=True, tag=True):
    """The chair issued the result; `reason` is why it replaces one that was issued before."""

    digest: HexHash
    staff_id: Name
    reason: Reason = ""


Outcome = OutsideScoresImported | ParticipationDecided | StageAnnounced | ResultIssued
