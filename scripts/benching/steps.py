"""Steps of a program: functions that Python calls, and instructions that SQLite carries out.

They are the same on every machine. CPU time is not: a machine that slows down looks like growth.
"""

import sys
import threading
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import Final

from sqlite_utils import Database

from scripts.benching.growth import LINEAR, Points, growth_targets
from scripts.benching.targets import Target
from server.store import Store

_CALLS: Final = ("call", "c_call")
_READERS: Final = 8
"""So many may read at the same instant; whichever does is counted."""


@dataclass(frozen=True, slots=True)
class Steps:
    """Functions that Python called, and instructions that SQLite carried out."""

    calls: int
    instructions: int

    def since(self, before: "Steps") -> "Steps":
        """Return what was counted since then."""
        return Steps(self.calls - before.calls, self.instructions - before.instructions)


class Tally:
    """Counts steps in every thread and at every connection at which it was begun."""

    def __init__(self) -> None:
        self._calls = 0
        self._instructions = 0

    @property
    def steps(self) -> Steps:
        """What was counted so far."""
        return Steps(self._calls, self._instructions)

    def begin(self, db: Database) -> None:
        """Count from now on in this thread and at this connection."""
        db.conn.set_progress_handler(self._note_instruction, 1)
        self.begin_calls()

    def begin_calls(self) -> None:
        """Count from now on what Python calls in this thread."""
        sys.setprofile(self._note_call)

    @staticmethod
    def end(db: Database) -> None:
        """Count no more in this thread and at this connection."""
        sys.setprofile(None)
        db.conn.set_progress_handler(None, 1)

    @contextmanager
    def in_new_threads(self) -> Iterator[None]:
        """Count in every thread that is started in a block, as long as the thread lives."""
        threading.setprofile(self._note_call)
        try:
            yield
        finally:
            threading.setprofile(None)

    def _note_call(self, frame: FrameType, event: str, _arg: object) -> None:
        self._calls += event in _CALLS and frame.f_code is not _COUNTING

    def _note_instruction(self) -> int:
        self._instructions += 1
        return 0


_COUNTING: Final = Tally._note_instruction.__code__
"""SQLite calls this at each instruction, which is none of the program's own calls."""


def calls_of(act: Callable[[], object]) -> int:
    """Do something in this thread; returns how many functions Python called for it."""
    tally = Tally()
    tally.begin_calls()
    try:
        act()
    finally:
        sys.setprofile(None)
    return tally.steps.calls


def steps_of(store: Store, act: Callable[[], object]) -> Steps:
    """Do something once in this thread, and count what the store does for it as well."""
    tally = Tally()
    with _counting(tally, store):
        before = tally.steps
        act()
        return tally.steps.since(before)


async def least_steps(
    tally: Tally, store: Store, calls: Iterable[Callable[[], Awaitable[object]]]
) -> Steps:
    """Make one call after the other, and return the fewest steps: some wait longer for a thread."""
    found = []
    for call in calls:
        with _counting(tally, store):
            before = tally.steps
            await call()
            found.append(tally.steps.since(before))
    return Steps(min(one.calls for one in found), min(one.instructions for one in found))


@contextmanager
def _counting(tally: Tally, store: Store) -> Iterator[None]:
    """Count in this thread and the writer's, and at all connections, for a block."""
    store.write_now(tally.begin)
    _at_readers(store, tally.begin)
    try:
        yield
    finally:
        _at_readers(store, tally.end)
        store.write_now(tally.end)


def _at_readers(store: Store, act: Callable[[Database], None], readers: int = _READERS) -> None:
    """Do something at so many connections that read, all of which are in use meanwhile."""

    def act_here_and_at_the_rest(db: Database) -> None:
        act(db)
        if readers > 1:
            _at_readers(store, act, readers - 1)

    store.read(act_here_and_at_the_rest)


def growth_of_steps(
    name: str, found: Sequence[tuple[float, Steps]], limit: float = LINEAR
) -> list[Target]:
    """Hold against a limit how the steps of something grow with the work."""
    costs: dict[str, Points] = {
        f"calls in Python of {name}": [(work, steps.calls) for work, steps in found],
        f"SQLite's steps of {name}": [(work, steps.instructions) for work, steps in found],
    }
    return growth_targets(costs, limit)
