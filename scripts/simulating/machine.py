"""PCs: a boot clock that drifts and runs on in suspend, disks, and one kiosk program at a time.

A program is every task that was started for it. To kill it is to take all of them away at once,
what runs in threads in the middle of a step.
"""

import asyncio
import contextvars
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from random import Random
from typing import Any, Final

from kiosk.machine import Machine
from scripts.simulating.disk import HungError, KilledError, VirtualDisk
from scripts.simulating.loop import IN_THREAD, VirtualLoop
from scripts.simulating.premises import Place

PROGRAM: Final[contextvars.ContextVar["Program | None"]] = contextvars.ContextVar(
    "program", default=None
)
"""The program to which the present task belongs."""

_FEW: Final = 6
_SOME_TASKS: Final = 50


class Program:
    """What runs at a machine until it is killed."""

    def __init__(self, loop: VirtualLoop, random: Random, disks: tuple[VirtualDisk, ...]) -> None:
        self.loop = loop
        self.is_alive = True
        self._tasks: list[asyncio.Task[Any]] = []
        self._most_tasks = _SOME_TASKS
        self._random = random
        self._disks = disks
        self._jobs: dict[asyncio.Future[Any], Callable[[], Any]] = {}
        self.cached: dict[Any, Any] = {}

    def start(self, coroutine: Coroutine[Any, Any, Any]) -> "asyncio.Task[Any]":
        """Start a task of this program."""
        context = contextvars.copy_context()
        context.run(PROGRAM.set, self)
        context.run(IN_THREAD.set, self.in_thread)
        return self.loop.create_task(coroutine, context=context)

    def own(self, task: "asyncio.Task[Any]") -> None:
        """Take a task for one of this program's."""
        if not self.is_alive:
            task.cancel()
        elif len(self._tasks) >= self._most_tasks:
            self._tasks = [one for one in self._tasks if not one.done()]
            self._most_tasks = 2 * len(self._tasks) + _SOME_TASKS
        self._tasks.append(task)

    def in_thread(self, function: Callable[..., Any], *arguments: object) -> "asyncio.Future[Any]":
        """Run a function as a thread would, a little later."""
        future: asyncio.Future[Any] = self.loop.create_future()
        if self.is_alive:
            self._jobs[future] = lambda: function(*arguments)
            late = self._random.random()
            delay = 0.0004 + 0.004 * late if late < 0.97 else 0.2 * self._random.random()
            self.loop.call_later(delay, self._do, future)
        return future

    def _do(self, future: "asyncio.Future[Any]") -> None:
        """Do what was asked for, unless the disk hangs: then once it does not."""
        job = self._jobs.get(future)
        if job is None:
            return
        try:
            result = job()
        except HungError as hung:
            self.loop.call_at(hung.until, self._do, future)
            return
        except Exception as error:  # noqa: BLE001 - handed to whoever waits
            del self._jobs[future]
            if not future.done():
                future.set_exception(error)
                future.exception()
            return
        del self._jobs[future]
        if not future.done():
            future.set_result(result)

    def kill(self) -> None:
        """End it at this instant; what a thread was at is done in part."""
        self.is_alive = False
        jobs, self._jobs = list(self._jobs.values()), {}
        for job in jobs:
            self._do_in_part(job)
        for task in self._tasks:
            task.cancel()
        self._tasks.clear()

    def _do_in_part(self, job: Callable[[], Any]) -> None:
        if self._random.random() < 0.3:
            return
        steps = self._random.randrange(_FEW)
        for disk in self._disks:
            disk.steps_left = steps
        try:
            job()
        except (HungError, KilledError, Exception):  # noqa: BLE001 - nobody is left to be told
            return
        finally:
            for disk in self._disks:
                disk.steps_left = None


def task_factory(
    loop: asyncio.AbstractEventLoop,
    coroutine: Coroutine[Any, Any, Any],
    **options: Any,  # noqa: ANN401
) -> "asyncio.Task[Any]":
    """Make tasks that know to which program they belong."""
    task: asyncio.Task[Any] = asyncio.Task(coroutine, loop=loop, **options)
    context = options.get("context")
    program = PROGRAM.get() if context is None else context.get(PROGRAM)
    if program is not None:
        program.own(task)
    return task


