"""Small worlds: a few PCs, faults of every kind, and every promise checked at each step."""

import pytest

from scripts.simulating.living import live_through

SEEDS = 2_000
_PARTS = 40
_KINDS_OF_FAULTS = 25


@pytest.mark.parametrize("part", range(_PARTS))
def test_no_promise_is_broken_whatever_goes_wrong(part: int) -> None:
    each = SEEDS // _PARTS
    report = live_through([str(seed) for seed in range(part * each, (part + 1) * each)])
    assert report.worlds == each
    assert len(report.faults) >= _KINDS_OF_FAULTS
    assert report.counts["counted: envelope"] > each
    assert not report.violations, "\n".join(report.lines())
