"""What one scene cost, whoever answered it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from scripts.benching.crowd.errand import Took
from scripts.benching.figures import Spread, spread_of

_BUSY: Final = 0.9
_LATE_MS: Final = 25.0


@dataclass(frozen=True, slots=True)
class Stage:
    """What one scene cost: times of calls in ms, how many failed, and CPU seconds of the server.

    `seconds` is how long it took to the last answer, `late` the p99 (ms) by which the load program
    itself was late, `load_cpu` what it used.
    """

    calls: Spread
    failed: int
    seconds: float
    server_cpu: float
    late: float
    load_cpu: float

    @property
    def cpu_percent(self) -> float:
        """Percent of one core that the server used."""
        return 100 * self.server_cpu / self.seconds

    @property
    def is_load_bound(self) -> bool:
        """Whether the load program was busy or late itself, so that the times are its own."""
        return self.load_cpu > _BUSY * self.seconds or self.late > _LATE_MS


def staged(scene: Callable[[], Took], cpu_seconds: Callable[[], float]) -> tuple[Stage, Took]:
    """Play a scene, and sum up what it cost."""
    before = cpu_seconds()
    took = scene()
    stage = Stage(
        calls=spread_of(took.milliseconds or (0.0,)),
        failed=took.refused,
        seconds=took.seconds,
        server_cpu=cpu_seconds() - before,
        late=spread_of(took.late or (0.0,)).p99,
        load_cpu=took.cpu,
    )
    return stage, took
