"""The figures of the second copy come from a copy that is made."""

import re
import sys

import pytest

from scripts import backup_cost


def test_every_cost_is_printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--seats", "2", "--minutes", "1", "--rounds", "2"]
    monkeypatch.setattr(sys, "argv", ["backup_cost", *options])
    assert backup_cost.main() == 0
    said = capsys.readouterr().out
    assert re.search(r"a round: median \d+ ms, worst \d+ ms", said)
    assert "missing: 0" in said
