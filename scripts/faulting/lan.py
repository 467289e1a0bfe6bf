"""A network that fails between one kiosk and the server, while a robot types at that kiosk."""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

import msgspec

from scripts.faulting.cuts import Log, longest_wait_ms
from scripts.faulting.enclosures import are_permitted
from scripts.faulting.kills import TYPED_SECONDS, fall
from scripts.faulting.lines import Forwarder, Line
from scripts.faulting.relay import SERVER_ADDRESS, Relay
from scripts.faulting.robot import Robot
from scripts.faulting.room import Room

LOSSY: Final = "LAN loses 30 % each way"
SLOW: Final = "LAN takes 2 s there and back"
CUT: Final = "LAN cut"
KINDS: Final[dict[str, dict[str, Any]]] = {
    LOSSY: {"loss": 0.3},
    SLOW: {"one_way_seconds": 1.0},
    CUT: {"is_cut": True},
}
KILLS: Final = {kind: f"kiosk killed, {kind}" for kind in KINDS}
"""What it is called that a kiosk is killed meanwhile."""


@dataclass(frozen=True)
class Lan:
    """A line to the server, and who spoils it."""

    line: Line
    relay: Relay | None
    how: str

    def spoil(self, kind: str) -> None:
        """Let it fail in one of the ways; whole again for another name."""
        self.line.set(**KINDS.get(kind, {}))
        if self.relay is not None:
            self.relay.follow_line()


@contextmanager
def laid_line(room: Room, robot: Robot) -> Iterator[Lan]:
    """Lay a line between a kiosk and the server, and open the kiosk behind it."""
    line = Line(robot.random)
    if are_permitted("--net"):
        relay = Relay(line, room.server.kiosk_port)
        forwarder = Forwarder(relay.listener, room.server)
        place = SERVER_ADDRESS
        lan = Lan(line, relay, relay.how)
        robot.entering = relay.entering
    else:
        relay, place = None, "127.0.0.1"
        forwarder = Forwarder(socket.create_server((place, 0)), room.server, line)
        lan = Lan(line, None, "a TCP proxy in the harness")
    _point_at(robot, place, forwarder.listener.getsockname()[1])
    forwarder.start()
    try:
        robot.open_again()
        yield lan
        robot.entering = ()
        _point_at(robot, "127.0.0.1", room.server.kiosk_port)
        robot.open_again()
    finally:
        forwarder.close()
        if relay is not None:
            relay.close()


def _point_at(robot: Robot, host: str, port: int) -> None:
    """Tell a kiosk that the server is elsewhere."""
    file = robot.home / "seat.json"
    described = msgspec.json.decode(file.read_bytes()) | {"host": host, "kiosk_port": port}
    file.write_bytes(msgspec.json.encode(described))


def spoil_lan(log: Log, lan: Lan, kind: str, seconds: float, kills: int) -> None:
    """Type for a while over a line that fails; so often kill the kiosk and begin again over it."""
    robot = log.robot
    robot.begin_line()
    lan.spoil(kind)
    at = time.perf_counter_ns()
    robot.write_for(seconds)
    robot.await_all()
    log.note(kind, at, log.held, longest_wait_ms(robot))
    for _ in range(kills):
        robot.begin_line()
        robot.write_for(robot.random.uniform(*TYPED_SECONDS))
        fall(log, KILLS[kind])
    lan.spoil("")
