"""What the opening sealed to each panelist: the reading key, and a share of the identity key."""

from sqlite_utils import Database

from exam.errors import RefusedError
from server.anonymity import Slot, empty_slot


def own_slot(db: Database, seed: bytes, exam_id: bytes, holder: str, slot: Slot) -> bytes:
    """Open what a slot of this holder holds.

    Raises:
        RefusedError: the papers are not opened, or not to them.
        KeyMismatchError: another's seed, or damaged.

    """
    query = "select sealed from key_slots where panelist_id = ? and kind = ?"
    for row in db.query(query, [holder, slot.value]):
        return empty_slot(seed, row["sealed"], exam_id, holder, slot)
    raise RefusedError("marking.not-opened")
