"""A folder that one program has at a time."""

from pathlib import Path

import pytest

from exam.errors import DirectoryError
from kiosk.files import hold_alone


def test_a_folder_is_held_by_one_program_and_free_again_after_it(tmp_path: Path) -> None:
    with hold_alone(tmp_path):
        with pytest.raises(DirectoryError, match=r"seat\.in-use"), hold_alone(tmp_path):
            pass
        with pytest.raises(DirectoryError, match=r"seat\.in-use"), hold_alone(tmp_path):
            pass
    with hold_alone(tmp_path):
        pass


def test_a_folder_that_is_not_there_cannot_be_held(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for name in ("nowhere", "file"):
        with pytest.raises(DirectoryError, match=r"seat\.missing"), hold_alone(tmp_path / name):
            pass
