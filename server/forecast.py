"""How much disk an exam will take by its end, and whether a disk has that much.

Each figure has its source beside it. The forecast is for a day on which everybody types without a
rest and hands in once, and a full copy lies on the same disk; `scripts/bench intake` holds it
against four hours of the simulator's typing trace. A hall in which all type as fast as anybody can,
and hand in twice, takes less than `COMFORT` times as much.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from exam.seal import PADDED_BYTES

KEYS_PER_MINUTE: Final = 165
"""Somebody who never rests, slips and deletions counted: `scripts/simulating/typing.py`."""
BYTES_PER_KEY: Final = 38
"""The record of one key press, 37 bytes in the mean in `scripts/bench intake`."""
BEATS_PER_MINUTE: Final = 30
"""One each two seconds, as `docs/protocol.md` says; each that brings something is one row."""
BYTES_PER_BEAT: Final = 110
"""What a row costs beside its records: 228 bytes for 120 of records in `scripts/backup_cost.py`."""
BYTES_PER_MINUTE_OF_LEDGER: Final = 500
"""The head of a journal, each minute: 303 bytes (`tests/data/vectors/entries.json`), leaf, row."""
ENVELOPE_BYTES: Final = PADDED_BYTES
"""A paper with its slides, padded; `exam/seal.py`."""
OPENED_PAPER_BYTES: Final = PADDED_BYTES
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
    each = KEYS_PER_MINUTE * BYTES_PER_KEY
    each += BEATS_PER_MINUTE * BYTES_PER_BEAT + BYTES_PER_MINUTE_OF_LEDGER
    return Forecast(
        candidates=len(minutes),
        journals=round(sum(minutes) * each),
        envelopes=writers * ENVELOPE_BYTES,
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
