"""The server's machine: its disk is an in-memory SQLite, its program is the shipped one.

The program can be killed before a commit, between a commit and its answers, and at any other
instant; it starts again on what was committed, or on an older copy, or at another machine.
"""

import asyncio
import inspect
import sqlite3
from collections.abc import Awaitable, Callable
from concurrent.futures import Future
from dataclasses import dataclass
from random import Random
from typing import Any, Final, TypeVar

from sqlite_utils import Database

from exam.chronicle import TimeSettled, decode_entry
from exam.clock import ExamTime
from exam.errors import ExamError
from scripts.simulating.loop import VirtualLoop
from scripts.simulating.machine import BootClock, Program
from scripts.simulating.premises import Premises
from scripts.simulating.story import Story
from server.counter import Counter
from server.evidence import CheckpointKeeper
from server.hall import Hall
from server.mapping import UNQUESTIONED
from server.office import OpenExam, TopicMemory
from server.recovering import Recovering, begin_recovery
from server.store import Act, Store, _Task, ledger_size
from server.timeline import Clocks, Timeline
from server.upkeep import Upkeep

_T = TypeVar("_T")
_SETTLED_PREFIX: Final = b'{"event":"TimeSettled",'
_SETTLED: Final = "select entry from ledger where substr(entry, 1, 23) = ? order by position desc"
_YEAR: Final = 365 * 24 * 3_600_000
TICK_SECONDS: Final = 1.0


class CrashError(Exception):
    """The server was killed while it was at this."""


class VirtualStore(Store):
    """The shipped store without thread and file: groups are committed a little later, at once."""

    def __init__(self, connection: sqlite3.Connection, loop: VirtualLoop, random: Random) -> None:
        self._db = Database(connection)
        self._loop = loop
        self._random = random
        self._waiting: list[Any] = []
        self._is_flushing = False
        self._crash: tuple[str, Callable[[], None]] | None = None
        self.is_open = True

    def crash_at_commit(self, moment: str, kill: Callable[[], None]) -> None:
        """Kill the program at the next commit: before it, or after it and before any answer."""
        self._crash = (moment, kill)

    def write_now(self, act: Act[_T]) -> _T:
        """Run an act at once, in its own commit."""
        done = self._submit(act)
        self._flush()
        if not done.done():
            raise CrashError
        return done.result()

    def read(self, act: Act[_T]) -> _T:
        """Run an act at once: nobody writes meanwhile, so it needs no snapshot."""
        return act(self._db)

    def close(self) -> None:
        """Take nothing any more."""
        self.is_open = False
        self._waiting.clear()

    def _submit(self, act: Act[_T]) -> "Future[_T]":
        if not self.is_open:
            raise sqlite3.ProgrammingError("the store is closed")
        done: Future[_T] = Future()
        self._waiting.append(_Task(act, done))
        if not self._is_flushing:
            self._is_flushing = True
            late = self._random.random()
            delay = 0.001 + 0.006 * late if late < 0.98 else 0.3 * self._random.random()
            self._loop.call_later(delay, self._flush)
        return done

    def _flush(self) -> None:
        self._is_flushing = False
        group, self._waiting = self._waiting, []
        if not self.is_open or not group:
            return
        crash, self._crash = self._crash, None
        if crash is not None and crash[0] == "before":
            self._run_undone(group)
            crash[1]()
            return
        self._commit(group)
        if crash is not None:
            crash[1]()

    def _run_undone(self, group: list[Any]) -> None:
        """Do everything but the commit."""
        connection = self._db.conn
        connection.execute("begin")
        for task in group:
            self._attempt(task)
        connection.rollback()


@dataclass(frozen=True, slots=True)
class Backup:
    """The server's disk as it was at a time (virtual seconds)."""

    at: float
    database: bytes


