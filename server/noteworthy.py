"""What of the panel's work deserves a note in what is signed, as the log has it.

It is read from the log and from nowhere else, so whatever was done out of the ordinary stands in
the document, with its reason and its place in the log.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, get_args

from sqlite_utils import Database

from exam.chronicle import decode_entry
from exam.custody_record import ReleaseWaived
from exam.scoring_record import PanelistExcused, Recused, RevealForced, ScoreCorrected

Remarkable = ReleaseWaived | Recused | PanelistExcused | RevealForced | ScoreCorrected
"""What is noted."""

_OF_A_KIND: Final = "select position, entry from ledger where substr(entry, 1, ?) = ?"


@dataclass(frozen=True, slots=True)
class Note:
    """One thing to be noted, and which entry of the log it is."""

    position: int
    entry: Remarkable


@dataclass(frozen=True, slots=True)
class Notes:
    """Everything to be noted, in the order of the log, and what people are called by account."""

    notes: tuple[Note, ...]
    names: Mapping[str, str]


def notes_of(db: Database) -> Notes:
    """Read what deserves a note until now."""
    found = [note for kind in get_args(Remarkable) for note in _of_kind(db, kind)]
    names = {row["id"]: row["name"] for row in db.query("select id, name from staff")}
    return Notes(tuple(sorted(found, key=lambda note: note.position)), names)


def _of_kind(db: Database, kind: type[Remarkable]) -> list[Note]:
    prefix = f'{{"event":"{kind.__name__}",'.encode()
    rows = db.query(_OF_A_KIND, [len(prefix), prefix])
    entries = ((row["position"], decode_entry(row["entry"])) for row in rows)
    return [Note(position, entry) for position, entry in entries if isinstance(entry, kind)]
