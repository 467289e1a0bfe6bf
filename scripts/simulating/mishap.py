"""What every kind of mishap needs: the world, choices from the seed, and a word for the story."""

from collections.abc import Awaitable, Callable
from random import Random
from typing import TYPE_CHECKING

from scripts.simulating.machine import Computer

if TYPE_CHECKING:
    from scripts.simulating.candidate import Person
    from scripts.simulating.world import World

Kinds = tuple[tuple[int, Callable[[], Awaitable[None]]], ...]
"""How likely each is, by its side of all weights, and what it does."""


class Choices:
    """Picks whom it befalls, and notes that it does."""

    def __init__(self, world: "World", random: Random) -> None:
        self.world = world
        self.random = random
        self.is_over = False

    def note(self, kind: str, who: str, what: str = "") -> None:
        """Count a fault, and tell of it."""
        self.world.story.fault(kind, who, what)

    def computer(self) -> Computer:
        """Any PC."""
        return self.random.choice(self.world.computers)

    def some(self) -> list[Computer]:
        """Any group of PCs."""
        computers = self.world.computers
        return self.random.sample(computers, self.random.randint(1, len(computers)))

    def running(self) -> Computer | None:
        """A PC on which the kiosk runs."""
        running = [one for one in self.world.computers if one.is_running]
        return self.random.choice(running) if running else None

    def spare(self) -> Computer | None:
        """A PC at which nobody belongs."""
        taken = {person.computer.name for person in self.world.people}
        free = [one for one in self.world.computers if one.is_running and one.name not in taken]
        return self.random.choice(free) if free else None

    def person(self) -> "Person":
        """Anybody."""
        return self.random.choice(self.world.people)

    def until(self, seconds: float) -> float:
        """The loop's time after so many seconds."""
        return self.world.loop.time() + seconds
