"""How much disk an exam will take by its end, and whether a disk has that much.

Each figure has its source beside it. The forecast is for the worst ordinary day: everybody types
fast for their whole time, hands in, is reopened once, and a full copy lies on the same disk.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from exam.seal import PADDED_BYTES

CHARACTERS_PER_MINUTE: Final = 400
"""A fast typist, the fastest pace of `scripts/journal_cost.py`."""
BYTES_PER_CHARACTER: Final = 40
"""A record of one key at that pace (36.6 bytes in the mean, 40 at most); `scripts/journal_cost.py`.
"""
BEATS_PER_MINUTE: Final = 30
"""One each two seconds, as `docs/protocol.md` says; each that brings something is one row."""
BYTES_PER_BEAT: Final = 110
"""What a row costs beside its records: 228 bytes for 120 of records in `scripts/backup_cost.py`."""
BYTES_PER_MINUTE_OF_LEDGER: Final = 500
"""The head of a journal, each minute: 303 bytes (`tests/data/vectors/entries.json`), leaf, row."""
ENVELOPE_BYTES: Final = 2 * PADDED_BYTES
"""A paper and its slides at their greatest length, padded; `exam/seal.py`."""
ENVELOPES_EACH: Final = 2
"""One hand-in, and one more after a reopening."""
OPENED_PAPER_BYTES: Final = ENVELOPE_BYTES
"""The same text again when the panel has opened it, padded likewise."""
DOCUMENT_BYTES: Final = 300_000
"""Card, receipt, paper and slides of one candidate as files."""
FOUNDING_BYTES: Final = 5_000_000
"""An exam before anybody has written, and SQLite's log of writes in its usual size."""
COPIES: Final = 1
"""Full copies on the same disk (`makalah-server backup`)."""
COMFORT: Final = 2
"""So many times the forecast is enough without a second look."""

_MEGABYTE: Final = 1_000_000
_GIGABYTE: Final = 1_000 * _MEGABYTE


class Room(StrEnum):
    """How the free space of a disk compares with what is needed."""

    ENOUGH = "enough"
    TIGHT = "tight"
    SHORT = "short"


@dataclass(frozen=True, slots=True)
class Forecast:
    """Bytes by the end of the day, by what takes them."""

    candidates: int
    journals: int
    envelopes: int
    papers: int
    founding: int

    @property
    def database(self) -> int:
        """How large the database will be."""
        return self.journals + self.envelopes + self.papers + self.founding

    @property
    def copy(self) -> int:
        """How large the copy of it will be."""
        return self.database * COPIES

    @property
    def documents(self) -> int:
        """How large the files are that are made for people."""
        return self.candidates * DOCUMENT_BYTES

    @property
    def total(self) -> int:
        """Everything together."""
        return self.database + self.copy + self.documents

    def remaining(self, used: int) -> int:
        """How much is still to come when the database has grown to so many bytes."""
        return max(self.database - used, self.papers) + self.copy + self.documents


def forecast_of(writing_minutes: Iterable[float]) -> Forecast:
    """Forecast an exam in which each candidate writes for so many minutes, 0 if not at all."""
    minutes = list(writing_minutes)
    writers = sum(each > 0 for each in minutes)
    each = CHARACTERS_PER_MINUTE * BYTES_PER_CHARACTER
    each += BEATS_PER_MINUTE * BYTES_PER_BEAT + BYTES_PER_MINUTE_OF_LEDGER
    return Forecast(
        candidates=len(minutes),
        journals=round(sum(minutes) * each),
        envelopes=writers * ENVELOPES_EACH * ENVELOPE_BYTES,
        papers=writers * OPENED_PAPER_BYTES,
        founding=FOUNDING_BYTES,
    )


def show_bytes(size: int, language: str) -> str:
    """Write a size as people read it: in MB, or in GB with one decimal."""
    if size < _GIGABYTE:
        return f"{size / _MEGABYTE:.0f} MB"
    shown = f"{size / _GIGABYTE:.1f} GB"
    return shown.replace(".", ",") if language == "id" else shown


def room_for(needed: int, free: int) -> Room:
    """Compare what is needed with what is free."""
    if free >= COMFORT * needed:
        return Room.ENOUGH
    return Room.TIGHT if free >= needed else Room.SHORT
