"""`scripts/bench crowd`: signing in, beats and the end of the time with up to thousands of kiosks.

For each number of kiosks one exam is made and served; nginx takes the same texts in the same run.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from scripts.benching.crowd.errand import Took
from scripts.benching.crowd.muster import Scenes
from scripts.benching.crowd.rivals import bare_commits, bare_disk, nginx
from scripts.benching.crowd.room import HAND_IN, SIGN_IN, WRITING, play, room_of
from scripts.benching.figures import Spread, spread_of

_BARE_COMMITS: Final = 500


@dataclass(frozen=True, slots=True)
class Size:
    """One run: so many kiosks, how many seconds they sign in and write, characters of a paper."""

    kiosks: int
    sign_in: float
    writing: float
    characters: int


_PAPER: Final = 100_000
CROWDS: Final = (
    Size(56, 10, 30, _PAPER),
    Size(250, 20, 30, _PAPER),
    Size(1000, 60, 30, _PAPER),
    Size(2000, 120, 30, _PAPER),
)
QUICK_CROWDS: Final = (Size(10, 2, 6, _PAPER), Size(20, 2, 6, _PAPER), Size(40, 2, 6, _PAPER))


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


@dataclass(frozen=True, slots=True)
class Crowd:
    """Everything measured with one number of kiosks.

    `idle_mb` is the server's memory before anybody came, `busy_mb` after the last. `typed` are the
    keys pressed, `disk_bytes` by how much the exam's folder grew while they were.
    """

    size: Size
    sign_in: Stage
    writing: Stage
    hand_in: Stage
    nginx_writing: Stage
    nginx_hand_in: Stage
    nginx_flush: float
    commits: Spread
    disk_seconds: float
    idle_mb: float
    busy_mb: float
    typed: int
    disk_bytes: int

    @property
    def cpu_percent(self) -> float:
        """Percent of one core that the server used while all wrote."""
        return 100 * self.writing.server_cpu / self.writing.seconds

    @property
    def bytes_per_key(self) -> float:
        """Bytes on the server's disk for each key pressed."""
        return self.disk_bytes / max(1, self.typed)


def measure_crowds(sizes: Sequence[Size]) -> list[Crowd]:
    """Measure one size after the other; says on stderr how far it is."""
    crowds = []
    for size in sizes:
        print(f"{size.kiosks:,} kiosks…", file=sys.stderr)
        crowds.append(_measure(size))
    return crowds


def _measure(size: Size) -> Crowd:
    scenes = Scenes(size.sign_in, size.writing, size.characters)
    with tempfile.TemporaryDirectory(prefix="makalah-rival-") as name:
        folder = Path(name)
        with room_of(size.kiosks, scenes) as room:
            idle = room.server.memory.rss_mb
            sign_in = _staged(lambda: play(room.load, SIGN_IN), lambda: room.server.cpu_seconds)
            time.sleep(int(room.server.ask("start")) / 1000)
            before = room.disk_bytes()
            writing = _staged(lambda: play(room.load, WRITING), lambda: room.server.cpu_seconds)
            grown = room.disk_bytes() - before
            hand_in = _staged(lambda: play(room.load, HAND_IN), lambda: room.server.cpu_seconds)
            busy = room.server.memory.rss_mb
        commits = spread_of(bare_commits(folder, _BARE_COMMITS, room.bytes_of_a_beat))
        disk = bare_disk(folder, size.kiosks, size.characters)
        with nginx(folder / "nginx", size.kiosks, size.writing, size.characters) as rival:
            texts = _staged(lambda: play(rival.load, 0), lambda: rival.cpu_seconds)
            papers = _staged(lambda: play(rival.load, 1), lambda: rival.cpu_seconds)
            flush = rival.flush()
    return Crowd(
        size=size,
        sign_in=sign_in,
        writing=writing,
        hand_in=hand_in,
        nginx_writing=texts,
        nginx_hand_in=papers,
        nginx_flush=flush,
        commits=commits,
        disk_seconds=disk,
        idle_mb=idle,
        busy_mb=busy,
        typed=room.typed,
        disk_bytes=grown,
    )


def _staged(scene: Callable[[], Took], cpu_seconds: Callable[[], float]) -> Stage:
    before = cpu_seconds()
    took = scene()
    return Stage(
        calls=spread_of(took.milliseconds or (0.0,)),
        failed=took.refused,
        seconds=took.seconds,
        server_cpu=cpu_seconds() - before,
        late=spread_of(took.late or (0.0,)).p99,
        load_cpu=took.cpu,
    )
