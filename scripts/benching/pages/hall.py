"""`scripts/bench hall`: the proctor's page with a thousand seats, and what watching it costs.

The page is asked for over TLS, and nginx gives the very same bytes; what changes is looked at once
a second and sent to as many as watch.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Final

from scripts.benching.crowd.stages import Stage
from scripts.benching.entry import Answer, Entry
from scripts.benching.figures import spread_of
from scripts.benching.growth import CONSTANT, growth_targets
from scripts.benching.pages.hall_steps import RoomSteps, steps_in_room
from scripts.benching.pages.looks import EVERYBODY_WRITES, UPDATE_BYTES
from scripts.benching.pages.watching import WATCHERS, Amount, Seats, measure_room
from scripts.benching.report import table
from scripts.benching.steps import Steps, growth_of_steps
from scripts.benching.targets import Target

FULL: Final = Amount(seats=1000, looks=60, watched=10, asked=20, paints=11)
QUICK: Final = Amount(seats=200, looks=10, watched=1, asked=4, paints=1)
_TIMES: Final = (1, 2, 4, 8)
_LOOK_MS: Final = 5.0
_PAGE_MS: Final = 250
_PAINT_MS: Final = 1000.0
_ROW_BYTES: Final = 800


@dataclass(frozen=True, slots=True)
class Hall:
    """A room before its proctors, nginx with its page, first paints of that (ms).

    `counted` are rooms of ever more seats, in steps.
    """

    room: Seats
    static: Stage
    paints: tuple[float, ...]
    counted: tuple[RoomSteps, ...]


def answer_hall(quick: bool) -> Answer:
    """Watch a thousand seats; two hundred if it has to be quick."""
    hall = measure_hall(QUICK if quick else FULL)
    return Answer(
        tables=hall_tables(hall),
        times=hall_times(hall),
        counts=hall_counts(hall),
        data=asdict(hall),
    )


def measure_hall(amount: Amount) -> Hall:
    """Count in rooms of ever more seats, and measure the last of them."""
    *smaller, most = (amount.seats * each // _TIMES[-1] for each in _TIMES)
    counted = [steps_in_room(seats, amount.looks) for seats in smaller]
    counted.append(steps_in_room(most, amount.looks, WATCHERS))
    return Hall(*measure_room(amount), tuple(counted))


ENTRY: Final = Entry("hall", "proctors watch a thousand seats", answer_hall, ("nginx",))


def hall_times(hall: Hall) -> list[Target]:
    """Hold how long things took against what was promised."""
    last = hall.room
    note = f"{last.seats:,} seats"
    ordinary, paint = last.looks[EVERYBODY_WRITES], max(hall.paints, default=None)
    return [
        Target("look while everybody writes: 99 of 100", "ms", _LOOK_MS, ordinary.late, note),
        Target("seat page: p99", "ms", _PAGE_MS, last.page.calls.p99, note),
        Target("first paint: longest", "ms", _PAINT_MS, paint, note),
    ]


def hall_counts(hall: Hall) -> list[Target]:
    """Hold what does not depend on the machine against its limits."""
    last, failed = hall.room, hall.static.failed + hall.room.page.failed
    largest = max(size for looks in last.looks.values() for size in looks.sizes)
    return [
        Target("requests that failed", "", 0, float(failed)),
        Target("largest update", "B", UPDATE_BYTES, largest, f"{last.seats:,} seats"),
        *steps_counts(hall.counted),
    ]


def steps_counts(counted: Sequence[RoomSteps]) -> list[Target]:
    """Hold against their limits how steps and bytes grow with the seats, and with who watches."""
    first, last = counted[0], counted[-1]
    seat = (last.page_bytes - first.page_bytes) / (last.seats - first.seats)
    news = [pair for each in counted for pair in each.news]
    told = [(each.seats, each.told_bytes) for each in counted]
    pages = [(each.seats, each.page_bytes) for each in counted]
    return [
        Target("a seat in the page", "B", _ROW_BYTES, round(seat)),
        *growth_targets({"bytes of the page by seats": pages, "bytes of a second by seats": told}),
        *growth_of_steps("the page by seats", [(each.seats, each.page) for each in counted]),
        *growth_of_steps("what is asked by seats", [(each.seats, each.asking) for each in counted]),
        *growth_of_steps("a look by seats", [(each.seats, each.look) for each in counted]),
        *growth_of_steps("two looks by who watches", news),
        *growth_of_steps(
            "stopping one's time by seats",
            [(each.seats, each.stop_one) for each in counted],
            CONSTANT,
        ),
        *growth_of_steps(
            "stopping all time by seats",
            [(each.seats, each.stop_all) for each in counted],
            CONSTANT,
        ),
    ]


def hall_tables(hall: Hall) -> str:
    """Return all of it for people."""
    last = hall.room
    return "\n\n".join(
        (
            "The page, asked for twice a second:",
            _pages(hall),
            f"A look at {last.seats:,} seats: ms of CPU, and bytes that a browser is told.",
            _looks(last),
            "Calls in Python / steps of SQLite, and bytes, by the number of seats; a look is at a "
            "second in which everybody writes.",
            _growth(hall.counted),
            f"Proctors who watch {last.seats:,} seats, for a second of all of them:",
            _watched(hall),
        )
    )


def _pages(hall: Hall) -> str:
    last, static = hall.room, hall.static
    theirs = static.server_cpu / max(1, static.calls.count)
    paints = spread_of(hall.paints) if hall.paints else None
    shown = "–" if paints is None else f"{paints.p50:.0f} / {paints.longest:.0f} ms"
    ratio = f"{last.page.calls.p50 / static.calls.p50:.0f} ×, {last.page_cpu / theirs:.0f} ×"
    head = (
        "Seats",
        "Bytes",
        "p50 / p99",
        "CPU each",
        "nginx, the same bytes: p50 / p99",
        "CPU each",
        "Ours against it: p50, CPU",
        "First paint: p50 / longest",
    )
    row = (
        f"{last.seats:,}",
        f"{last.page_bytes:,}",
        f"{last.page.calls.p50:.1f} / {last.page.calls.p99:.1f} ms",
        f"{1000 * last.page_cpu:.1f} ms",
        f"{static.calls.p50:.1f} / {static.calls.p99:.1f} ms",
        f"{1000 * theirs:.2f} ms",
        ratio,
        shown,
    )
    return table(head, [row])


def _looks(room: Seats) -> str:
    head = ("What happens", "Median", "99 of 100", "Longest", "Bytes", "Most bytes")
    rows = (
        (
            name,
            f"{looks.median:.2f}",
            f"{looks.late:.2f}",
            f"{max(looks.milliseconds):.2f}",
            f"{sum(looks.sizes) / len(looks.sizes):,.0f}",
            f"{max(looks.sizes):,}",
        )
        for name, looks in room.looks.items()
    )
    return table(head, rows)


def _growth(counted: Sequence[RoomSteps]) -> str:
    head = ("Seats", "Page", "Its bytes", "What is asked", "Look", "Stop one", "Stop all")
    rows = (
        (
            f"{room.seats:,}",
            _shown(room.page),
            f"{room.page_bytes:,}",
            *map(_shown, (room.asking, room.look, room.stop_one, room.stop_all)),
        )
        for room in counted
    )
    return table(head, rows)


def _shown(steps: Steps) -> str:
    return f"{steps.calls:,} / {steps.instructions:,}"


def _watched(hall: Hall) -> str:
    head = ("Watch", "CPU of the server", "Bytes to each", "Two looks: calls / steps")
    rows = (
        (
            f"{one.watchers}",
            f"{1000 * one.cpu:.1f} ms",
            f"{one.told_bytes:,.0f}",
            _shown(steps),
        )
        for one, (_, steps) in zip(hall.room.watched, hall.counted[-1].news, strict=True)
    )
    return table(head, rows)
