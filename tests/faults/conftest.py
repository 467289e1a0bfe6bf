"""The flag of the long run, and a room with two robots that all tests of a file share."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from scripts.faulting.cuts import longest_wait_ms, milliseconds
from scripts.faulting.robot import Robot
from scripts.faulting.room import Room, opened_room

ROBOTS = 2
SEED = 20_261_205
UNDISTURBED_SECONDS = 3
TIMES = 10
"""A promise is far above what this machine needs without a fault, unless it is slow or busy."""


@dataclass(frozen=True)
class Usual:
    """How long the slower of two robots waits where nothing fails, in milliseconds."""

    opening_ms: float
    typing_ms: float

    def opening(self, promised_ms: float) -> float:
        """How long one may wait to write again: as promised, or longer on such a machine."""
        return max(promised_ms, TIMES * self.opening_ms)

    def typing(self, promised_ms: float) -> float:
        """How old a key may be that is not seen, or not saved."""
        return max(promised_ms, TIMES * self.typing_ms)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take `--soak`, if pytest is given this folder: hundreds of kills instead of some."""
    parser.addoption("--soak", action="store_true", help="kill hundreds of times, for minutes")


@pytest.fixture(scope="module")
def room() -> Iterator[Room]:
    """Two robots that write at real kiosks, and a real server."""
    with opened_room(ROBOTS, SEED, "test-only") as room:
        yield room


@pytest.fixture(scope="module")
def usual(room: Room) -> Usual:
    """How long it takes to open a kiosk in which somebody writes, and to see a key."""
    opened = room.together(_open)
    return Usual(max(opened), max(room.together(_type)))


def _open(robot: Robot) -> float:
    """Open the kiosk anew; returns how long it takes from the code to the next word."""
    robot.await_all()
    robot.open()
    complete = robot.sign_in()
    return milliseconds(complete, robot.begin_line())


def _type(robot: Robot) -> float:
    """Write a line; returns how long the slowest key took to be in sight."""
    robot.begin_line()
    robot.write_for(UNDISTURBED_SECONDS)
    robot.await_all()
    return longest_wait_ms(robot)
