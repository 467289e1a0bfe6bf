"""How many kiosks one core serves: the largest number whose beats are still answered in time.

The server has one core and the load program another. The number is doubled until it is too much,
and the gap is then halved until it is a tenth.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from scripts.benching.crowd.muster import Scenes
from scripts.benching.crowd.room import SIGN_IN, WRITING, play, room_of
from scripts.benching.crowd.stages import Stage, staged

MOST_MILLISECONDS: Final = 250
"""The p99 of a beat that is still in time."""
_GAP: Final = 0.1
_FIRST: Final = 1_000
_MOST: Final = 8_000
_CORES: Final = (0, 1)
_SIGN_INS_A_SECOND: Final = 100
_WRITING_SECONDS: Final = 12
_PAPER: Final = 1_000


@dataclass(frozen=True, slots=True)
class Probe:
    """One number of kiosks that was tried, and how their beats fared."""

    kiosks: int
    writing: Stage

    @property
    def is_served(self) -> bool:
        """Whether every beat was answered, and all but one in a hundred in time."""
        return not self.writing.failed and self.writing.calls.p99 <= MOST_MILLISECONDS


def search_capacity() -> tuple[Probe, ...]:
    """Try numbers until the largest that is served is known to a tenth; in order of size."""
    probes: dict[int, Probe] = {}

    def is_served(kiosks: int) -> bool:
        probes[kiosks] = _probe(kiosks)
        return probes[kiosks].is_served

    largest(is_served)
    return tuple(probes[each] for each in sorted(probes))


def largest(is_served: Callable[[int], bool], first: int = _FIRST, most: int = _MOST) -> int:
    """Return the largest number known to be served, 0 if none is, looking no further than most."""
    served, too_many = 0, 0
    tried = first
    while not too_many and tried <= most:
        if is_served(tried):
            served, tried = tried, 2 * tried
        else:
            too_many = tried
    while too_many - served > max(1, _GAP * too_many):
        middle = (served + too_many) // 2
        if is_served(middle):
            served = middle
        else:
            too_many = middle
    return served


def _probe(kiosks: int) -> Probe:
    print(f"{kiosks:,} kiosks at one core…", file=sys.stderr)
    scenes = Scenes(kiosks / _SIGN_INS_A_SECOND, 0, _WRITING_SECONDS, _PAPER)
    with room_of(kiosks, scenes, _CORES) as room:
        play(room.load, SIGN_IN)
        room.server.ask("start")
        stage, _took = staged(lambda: play(room.load, WRITING), lambda: room.server.cpu_seconds)
    return Probe(kiosks, stage)
