"""A room with one server in memory, and a school with the real one; the test holds the clock."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kiosk.room import Room
from tests.kiosk.school import School, opened_school


@pytest.fixture
def room(tmp_path: Path) -> Room:
    """An exam in memory, and PCs with real folders."""
    return Room(tmp_path)


@pytest.fixture
def school(tmp_path: Path) -> Iterator[School]:
    """The real server with a real exam, over TLS."""
    with opened_school(tmp_path) as opened:
        yield opened
