"""The end of retention: on its day every key that this directory has for papers is destroyed.

What opens papers, maps and sheets of scores is overwritten in the database; results, the log and
all that proves them stay. What lies elsewhere nobody can destroy from here: the share cards, which
open envelopes and journals, and copies that were made before. The record says what was done here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlite_utils import Database

from exam.chronicle import encode_entry
from exam.clock import ExamTime
from exam.config import ExamConfig
from exam.custody_record import KeysDestroyed
from exam.errors import RefusedError
from exam.scoring import ROUND_TWO
from server.accounts import is_opened
from server.office import OpenExam
from server.reveal import is_revealed
from server.store import append_entry

_SLOTS: Final = ("key_slots", "round_slots")
"""Tables of which every row is a key, or a share of one, sealed to somebody."""
_SEALED: Final[Mapping[str, str]] = {
    "drafts": "sealed",
    "originals": "sealed",
    "papers": "sealed",
    "rounds": "escrow",
    "sheets": "sealed",
    "opening": "sealed_map",
}
"""What only those keys open, by table and column: it goes with them."""
_HEARD: Final = "select stage_id from rounds where number = ? and opened_at is null"
_SHARES: Final = (
    ("opening", "identity_escrow"),
    ("sheets", "round_share"),
    ("sheets", "identity_share"),
    ("forced_shares", "round_share"),
    ("forced_shares", "identity_share"),
)
"""Keys and shares of them that stand beside what they opened."""


@dataclass(frozen=True, slots=True)
class Destroyed:
    """How much was destroyed, and how much the share cards still open where they exist."""

    slots: int
    seeds: int
    sealed: int
    envelopes: int
    journals: int


def destroy_keys(exam: OpenExam, due: date, today: date, reason: str) -> Destroyed:
    """Destroy every key of papers that is here, and what they opened, in one act.

    Raises:
        RefusedError: the day has not come, papers are still needed, or an interview is scored.

    """
    if today < due:
        raise RefusedError("retention.early", due=due.isoformat())

    def act(db: Database, now: ExamTime) -> Destroyed:
        _require_finished(db, exam.config)
        done = _destroy(db)
        entry = KeysDestroyed(
            at=now,
            due=due.isoformat(),
            slots=done.slots,
            seeds=done.seeds,
            sealed=done.sealed,
            reason=reason,
        )
        append_entry(db, encode_entry(entry))
        return done

    return exam.act_now(act)


def has_evidence(db: Database) -> bool:
    """Whether a bundle could show something that cannot be shown any more without the keys."""
    return is_opened(db) or db.table("sheets").count > 0


def _require_finished(db: Database, config: ExamConfig) -> None:
    """Refuse while somebody still has to open, read or score papers, or to score an interview."""
    if is_opened(db):
        is_over = is_revealed(db)
    else:
        is_over = db.table("envelopes").count == 0 and db.table("segments").count == 0
    if not is_over:
        raise RefusedError("retention.unfinished")
    heard = {stage.id: stage.name for stage in config.stages if stage.source != "paper"}
    for row in db.query(_HEARD, [ROUND_TWO]):
        if row["stage_id"] in heard:
            raise RefusedError("retention.scoring", stage=heard[row["stage_id"]])


def _destroy(db: Database) -> Destroyed:
    slots = sum(_empty(db, table) for table in _SLOTS)
    seeds = db.execute("update staff set sealed_seed = null where sealed_seed is not null").rowcount
    sealed = sum(_blank(db, table, column) for table, column in _SEALED.items())
    for table, column in _SHARES:
        _blank(db, table, column)
    envelopes, journals = db.table("envelopes").count, db.table("segments").count
    return Destroyed(slots, seeds, sealed, envelopes, journals)


def _empty(db: Database, table: str) -> int:
    count = db.table(table).count
    db.table(table).delete_where()
    return count


def _blank(db: Database, table: str, column: str) -> int:
    """Leave nothing of a column but that there was something; returns in how many rows."""
    held = f"length(coalesce([{column}], x'')) > 0"
    count = db.table(table).count_where(held)
    for row in list(db.table(table).pks_and_rows_where(held)):
        db.table(table).update(row[0], {column: b""})
    return count
