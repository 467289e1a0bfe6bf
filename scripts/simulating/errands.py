"""What a proctor does for one candidate or at one PC: time, early ends, sticks, new cards."""

import asyncio
import os
from typing import TYPE_CHECKING, Final

from sqlite_utils import Database

from exam.clock import ExamTime
from exam.errors import ExamError
from exam.events import AnyOrder, Cause, CreditGranted, EndOrdered, HandInReopened
from exam.protocol import make_order_id
from kiosk.transfer import _gather as write_stick
from scripts.simulating.disk import HungError
from scripts.simulating.premises import LEAD_SECONDS, PROCTORS
from scripts.simulating.proctor import Proctor
from server.ceremony import Card
from server.importing import import_transfer
from server.replacement import replace_card

if TYPE_CHECKING:
    from scripts.simulating.candidate import Person
    from scripts.simulating.machine import Computer

_LEAD: Final = LEAD_SECONDS * 1000


class Errands:
    """Whatever somebody has to be asked for."""

    def __init__(self, proctor: Proctor) -> None:
        self._proctor = proctor
        self._world = proctor.world
        self._random = proctor.world.dice.stream("errands")

    async def credit(self, person: "Person", milliseconds: int) -> None:
        """Give somebody time; who has handed in gets the paper back."""
        sittings = await self._proctor.look()
        if sittings is None:
            return
        sitting, now = sittings[person.application_id], self._proctor.exam_now()
        order: AnyOrder = CreditGranted(
            make_order_id(os.urandom), now, milliseconds, PROCTORS, "Listrik padam"
        )
        if await self._proctor.order(order, person.application_id):
            return
        again = HandInReopened(
            make_order_id(os.urandom),
            now,
            sitting.revision + 1,
            milliseconds + sitting.missing_at(now),
            PROCTORS,
            "Tak sengaja",
        )
        await self._proctor.order(again, person.application_id)

    async def end_early(self, person: "Person | None") -> None:
        """End the sitting, or let one candidate hand in now."""
        if self._world.hub.exam is None:
            return
        now = self._proctor.exam_now()
        order = EndOrdered(
            make_order_id(os.urandom), now, now + _LEAD, Cause.ENDED_EARLY, "Selesai lebih awal"
        )
        await self._proctor.order(order, "" if person is None else person.application_id)

    async def carry_stick(self, computer: "Computer") -> None:
        """Bring what a PC keeps to the server by hand, twice, as somebody who is not sure would."""
        try:
            raw = write_stick(computer.place.seat, self._world.lab.spool_of(computer), ExamTime(0))
        except (ExamError, HungError) as error:
            self._world.story.counts[f"stick {getattr(error, 'code', 'disk hangs')}"] += 1
            return
        for _ in range(2):
            await asyncio.sleep(self._random.uniform(1.0, 10.0))

            def act(db: Database, now: ExamTime) -> object:
                return import_transfer(db, self._proctor.exam, raw, PROCTORS[0], now)

            if await self._proctor.act(act) is not None:
                self._world.story.tell("proctor", f"imports what {computer.name} keeps")

    async def replace_card(self, person: "Person") -> None:
        """Give somebody a new card, with which they go on at the same PC."""

        def act(db: Database, now: ExamTime) -> Card:
            application_id = person.application_id
            return replace_card(
                db, self._proctor.exam, application_id, PROCTORS[0], os.urandom, now
            )

        card = await self._proctor.act(act)
        if card is not None:
            self._world.story.tell("proctor", f"gives {person.number} a new card")
            person.take_card(card.code)
