"""Where a panelist stands in a stage: which round, what is done, who is awaited.

Of the others there are counts only, as long as a round is not open.
"""

from dataclasses import dataclass

from sqlite_utils import Database

from exam.scoring import ROUND_ONE
from server.assignments import lost_panelists
from server.corrections import waiting_corrections
from server.rounds import awaited, holders_of
from server.score_desk import ScoreDesk, Work
from server.scores import is_settled


@dataclass(frozen=True, slots=True)
class StageShown:
    """One panelist's standing in one stage."""

    stage_id: str
    name: str
    hides_names: bool
    has_begun: bool
    number: int
    subjects: int
    done: int
    has_committed: bool
    is_excused: bool
    is_settled: bool
    panelists: int
    awaited: int
    corrections: int

    @property
    def is_complete(self) -> bool:
        """Whether nothing lacks that has to be done before the commit."""
        return self.done == self.subjects

    @property
    def may_commit(self) -> bool:
        """Whether this panelist can still commit the round that is worked on."""
        return self.has_begun and not (self.has_committed or self.is_excused or self.is_settled)

    @property
    def waits(self) -> bool:
        """Whether this panelist is done with the round, and others are not."""
        return self.has_committed and not (self.is_excused or self.is_settled)


def stage_shown(db: Database, scoring: ScoreDesk, known: Work | None = None) -> StageShown:
    """Say where a panelist stands, by work that is at hand if there is any."""
    stage_id, work = scoring.scored.stage_id, known or scoring.work(db)
    number, subjects = work.number, len(work.subjects)
    return StageShown(
        stage_id=stage_id,
        name=scoring.scored.stage.name,
        hides_names=scoring.scored.hides_names,
        has_begun=bool(holders_of(db, stage_id, ROUND_ONE)),
        number=number,
        subjects=subjects,
        done=subjects - len(scoring.lacking_in(work)),
        has_committed=scoring.has_committed(db, number),
        is_excused=scoring.panelist_id in lost_panelists(db, stage_id),
        is_settled=is_settled(db, stage_id),
        panelists=len(holders_of(db, stage_id, number)),
        awaited=len(awaited(db, stage_id, number)),
        corrections=len(waiting_corrections(db, stage_id)),
    )
