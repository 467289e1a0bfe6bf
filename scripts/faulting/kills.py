"""Kills processes while robots type: the kiosk, its desk or its screen alone, or the server."""

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from scripts.faulting.cuts import Log, longest_wait_ms, milliseconds
from scripts.faulting.robot import Robot
from scripts.faulting.room import Room

KIOSK: Final = "kiosk killed"
TWICE: Final = "kiosk killed, and as it opens"
DESK: Final = "desk alone killed"
SCREEN: Final = "screen alone killed"
SERVER: Final = "server killed"
ALONE: Final = "kiosk killed, no server"
TYPED_SECONDS: Final = (0.2, 1.4)
"""So long somebody types before the next kill."""
_OPENING_SECONDS: Final = (0.0, 1.0)
"""So soon behind the code a kiosk is killed again."""
_AWAY_SECONDS: Final = (0.5, 2.0)
_TURN: Final = (KIOSK, SCREEN, KIOSK, DESK, TWICE)
"""What is killed by turns; the screens of one kiosk die too seldom for the pause between them."""


def kinds_of(count: int) -> list[str]:
    """Return what is killed so many times."""
    return [_TURN[number % len(_TURN)] for number in range(count)]


def kill_kiosks(log: Log, kinds: Sequence[str]) -> None:
    """Kill what a robot sits at, again and again, in the middle of a line that it types."""
    robot = log.robot
    robot.begin_line()
    for kind in kinds:
        robot.write_for(robot.random.uniform(*TYPED_SECONDS))
        fall(log, kind)


def fall(log: Log, name: str) -> None:
    """Kill in the middle of a line, go on with the next, and note it under a name."""
    robot = log.robot
    held, line = log.held, len(robot.lives) - 1
    at, unable = _kill(robot, name)
    accepted = robot.begin_line()
    log.note(name, at, held, milliseconds(unable, accepted), line)
    robot.await_all()


def _kill(robot: Robot, name: str) -> tuple[int, int]:
    """Kill, and go on as far as the text in sight; whatever has no name of its own is a power cut.

    Returns when that was, and from when on the wait for the text counts: the code, if it takes one.
    """
    console = robot.console
    if name == SCREEN:
        at = console.kill_screen()
        console.forget()
        robot.await_text()
        return at, at
    at = console.kill_desk() if name == DESK else console.kill_all()
    robot.open()
    if name == TWICE:
        robot.candidate.sign_in()
        robot.rest(robot.random.uniform(*_OPENING_SECONDS))
        robot.console.kill_all()
        robot.open()
    return at, robot.sign_in()


def kill_kiosks_without_server(room: Room, logs: Sequence[Log]) -> None:
    """Kill all kiosks while there is no server, and let the robots begin again without it."""
    room.together(Robot.begin_line)
    room.server.cut()
    with ThreadPoolExecutor(len(logs)) as crowd:
        list(crowd.map(_kill_alone, logs))
    room.server.start()


def _kill_alone(log: Log) -> None:
    robot = log.robot
    robot.write_for(robot.random.uniform(*TYPED_SECONDS))
    fall(log, ALONE)


def kill_server(room: Room, logs: Sequence[Log], count: int) -> None:
    """Kill the server again and again while all robots type; it comes back on the same ports."""
    with ThreadPoolExecutor(len(logs)) as crowd:
        for _ in range(count):
            room_random = logs[0].robot.random
            before = room_random.uniform(*TYPED_SECONDS)
            away = room_random.uniform(*_AWAY_SECONDS)
            typing = [crowd.submit(_type_on, log.robot, before + away + 0.5) for log in logs]
            time.sleep(before)
            room.server.cut()
            at, held = time.perf_counter_ns(), [log.held for log in logs]
            time.sleep(away)
            room.server.start()
            for each in typing:
                each.result()
            for log, one_held in zip(logs, held, strict=True):
                log.note(SERVER, at, one_held, longest_wait_ms(log.robot))


def _type_on(robot: Robot, seconds: float) -> None:
    """Type a line of so many seconds, server or not."""
    robot.begin_line()
    robot.write_for(seconds)
    robot.await_all()
