"""Measures the memory of undo: how much a process of its own grows by 50,000 edits."""

import gc
import os
import subprocess
import sys
from typing import Final

from kiosk.text import Sheet
from scripts.benching.processes import memory
from scripts.benching.texts import paper_of

EDITS: Final = 50_000
_WORDS: Final = 20_000


def measure_undo() -> float:
    """Return the growth in MB."""
    command = [sys.executable, "-m", __name__]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def _grow() -> float:
    """Make edits, each a step of its own: a word typed here, a word taken out there."""
    sheet = Sheet(paper_of(_WORDS).text, lambda _at, _removed, _inserted: None)
    gc.collect()
    before = memory((os.getpid(),)).rss_mb
    for number in range(EDITS // 2):
        sheet.place_cursor(number * 7919 % sheet.length)
        sheet.insert(f"kata{number} ")
        sheet.delete_word_left()
        sheet.take_damage()
    gc.collect()
    return memory((os.getpid(),)).rss_mb - before


if __name__ == "__main__":
    print(round(_grow(), 2))
