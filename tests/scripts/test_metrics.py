"""The committed measures of letters are those of the fonts that they name."""

import subprocess
import sys

import pytest

from scripts.metrics import missing_fonts


def test_the_measures_are_what_the_fonts_say() -> None:
    missing = missing_fonts()
    if missing:
        pytest.skip(f"not on this machine: {', '.join(missing)}")
    done = subprocess.run(
        [sys.executable, "-m", "scripts.metrics", "--check"], check=False, capture_output=True
    )
    assert (done.returncode, done.stderr) == (0, b"")
