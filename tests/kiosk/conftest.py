"""A room with one server, whose clock the test holds."""

from pathlib import Path

import pytest

from tests.kiosk.room import Room


@pytest.fixture
def room(tmp_path: Path) -> Room:
    """An exam in memory, and PCs with real folders."""
    return Room(tmp_path)
