"""What an observer is shown of the ledger: how long it is, its root, and what people decided.

Candidates appear by number, people on duty by account, nobody by name; what somebody wrote as a
reason or a message is not shown, because it may name somebody. The ledger only grows, so each look
reads what is new.
"""

from dataclasses import dataclass
from threading import Lock
from typing import Final

from sqlite_utils import Database

from exam.chronicle import (
    AnyEntry,
    DeedReported,
    ExamCreated,
    HeadRecorded,
    OrderIssued,
    OrderRecovered,
    PaperReceived,
    SeatEnrolled,
    SeatHeard,
    decode_entry,
)
from exam.clock import ExamTime
from exam.events import SittingClosed
from exam.ledger import MerkleTree
from exam.proceedings import PcChecked
from server.evidence import short_root

MOST_SHOWN: Final = 500
"""So many of the latest lines are shown; all of them are in the exported ledger."""
EVERYDAY: Final = (
    DeedReported,
    HeadRecorded,
    PaperReceived,
    PcChecked,
    SeatEnrolled,
    SeatHeard,
    ExamCreated,
)
"""What programs report, and nobody decided."""
_NEW: Final = "select position, entry, leaf from ledger where position >= ? order by position"


@dataclass(frozen=True, slots=True)
class Noted:
    """One line: when, what kind of entry or order, about which application, and by whom."""

    at: ExamTime
    kind: str
    application_id: str
    staff_id: str


@dataclass(frozen=True, slots=True)
class Observed:
    """The ledger at one moment; `lines` has the latest first, `earlier` counts those before.

    Once a sitting `is_closed` there is evidence to take home.
    """

    size: int
    short: str
    lines: tuple[Noted, ...]
    earlier: int
    is_closed: bool = False


class Observation:
    """The ledger as far as it was read; several visitors may look at once."""

    def __init__(self) -> None:
        self._tree = MerkleTree()
        self._lines: list[Noted] = []
        self._earlier = 0
        self._is_closed = False
        self._guard = Lock()

    def look(self, db: Database) -> Observed:
        """Read on, and return what is to be seen now."""
        with self._guard:
            for row in db.query(_NEW, [self._tree.size]):
                self._tree.append(row["leaf"])
                self._note(decode_entry(row["entry"]))
            lines = tuple(reversed(self._lines))
            short = short_root(self._tree.root())
            return Observed(self._tree.size, short, lines, self._earlier, self._is_closed)

    def _note(self, entry: AnyEntry) -> None:
        if isinstance(entry, EVERYDAY):
            return
        if isinstance(entry, OrderIssued | OrderRecovered):
            self._is_closed |= isinstance(entry.order, SittingClosed)
        self._lines.append(_noted(entry))
        if len(self._lines) > MOST_SHOWN:
            del self._lines[0]
            self._earlier += 1


def _noted(entry: AnyEntry) -> Noted:
    """Take from an entry what names nobody."""
    said = entry.order if isinstance(entry, OrderIssued) else entry
    application_id: str = getattr(entry, "application_id", "")
    staff_id: str = getattr(entry, "staff_id", "")
    return Noted(ExamTime(entry.at), type(said).__name__, application_id, staff_id)
