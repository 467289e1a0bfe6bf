"""One whole day: real kiosks in pseudo-terminals, real TLS, real browser pages, real files."""

import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from exam.chronicle import DeedReported, PaperReceived, decode_entry
from exam.events import Cause, PaperSealed
from scripts.practice.day import Day
from scripts.practice.samples import load_samples

pytestmark = pytest.mark.alone

SEATS = 2
MINUTES = 0.9
START_SECONDS = 2.0
"""A kiosk is loaded in less, unless the machine is slow or busy: then one types longer as well."""
LINES = 20
"""So much of each paper is typed: headings, lists, and more rows than a screen has."""


def minutes_of_writing() -> float:
    """As many as two need who type as fast as this machine takes it now."""
    began = time.monotonic()
    subprocess.run([sys.executable, "-c", "import kiosk.desk, kiosk.ui.app"], check=True)
    return round(MINUTES * max(1.0, (time.monotonic() - began) / START_SECONDS), 1)


def test_every_paper_of_a_day_comes_out_as_it_was_typed(tmp_path: Path) -> None:
    samples = [
        replace(each, paper="\n".join(each.paper.split("\n")[:LINES])) for each in load_samples()
    ]
    minutes = minutes_of_writing()
    outcomes = Day(SEATS, minutes, tmp_path, lambda _line: None, samples, "test-only").play()
    assert [outcome.different for outcome in outcomes] == [()] * SEATS
    assert all(outcome.words_read == outcome.words_typed > 400 for outcome in outcomes)
    assert len({outcome.receipt for outcome in outcomes}) == SEATS
    *lines, last = (tmp_path / "ledger.jsonl").read_text("utf-8").splitlines()
    entries = [decode_entry(line.encode()) for line in lines]
    received = [entry.cause for entry in entries if isinstance(entry, PaperReceived)]
    deeds = [entry.deed for entry in entries if isinstance(entry, DeedReported)]
    sealed = [deed.cause for deed in deeds if isinstance(deed, PaperSealed)]
    assert sorted(received) == sorted(sealed) == sorted((Cause.SUBMITTED, Cause.TIME_UP))
    assert last.startswith('{"checkpoint"')
    recap = load_workbook(tmp_path / "recap.xlsx").worksheets[0]
    cells = {str(cell) for row in recap.iter_rows(values_only=True) for cell in row}
    for outcome in outcomes:
        assert {outcome.card.number, outcome.card.name, outcome.paper_code} <= cells
