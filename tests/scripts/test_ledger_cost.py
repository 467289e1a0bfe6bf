"""What the log costs can be asked of any size."""

import sys

import pytest

from scripts import ledger_cost


def test_every_cost_of_a_small_log_is_printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["ledger_cost", "--entries", "100"])
    assert ledger_cost.main() == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.partition(":")[0] for line in lines] == [
        "append 100 entries",
        "root of the grown tree",
        "restore from peaks",
        "inclusion proof from all leaves",
        "check inclusion",
        "consistency proof from all leaves",
        "check consistency",
        "hashes kept",
    ]
    assert lines[-1] == "hashes kept: 3; of the two proofs: 7 and 7"
