"""One run with so many kiosks: they sign in, wait for the start, type, and hand in at once.

For each number of kiosks one exam is made and served. What a script would use instead, and what the
disk allows, is measured with the same texts in the same run.
"""

import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

from scripts.benching.crowd.muster import Scenes
from scripts.benching.crowd.rivals import Rivals, measure_rivals
from scripts.benching.crowd.room import HAND_IN, SIGN_IN, WAITING, WRITING, Room, play, room_of
from scripts.benching.crowd.stages import Stage, staged

_PAPER: Final = 100_000


@dataclass(frozen=True, slots=True)
class Size:
    """One run: so many kiosks, and how long their scenes last."""

    kiosks: int
    scenes: Scenes


CROWDS: Final = (
    Size(56, Scenes(10, 4, 30, _PAPER)),
    Size(250, Scenes(15, 4, 30, _PAPER)),
    Size(500, Scenes(30, 4, 30, _PAPER)),
    Size(1000, Scenes(60, 4, 30, _PAPER)),
    Size(2000, Scenes(60, 4, 30, _PAPER)),
)
QUICK_CROWDS: Final = tuple(
    Size(kiosks, Scenes(kiosks / 100, 1, 2, _PAPER, beat=1)) for kiosks in (25, 50, 100, 200)
)


@dataclass(frozen=True, slots=True)
class Reach:
    """When the first and the last kiosk had the order to start, in seconds since it was given.

    `missing` are the kiosks that had not heard of it when the scene was over.
    """

    first: float
    last: float
    missing: int

    @property
    def spread(self) -> float:
        """How much later the last one had it than the first, in seconds."""
        return self.last - self.first


@dataclass(frozen=True, slots=True)
class Crowd:
    """Everything measured with one number of kiosks.

    `idle_mb` is the server's memory before anybody came, `busy_mb` after all have typed, `full_mb`
    after the last receipt. `typed` are the keys pressed, `record_bytes` their records,
    `written_bytes` and `paper_bytes` by how much the exam's folder grew while all typed and when
    all handed in; `envelope_bytes` is how long each paper is that was sent.
    """

    size: Size
    sign_in: Stage
    waiting: Stage
    reach: Reach
    writing: Stage
    hand_in: Stage
    idle_mb: float
    busy_mb: float
    full_mb: float
    typed: int
    record_bytes: int
    written_bytes: int
    paper_bytes: int
    envelope_bytes: int

    @property
    def kiosks(self) -> int:
        """How many kiosks there were."""
        return self.size.kiosks

    @property
    def failed(self) -> int:
        """How many calls were refused or lost in all scenes."""
        stages = (self.sign_in, self.waiting, self.writing, self.hand_in)
        return sum(stage.failed for stage in stages)


@dataclass(frozen=True, slots=True)
class Measured:
    """A crowd, and what others took for the same where that was measured."""

    crowd: Crowd
    rivals: Rivals | None


@cache
def measured(*, quick: bool) -> tuple[Measured, ...]:
    """Measure one size after the other, once: the same run answers all three questions.

    A quick run holds only its largest crowd against others. Says on stderr how far it is.
    """
    sizes = QUICK_CROWDS if quick else CROWDS
    return tuple(_measure(size, has_rivals=not quick or size is sizes[-1]) for size in sizes)


def _measure(size: Size, *, has_rivals: bool) -> Measured:
    print(f"{size.kiosks:,} kiosks…", file=sys.stderr)
    crowd = crowd_of(size)
    bytes_of_a_beat = crowd.record_bytes // max(1, crowd.writing.calls.count)
    if not has_rivals:
        return Measured(crowd, None)
    sent = crowd.envelope_bytes
    return Measured(crowd, measure_rivals(size.kiosks, size.scenes, bytes_of_a_beat, sent))


def crowds_of(found: Iterable[Measured]) -> list[Crowd]:
    """Return what was measured of ours."""
    return [each.crowd for each in found]


def crowd_of(size: Size) -> Crowd:
    """Measure ours with one number of kiosks."""
    with room_of(size.kiosks, size.scenes) as room:
        idle = room.server.memory.rss_mb
        sign_in = _stage(room, SIGN_IN)
        waiting, reach = _wait(room)
        sizes = [room.disk_bytes()]
        writing = _stage(room, WRITING)
        sizes.append(room.disk_bytes())
        busy = room.server.memory.rss_mb
        hand_in = _stage(room, HAND_IN)
        sizes.append(room.disk_bytes())
        return Crowd(
            size=size,
            sign_in=sign_in,
            waiting=waiting,
            reach=reach,
            writing=writing,
            hand_in=hand_in,
            idle_mb=idle,
            busy_mb=busy,
            full_mb=room.server.memory.rss_mb,
            typed=room.typed,
            record_bytes=room.record_bytes,
            written_bytes=sizes[1] - sizes[0],
            paper_bytes=sizes[2] - sizes[1],
            envelope_bytes=room.envelope_bytes,
        )


def _stage(room: Room, scene: int) -> Stage:
    stage, _took = staged(lambda: play(room.load, scene), lambda: room.server.cpu_seconds)
    return stage


def _wait(room: Room) -> tuple[Stage, Reach]:
    """Give the order to start, and let each beat until it has it."""
    room.server.ask("start")
    ordered = time.perf_counter()
    stage, took = staged(lambda: play(room.load, WAITING), lambda: room.server.cpu_seconds)
    since = [took.began + each - ordered for each in took.found]
    missing = room.kiosks - len(since)
    return stage, Reach(min(since, default=0.0), max(since, default=0.0), missing)
