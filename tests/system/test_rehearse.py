"""Every selection of `exam_configs/` from its lists to its evidence, with a few people each."""

import subprocess
import sys
from pathlib import Path

import pytest

from scripts.practice.premises import CONFIGS, ROOT

pytestmark = pytest.mark.alone

SELECTIONS = sorted(path.stem for path in CONFIGS.glob("*.toml"))


def rehearse(*arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run the command to its end."""
    return subprocess.run(
        [sys.executable, "-m", "scripts.rehearsing", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("selection", SELECTIONS)
def test_a_selection_goes_from_its_lists_to_verified_evidence(
    selection: str, tmp_path: Path
) -> None:
    done = rehearse(selection, "--short", "--out", str(tmp_path))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "DIFFERENT" not in done.stdout
    assert "NO" not in done.stdout.partition("as it has to be")[2].split()
    assert "NO" not in (tmp_path / "verified.txt").read_text("utf-8").split()
    assert (tmp_path / "bundle.zip").stat().st_size > 0
    assert list((tmp_path / "files").glob("*surat.zip"))


def test_a_selection_that_is_not_there_is_refused_in_a_sentence(tmp_path: Path) -> None:
    done = rehearse("entah", "--out", str(tmp_path / "new"))
    assert done.returncode == 2
    assert "there is no entah.toml" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_that_is_not_empty_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("mine", "utf-8")
    done = rehearse("latihan", "--short", "--out", str(tmp_path))
    assert done.returncode == 2
    assert "is not empty" in done.stderr
