"""The proctor: starts, pauses, gives time, lets people move, ends and closes, all at the server."""

import asyncio
import os
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final, TypeVar

from sqlite_utils import Database

from exam.clock import ExamTime
from exam.errors import ExamError
from exam.events import (
    AnyOrder,
    PauseOrdered,
    ResumeOrdered,
)
from exam.protocol import make_order_id
from exam.sitting import Sitting
from scripts.simulating.premises import LEAD_SECONDS, PROCTORS
from server.admission import allow_move
from server.closing import close_sitting
from server.office import OpenExam
from server.orders import Given, issue_order
from server.recovering import awaited
from server.sittings import common_sitting
from server.starting import order_start, start_of

if TYPE_CHECKING:
    from scripts.simulating.candidate import Person
    from scripts.simulating.world import World

_T = TypeVar("_T")
_LEAD: Final = LEAD_SECONDS * 1000
_MOST_TRIES: Final = 60
_CALM_SECONDS: Final = 20.0
_PATIENCE: Final = 12
"""So many looks at a server that does not know the time, and a proctor tells it."""


class Proctor:
    """Whoever watches the room and gives orders."""

    def __init__(self, world: "World") -> None:
        self.world = world
        self.started_at: float | None = None
        self.given: list[tuple[float, str, AnyOrder]] = []
        self.ordered_at = 0.0
        self.last_refusal = ""
        self._pausing = 0
        self._random = world.dice.stream("proctor")

    async def hold_exam(self) -> None:
        """Start once people sit, rule as the day demands, and wait until all time is over."""
        self.world.spawn(self._keep_watching())
        await asyncio.sleep(self.world.shape.arrival + 2.0)
        at = await self._start()
        self.started_at = self.world.now + (at - self.exam_now()) / 1000
        self.world.story.tell("proctor", f"starts at {self.started_at:.1f}")
        latest = self.world.now + self.world.shape.writing_seconds + 600.0
        while self.world.now < latest and not await self._is_over():  # noqa: ASYNC110
            await asyncio.sleep(2.0)
        self.world.story.tell("proctor", "sees that all time is over")

    async def close(self) -> None:
        """Close the sitting; seats that will not come back, or are not done, are waived."""
        for attempt in range(_MOST_TRIES):
            hub = self.world.hub
            await self._waive(all_of_them=attempt > _MOST_TRIES // 2)
            if hub.exam is not None and await self.act(self._close) is not None:
                self.world.story.tell("proctor", "closes the sitting")
                return
            await asyncio.sleep(2.0)
        self.world.story.violate("P3", f"the sitting could not be closed: {self.last_refusal}")

    def _close(self, db: Database, now: ExamTime) -> object:
        return close_sitting(db, self.exam, PROCTORS[0], now)

    async def _waive(self, *, all_of_them: bool) -> None:
        """Stop waiting for what lies on PCs that will not come back, or on any."""
        hub = self.world.hub
        if hub.exam is None or hub.recovering is None:
            return
        recovering = hub.recovering
        living = {one.seat_id for one in self.world.computers if not one.is_lost}
        for seat in hub.exam.store.read(awaited):
            if seat.id in living and not all_of_them:
                continue
            if seat.id in living:
                self.world.story.counts["waived though it lives"] += 1

            def waive(db: Database, now: ExamTime, seat_id: str = seat.id) -> bool:
                recovering.waive(db, seat_id, PROCTORS[0], now)
                return True

            await self.act(waive)

    async def _keep_watching(self) -> None:
        """Let people move who ask for it, and tell a restarted server how long it was away."""
        unsettled = 0
        while True:
            await asyncio.sleep(self._random.uniform(0.5, 3.0))
            exam = self.world.hub.exam
            if exam is None:
                continue
            await self._allow_moves()
            await self._go_on()
            await self._start_again()
            exam = self.world.hub.exam
            unsettled = unsettled + 1 if exam is not None and not exam.timeline.is_settled else 0
            if exam is not None and unsettled > _PATIENCE:
                minutes = round(self.world.hub.away_seconds / 60)
                exam.timeline.confirm(minutes, PROCTORS[0])
                self.world.story.tell("proctor", f"confirms {minutes} minutes")

    async def _allow_moves(self) -> None:
        for wish in self.world.hub.hall.wishes(self.exam_now()):
            for person in self.world.people:
                asked = (wish.application_id, wish.seat_id)
                is_there = (person.application_id, person.computer.seat_id) == asked
                if is_there and not person.is_seated:
                    await self._allow(person, wish.seat_id)

    async def _allow(self, person: "Person", seat_id: str) -> None:
        def act(db: Database, now: ExamTime) -> bool:
            allow_move(db, self.exam, person.application_id, seat_id, PROCTORS[0], now)
            return True

        if await self.act(act):
            self.ordered_at = self.world.now
            self.world.story.tell(
                "proctor", f"lets {person.number} write at {person.computer.name}"
            )

    async def _start(self) -> ExamTime:
        while True:
            at = await self.act(lambda db, now: order_start(db, self.exam, PROCTORS[0], now))
            if at is not None:
                return at
            await self._waive(all_of_them=False)  # whom a server that was restored awaits
            await asyncio.sleep(1.0)

    async def _is_over(self) -> bool:
        if self.world.progress() < 1.0:
            return False
        sittings = await self.look()
        if sittings is None:
            return False
        now = self.exam_now()
        return all(
            sitting.remaining_at(now) == 0
            for key, sitting in sittings.items()
            if any(person.application_id == key for person in self.world.people)
        )

    async def look(self) -> Mapping[str, Sitting] | None:
        """Return how all sittings stand, as the server has it; None while it is down."""
        exam = self.world.hub.exam
        return None if exam is None else exam.store.read(self.world.hub.hall.sittings)

    async def act(self, what: Callable[[Database, ExamTime], _T]) -> _T | None:
        """Do something at the server; None if it is down, dies meanwhile, or refuses."""
        hub = self.world.hub
        exam = hub.exam
        if exam is None or hub.program is None:
            return None
        work: Any = exam.act(what)
        task = hub.program.start(work)
        await asyncio.wait({task})
        if task.cancelled():
            return None
        error = task.exception()
        if isinstance(error, ExamError):
            self.last_refusal = str(error.code)
            self.world.story.counts[f"order {error.code}"] += 1
            return None
        if error is not None:
            self.world.story.violate("server", f"an order failed: {error!r}")
            return None
        result: _T = task.result()
        return result

    async def order(self, order: AnyOrder, application_id: str = "") -> bool:
        """Give an order; returns whether it was given.

        A server that dies meanwhile may have given it nevertheless.
        """
        if self.world.hub.exam is None:
            return False
        given = Given(PROCTORS[0], application_id)
        self.last_refusal = ""
        issued = await self.act(lambda db, _now: issue_order(db, self.exam, given, order))
        if not self.last_refusal:
            self.given.append((self.world.now, application_id, order))
            self.ordered_at = self.world.now
            how = "orders" if issued is not None else "may have ordered"
            self.world.story.tell("proctor", f"{how} {type(order).__name__} {application_id}")
        return issued is not None

    async def pause(self, seconds: float) -> None:
        """Stop the time for so long; going on is done by whoever watches."""
        if self.world.hub.exam is None:
            return
        self._pausing += 1
        order = PauseOrdered(make_order_id(os.urandom), self.exam_now(), "Listrik padam")
        if await self.order(order):
            await asyncio.sleep(seconds)
        self._pausing -= 1
        await self._go_on()

    async def _go_on(self) -> None:
        """End every pause that the server knows of; a restored one may know of others."""
        exam = self.world.hub.exam
        has_paused = any(isinstance(order, PauseOrdered) for _, _, order in self.given)
        if exam is None or self._pausing or not has_paused:
            return
        common = exam.store.read(lambda db: common_sitting(db, exam.config.writing_milliseconds))
        for paused in common.unresumed_pauses:
            if self.world.hub.exam is not None:
                now = self.exam_now()
                await self.order(
                    ResumeOrdered(make_order_id(os.urandom), now, paused.id, now + _LEAD)
                )

    async def _start_again(self) -> None:
        """Order the start again if the server has lost it, or lies far ahead by a wrong date."""
        exam, hub = self.world.hub.exam, self.world.hub
        is_calm = self.world.now - self.world.restored_at > _CALM_SECONDS
        if self.started_at is None or exam is None or not is_calm or not hub.is_good(1.0):
            return
        start = exam.store.read(start_of)
        if start is None or start - exam.timeline.now() > _LEAD:
            at = await self._start()
            self.started_at = self.world.now + (at - self.exam_now()) / 1000
            self.world.story.tell("proctor", f"starts again at {self.started_at:.1f}")

    def seconds_left(self) -> float:
        """How long it is until all time is over, as far as anybody gave none."""
        begun = self.started_at
        return 0.0 if begun is None else begun + self.world.shape.writing_seconds - self.world.now

    @property
    def exam(self) -> OpenExam:
        """The exam, for whoever knows that the server runs."""
        exam = self.world.hub.exam
        if exam is None:
            raise RuntimeError("the server does not run")
        return exam

    def exam_now(self) -> ExamTime:
        """Exam time, for whoever knows that the server runs."""
        return self.exam.timeline.now()
