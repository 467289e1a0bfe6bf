"""Prints what the proctor's page costs with a thousand seats; exits 1 when a target is missed.

Server time is CPU time of a look at the room. Ordinary looks are a second apart while everybody
writes; the others are what befalls everybody at once.
"""

import argparse
import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import process_time
from typing import Final

from exam.events import PauseAcknowledged, PauseOrdered
from exam.protocol import make_order_id
from scripts.backup_cost import practice_plan
from scripts.hall_paint import first_paint
from scripts.hall_room import CHROMIUM, Hand, SimulatedRoom, size_of
from server.ceremony import create_exam
from server.console import log_troubles_only
from server.office import open_exam
from server.orders import Given, issue_order
from server.sittings import note_deeds
from server.web.hall_news import News
from server.web.hall_parts import news_of

UPDATE_MS: Final = 5.0
UPDATE_BYTES: Final = 20_000
PAINT_MS: Final = 1000.0
_PERCENTILE: Final = 0.99


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

    def show(self, name: str) -> str:
        """Write a line of the table."""
        median, worst = statistics.median(self.milliseconds), max(self.milliseconds)
        size, largest = statistics.median(self.sizes), max(self.sizes)
        return f"{name:<28}{median:>9.2f}{self.late:>9.2f}{worst:>9.2f}{size:>11,.0f}{largest:>11,}"


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
            self._second += 1
            self.room.hand.move(1)
            self.room.beat(self._second, silent)
            seen = self.news.watch.changes.latest
            begun = process_time()
            self.news.watch.look()
            costs.append((process_time() - begun) * 1000)
            told = self.news.watch.changes.after(seen) or ()
            sizes.append(sum(size_of(change.body) for change in told))
        return Looks(tuple(costs), tuple(sizes))

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


def measure(bench: Bench, seconds: int) -> tuple[list[str], list[str]]:
    """Return the lines of the table, and what missed its target."""
    bench.look(5)
    ordinary = bench.look(seconds)
    scenes: tuple[tuple[str, Callable[[], Looks]], ...] = (
        ("no seat is heard", lambda: bench.look(20, len(bench.room.ids))),
        ("all are heard again", lambda: bench.look(4)),
        ("a pause of all", bench.pause_all),
    )
    lines, missed = [ordinary.show("everybody writes")], []
    if ordinary.late > UPDATE_MS:
        missed.append(f"an update took {ordinary.late:.1f} ms of CPU time")
    worst = [max(ordinary.sizes)]
    for name, play in scenes:
        looks = play()
        lines.append(looks.show(name))
        worst.append(max(looks.sizes))
    if max(worst) > UPDATE_BYTES:
        missed.append(f"an update had {max(worst):,} bytes")
    return lines, missed


def run(folder: Path, seats: int, seconds: int, *, paints: bool) -> int:
    """Build the exam, measure, print; return the exit code."""
    (folder / "exam").mkdir(mode=0o700)
    handouts = create_exam(practice_plan(), folder / "exam", os.urandom)
    hand = Hand()
    with open_exam(folder / "exam", hand.clocks) as exam:
        room = SimulatedRoom(exam, hand)
        room.fill(seats)
        lines, missed = measure(Bench(room, news_of(exam, room.hall, hand.read_wall)), seconds)
        print(
            f"{seats} seats\n{'':<28}{'median':>9}{'p99':>9}{'worst':>9}{'bytes':>11}{'most':>11}"
        )
        print("\n".join(lines))
        if paints:
            page = first_paint(room, {one.staff_id: one.passphrase for one in handouts.staff})
            print(page.show())
            if page.worst > PAINT_MS:
                missed.append(f"a first paint took {page.worst:.0f} ms")
    for what in missed:
        print(f"MISSED: {what}")
    return 1 if missed else 0


def main() -> int:
    """Measure with as many seats as asked for."""
    parser = argparse.ArgumentParser(prog="python -m scripts.hall_cost", description=__doc__)
    parser.add_argument("--seats", type=int, default=1000)
    parser.add_argument("--seconds", type=int, default=120)
    asked = parser.parse_args()
    log_troubles_only()
    folder = Path(tempfile.mkdtemp(prefix="makalah-hall-cost-"))
    try:
        return run(folder, asked.seats, asked.seconds, paints=CHROMIUM.exists())
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    sys.exit(main())
