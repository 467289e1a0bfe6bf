"""What goes wrong in a world, and when.

A world draws a handful of mishaps. Each begins at its own time and ends by itself, or when the day
is over.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Final

from scripts.simulating.mishap import Choices, Kinds
from scripts.simulating.mishaps_disk import DiskMishaps
from scripts.simulating.mishaps_lan import LanMishaps
from scripts.simulating.mishaps_pc import ComputerMishaps
from scripts.simulating.mishaps_room import RoomMishaps
from scripts.simulating.mishaps_server import ServerMishaps
from scripts.simulating.premises import LEAD_SECONDS

if TYPE_CHECKING:
    from scripts.simulating.world import World

_WHILE_WRITING: Final = 0.75


class Mishaps:
    """Whatever a day can bring."""

    def __init__(self, world: "World") -> None:
        self._world = world
        self._random = world.dice.stream("mishaps")
        self._choices = choices = Choices(world, self._random)
        self._server = ServerMishaps(choices)
        self._kinds: Kinds = (
            *LanMishaps(choices).kinds,
            *ComputerMishaps(choices).kinds,
            *DiskMishaps(choices).kinds,
            *self._server.kinds,
            *RoomMishaps(choices).kinds,
        )

    async def happen(self) -> None:
        """Let the mishaps of this world begin, each at its time."""
        weights = [weight for weight, _ in self._kinds]
        for _ in range(self._world.shape.mishaps):
            ((_, kind),) = self._random.choices(self._kinds, weights)
            self._world.spawn(self._later(self._when(), kind))
        self._world.spawn(self._server.keep_backups())

    def end(self) -> None:
        """Nothing happens any more, and what can be repaired is."""
        self._choices.is_over = True
        self._world.lan.heal()
        self._world.lab.repair()
        if not self._world.hub.is_up:
            self._world.hub.start()

    def _when(self) -> float:
        """Choose a time: mostly while people write, at times before that or after it."""
        shape = self._world.shape
        begins = shape.arrival + LEAD_SECONDS
        if self._random.random() < _WHILE_WRITING:
            return self._random.uniform(begins, begins + shape.writing_seconds)
        return self._random.uniform(1.0, begins + shape.writing_seconds + 20.0)

    async def _later(self, at: float, kind: Callable[[], Awaitable[None]]) -> None:
        await asyncio.sleep(at)
        if not self._choices.is_over:
            await kind()
