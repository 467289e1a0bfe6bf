"""How exam time lies over this machine's boot clock, and on what that rests."""

from dataclasses import dataclass
from typing import Final

SEATS: Final = "seats"
WALL: Final = "wall"
PERSON: Final = "person"
UNQUESTIONED: Final = "unquestioned"
"""The time stands: only the number was raised, or the server turned out to be restored."""


@dataclass(frozen=True, slots=True)
class Mapping:
    """Exam time is the boot clock plus `offset`, in that run; `basis` is empty while unsettled."""

    run: int
    offset: int
    basis: str


@dataclass(frozen=True, slots=True)
class Known:
    """What was last persisted before this run, less the boot clock when it began (milliseconds).

    Of that time `by_wall` was only said by the wall clock, in runs before.
    """

    exam_time: int
    wall: int
    by_wall: int

    def by_wall_of(self, mapping: Mapping) -> int:
        """Return how much of a run's time only the wall clock says."""
        if mapping.basis in (SEATS, PERSON):
            return 0
        return self.by_wall + mapping.offset - self.exam_time

    def without_wall(self) -> "Known":
        """Take back what only the wall clock said."""
        return Known(self.exam_time - self.by_wall, self.wall - self.by_wall, 0)
