"""How long something took: short on pages, written out on papers that are signed."""

import pytest

from server.language import load_catalog
from server.lengths import FULL, show_lasting

INDONESIAN = load_catalog("id").gettext


@pytest.mark.parametrize(
    ("milliseconds", "shown"),
    [
        (0, "0 s"),
        (1, "1 s"),
        (59_001, "1 min"),
        (449_000, "7 min 29 s"),
        (3_660_000, "1 h 1 min"),
        (86_399_000, "23 h 59 min"),
        (86_400_000, "1 d 0 h"),
        (352_740_000, "4 d 1 h"),
    ],
)
def test_pages_write_lengths_short_with_begun_seconds(milliseconds: int, shown: str) -> None:
    assert show_lasting(milliseconds, str) == shown


@pytest.mark.parametrize(
    ("milliseconds", "shown"),
    [
        (0, "0 detik"),
        (1, "1 detik"),
        (60_000, "1 menit"),
        (61_000, "1 menit 1 detik"),
        (3_600_000, "1 jam 0 menit"),
        (7_500_000, "2 jam 5 menit"),
        (352_740_000, "4 hari 1 jam 59 menit"),
    ],
)
def test_papers_write_lengths_out(milliseconds: int, shown: str) -> None:
    assert show_lasting(milliseconds, INDONESIAN, FULL) == shown
