"""One world: server, network, PCs and people from one seed, and the run of its day."""

import asyncio
import gc
import sqlite3
from collections.abc import Coroutine
from typing import Any, Final

from exam.errors import ExamError
from exam.sitting import Phase
from scripts.simulating.candidate import Person
from scripts.simulating.dice import Dice
from scripts.simulating.errands import Errands
from scripts.simulating.hub import Backup, CrashError, Hub
from scripts.simulating.lab import Lab
from scripts.simulating.lan import Lan
from scripts.simulating.loop import VirtualLoop
from scripts.simulating.machine import Computer, task_factory
from scripts.simulating.mishaps import Mishaps
from scripts.simulating.patches import patched
from scripts.simulating.premises import Premises, premises
from scripts.simulating.proctor import Proctor
from scripts.simulating.shape import Shape
from scripts.simulating.story import Story
from scripts.simulating.verdict import Verdict, held_at_server
from scripts.simulating.watch import Watch

_OF_THE_KILLED: Final = (ExamError, CrashError, ConnectionResetError, sqlite3.ProgrammingError)
"""What tasks end with that nobody waits for any more."""
_QUIET_LOOKS: Final = 4
"""So often in a row, a second apart, nothing may be missing before the day is over."""
_LAST_LOOKS: Final = 4
"""So many seconds more whoever sat down at the last moment has for bringing what they opened."""


class World:
    """Everything that lives in one simulation."""

    def __init__(self, seed: int, shape: Shape) -> None:
        self.shape = shape
        self.dice = Dice(seed)
        self.loop = VirtualLoop()
        self.loop.set_task_factory(task_factory)  # type: ignore[arg-type]
        self.loop.set_exception_handler(self._note_fault)
        self.story = Story()
        self._began = self.loop.time()
        self.story.now = lambda: self.now
        self.premises: Premises = premises(
            shape.minutes, shape.premises_people, shape.premises_seats
        )
        self.lan = Lan(self.loop, self.dice.stream("lan"), self.story)
        self.hub = Hub(self.premises, self.loop, self.dice.stream("hub"), self.story)
        self.people: list[Person] = []
        self.lab = Lab(self)
        for card, computer in zip(
            self.premises.cards[: shape.people], self.computers, strict=False
        ):
            self.people.append(Person(self, card, computer))
        self.watch = Watch(self)
        self.proctor = Proctor(self)
        self.errands = Errands(self.proctor)
        self.mishaps = Mishaps(self)
        self.restored_at = -1.0
        self._tasks: set[asyncio.Task[Any]] = set()
        self._main: asyncio.Task[None] | None = None
        self._failure: BaseException | None = None

    @property
    def computers(self) -> list[Computer]:
        """Every PC."""
        return self.lab.computers

    @property
    def was_restored(self) -> bool:
        """Whether the server's disk was ever put back to an older copy."""
        return self.restored_at >= 0

    @property
    def now(self) -> float:
        """Virtual seconds since this world began."""
        return self.loop.now - self._began

    def progress(self) -> float:
        """How far the exam is, as the candidates may guess: 0 at the start, 1 at the first end."""
        begun = self.proctor.started_at
        return 0.0 if begun is None else (self.now - begun) / self.shape.writing_seconds

    def run(self) -> Story:
        """Live through it."""
        asyncio.set_event_loop(self.loop)
        self._main = self.loop.create_task(self._day())
        try:
            self.loop.run_until_complete(asyncio.wait({self._main}))
            self._raise_failure()
        finally:
            self._end()
        return self.story

    def spawn(self, coroutine: Coroutine[Any, Any, Any]) -> None:
        """Start something that belongs to no program."""
        task = self.loop.create_task(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        task.add_done_callback(self._note_end)

    def restore(self, copy: Backup, *, marked: bool) -> None:
        """Put an older copy on the server's disk, marked as such or not."""
        self.hub.restore(copy, marked=marked)
        self.restored_at = self.now
        self.watch.acknowledged.note_restored(held_at_server(self))

    def is_reachable(self, computer: Computer) -> bool:
        """Whether a PC can speak to a server that answers."""
        exam = self.hub.exam
        is_there = exam is not None and exam.timeline.is_settled
        return is_there and self.lan.is_open(computer.name)

    def is_anybody_writing(self) -> bool:
        """Whether anybody has begun and has not handed in."""
        return any(person.has_begun and not person.is_done for person in self.people)

    async def _day(self) -> None:
        self.hub.allow(self.shape.writing_seconds)
        self.lan.server = self.hub
        self.lab.open()
        self.hub.start()
        for person in self.people:
            self.spawn(person.live())
        self.spawn(self.watch.keep_looking())
        self.spawn(self.mishaps.happen())
        await self.proctor.hold_exam()
        await self._settle()
        self.watch.judge_end()

    async def _settle(self) -> None:
        """Let all faults end, and everything arrive."""
        self.mishaps.end()
        self.story.tell("world", "has no more faults")
        deadline, quiet = self.now + self.shape.patience, 0
        while quiet < _QUIET_LOOKS and self.now < deadline:
            # A disk that is well again may write down now what it had refused.
            quiet = quiet + 1 if self._is_quiet() else 0
            await asyncio.sleep(1.0)
        await self.proctor.close()
        await asyncio.sleep(2.0)
        for _ in range(_LAST_LOOKS):
            if self._is_everything_there():
                break
            await asyncio.sleep(1.0)
        self.story.tell("world", "is over")

    def _is_quiet(self) -> bool:
        """Whether all have handed in who could, and everything on the PCs is at the server."""
        if self.hub.exam is None or not self.hub.exam.timeline.is_settled:
            return False
        handed_in = all(
            person.computer.desk is not None and person.computer.desk.view.phase is Phase.SUBMITTED
            for person in self.people
            if person.has_begun and not person.computer.is_lost
        )
        return handed_in and self._is_everything_there()

    def _is_everything_there(self) -> bool:
        """Whether everything on the PCs is at the server."""
        return Verdict(self, self.watch.acknowledged).has_everything()

    def _end(self) -> None:
        for computer in self.computers:
            computer.kill()
        self.hub.kill()
        for task in asyncio.all_tasks(self.loop):
            task.cancel()
        self.loop.run_until_complete(asyncio.sleep(0))
        self.hub.disk.close()
        asyncio.set_event_loop(None)
        self.loop.close()

    def _note_end(self, task: "asyncio.Task[Any]") -> None:
        if not task.cancelled() and task.exception() is not None:
            self._failure = self._failure or task.exception()
            if self._main is not None:
                self._main.cancel()

    def _raise_failure(self) -> None:
        """Tell of a fault of the simulator itself, which is no violation."""
        if self._failure is not None:
            raise self._failure
        if self._main is not None:
            self._main.result()

    def _note_fault(self, _loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """Hear of what went wrong in a task for which nobody waits; the killed may end anyhow."""
        error = context.get("exception")
        if error is not None and not isinstance(error, _OF_THE_KILLED):
            self.story.violate(
                "loop", f"{type(error).__name__}: {error} ({context.get('message')})"
            )


def run_seed(seed: int, shape: Shape | None = None) -> Story:
    """Live through the world of one seed.

    What a world leaves behind is collected once for many: looking for it costs more than living.
    """
    gc.disable()
    try:
        world = World(seed, shape or Shape.small(seed))
        with patched(world.dice.stream("urandom")):
            return world.run()
    finally:
        gc.enable()
