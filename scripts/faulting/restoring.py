"""The server's machine is gone: its last backup is restored, and serves on another port."""

import socket
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
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
_END_SECONDS: Final = 60
_LOOK_SECONDS: Final = 0.1


@contextmanager
def told_of_another(room: Room) -> Iterator[socket.socket]:
    """Name a second server to all kiosks and open them anew; yields its port, which is held."""
    with socket.socket() as held:
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
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
        _await(lambda: _is_whole(backup), "The first backup was not taken.")
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
        backed_up = [log.held for log in logs]
        typing = [crowd.submit(_type_on, log.robot) for log in logs]
        time.sleep(_BEHIND_SECONDS)
        _await(lambda: _is_ahead(logs, backed_up), "Nothing came to the server.")
        room.server.cut()
        at, held = time.perf_counter_ns(), [log.held for log in logs]
        run_program("makalah-server", "restore", str(backup), str(exam))
        room.archive = Archive(exam, room.archive.seed)
        if [log.held for log in logs] == held:
            raise PracticeError("The backup has everything, so there is nothing to recover.")
        port = place.getsockname()[1]
        room.server = Server(exam, room.premises.folder / "restored.log", port)
        room.server.start()
        for each in typing:
            each.result()
    for log, one_held in zip(logs, held, strict=True):
        log.note(RESTORED, at, one_held, longest_wait_ms(log.robot))


def _is_whole(backup: Path) -> bool:
    """Whether a backup was taken at least once; its rows come last, and all at once."""
    if not (backup / "exam.db").exists():
        return False
    with closing(sqlite3.connect(backup / "exam.db")) as db:
        try:
            return bool(db.execute("select count(*) from orders").fetchone()[0])
        except sqlite3.OperationalError:
            return False


def _is_ahead(logs: Sequence[Log], backed_up: Sequence[Mapping[bytes, int]]) -> bool:
    """Whether the server has something of every robot that came later."""
    return all(log.held != before for log, before in zip(logs, backed_up, strict=True))


def _await(holds: Callable[[], bool], otherwise: str) -> None:
    deadline = time.monotonic() + _END_SECONDS
    while not holds():
        if time.monotonic() > deadline:
            raise PracticeError(otherwise)
        time.sleep(_LOOK_SECONDS)


def _type_a_while(robot: Robot) -> None:
    robot.begin_line()
    robot.write_for(_BEHIND_SECONDS)
    robot.await_all()


def _type_on(robot: Robot) -> None:
    robot.begin_line()
    robot.write_for(_BEHIND_SECONDS + _AFTER_SECONDS)
    robot.await_all()
