"""A served exam and the load program beside it, as two children for the length of a block."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from exam.config import parse_config
from exam.protocol import SERVER_NAME
from scripts.benching.crowd.errand import Caller, Errand, Took, write_file
from scripts.benching.crowd.muster import Muster, Scenes
from scripts.benching.processes import Memory, cpu_nanoseconds, memory
from server.ceremony import Handouts
from server.office import visit_exam
from server.rehearsal.stand_in import stand_in

SIGN_IN, WAITING, WRITING, HAND_IN = range(4)
CONFIG: Final = Path(__file__).parents[3] / "exam_configs" / "semarang.toml"
_MINUTES: Final = 240
_STOP_SECONDS: Final = 60
_NANOSECONDS: Final = 1_000_000_000
_HOST: Final = "127.0.0.1"
_PASSING: Final = ("-wal", "-shm")


class EndedError(Exception):
    """A child ended without a word."""


class Child:
    """A program that is told and tells one line at a time."""

    def __init__(self, *arguments: str, core: int | None = None) -> None:
        self._process = subprocess.Popen(
            (sys.executable, "-m", *arguments),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        if core is not None:
            os.sched_setaffinity(self._process.pid, {core})

    def ask(self, line: str) -> str:
        """Tell something and wait for the answer.

        Raises:
            EndedError: it ended instead.

        """
        if self._process.stdin is not None:
            self._process.stdin.write(f"{line}\n")
            self._process.stdin.flush()
        return self.hear()

    def hear(self) -> str:
        """Wait for a line.

        Raises:
            EndedError: it ended instead.

        """
        line = "" if self._process.stdout is None else self._process.stdout.readline()
        if not line:
            raise EndedError
        return line.strip()

    @property
    def cpu_seconds(self) -> float:
        """CPU time that it has used so far, in user and kernel."""
        return cpu_nanoseconds([self._process.pid]) / _NANOSECONDS

    @property
    def memory(self) -> Memory:
        """What it holds in memory now."""
        return memory([self._process.pid])

    def end(self) -> None:
        """End it by ending its input, and by force if it does not."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        try:
            self._process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()


@dataclass(frozen=True, slots=True)
class Room:
    """So many kiosks before a server; `typed` are the keys that they will have pressed.

    `envelope_bytes` is how long each paper is that they hand in.
    """

    kiosks: int
    root: Path
    server: Child
    load: Child
    typed: int
    record_bytes: int
    beats: int
    envelope_bytes: int

    @property
    def bytes_of_a_beat(self) -> int:
        """Return how many bytes of records a beat brings in the mean."""
        return self.record_bytes // max(1, self.beats)

    def disk_bytes(self) -> int:
        """Return how much the exam's folder holds, once what is in journals of SQLite is moved."""
        for file in self.root.glob("*.db"):
            with closing(sqlite3.connect(file)) as database:
                database.execute("pragma wal_checkpoint(passive)").fetchall()
        files = (file for file in self.root.rglob("*") if file.is_file())
        return sum(each.stat().st_size for each in files if not each.name.endswith(_PASSING))


def play(load: Child, scene: int, how: str = "") -> Took:
    """Let all send what they have for a scene; `how` is for the load program.

    Raises:
        EndedError: the load program ended.

    """
    return msgspec.json.decode(load.ask(f"{scene} {how}"), type=Took)


@contextmanager
def room_of(kiosks: int, scenes: Scenes, cores: tuple[int, int] | None = None) -> Iterator[Room]:
    """Make an exam, enrol so many kiosks, serve it, and have all that they send at hand.

    `cores` are those of server and load, if each is to have one of its own.
    """
    config = parse_config(CONFIG.read_bytes(), CONFIG.name)
    folder = Path(tempfile.mkdtemp(prefix="makalah-crowd-"))
    server_core, load_core = cores or (None, None)
    try:
        with stand_in(config, kiosks, _MINUTES, folder) as (root, handouts), ExitStack() as stack:
            muster, callers, authority = _muster(root, handouts, folder, scenes)
            server = Child(
                "scripts.benching.crowd.served",
                str(root),
                handouts.topic_key.hex(),
                core=server_core,
            )
            stack.callback(server.end)
            errand = folder / "errand"
            port = int(server.hear())
            told = Errand(_HOST, port, authority, SERVER_NAME, tuple(callers), handouts.topic_key)
            write_file(errand, told)
            load = Child("scripts.benching.crowd.load", str(errand), core=load_core)
            stack.callback(load.end)
            beats = sum(len(caller.scenes[WRITING]) for caller in callers)
            yield Room(
                kiosks=kiosks,
                root=root,
                server=server,
                load=load,
                typed=muster.typed,
                record_bytes=muster.record_bytes,
                beats=beats,
                envelope_bytes=muster.envelope_bytes,
            )
    finally:
        shutil.rmtree(folder)


def _muster(
    root: Path, handouts: Handouts, folder: Path, scenes: Scenes
) -> tuple[Muster, list[Caller], str]:
    with visit_exam(root) as exam:
        muster = Muster(exam, handouts, folder)
        enrolled = muster.enrol_all()
        callers = [
            muster.scenes_of(kiosk, at, len(enrolled), scenes) for at, kiosk in enumerate(enrolled)
        ]
        return muster, callers, exam.directory.ca_certificate.read_text("utf-8")
