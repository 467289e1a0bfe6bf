"""A room with one server in memory, and a school with the real one; the test holds the clock."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kiosk.room import Room
from tests.kiosk.school import School, opened_school

PATIENCE = (
    "candidate.SAVE_BEFORE_BEAT_SECONDS",
    "candidate.SEAL_DISK_SECONDS",
    "courier._DISK_SECONDS",
    "desk.TURN_SECONDS",
    "door._DISK_SECONDS",
    "handing_in.SEAL_DISK_SECONDS",
    "handing_in._RECEIPT_DISK_SECONDS",
    "heard._PATIENCE_SECONDS",
    "saving._TRY_SECONDS",
    "sync._LOOK_SECONDS",
    "sync._SURPRISE_SECONDS",
    "upkeep.TURN_SECONDS",
)
"""So long a kiosk waits for its disk and its server before it goes on without them."""


@pytest.fixture(autouse=True)
def patient_kiosks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no disk count as one that hangs because this machine is busy."""
    for name in PATIENCE:
        monkeypatch.setattr(f"kiosk.{name}", 60.0)


@pytest.fixture
def hasty_kiosks(patient_kiosks: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let kiosks go on soon without a disk that does hang."""
    for name in PATIENCE:
        monkeypatch.setattr(f"kiosk.{name}", 1.0)


@pytest.fixture
def room(tmp_path: Path) -> Room:
    """An exam in memory, and PCs with real folders."""
    return Room(tmp_path)


@pytest.fixture
def school(tmp_path: Path) -> Iterator[School]:
    """The real server with a real exam, over TLS."""
    with opened_school(tmp_path) as opened:
        yield opened
