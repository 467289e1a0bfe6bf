"""A practice exam in which faults happen: a real server, and robots that write at real kiosks."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeVar

from exam.manuscript import BlockKind
from kiosk.language import load_catalog
from scripts.faulting.archive import Archive, read_seed
from scripts.faulting.console import Console
from scripts.faulting.robot import SCREEN_SECONDS, Robot
from scripts.practice.candidate import Candidate
from scripts.practice.office import Proctor
from scripts.practice.premises import Card, Premises, Server, kiosk_command
from scripts.practice.samples import Sample
from scripts.practice.shortening import Haste

MINUTES: Final = 240
_LEAD_SECONDS: Final = 3
_LOOK_SECONDS: Final = 0.1
OPENING: Final = Sample("faults", "", paper="Pembuka", slides=f"{BlockKind.HEADING_1.value}Judul")
"""What every robot writes first, so that everything behind it was typed by lives."""
_Result = TypeVar("_Result")


class UnsettledError(Exception):
    """What was typed did not come to the server in time; says whose, and what is there."""


@dataclass
class Room:
    """The premises, the server, and what is left of seats and cards."""

    premises: Premises
    server: Server
    archive: Archive
    cards: list[Card]
    pairing: list[tuple[str, str]]
    robots: list[Robot] = field(default_factory=list)

    def proctor(self) -> Proctor:
        """Return a proctor who has logged in."""
        return Proctor(self.server.address, self.premises.authority, self.premises.slip("proctor"))

    def enrol(self) -> tuple[str, Path]:
        """Enrol the next PC; returns its name and its folder."""
        name, code = self.pairing.pop(0)
        return name, self.premises.enrol(name, code, self.server.people_port)

    def await_at_server(self, robot: Robot, end: str) -> str:
        """Wait until the server has a text with that end; returns the text.

        Raises:
            UnsettledError: it did not come to the server in time.

        """
        number = robot.candidate.card.number
        deadline = time.monotonic() + SCREEN_SECONDS
        while True:
            text = self.archive.text(self.archive.records(number))
            if text.endswith(end):
                return text
            if time.monotonic() > deadline:
                raise UnsettledError(f"{number}: the server has …{text[-40:]!r}, not …{end!r}")
            robot.rest(_LOOK_SECONDS)

    def together(self, act: Callable[[Robot], _Result]) -> list[_Result]:
        """Let all robots do something at the same time."""
        with ThreadPoolExecutor(len(self.robots)) as crowd:
            return list(crowd.map(act, self.robots))


@contextmanager
def opened_room(seats: int, seed: int, card_kdf: str) -> Iterator[Room]:
    """Open an exam with so many robots that write; all is ended and deleted behind the block."""
    with ExitStack() as stack:
        premises = Premises(Haste(MINUTES, _LEAD_SECONDS, card_kdf))
        stack.callback(premises.remove)
        premises.create_exam()
        server = Server(premises.exam, premises.folder / "server.log")
        stack.callback(server.stop)
        server.start()
        archive = Archive(premises.exam, read_seed(premises.shares()[:3]))
        room = Room(premises, server, archive, premises.cards(), premises.pairing_codes())
        for number in range(seats):
            room.robots.append(_seat(room, seed + number))
        stack.callback(_close, room)
        with room.proctor() as proctor:
            proctor.open_check_in()
            room.together(lambda robot: robot.candidate.arrive())
            proctor.start(premises.topic_passphrases())
        room.together(_begin)
        for robot in room.robots:
            room.await_at_server(robot, robot.life.typed)
        yield room


def _seat(room: Room, seed: int) -> Robot:
    seat_name, home = room.enrol()
    console = Console(seat_name, kiosk_command(home))
    catalog = load_catalog(room.premises.config.exam.language)
    candidate = Candidate(room.cards.pop(0), seat_name, OPENING, console, catalog)
    return Robot(candidate, console, home, seed)


def _begin(robot: Robot) -> None:
    """Write what stands in both parts, and go on in the paper, where each kiosk opens then."""
    robot.candidate.write()
    robot.console.press("F3")
    robot.begin_line()


def _close(room: Room) -> None:
    """End the kiosks, and the server that there is now."""
    for robot in room.robots:
        robot.console.close()
    room.server.stop()
