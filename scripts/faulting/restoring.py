"""The server's machine is gone: its last backup is restored, and serves on another port."""

import socket
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from scripts.faulting.archive import Archive
from scripts.faulting.cuts import Log, longest_wait_ms
from scripts.faulting.robot import Robot
from scripts.faulting.room import Room
from scripts.practice.premises import PracticeError, Server, run_program, start_program

RESTORED: Final = "server restored elsewhere"
_BEHIND_SECONDS: Final = 3
"""So long one writes on after the last backup, before the server is lost."""
_AFTER_SECONDS: Final = 2
_END_SECONDS: Final = 10


@contextmanager
def told_of_another(room: Room) -> Iterator[socket.socket]:
    """Name a second server to all kiosks and open them anew; yields its port, held until then."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        said = f'addresses = ["127.0.0.1:{held.getsockname()[1]}"]\n'
        for robot in room.robots:
            (robot.home / "kiosk.toml").write_text(said, "utf-8")
        room.together(Robot.open_again)
        yield held


@contextmanager
def _followed(exam: Path, backup: Path) -> Iterator[None]:
    """Back an exam up all the time while the block runs, and not an instant longer."""
    arguments = ("backup", "--follow", "--every", "1", str(backup), str(exam))
    follower = start_program("makalah-server", *arguments)
    try:
        yield
    finally:
        follower.kill()
        follower.wait(_END_SECONDS)


def restore_elsewhere(room: Room, logs: Sequence[Log], place: socket.socket) -> None:
    """Lose the server some seconds after its last backup, and serve that on another port.

    Raises:
        PracticeError: the backup could not be restored or served, or is not behind.

    """
    backup, exam = room.premises.folder / "backup", room.premises.folder / "restored"
    with ThreadPoolExecutor(len(logs)) as crowd:
        with _followed(room.premises.exam, backup):
            list(crowd.map(_type_a_while, (log.robot for log in logs)))
        typing = [crowd.submit(_type_on, log.robot) for log in logs]
        time.sleep(_BEHIND_SECONDS)
        room.server.cut()
        at, held = time.perf_counter_ns(), [log.held for log in logs]
        run_program("makalah-server", "restore", str(backup), str(exam))
        room.archive = Archive(exam, room.archive.seed)
        if [log.held for log in logs] == held:
            raise PracticeError("The backup has everything, so there is nothing to recover.")
        port = place.getsockname()[1]
        place.close()
        room.server = Server(exam, room.premises.folder / "restored.log", port)
        room.server.start()
        for each in typing:
            each.result()
    for log, one_held in zip(logs, held, strict=True):
        log.note(RESTORED, at, one_held, longest_wait_ms(log.robot))


def _type_a_while(robot: Robot) -> None:
    robot.begin_line()
    robot.write_for(_BEHIND_SECONDS)
    robot.await_all()


def _type_on(robot: Robot) -> None:
    robot.begin_line()
    robot.write_for(_BEHIND_SECONDS + _AFTER_SECONDS)
    robot.await_all()
