"""At which hour things happened: exam time laid over the clock of the server that was running.

The ledger has exam time. Each run of the server wrote down what its own clock showed when its time
was settled, so an instant is shown by the clock of the run in which it lies. Where two runs do not
agree about the hour, the record cannot tell which laptop was right: that is said, not hidden.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import pairwise
from typing import Final

from exam.chronicle import TimeSettled

NOTABLE_MILLISECONDS: Final = 30_000
"""Two clocks that differ by less agree, as far as minutes of an exam are concerned."""
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Jump:
    """From `at` on another hour goes with exam time, by so many milliseconds later.

    `basis` and `staff_id` say on what the exam time after it rests.
    """

    at: int
    milliseconds: int
    basis: str
    staff_id: str


class Wall:
    """Exam time as the clocks of the servers showed it, in one zone."""

    def __init__(
        self, settled: Iterable[TimeSettled], last: tuple[int, int], zone: tzinfo | None
    ) -> None:
        """Lay time over what every run wrote down; `last` is for an exam that never ran.

        Without a zone it is the one in which this machine is.
        """
        self._anchors = tuple(one for one in settled if one.wall)
        self._instants = [one.at for one in self._anchors]
        self._last = last
        self._zone = zone

    def at(self, instant: int) -> datetime:
        """Return the hour at an instant of exam time."""
        milliseconds = instant + self._ahead(instant)
        return (_EPOCH + timedelta(milliseconds=milliseconds)).astimezone(self._zone)

    @property
    def jumps(self) -> tuple[Jump, ...]:
        """Where the hour of one run does not follow from that of the run before."""
        found = [
            Jump(after.at, _distance(after) - _distance(before), after.basis, after.staff_id)
            for before, after in pairwise(self._anchors)
        ]
        return tuple(one for one in found if abs(one.milliseconds) >= NOTABLE_MILLISECONDS)

    def _ahead(self, instant: int) -> int:
        if not self._anchors:
            return self._last[1] - self._last[0]
        place = max(0, bisect_right(self._instants, instant) - 1)
        return _distance(self._anchors[place])


def _distance(settled: TimeSettled) -> int:
    return settled.wall - settled.at