class Hub:
    """The server: machine, disk and program."""

    def __init__(self, premises: Premises, loop: VirtualLoop, random: Random, story: Story) -> None:
        self.premises = premises
        self.loop = loop
        self.random = random
        self.story = story
        self.clock = BootClock(loop, random)
        self.wall_offset = 1_790_000_000_000
        self.disk = _opened(premises.database)
        self.program: Program | None = None
        self.exam: OpenExam | None = None
        self.hall = Hall()
        self.counter: Counter | None = None
        self.checkpoints: CheckpointKeeper | None = None
        self.started = 0
        self.away_seconds = 0.0
        self.good_since = 0.0
        self.known_until = 0.0
        self.recovering: Recovering | None = None
        self.watchers: list[Callable[[str, str, bytes, bytes | None, BaseException | None], None]]
        self.watchers = []

    def is_good(self, seconds: float) -> bool:
        """Whether it has run, and known the time, for so long."""
        if not self.is_up or self.exam is None or not self.exam.timeline.is_settled:
            return False
        return self.loop.time() - self.good_since > seconds

    @property
    def life(self) -> int:
        """Which life of the program this is, 0 while it does not run."""
        return self.started if self.is_up else 0

    @property
    def is_up(self) -> bool:
        """Whether the program runs."""
        return self.program is not None

    def start(self) -> None:
        """Start the program on what the disk has."""
        self.started += 1
        self.away_seconds = self.story.now() - self.known_until
        self.good_since = self.loop.time()
        self.program = program = Program(self.loop, self.random, ())
        store = VirtualStore(self.disk, self.loop, self.random)
        p = self.premises
        self.exam = OpenExam(
            directory=p.directory,
            store=store,
            timeline=Timeline(store, Clocks(self.clock.now, self.wall)),
            manifest=p.manifest,
            manifest_bytes=p.manifest_bytes,
            exam_id=p.exam_id,
            config=p.config,
            signing_secret=p.signing_secret,
            topics=TopicMemory(p.topic_key),
        )
        self.hall = Hall()
        self.checkpoints = CheckpointKeeper(p.exam_id, p.signing_secret)
        self.counter = Counter(self.exam, self.hall, self.checkpoints, *self._recovering(self.exam))
        self.story.tell("server", f"starts, run {self.exam.timeline.run}")
        program.start(self._keep_ticking(Upkeep(self.exam, self.hall, self.checkpoints)))

    def allow(self, seconds: int) -> None:
        """Let everybody write for so long; done before the program starts."""
        self.disk.execute("update applications set length = ?", [seconds * 1000])
        self.disk.commit()

    def remaining_of(self, application_id: str) -> int | None:
        """Return how much time somebody has, if the server knows what time it is."""
        if self.exam is None or not self.exam.timeline.is_settled:
            return None
        sittings = self.exam.store.read(self.hall.sittings)
        return sittings[application_id].remaining_at(self.exam.timeline.now())

    def basis_of_time(self) -> str:
        """Return on what the present time rests, as the log has it, whatever its number."""
        rows = Database(self.disk).query(_SETTLED, [_SETTLED_PREFIX])
        for row in rows:
            entry = decode_entry(row["entry"])
            if isinstance(entry, TimeSettled) and entry.basis != UNQUESTIONED:
                return entry.basis
        return "nothing"

    def wall(self) -> int:
        """The wall clock, milliseconds."""
        return self.wall_offset + int(self.loop.time() * 1000)

    def kill(self) -> None:
        """End the program at this instant; what is not committed is lost."""
        if self.program is None or self.exam is None:
            return
        self.story.tell("server", "is killed")
        self.known_until = self.story.now()
        program, self.program = self.program, None
        self.exam.store.close()
        self.exam = self.counter = self.checkpoints = None
        program.kill()

    def kill_at_commit(self, moment: str) -> None:
        """Be killed at the next commit."""
        if self.exam is not None and isinstance(self.exam.store, VirtualStore):
            self.exam.store.crash_at_commit(moment, self.kill)

    def backup(self) -> "Backup":
        """Return a copy of the disk as it is committed."""
        return Backup(self.story.now(), self.disk.serialize())

    def restore(self, copy: "Backup", *, marked: bool) -> None:
        """Put an older copy on the disk; the program does not run.

        `makalah-server restore` marks it as restored, whoever only copies files back does not.
        """
        self.known_until = copy.at
        self.disk.close()
        self.disk = _opened(copy.database)
        if marked:
            db = Database(self.disk)
            with db.atomic():
                (row,) = db.query("select exam_time from timeline")
                begin_recovery(db, ledger_size(db), ExamTime(row["exam_time"]))

    def move_to_other_machine(self) -> None:
        """Go on at another laptop, with other clocks."""
        self.clock = BootClock(self.loop, self.random)
        self.wall_offset += self.random.choice((-3 * _YEAR, -3_600_000, -5_000, 5_000, 3_600_000))

    def take(self, seat: str, call: str, certificate: bytes, raw: bytes) -> "asyncio.Future[bytes]":
        """Answer a call, as long as the program runs."""
        answer: asyncio.Future[bytes] = self.loop.create_future()
        if self.program is None or self.counter is None:
            answer.set_exception(ConnectionResetError())
            return answer
        handler: Callable[[bytes, bytes], Awaitable[bytes]] = getattr(self.counter, call)
        task = self.program.start(_run(handler(certificate, raw)))

        def note(done: "asyncio.Task[bytes]") -> None:
            error = ConnectionResetError() if done.cancelled() else done.exception()
            reply = None if error is not None else done.result()
            for watch in self.watchers:
                watch(seat, call, raw, reply, error)
            if error is not None and not isinstance(error, ExamError | ConnectionResetError):
                self.story.violate("server", f"{call} failed: {error!r}")
            if answer.done():
                return
            if error is not None:
                answer.set_exception(error)
                answer.exception()
            else:
                answer.set_result(done.result())

        task.add_done_callback(note)
        return answer

    def _recovering(self, exam: OpenExam) -> tuple[Any, ...]:
        self.recovering = Recovering(exam)
        wants = len(inspect.signature(Counter.__init__).parameters)
        return (self.recovering,) if wants > 4 else ()

    async def _keep_ticking(self, upkeep: Upkeep) -> None:
        while True:
            await upkeep.turn()
            await asyncio.sleep(TICK_SECONDS)


async def _run(answer: Awaitable[bytes]) -> bytes:
    return await answer


def _opened(database: bytes) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    connection.deserialize(database)
    connection.execute("pragma foreign_keys = on")
    return connection
