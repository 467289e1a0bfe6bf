"""The flag of the long run, and a room with two robots that all tests of a file share."""

from collections.abc import Iterator

import pytest

from scripts.faulting.room import Room, opened_room

ROBOTS = 2
SEED = 20_261_205


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take `--soak`, if pytest is given this folder: hundreds of kills instead of some."""
    parser.addoption("--soak", action="store_true", help="kill hundreds of times, for minutes")


@pytest.fixture(scope="module")
def room() -> Iterator[Room]:
    """Two robots that write at real kiosks, and a real server."""
    with opened_room(ROBOTS, SEED, "test-only") as room:
        yield room
