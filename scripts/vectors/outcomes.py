"""Examples of the entries on the way to the result."""

from typing import Final

from exam.entry import Entry
from exam.result_record import (
    Decision,
    OutsideScoresImported,
    ParticipationDecided,
    ResultIssued,
    StageAnnounced,
)
from scripts.vectors.sources import APPLICATION, drawn

_FILE: Final = drawn("outside file", 32).hex()
_RANKING: Final = drawn("ranking", 32).hex()

OUTCOMES: Final[tuple[Entry, ...]] = (
    OutsideScoresImported(18_000_000, "asesmen", _FILE, 54, "sekretariat", "salah ketik"),
    ParticipationDecided(
        18_100_000, APPLICATION, Decision.WITHDRAWN, "wawancara", "ketua", "dengan surat"
    ),
    StageAnnounced(18_200_000, "makalah", _RANKING, "ketua"),
    ResultIssued(18_300_000, _RANKING, "ketua", "putusan sanggah"),
)
"""One of each kind."""
