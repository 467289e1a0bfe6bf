"""When to speak next: a beat after an answer, and a growing while after each call in vain.

No two seats keep the same time, so that a server that comes back is not met by all at once.
"""

from typing import Final

from exam.codes import Randomness
from exam.protocol import BEAT_SECONDS

_FIRST_RETRY_SECONDS: Final = 0.5
_LAST_RETRY_SECONDS: Final = 4.0
_DOUBLINGS: Final = 3


class Rhythm:
    """Counts what was in vain; `random` spreads the seats."""

    def __init__(self, random: Randomness) -> None:
        self._random = random
        self._failures = 0

    @property
    def is_in_touch(self) -> bool:
        """Whether the last call was answered."""
        return not self._failures

    def note_answer(self) -> None:
        """A call was answered, if only by a refusal."""
        self._failures = 0

    def note_failure(self) -> None:
        """A call was in vain."""
        self._failures += 1

    def delay_seconds(self) -> float:
        """How long to wait now."""
        if not self._failures:
            return float(BEAT_SECONDS)
        doubled: float = _FIRST_RETRY_SECONDS * 2 ** min(self._failures - 1, _DOUBLINGS)
        return min(doubled, _LAST_RETRY_SECONDS) * (0.5 + self._random(1)[0] / 255)


class Reluctance:
    """Puts off what was refused, each time for longer; `boottime` in milliseconds."""

    FIRST_MILLISECONDS: Final = 2_000
    LAST_MILLISECONDS: Final = 32_000

    def __init__(self) -> None:
        self._pause = 0
        self._not_before = 0

    def note_refusal(self, boottime: int) -> None:
        """It was refused now."""
        self._pause = min(max(2 * self._pause, self.FIRST_MILLISECONDS), self.LAST_MILLISECONDS)
        self._not_before = boottime + self._pause

    def forget(self) -> None:
        """Begin anew: it went well, or it is about something else."""
        self._pause = self._not_before = 0

    def is_due(self, boottime: int) -> bool:
        """Whether it may be tried again."""
        return boottime >= self._not_before
