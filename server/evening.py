"""The end of the day, step by step: what is done already, and what is still missing.

Nothing of it is kept anywhere but in the log: whoever comes back to it, at another machine or
another hour, goes on where it was left.
"""

from dataclasses import dataclass

from sqlite_utils import Database

from exam.proceedings import CopyMade
from server.closing import Closing, closing_of
from server.copying import copies_of
from server.evidence import CheckpointAtClose, checkpoint_at_close
from server.office import OpenExam
from server.sittings import ONLY, all_sittings


@dataclass(frozen=True, slots=True)
class Closed:
    """The close as it stands in the log, and what it meant for whom."""

    closing: Closing
    checkpoint: CheckpointAtClose


@dataclass(frozen=True, slots=True)
class Evening:
    """How far the evening is; `copies` are those that have the close in them."""

    has_begun: bool
    closed: Closed | None
    copies: tuple[CopyMade, ...]

    @property
    def is_done(self) -> bool:
        """Whether all that a program can do is done."""
        return self.closed is not None and bool(self.copies)


def evening_of(db: Database, exam: OpenExam, sitting_id: str = ONLY) -> Evening:
    """Read from the log how far the evening of a sitting is."""
    has_begun = any(one.start is not None for one in all_sittings(db, sitting_id).values())
    closing = closing_of(db, exam, sitting_id)
    checkpoint = checkpoint_at_close(db, sitting_id)
    if closing is None or checkpoint is None:
        return Evening(has_begun, None, ())
    copies = tuple(one for one in copies_of(db) if one.entries >= checkpoint.size)
    return Evening(has_begun, Closed(closing, checkpoint), copies)
