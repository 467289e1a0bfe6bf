"""Damaged journals: what a PC keeps is spoilt, and it is opened again while there is no server."""

from pathlib import Path
from typing import Final

from scripts.faulting.cuts import Log
from scripts.faulting.robot import SCREEN_SECONDS
from scripts.faulting.room import Room

SPOILT: Final = "journal damaged, no server"
_TYPED_SECONDS: Final = 4.0
"""Longer than what a kill alone may take, so that the kiosk knows that something is missing."""


def spoil_journal(room: Room, log: Log) -> None:
    """Kill a kiosk, spoil what it kept last, and open it again while the server is away.

    It says that the latest text is not there, and lets the robot in when the server is back.
    """
    robot = log.robot
    robot.begin_line()
    robot.write_for(_TYPED_SECONDS)
    log.await_at_server()
    held, line = log.held, len(robot.lives) - 1
    room.server.cut()
    at = robot.console.kill_all()
    _spoil_last_file(robot.home / "spool")
    robot.open()
    robot.candidate.sign_in()
    waiting = robot.candidate.catalog.gettext("Your latest text is not on this PC")
    robot.console.wait_for(waiting, SCREEN_SECONDS)
    room.server.start()
    robot.await_text()
    robot.begin_line()
    log.note(SPOILT, at, held, None, line)
    robot.await_all()


def _spoil_last_file(spool: Path) -> None:
    """Turn every bit behind the first third of the file that was begun last."""
    last = max(spool.rglob("*.segment"), key=lambda path: path.name)
    raw = last.read_bytes()
    good = len(raw) // 3
    last.write_bytes(raw[:good] + bytes(byte ^ 0xFF for byte in raw[good:]))
