"""A whole lab of 56 PCs under all faults, for a few minutes; scripts/simulate runs full days."""

import pytest

from scripts.simulating.living import live_through


@pytest.mark.parametrize("lab", [1])
def test_a_whole_lab_keeps_every_promise(lab: int) -> None:
    report = live_through([f"lab-{lab}"])
    assert report.counts["counted: envelope"] + report.counts["counted: escrow"] >= 50
    assert not report.violations, "\n".join(report.lines())
