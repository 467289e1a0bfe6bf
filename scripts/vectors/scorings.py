"""Vectors of what the panel did while it scored: one entry of each kind."""

from typing import Final

from exam.entry import Entry
from exam.scoring_record import (
    CorrectionRefused,
    PanelistExcused,
    Recused,
    RevealForced,
    RoundBegan,
    RoundOpened,
    ScoreCorrected,
    SheetCommitted,
    SubjectUnheard,
)
from scripts.vectors.sources import APPLICATION, drawn

_PANEL: Final = ("ketua", "penilai-2", "penilai-3")
_CORRECTION: Final = "11" * 16

SCORINGS: Final[tuple[Entry, ...]] = (
    RoundBegan(15_000_000, "makalah", 1, _PANEL, drawn("round key", 32).hex()),
    Recused(15_100_000, "makalah", "penilai-3", "7KQ2", "Atasan langsung"),
    SubjectUnheard(15_200_000, "wawancara", APPLICATION, "ketua", "Tidak hadir"),
    SheetCommitted(16_000_000, "makalah", 1, "ketua", drawn("sealed sheet", 32).hex()),
    RoundOpened(16_500_000, "makalah", 1, drawn("scores", 32).hex()),
    PanelistExcused(16_600_000, "wawancara", "penilai-2", "ketua", "Sakit keras"),
    RevealForced(16_700_000, "makalah", "penilai-2", 2, "ketua", "Sakit keras", _PANEL[::2]),
    ScoreCorrected(
        at=17_100_000,
        correction_id=_CORRECTION,
        stage_id="makalah",
        staff_id="penilai-3",
        subject="7KQ2",
        criterion_id="gagasan",
        old_value=7,
        new_value=70,
        consented_by="ketua",
        reason="Salah ketik",
    ),
    CorrectionRefused(17_200_000, _CORRECTION, "makalah", "penilai-3", "ketua"),
)
