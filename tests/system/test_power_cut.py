"""Power cuts in mid-typing, at a PC and at the server: what was written is there."""

import random
import shutil
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Final

import pytest

from exam.codes import show_code
from exam.manuscript import BlockKind
from exam.seal import provisional_code, receipt_code
from kiosk.language import load_catalog
from scripts.practice.candidate import SIZE, Candidate
from scripts.practice.office import Proctor
from scripts.practice.premises import Premises, Server, kiosk_command
from scripts.practice.samples import Sample
from scripts.practice.terminal import Terminals
from tests.system.power import SCREEN_SECONDS, Archive, Robot, read_seed

pytestmark = [
    pytest.mark.alone,
    pytest.mark.skipif(
        shutil.which("tmux") is None, reason="tmux gives the kiosks their terminals; it is missing"
    ),
]

SEATS: Final = 3
MINUTES: Final = 10
LEAD_SECONDS: Final = 3
SERVER_IS_ON: Final = (True, False, False)
"""Whether the server could help at each cut; it is back when the candidate signs in again."""
LOSS_SECONDS: Final = 1
OPENING: Final = Sample(
    "power-cut", "", paper="Pembuka", slides=f"{BlockKind.HEADING_1.value}Judul"
)


@dataclass(frozen=True)
class Room:
    """Robots that write, the server, and what can be read of its disk."""

    robots: list[Robot]
    server: Server
    archive: Archive


@pytest.fixture(scope="module")
def room() -> Iterator[Room]:
    """Three kiosks in real terminals, begun to write, at a real server."""
    with ExitStack() as stack:
        premises = Premises(MINUTES, LEAD_SECONDS, "test-only")
        stack.callback(premises.remove)
        premises.create_exam()
        server = Server(premises.exam, premises.folder / "server.log")
        stack.callback(server.stop)
        server.start()
        terminals = Terminals()
        stack.callback(terminals.close)
        robots = _seat(premises, server, terminals)
        with ThreadPoolExecutor(SEATS) as crowd:
            list(crowd.map(lambda robot: robot.candidate.arrive(), robots))
            slip = next(slip for slip in premises.slips() if slip.role == "proctor")
            authority = premises.exam / "keys" / "ca.crt"
            with Proctor(server.address, authority, slip) as proctor:
                proctor.start()
            list(crowd.map(lambda robot: robot.candidate.write(), robots))
        for robot in robots:
            robot.terminal.press("F3")
        yield Room(robots, server, Archive(premises.exam, read_seed(premises.shares()[:3])))


def _seat(premises: Premises, server: Server, terminals: Terminals) -> list[Robot]:
    catalog = load_catalog(premises.config.exam.language)
    robots = []
    for (seat_name, code), card in zip(
        premises.pairing_codes()[:SEATS], premises.cards(), strict=False
    ):
        home = premises.enrol(seat_name, code, server.people_port)
        terminal = terminals.open(seat_name, kiosk_command(home), SIZE)
        candidate = Candidate(card, seat_name, OPENING, terminal, catalog)
        robots.append(Robot(candidate, home, terminals))
    return robots


def test_a_pc_that_loses_power_loses_at_most_a_second_of_typing(room: Room) -> None:
    robot, instants = room.robots[0], random.Random(20_261_205)
    lives = []
    for server_is_on in SERVER_IS_ON:
        if not server_is_on:
            room.server.cut()
        robot.begin_line()
        robot.type_until(time.monotonic() + instants.uniform(1.6, 3.0), LOSS_SECONDS)
        must_be_there = robot.seen_by(robot.pull_the_plug() - LOSS_SECONDS)
        if not server_is_on:
            room.server.start()
        robot.start_again()
        lives.append(must_be_there)
    robot.begin_line()
    robot.type_until(time.monotonic() + 0.5)
    robot.candidate.hand_in()
    robot.candidate.take_receipt(SCREEN_SECONDS)
    _, manuscript, _ = room.archive.handed_in(robot.candidate.card.number)
    opening, *lines, last = manuscript.paper.split("\n")
    assert (opening, manuscript.slides, last) == (OPENING.paper, OPENING.slides, robot.typed[-1])
    for line, typed, word in zip(lines, robot.typed[:-1], lives, strict=True):
        assert typed.startswith(line)
        assert word > 0
        assert f"k{word:04}" in line


def test_a_server_that_loses_power_stops_nobody_and_gets_everything(room: Room) -> None:
    robot = room.robots[1]
    robot.begin_line()
    robot.type_until(time.monotonic() + 1)
    room.server.cut()
    robot.type_until(time.monotonic() + 2)
    robot.await_word(robot.count)
    room.server.start()
    robot.type_until(time.monotonic() + 1)
    robot.candidate.hand_in()
    code = robot.candidate.take_receipt(SCREEN_SECONDS)
    number = robot.candidate.card.number
    _, manuscript, receipt = room.archive.handed_in(number)
    assert manuscript.paper == f"{OPENING.paper}\n{robot.typed[0]}"
    assert room.archive.journal_text(number) == manuscript.paper
    assert code == show_code(receipt_code(receipt))


def test_handing_in_while_the_server_is_down_becomes_a_receipt_later(room: Room) -> None:
    robot = room.robots[2]
    robot.begin_line()
    robot.type_until(time.monotonic() + 1)
    room.server.cut()
    robot.candidate.hand_in()
    catalog = robot.candidate.catalog
    provisional = robot.terminal.wait_for(catalog.gettext("Provisional code"), SCREEN_SECONDS)
    room.server.start()
    code = robot.candidate.take_receipt(SCREEN_SECONDS)
    signed, manuscript, receipt = room.archive.handed_in(robot.candidate.card.number)
    assert manuscript.paper == f"{OPENING.paper}\n{robot.typed[0]}"
    assert show_code(provisional_code(signed)) in provisional
    assert code == show_code(receipt_code(receipt))
