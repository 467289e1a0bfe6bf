"""`scripts/bench hall`: the proctor's page with a thousand seats, and what watching it costs.

The page is asked for over TLS, and nginx gives the very same bytes; what changes is looked at once
a second and sent to as many as watch.
"""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Final

from scripts.benching.entry import Answer, Entry
from scripts.benching.figures import spread_of
from scripts.benching.growth import Points, growth_targets
from scripts.benching.pages.looks import EVERYBODY_WRITES, UPDATE_BYTES
from scripts.benching.pages.watching import Amount, Hall, Seats, measure_hall
from scripts.benching.report import table
from scripts.benching.targets import Target

FULL: Final = Amount(seats=1000, looks=60, watched=10, asked=20, paints=11)
QUICK: Final = Amount(seats=200, looks=10, watched=2, asked=4, paints=1)
_LOOK_MS: Final = 5.0
_PAGE_MS: Final = 250
_PAINT_MS: Final = 1000.0
_ROW_BYTES: Final = 800


def answer_hall(quick: bool) -> Answer:
    """Watch a thousand seats; two hundred if it has to be quick."""
    hall = measure_hall(QUICK if quick else FULL)
    return Answer(
        tables=hall_tables(hall),
        times=hall_times(hall),
        counts=hall_counts(hall),
        data=asdict(hall),
    )


ENTRY: Final = Entry("hall", "proctors watch a thousand seats", answer_hall, ("nginx",))


def hall_times(hall: Hall) -> list[Target]:
    """Hold how long things took against what was promised."""
    last = hall.rooms[-1]
    note = f"{last.seats:,} seats"
    ordinary, paint = last.looks[EVERYBODY_WRITES], max(hall.paints, default=None)
    return [
        Target("look while everybody writes: 99 of 100", "ms", _LOOK_MS, ordinary.late, note),
        Target("seat page: p99", "ms", _PAGE_MS, last.page.calls.p99, note),
        Target("first paint: longest", "ms", _PAINT_MS, paint, note),
    ]


def hall_counts(hall: Hall) -> list[Target]:
    """Hold what does not depend on the machine against its limits."""
    last, first = hall.rooms[-1], hall.rooms[0]
    largest = max(size for looks in last.looks.values() for size in looks.sizes)
    seat = (last.page_bytes - first.page_bytes) / (last.seats - first.seats)
    failed = hall.static.failed + sum(room.page.failed for room in hall.rooms)
    return [
        Target("requests that failed", "", 0, float(failed)),
        Target("largest update", "B", UPDATE_BYTES, largest, f"{last.seats:,} seats"),
        Target("a seat in the page", "B", _ROW_BYTES, round(seat)),
        *growth_targets(_costs(hall)),
    ]


def _costs(hall: Hall) -> Mapping[str, Points]:
    rooms, watched = hall.rooms, hall.rooms[-1].watched
    return {
        "CPU of the page by seats": [(room.seats, room.page_cpu) for room in rooms],
        "bytes of the page by seats": [(room.seats, room.page_bytes) for room in rooms],
        "CPU of a look by seats": [
            (room.seats, sum(room.looks[EVERYBODY_WRITES].milliseconds)) for room in rooms
        ],
        "bytes of a second by seats": [(room.seats, _told(room)) for room in rooms],
        "CPU of a second by who watches": [(one.watchers, one.cpu) for one in watched],
    }


def _told(room: Seats) -> float:
    return sum(room.looks[EVERYBODY_WRITES].sizes)


def hall_tables(hall: Hall) -> str:
    """Return all of it for people."""
    last = hall.rooms[-1]
    return "\n\n".join(
        (
            "The page, asked for twice a second:",
            _pages(hall),
            f"A look at {last.seats:,} seats: ms of CPU, and bytes that a browser is told.",
            _looks(last),
            "While everybody writes, by the number of seats:",
            _growth(hall),
            f"Proctors who watch {last.seats:,} seats, for a second of all of them:",
            _watched(last),
        )
    )


def _pages(hall: Hall) -> str:
    last, static = hall.rooms[-1], hall.static
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


def _growth(hall: Hall) -> str:
    head = ("Seats", "CPU of the page", "Bytes of the page", "CPU of a look", "Bytes of a second")
    rows = (
        (
            f"{room.seats:,}",
            f"{1000 * room.page_cpu:.1f} ms",
            f"{room.page_bytes:,}",
            f"{room.looks[EVERYBODY_WRITES].median:.2f} ms",
            f"{_told(room) / len(room.looks[EVERYBODY_WRITES].sizes):,.0f}",
        )
        for room in hall.rooms
    )
    return table(head, rows)


def _watched(room: Seats) -> str:
    head = ("Watch", "CPU of the server", "Bytes to each")
    rows = (
        (f"{one.watchers}", f"{1000 * one.cpu:.1f} ms", f"{one.told_bytes:,.0f}")
        for one in room.watched
    )
    return table(head, rows)