@dataclass
class BootClock:
    """Milliseconds since a machine was switched on, by a quartz that is not quite right."""

    loop: VirtualLoop
    random: Random
    drift: float = 0.0
    boot_id: str = ""
    _since: float = 0.0
    _first: int = 0
    _rate: float = 1000.0

    def __post_init__(self) -> None:
        self.drift = self.random.uniform(-100e-6, 100e-6)
        self.boot()

    def boot(self) -> None:
        """Begin anew, under another name."""
        self.boot_id = self.random.randbytes(8).hex()
        self._since = self.loop.time()
        self._first = self.random.randrange(5_000, 100_000)
        self._rate = 1000 * (1 + self.drift)

    def now(self) -> int:
        """Milliseconds."""
        return self._first + int((self.loop.now - self._since) * self._rate)


@dataclass
class Computer:
    """A candidate's PC."""

    name: str
    place: Place
    loop: VirtualLoop
    random: Random
    disk: VirtualDisk
    second: VirtualDisk | None
    asleep_until: float = 0.0
    sleeps: list[tuple[float, float]] = field(default_factory=list)
    is_lost: bool = False
    disk_trouble_at: float = -1e9
    program: Program | None = None
    desk: Any = None
    clock: BootClock = field(init=False)

    def __post_init__(self) -> None:
        self.clock = BootClock(self.loop, self.random)

    @property
    def seat_id(self) -> str:
        """By which the server knows it."""
        return self.place.seat.description.seat_id

    @property
    def disks(self) -> tuple[VirtualDisk, ...]:
        """All that it has."""
        return (self.disk,) if self.second is None else (self.disk, self.second)

    @property
    def is_running(self) -> bool:
        """Whether a kiosk program runs here."""
        return self.program is not None and self.program.is_alive

    @property
    def is_awake(self) -> bool:
        """Whether it is not suspended."""
        return self.asleep_until <= self.loop.now

    def sleep(self, seconds: float) -> None:
        """Be suspended: nothing runs here, only the boot clock does; it wakes when all is over."""
        until = self.loop.now + seconds
        self.asleep_until = max(self.asleep_until, until)
        self.sleeps.append((self.loop.now, until))

    def slept_between(self, first: float, last: float) -> float:
        """Return for how many seconds of a stretch it slept."""
        naps = ((max(first, begin), min(last, end)) for begin, end in self.sleeps)
        return sum(max(0.0, end - begin) for begin, end in naps)

    def disk_is_good(self, seconds: float) -> bool:
        """Whether the first disk has worked for so long, and the PC was awake to write on it."""
        now, since = self.loop.time(), self.disk_trouble_at
        return self.disk.is_healthy and now - since - self.slept_between(since, now) > seconds

    def disk_was_good_at(self, at: float) -> bool:
        """Whether the first disk has had no trouble since a moment."""
        return self.disk.is_healthy and self.disk_trouble_at < at

    def machine_of(self, program: Program) -> Machine:
        """Return what the kiosk is given of this machine."""
        loop = self.loop

        def wait(seconds: float) -> "asyncio.Future[None]":
            future: asyncio.Future[None] = asyncio.Future(loop=loop)
            loop.call_later(seconds, self.wake, future)
            return future

        return Machine(
            boottime=self.clock.now,
            random=self.random.randbytes,
            wait=wait,
            in_thread=program.in_thread,
            boot_id=self.clock.boot_id,
        )

    def wake(self, future: "asyncio.Future[Any]", result: object = None) -> None:
        """Let somebody here go on, if the PC is awake, else when it is."""
        if self.asleep_until > self.loop.now:
            self.loop.call_at(self.asleep_until, self.wake, future, result)
        elif not future.done():
            if result is not None and isinstance(result, BaseException):
                future.set_exception(result)
            else:
                future.set_result(result)

    def kill(self) -> None:
        """End the kiosk program as SIGKILL does."""
        if self.program is not None:
            self.program.kill()
            self.program = self.desk = None

    def cut_power(self) -> None:
        """Switch everything off at once; it comes back with another boot."""
        self.kill()
        for disk in self.disks:
            disk.cut_power()
        self.sleeps = [(begin, min(end, self.loop.now)) for begin, end in self.sleeps]
        self.asleep_until = 0.0
        self.clock.boot()
