"""A PC that is dead: the candidate goes on at another one, once the proctor has clicked."""

import re
import time
from html import unescape
from pathlib import Path
from typing import Final

from scripts.faulting.cuts import Log, milliseconds
from scripts.faulting.robot import SCREEN_SECONDS
from scripts.faulting.room import Room
from scripts.practice.office import Proctor
from scripts.practice.terminal import ScreenTimeoutError

OTHER_SEAT: Final = "PC dead, on at another"
_HALL: Final = "/pengawas"
_MOVE: Final = "/pengawas/pindah"
_FORM: Final = re.compile(rf'action="{_MOVE}".*?</form>', re.DOTALL)
_FIELD: Final = re.compile(r'name="(application|seat)" value="([^"]+)"')
_TYPED_SECONDS: Final = (0.5, 4.0)
_LOOK_SECONDS: Final = 0.2


def move_on(room: Room, log: Log, spare: tuple[str, Path]) -> None:
    """Let the PC of a robot die in the middle of a line, and let the robot go on at a spare one."""
    robot = log.robot
    robot.begin_line()
    robot.write_for(robot.random.uniform(*_TYPED_SECONDS))
    held, line = log.held, len(robot.lives) - 1
    at = robot.console.kill_all()
    robot.sit_down_at(*spare)
    with room.proctor() as proctor:
        complete = robot.sign_in(lambda: _allow(log, proctor))
    accepted = robot.begin_line()
    log.note(OTHER_SEAT, at, held, milliseconds(complete, accepted), line)
    robot.await_all()


def _allow(log: Log, proctor: Proctor) -> None:
    """Press the button with which a proctor lets a candidate go on elsewhere, when it is there.

    Raises:
        ScreenTimeoutError: it never was there, and the candidate does not write either.

    """
    robot = log.robot
    deadline = time.monotonic() + SCREEN_SECONDS
    while time.monotonic() < deadline:
        asked = _FORM.search(proctor.read(_HALL))
        if asked is not None:
            fields = {name: unescape(value) for name, value in _FIELD.findall(asked[0])}
            proctor.submit(_HALL, _MOVE, fields)
            return
        robot.rest(_LOOK_SECONDS)
    raise ScreenTimeoutError(f"the proctor is not asked:\n{robot.console.shown}")
