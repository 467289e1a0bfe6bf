"""What a look at the room costs the server, and how many bytes a browser is told by it.

Server time is CPU time. Ordinary looks are a second apart while everybody writes; the others are
what befalls everybody at once.
"""

import os
import statistics
from collections.abc import Callable
from dataclasses import dataclass
from time import process_time
from typing import Final

from exam.events import PauseAcknowledged, PauseOrdered
from exam.protocol import make_order_id
from scripts.benching.pages.seats import SimulatedRoom, size_of
from server.orders import Given, issue_order
from server.sittings import note_deeds
from server.web.hall_news import News

UPDATE_BYTES: Final = 20_000
EVERYBODY_WRITES: Final = "everybody writes"
_PERCENTILE: Final = 0.99
_SILENT_SECONDS: Final = 20
_AGAIN_SECONDS: Final = 4
_WARMING_SECONDS: Final = 5


@dataclass(frozen=True, slots=True)
class Looks:
    """What some looks at the room cost: milliseconds of CPU time, and bytes that were told."""

    milliseconds: tuple[float, ...]
    sizes: tuple[int, ...]

    @property
    def late(self) -> float:
        """The time that 99 of 100 looks keep to."""
        ordered = sorted(self.milliseconds)
        return ordered[min(len(ordered) - 1, int(len(ordered) * _PERCENTILE))]

    @property
    def median(self) -> float:
        """What a look takes in the middle."""
        return statistics.median(self.milliseconds)


class Bench:
    """Looks at a simulated room and keeps count."""

    def __init__(self, room: SimulatedRoom, news: News) -> None:
        self.room = room
        self.news = news
        self._second = 0

    def look(self, seconds: int, silent: int = 0) -> Looks:
        """Look each second for so long, while the first so many seats are silent."""
        costs, sizes = [], []
        for _ in range(seconds):
            self.pass_second(silent)
            seen = self.news.watch.changes.latest
            begun = process_time()
            self.news.watch.look()
            costs.append((process_time() - begun) * 1000)
            told = self.news.watch.changes.after(seen) or ()
            sizes.append(sum(size_of(change.body) for change in told))
        return Looks(tuple(costs), tuple(sizes))

    def pass_second(self, silent: int = 0) -> None:
        """Let a second pass in the room, with the beats of those whose turn it is."""
        self._second += 1
        self.room.hand.move(1)
        self.room.beat(self._second, silent)

    def pause_all(self) -> Looks:
        """Stop everybody's time, and let every seat acknowledge."""
        exam, now = self.room.exam, self.room.exam.timeline.now()
        pause = PauseOrdered(make_order_id(os.urandom), now, "Listrik padam")
        exam.store.write_now(lambda db: issue_order(db, exam, Given("pengawas-1"), pause))
        ordered = self.look(1)
        acknowledged = exam.timeline.now()
        answer = PauseAcknowledged(pause.id, acknowledged)
        for name in self.room.ids:
            exam.store.write_now(lambda db: note_deeds(db, name, name, (answer,), acknowledged))  # noqa: B023
        stopped = self.look(2)
        return Looks(ordered.milliseconds + stopped.milliseconds, ordered.sizes + stopped.sizes)


def measure_looks(bench: Bench, seconds: int) -> dict[str, Looks]:
    """Look so long while everybody writes, and then at what befalls everybody; by what that is."""
    everybody = len(bench.room.ids)
    scenes: dict[str, Callable[[], Looks]] = {
        EVERYBODY_WRITES: lambda: bench.look(seconds),
        "no seat is heard any more": lambda: bench.look(_SILENT_SECONDS, everybody),
        "all are heard again": lambda: bench.look(_AGAIN_SECONDS),
        "a pause of all, acknowledged by all": bench.pause_all,
    }
    bench.look(_WARMING_SECONDS)
    return {name: play() for name, play in scenes.items()}
