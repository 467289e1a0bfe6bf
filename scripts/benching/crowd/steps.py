"""Steps of a program: functions that Python calls, and instructions that SQLite carries out.

They are the same on every machine. CPU time is not: a machine that slows down looks like growth.
"""

import sys
from dataclasses import dataclass
from types import FrameType
from typing import Final

from sqlite_utils import Database

_CALLS: Final = ("call", "c_call")


@dataclass(frozen=True, slots=True)
class Steps:
    """Functions that Python called, and instructions that SQLite carried out."""

    calls: int
    instructions: int


class Tally:
    """Counts steps in every thread and at every connection at which it was begun."""

    def __init__(self) -> None:
        self._calls = 0
        self._instructions = 0

    @property
    def steps(self) -> Steps:
        """What was counted so far."""
        return Steps(self._calls, self._instructions)

    def begin(self, db: Database) -> None:
        """Count from now on in this thread and at this connection."""
        db.conn.set_progress_handler(self._note_instruction, 1)
        sys.setprofile(self._note_call)

    @staticmethod
    def end(db: Database) -> None:
        """Count no more in this thread and at this connection."""
        sys.setprofile(None)
        db.conn.set_progress_handler(None, 1)

    def _note_call(self, _frame: FrameType, event: str, _arg: object) -> None:
        self._calls += event in _CALLS

    def _note_instruction(self) -> int:
        self._instructions += 1
        return 0
