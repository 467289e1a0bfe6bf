"""A rehearsal that the running server lets play, as a process of its own beside it.

It has nothing of the real exam but its config, and never runs while a sitting is under way: it is
not begun then, and ended when one begins. What it found is on the record.
"""

import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from threading import Lock, Thread
from typing import Final

import msgspec
import structlog
from sqlite_utils import Database

from exam.chronicle import encode_entry
from exam.errors import Detail, ExamError, LinkError, RefusedError
from exam.proceedings import RehearsalHeld
from server.door import door_of
from server.office import OpenExam
from server.rehearsal_verdict import Finding, as_recorded
from server.sittings import all_sittings
from server.store import append_entry

COMMAND: Final = (sys.executable, "-m", "server.rehearsal.stage")
MOST_SEATS: Final = 1000
LONGEST_MINUTES: Final = 60
_END_SECONDS: Final = 10

_log = structlog.get_logger()


class Scene(StrEnum):
    """How far a rehearsal is."""

    MAKING = "making"
    ARRIVING = "arriving"
    WRITING = "writing"


class Wish(msgspec.Struct, frozen=True):
    """What is to be rehearsed: so many PCs for so many minutes, at an address of this machine."""

    directory: str
    host: str
    seats: int
    minutes: float


class Told(msgspec.Struct, frozen=True):
    """What the process of a rehearsal says in a line: how far it is, what it found, or a fault."""

    scene: Scene | None = None
    findings: tuple[Finding, ...] = ()
    code: str = ""
    details: Mapping[str, Detail] = {}


@dataclass(frozen=True, slots=True)
class Running:
    """A rehearsal that runs now: who wished it, and how far it is."""

    wish: Wish
    staff_id: str
    scene: Scene = Scene.MAKING


class Rehearsals:
    """The rehearsals of one exam, one at a time; `command` is what plays one."""

    def __init__(self, exam: OpenExam, command: Sequence[str] = COMMAND) -> None:
        self._exam = exam
        self._command = tuple(command)
        self._guard = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._listener: Thread | None = None
        self._why: ExamError | None = None
        self.running: Running | None = None
        self.fault: ExamError | None = None

    def begin(self, wish: Wish, staff_id: str) -> None:
        """Begin a rehearsal; while one runs that one goes on.

        Raises:
            RefusedError: a sitting is under way, or more is wished than a rehearsal can be.

        """
        if not (1 <= wish.seats <= MOST_SEATS and 0 < wish.minutes <= LONGEST_MINUTES):
            raise RefusedError("rehearsal.size", seats=MOST_SEATS, minutes=LONGEST_MINUTES)
        with self._guard:
            if self.running is not None:
                return
            if self._exam.store.read(is_sitting_under_way):
                raise RefusedError("rehearsal.sitting")
            pipe = subprocess.PIPE
            process = subprocess.Popen(self._command, stdin=pipe, stdout=pipe)  # noqa: S603
            _say(process, wish)
            self.running, self.fault, self._why = Running(wish, staff_id), None, None
            self._process = process
            self._listener = Thread(target=self._listen, args=[process], daemon=True)
            self._listener.start()

    def turn(self) -> None:
        """End the rehearsal if a sitting has begun meanwhile."""
        if self.running is not None and self._exam.store.read(is_sitting_under_way):
            self.end(RefusedError("rehearsal.gave-way"))

    def end(self, why: ExamError | None = None) -> None:
        """End the rehearsal that runs, if one does, and wait until it is gone."""
        with self._guard:
            self._why = why or RefusedError("rehearsal.ended")
            process, listener = self._process, self._listener
        if process is None or listener is None:
            return
        if process.stdin is not None:
            with suppress(OSError):
                process.stdin.close()
        listener.join(_END_SECONDS)
        if listener.is_alive():
            process.kill()
            listener.join()

    def wait(self) -> None:
        """Wait until the rehearsal that runs is over."""
        if self._listener is not None:
            self._listener.join()

    def _listen(self, process: "subprocess.Popen[bytes]") -> None:
        """Hear what a rehearsal says until it is gone; runs on a thread of its own."""
        last = Told()
        with suppress(OSError, msgspec.DecodeError), process:
            for last in _hear(process):
                if last.scene is not None and self.running is not None:
                    self.running = replace(self.running, scene=last.scene)
        self._conclude(last)

    def _conclude(self, last: Told) -> None:
        running, fault = self.running, None
        if last.findings and running is not None:
            fault = self._record(running, last.findings)
        else:
            fault = self._why or LinkError(last.code or "rehearsal.no-verdict", **last.details)
        self.fault, self._process, self.running = fault, None, None

    def _record(self, running: Running, findings: tuple[Finding, ...]) -> ExamError | None:
        """Write down what was found; returns what kept it from that."""
        seats, seconds = running.wish.seats, max(1, round(running.wish.minutes * 60))
        found = as_recorded(findings)
        try:
            self._exam.act_now(
                lambda db, now: append_entry(
                    db, encode_entry(RehearsalHeld(now, running.staff_id, seats, seconds, found))
                )
            )
        except ExamError as error:
            _log.error("rehearsal", code=error.code)
            return error
        return None


def _say(process: "subprocess.Popen[bytes]", wish: Wish) -> None:
    """Say what is wished; that a process is gone already is found out by hearing it."""
    if process.stdin is not None:
        with suppress(OSError):
            process.stdin.write(msgspec.json.encode(wish) + b"\n")
            process.stdin.flush()


def _hear(process: "subprocess.Popen[bytes]") -> Iterator[Told]:
    """Give what is told until the process has no more to say."""
    for line in process.stdout or ():
        yield msgspec.json.decode(line, type=Told)


def is_sitting_under_way(db: Database) -> bool:
    """Whether candidates may sign in, have signed in, or have a start, and are not closed yet."""
    sittings, doors = all_sittings(db), dict[str, bool]()
    for row in db.query("select id, seat_id, sitting_id from applications"):
        one, of = sittings[row["id"]], row["sitting_id"]
        if of not in doors:
            doors[of] = door_of(db, of).is_open
        has_begun = row["seat_id"] is not None or one.start is not None
        if one.closed_at is None and (has_begun or doors[of]):
            return True
    return False
