"""The secretariat's day as a list of steps in their order, each with its state from the database.

Only reading. What leaves no trace in the database, as paper does, says so instead of guessing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from sqlite_utils import Database

from exam.errors import Detail
from server.door import Door, door_of
from server.evening import Evening, evening_of
from server.office import OpenExam
from server.places import last_lot
from server.rehearsal_verdict import as_found, last_rehearsal, must_mend
from server.rooms import names_elsewhere
from server.sittings import ONLY, all_sittings, first_row

_CANDIDATES: Final = "select count(*) as count from applications where sitting_id = ?"
_SEATS: Final = "select name from seats where not revoked"


class Task(StrEnum):
    """A step of the day."""

    CREATED = "created"
    PRINTED = "printed"
    ENROLLED = "enrolled"
    PLACED = "placed"
    REHEARSED = "rehearsed"
    OPENED = "opened"
    STARTED = "started"
    CLOSED = "closed"
    MINUTES = "minutes"
    COPIED = "copied"


class Progress(StrEnum):
    """How far a step is; of one that is on paper nobody knows but people."""

    DONE = "done"
    BEGUN = "begun"
    OPEN = "open"
    ON_PAPER = "on-paper"


@dataclass(frozen=True, slots=True)
class Step:
    """One step, and what there is to say of it: numbers, and instants of exam time under `at`."""

    task: StrEnum
    progress: Progress
    details: Mapping[str, Detail] = field(default_factory=dict)


def checklist_of(db: Database, exam: OpenExam, sitting_id: str = ONLY) -> tuple[Step, ...]:
    """Return the steps of a sitting's day in their order."""
    evening = evening_of(db, exam, sitting_id)
    return (
        Step(Task.CREATED, Progress.DONE, {"candidates": _count(db, _CANDIDATES, sitting_id)}),
        Step(Task.PRINTED, Progress.ON_PAPER),
        _enrolled(db, exam, sitting_id),
        _placed(db, sitting_id),
        _rehearsed(db),
        _opened(door_of(db, sitting_id)),
        _started(db, sitting_id),
        Step(Task.CLOSED, _done(evening.closed is not None)),
        Step(Task.MINUTES, Progress.ON_PAPER),
        _copied(evening),
    )


def next_of(steps: tuple[Step, ...]) -> Step | None:
    """Return the first step that the database knows to be not done; None at the end."""
    undone = (Progress.OPEN, Progress.BEGUN)
    return next((step for step in steps if step.progress in undone), None)


def _enrolled(db: Database, exam: OpenExam, sitting_id: str) -> Step:
    """Say how many of the sitting's PCs are enrolled; those of other rooms are not among them."""
    elsewhere = names_elsewhere(exam.config.writing, sitting_id)
    there = sum(row["name"].casefold() not in elsewhere for row in db.query(_SEATS))
    wanted = exam.config.writing.sitting_of(sitting_id).seats
    progress = Progress.DONE if there >= wanted else Progress.BEGUN if there else Progress.OPEN
    return Step(Task.ENROLLED, progress, {"there": there, "wanted": wanted})


def _placed(db: Database, sitting_id: str) -> Step:
    lot = last_lot(db, sitting_id)
    if lot is None:
        return Step(Task.PLACED, Progress.OPEN)
    return Step(Task.PLACED, Progress.DONE, {"at": lot.at})


def _rehearsed(db: Database) -> Step:
    """Say how the last rehearsal ended that the pages held; of one by command nothing is known."""
    held = last_rehearsal(db)
    if held is None:
        return Step(Task.REHEARSED, Progress.ON_PAPER)
    if must_mend(as_found(held.findings)):
        return Step(Task.REHEARSED, Progress.BEGUN, {"at": held.at})
    return Step(Task.REHEARSED, Progress.DONE, {"at": held.at})


def _opened(door: Door) -> Step:
    if door.opened_at is None:
        return Step(Task.OPENED, Progress.OPEN)
    if door.closed_at is None:
        return Step(Task.OPENED, Progress.BEGUN, {"at": door.opened_at})
    return Step(Task.OPENED, Progress.DONE, {"at": door.closed_at})


def _started(db: Database, sitting_id: str) -> Step:
    everybody = all_sittings(db, sitting_id).values()
    starts = [one.start for one in everybody if one.start is not None]
    if not starts:
        return Step(Task.STARTED, Progress.OPEN)
    return Step(Task.STARTED, Progress.DONE, {"at": min(starts)})


def _copied(evening: Evening) -> Step:
    if not evening.copies:
        return Step(Task.COPIED, Progress.OPEN)
    return Step(Task.COPIED, Progress.DONE, {"at": evening.copies[-1].at})


def _done(is_done: bool) -> Progress:
    return Progress.DONE if is_done else Progress.OPEN


def _count(db: Database, query: str, sitting_id: str) -> int:
    row = first_row(db, query, sitting_id)
    return 0 if row is None else int(row["count"])
