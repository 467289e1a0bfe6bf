"""What the server does each second besides answering: time, doors, checkpoints, heads of journals.

Nothing here may end the server: a disk that refuses, or that spoiled what lay on it, is told of and
tried again.
"""

import sqlite3
from typing import Final

import structlog
from sqlite_utils import Database

from exam.errors import ExamError
from server.door import close_due_doors
from server.evidence import CheckpointKeeper
from server.hall import Hall
from server.heads import record_heads, record_heard
from server.office import OpenExam

HEADS_EACH_SECONDS: Final = 60
HEARD_EACH_SECONDS: Final = 5

_log = structlog.get_logger()


class Upkeep:
    """The work of each second; whoever runs it says when a second has passed."""

    def __init__(self, exam: OpenExam, hall: Hall, checkpoints: CheckpointKeeper) -> None:
        self._exam = exam
        self._hall = hall
        self._checkpoints = checkpoints
        self._turns = 0

    async def turn(self) -> None:
        """Settle time if it can be, persist it and what was heard, then sign what is committed."""
        exam = self._exam
        try:
            exam.timeline.settle_if_due()
            await exam.store.write(self._keep)
            now = exam.timeline.now()
            exam.store.read(lambda db: self._checkpoints.renew(db, now))
        except (sqlite3.Error, ExamError) as error:
            _log.error("disk", kind=type(error).__name__, code=_code_of(error))
        self._turns += 1

    def _keep(self, db: Database) -> None:
        self._exam.timeline.persist(db)
        if self._exam.timeline.is_settled:
            close_due_doors(db, self._exam, self._exam.timeline.now())
        if self._turns % HEARD_EACH_SECONDS == 0:
            record_heard(db, self._hall.heard())
        if self._turns % HEADS_EACH_SECONDS == 0:
            record_heads(db, self._exam, self._exam.timeline.now())


def _code_of(error: sqlite3.Error | ExamError) -> str:
    """Return the code of an error, or SQLite's name of it; that module's own errors have none."""
    if isinstance(error, ExamError):
        return error.code
    return getattr(error, "sqlite_errorname", "-")
