"""What the exam's log says of itself: its root at any size, and which losses it knows of.

By that a checkpoint is told to be of this log, of one whose loss is explained, or of another loss.
"""

from typing import Final

from sqlite_utils import Database

from exam.chronicle import RecoveryBegan, TimeSettled, decode_entry
from exam.ledger import MerkleTree

LONG_AGO: Final = -1
NEVER: Final = 2**62
_STEP: Final = 1024
_NEXT: Final = """
    select entry from ledger where position >= ? and substr(entry, 1, ?) = ?
    order by position limit 1
"""


class History:
    """Roots of a log that only grows; the way to every 1,024th entry is remembered."""

    def __init__(self) -> None:
        self._marks: list[tuple[bytes, ...]] = [()]

    def root_at(self, db: Database, size: int) -> bytes:
        """Return the root over the first `size` entries; there must be so many."""
        whole = size // _STEP
        for step in range(len(self._marks) - 1, whole):
            self._marks.append(self._grown(db, step, _STEP).peaks)
        return self._grown(db, whole, size % _STEP).root()

    def _grown(self, db: Database, step: int, more: int) -> MerkleTree:
        """Return the tree of so many steps and so many entries more."""
        first = step * _STEP
        tree = MerkleTree.restore(first, self._marks[step])
        query = "select leaf from ledger where position >= ? and position < ? order by position"
        for row in db.query(query, [first, first + more]):
            tree.append(row["leaf"])
        return tree


def explained_until(db: Database) -> int:
    """Until when a log that is not this one is explained by the last recovery, if there was one.

    It began at a time that may not have been settled; what is signed later is of another loss.
    """
    began = _began(db)
    if began is None:
        return LONG_AGO
    prefix = _prefix(TimeSettled)
    for row in db.query(_NEXT, [began, len(prefix), prefix]):
        return decode_entry(row["entry"]).at
    return NEVER


def _began(db: Database) -> int | None:
    """Return the place in the log where the last recovery began."""
    prefix = _prefix(RecoveryBegan)
    query = "select max(position) as at from ledger where substr(entry, 1, ?) = ?"
    (row,) = db.query(query, [len(prefix), prefix])
    return None if row["at"] is None else int(row["at"])


def known_sizes(db: Database) -> set[int]:
    """Return of how long a log seats knew at the beginning of each recovery."""
    prefix = _prefix(RecoveryBegan)
    query = "select entry from ledger where substr(entry, 1, ?) = ?"
    entries = [decode_entry(row["entry"]) for row in db.query(query, [len(prefix), prefix])]
    return {entry.known for entry in entries if isinstance(entry, RecoveryBegan)}


def _prefix(kind: type[object]) -> bytes:
    """Return how an entry of one kind begins, in its one form."""
    return f'{{"event":"{kind.__name__}",'.encode()
