"""How somebody lost the screen, and what they may lose of what they typed by it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from scripts.simulating.memory import Loss

if TYPE_CHECKING:
    from scripts.simulating.machine import Computer
    from scripts.simulating.world import World

KILL_MILLISECONDS: Final = 1_000
"""P1: a kill costs at most so much typing at this PC."""
BEAT_MILLISECONDS: Final = 2_500
"""P2: another seat costs at most one beat of 2 s, and the way of the beat over LAN and disk."""
_DISK_CALM: Final = 6.0
_LAN_CALM: Final = 12.0
"""So many seconds without trouble before, and a promise about disk or LAN binds."""


@dataclass(frozen=True, slots=True)
class Parting:
    """When and how the screen went away, and what was in order then."""

    at: float
    how: str
    computer: "Computer"
    disk_was_good: bool
    lan_was_good: bool

    @classmethod
    def now(cls, world: "World", computer: "Computer", how: str) -> "Parting":
        """Take down how things are at this moment."""
        lan = world.lan.is_good(computer.name, _LAN_CALM) and world.hub.is_good(_LAN_CALM)
        return cls(
            at=world.now,
            how=how,
            computer=computer,
            disk_was_good=computer.disk_is_good(_DISK_CALM),
            lan_was_good=lan and computer.is_awake,
        )

    def limit(self, computer: "Computer", restored_at: float) -> int | None:
        """Return how many milliseconds of typing may be missing at a PC, None if any.

        What the server had counts no more if its disk is lost after that.
        """
        if computer is self.computer and self._is_disk_good:
            return KILL_MILLISECONDS
        return BEAT_MILLISECONDS if self.lan_was_good and restored_at < self.at else None

    @property
    def _is_disk_good(self) -> bool:
        """Whether what is on that PC's disk was written in peace, and left alone since."""
        return self.disk_was_good and self.computer.disk_was_good_at(self.at)

    def lost_milliseconds(self, loss: Loss) -> float:
        """Return for how long what is missing had been typed; asleep nobody types."""
        if not loss.edits:
            return 0.0
        slept = self.computer.slept_between(loss.since, self.at)
        return (self.at - loss.since - slept) * 1000

    def kind(self, computer: "Computer", restored_at: float) -> str:
        """Name the case, for the figures."""
        where = "same PC" if computer is self.computer else "other PC"
        if computer is self.computer and not self._is_disk_good:
            where += ", bad disk"
        if not self.lan_was_good:
            where += ", no LAN"
        if restored_at >= self.at:
            where += ", server's disk lost"
        return f"{self.how}, {where}"
