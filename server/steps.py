"""The secretariat's way through a selection without a paper, as steps each with its state.

Only reading: every step is seen from what stands in the database, or says that paper knows it.
"""

from collections.abc import Iterator
from enum import StrEnum
from typing import Final

from sqlite_utils import Database

from exam.errors import Detail
from server.checklist import Progress, Step
from server.interview_scoring import has_begun
from server.interviews import schedule_now
from server.office import OpenExam
from server.outside import imported_stages, taken_files
from server.scored import ScoredStage, scored_stages
from server.scores import is_settled


class Stop(StrEnum):
    """A step on the way from the list of candidates to the result."""

    CREATED = "created"
    HANDED_OUT = "handed-out"
    IMPORTED = "imported"
    SCHEDULED = "scheduled"
    SCORED = "scored"
    ISSUED = "issued"


_ISSUED: Final = "select max(at) as at from results"


def steps_of(db: Database, exam: OpenExam) -> tuple[Step, ...]:
    """Return the steps in their order."""
    return tuple(_steps(db, exam))


def _steps(db: Database, exam: OpenExam) -> Iterator[Step]:
    people = db.table("applications").count
    yield Step(Stop.CREATED, Progress.DONE, {"candidates": people})
    yield Step(Stop.HANDED_OUT, Progress.ON_PAPER)
    for stage in imported_stages(exam.config):
        files = taken_files(db, stage.id)
        details: dict[str, Detail] = {"stage": stage.name}
        if files:
            details["at"] = files[0].at
        yield Step(Stop.IMPORTED, Progress.DONE if files else Progress.OPEN, details)
    for scored in scored_stages(exam.exam_id, exam.config):
        yield _scheduled(db)
        yield _scored(db, scored)
    (row,) = db.query(_ISSUED)
    if row["at"] is None:
        yield Step(Stop.ISSUED, Progress.OPEN)
    else:
        yield Step(Stop.ISSUED, Progress.DONE, {"at": row["at"]})


def _scheduled(db: Database) -> Step:
    schedule = schedule_now(db)
    if schedule is None:
        return Step(Stop.SCHEDULED, Progress.OPEN)
    return Step(Stop.SCHEDULED, Progress.DONE, {"people": len(schedule.appointments)})


def _scored(db: Database, scored: ScoredStage) -> Step:
    details = {"stage": scored.stage.name}
    if is_settled(db, scored.stage_id):
        return Step(Stop.SCORED, Progress.DONE, details)
    return Step(Stop.SCORED, Progress.BEGUN if has_begun(db, scored) else Progress.OPEN, details)
