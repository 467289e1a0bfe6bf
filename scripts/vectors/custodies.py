"""Vectors of what is on the record about the custody of papers and of the panel key."""

from typing import Final

from exam.custody_record import (
    KeysDestroyed,
    PaperDisclosed,
    PaperRedacted,
    PaperReleased,
    PapersShown,
    ReleaseWaived,
    SharesRehearsed,
)
from exam.entry import Entry
from scripts.vectors.sources import APPLICATION, drawn

_MEMBERS: Final = ("ketua", "penilai-2", "penilai-4")

CUSTODIES: Final[tuple[Entry, ...]] = (
    SharesRehearsed(500_000, _MEMBERS, drawn("panel", 32).hex()),
    PaperRedacted(
        15_100_000,
        "7KQ2",
        "pemeriksa",
        1,
        2,
        drawn("original", 32).hex(),
        drawn("redacted", 32).hex(),
    ),
    PaperReleased(15_200_000, "7KQ2", "pemeriksa"),
    ReleaseWaived(15_300_000, 3, "ketua", "Petugas pemeriksa sakit"),
    PaperDisclosed(
        18_000_000,
        APPLICATION,
        drawn("envelope", 32).hex(),
        drawn("document", 32).hex(),
        _MEMBERS,
        "Sanggahan peserta",
    ),
    PapersShown(18_500_000, 3, _MEMBERS, "", "Permintaan auditor"),
    KeysDestroyed(19_000_000, "2027-12-31", 12, 7, 160, "Masa simpan berakhir"),
)
"""One of each kind."""
