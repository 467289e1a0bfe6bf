"""A simulator that finds nothing proves nothing: each of these bugs has to be found."""

import pytest

from scripts.simulating.living import live_through
from tests.simulation.bugs import BUGS

MOST_SEEDS = 60
_AT_ONCE = 4


@pytest.mark.parametrize("bug", BUGS)
def test_a_planted_bug_is_found_within_sixty_seeds(
    bug: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    BUGS[bug](monkeypatch)
    for first in range(0, MOST_SEEDS, _AT_ONCE):
        report = live_through([str(seed) for seed in range(first, first + _AT_ONCE)])
        if report.violations:
            return
    pytest.fail(f"nobody noticed the bug in {bug} in {MOST_SEEDS} seeds")
