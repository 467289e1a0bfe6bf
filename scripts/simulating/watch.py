"""The promises, checked while a world runs and at its end, by plain rules of our own."""

import asyncio
from typing import TYPE_CHECKING, Final

from scripts.simulating.acknowledged import Acknowledged
from scripts.simulating.parting import BEAT_MILLISECONDS, KILL_MILLISECONDS, Parting
from scripts.simulating.timekeeping import Timekeeping
from scripts.simulating.verdict import Verdict

if TYPE_CHECKING:
    from scripts.simulating.candidate import Person
    from scripts.simulating.memory import Texts
    from scripts.simulating.world import World

_LOOK_SECONDS: Final = 1.5


class Watch:
    """Looks on."""

    def __init__(self, world: "World") -> None:
        self.world = world
        self.acknowledged = Acknowledged(world)
        self._timekeeping = Timekeeping(world)
        world.hub.watchers.append(self.acknowledged.hear)
        world.hub.watchers.append(self._timekeeping.hear)

    async def keep_looking(self) -> None:
        """Look at every screen once a second."""
        while True:
            await asyncio.sleep(_LOOK_SECONDS)
            self._timekeeping.look_at_server()
            for person in self.world.people:
                self._timekeeping.look_at(person)

    def judge_return(self, person: "Person", found: "Texts") -> None:
        """Hold what came back against what was typed."""
        story, parting, computer = self.world.story, person.parting, person.computer
        loss = person.memory.loss(found)
        kind = "at first sight"
        if parting is not None:
            kind = parting.kind(computer, self.world.restored_at)
        if person.may_be_rejoined:
            return
        if loss is None:
            self._judge_other(person, found, kind)
            return
        if parting is None:
            if loss.edits:
                story.violate("P1", f"{person.number}: {loss.edits} edits gone without a fault")
            return
        milliseconds = parting.lost_milliseconds(loss)
        story.lose(kind, milliseconds, loss.edits)
        limit = parting.limit(computer, self.world.restored_at)
        if limit == BEAT_MILLISECONDS and not self.world.is_reachable(computer):
            limit = None  # what the server has is out of reach
        if loss.edits:
            story.tell(person.number, f"misses {loss.edits} edits, {milliseconds:.0f} ms ({kind})")
        if limit is not None and milliseconds > limit:
            promise = "P1" if limit != BEAT_MILLISECONDS else "P2"
            story.violate(
                promise,
                f"{person.number}: {milliseconds:.0f} ms of typing, {loss.edits} edits, "
                f"lost by {kind}; at most {limit} ms",
            )

    def _judge_other(self, person: "Person", found: "Texts", kind: str) -> None:
        """Judge a text that is not of the present line: a fork may come back, nothing else."""
        story, parting = self.world.story, person.parting
        is_fork = found in person.memory.left_behind
        if is_fork and not self.world.is_reachable(person.computer):
            story.counts["forks written on at a PC that knows of no move"] += 1
        elif is_fork and parting is not None and not parting.lan_was_good:
            story.counts["texts of the server's, which a damaged PC had lost"] += 1
        else:
            story.violate("P1", f"{person.number}: what came back was never typed ({kind})")

    def judge_disk(self, person: "Person", parting: Parting, found: "Texts") -> None:
        """Hold what a kill left on the disk against what was typed; no server helps."""
        if person.may_be_rejoined:
            return
        loss = person.memory.loss(found)
        if loss is None:
            self.world.story.violate("P1", f"{person.number}: on the disk is what was never typed")
            return
        milliseconds = parting.lost_milliseconds(loss)
        self.world.story.lose(f"{parting.how}, on this disk alone", milliseconds, loss.edits)
        if milliseconds > KILL_MILLISECONDS:
            self.world.story.violate(
                "P1",
                f"{person.number}: {milliseconds:.0f} ms of typing, {loss.edits} edits, are not on "
                f"the disk after a {parting.how}",
            )

    def judge_end(self) -> None:
        """Look at everything once the day is over."""
        Verdict(self.world, self.acknowledged).judge()
