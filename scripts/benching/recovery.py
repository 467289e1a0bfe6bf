"""What a run of faults came to: figures by kind, targets, tables."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from exam.protocol import BEAT_SECONDS
from scripts.benching.figures import percentile
from scripts.benching.noise import Machine, Noise
from scripts.benching.report import setting, table, targets_table
from scripts.benching.targets import Target
from scripts.faulting import disks, kills, lan, moving, restoring
from scripts.faulting.losses import Incident
from scripts.faulting.plan import LONG_WORDS

_KILLS: Final = (
    kills.KIOSK, kills.TWICE, kills.DESK, kills.SCREEN, kills.ALONE, disks.SECOND,
    *lan.KILLS.values(),
)  # fmt: skip
"""Faults after which the disk of the PC has the text."""
_AT_SERVER: Final = (moving.OTHER_SEAT, disks.ALONE)
"""Faults after which only the server has it."""
_NOBODY_STOPS: Final = (kills.SERVER, restoring.RESTORED, *lan.KINDS)
"""Faults at which the kiosk goes on."""
_ORDER: Final = (
    kills.KIOSK, kills.TWICE, kills.DESK, kills.SCREEN, kills.ALONE, moving.OTHER_SEAT,
    disks.SECOND, disks.ALONE, *lan.KILLS.values(), *_NOBODY_STOPS,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Figures:
    """Median, 99th percentile and worst."""

    p50: float
    p99: float
    worst: float


@dataclass(frozen=True, slots=True)
class Row:
    """All faults of one kind at one length; `again_ms` is None where nobody could say it."""

    kind: str
    words: int
    count: int
    lost: Figures
    seen_lost: Figures
    lost_ms: Figures
    again_ms: Figures | None
    acknowledged_lost: int


@dataclass(slots=True)
class Recovery:
    """Everything that one run found; `lan` says who spoiled the network."""

    machine: Machine
    seed: int
    lan: str
    incidents: list[Incident]
    goes_first: bool = False
    noise: Noise | None = None
    given_up: str = ""


def rows_of(incidents: Sequence[Incident]) -> list[Row]:
    """Sum the faults up by kind and length, in the order of the tables."""
    cells = {(each.kind, each.words) for each in incidents}
    ordered = sorted(cells, key=lambda cell: (_ORDER.index(cell[0]), cell[1]))
    return [
        _row(kind, words, [one for one in incidents if (one.kind, one.words) == (kind, words)])
        for kind, words in ordered
    ]


def _row(kind: str, words: int, found: Sequence[Incident]) -> Row:
    again = [one.again_ms for one in found if one.again_ms is not None]
    return Row(
        kind=kind,
        words=words,
        count=len(found),
        lost=_figures(one.lost for one in found),
        seen_lost=_figures(one.seen_lost for one in found),
        lost_ms=_figures(one.lost_ms for one in found),
        again_ms=_figures(again) if again else None,
        acknowledged_lost=sum(one.acknowledged_lost for one in found),
    )


def _figures(values: Iterable[float]) -> Figures:
    found = list(values)
    return Figures(percentile(found, 50), percentile(found, 99), max(found))


# -- targets


def recovery_targets(incidents: Sequence[Incident]) -> list[Target]:
    """Hold the faults against every promise."""
    return [*_losses(incidents), *_times(incidents), *_records(incidents)]


def _losses(incidents: Sequence[Incident]) -> Iterator[Target]:
    killed = [one for one in incidents if one.kind in _KILLS]
    moved = [one for one in incidents if one.kind in _AT_SERVER]
    stopped = [one for one in incidents if one.kind in _NOBODY_STOPS]
    name = "typing lost"
    yield _worst(f"{name} by a kill: worst", "ms", 1000, killed, lambda one: one.lost_ms)
    p99 = percentile([one.lost_ms for one in killed], 99) if killed else None
    yield Target(f"{name} by a kill: p99", "ms", 300, p99, _counted(killed))
    yield _worst(
        f"{name} where only the server has it: worst",
        "ms",
        2 * BEAT_SECONDS * 1000,
        moved,
        lambda one: one.lost_ms,
    )
    yield _worst(
        "characters lost while server or LAN fail: worst", "", 0, stopped, lambda one: one.lost
    )


def _times(incidents: Sequence[Incident]) -> Iterator[Target]:
    long = [one for one in incidents if one.words == LONG_WORDS and one.kind in _KILLS]
    others = [one for one in incidents if one.kind in (*_KILLS, *_AT_SERVER)]
    stopped = [one for one in incidents if one.kind in _NOBODY_STOPS]
    for name, limit, found in (
        (f"writing again at {LONG_WORDS:,} words: worst", 5000, long),
        ("writing again after any fault: worst", 5000, others),
        ("a key in sight while server or LAN fail: worst", 500, stopped),
    ):
        yield _worst(name, "ms", limit, found, lambda one: one.again_ms or 0)


def _records(incidents: Sequence[Incident]) -> Iterator[Target]:
    lost = sum(one.acknowledged_lost for one in incidents) if incidents else None
    yield Target("acknowledged and lost", "records", 0, lost, _counted(incidents))


def _worst(
    name: str,
    unit: str,
    limit: float,
    found: Sequence[Incident],
    figure: Callable[[Incident], float],
) -> Target:
    if not found:
        return Target(name, unit, limit, None, "not measured")
    worst = max(found, key=figure)
    return Target(name, unit, limit, figure(worst), f"of {len(found)}: {worst.kind}")


def _counted(found: Sequence[Incident]) -> str:
    return f"of {len(found)}" if found else "not measured"


# -- tables


def recovery_tables(recovery: Recovery, targets: Sequence[Target]) -> str:
    """Return everything that was found, for people."""
    given_up = f"**Given up: {recovery.given_up}. What is missing was not measured.**"
    parts = [
        *([given_up] if recovery.given_up else []),
        setting(
            recovery.machine,
            recovery.noise,
            "kiosks in terminals of 100×30",
            goes_first=recovery.goes_first,
        ),
        f"{len(recovery.incidents)} faults, seed {recovery.seed}."
        + (f" LAN: {recovery.lan}." if recovery.lan else ""),
        "### Targets\n\n" + targets_table(targets),
        "### Faults\n\nMedian / p99 / worst. “Again” is the time to writing again, or, where "
        "nobody had to stop, the time from a key to its letter.\n\n"
        + _faults(rows_of(recovery.incidents)),
    ]
    return "\n\n".join(parts) + "\n"


def _faults(rows: Iterable[Row]) -> str:
    head = (
        "Fault", "Words", "Times", "Characters lost", "of those in sight", "Typing lost, ms",
        "Again, ms", "Acknowledged, lost",
    )  # fmt: skip
    return table(
        head,
        (
            (
                row.kind,
                f"{row.words:,}" if row.words else "few",
                str(row.count),
                _shown(row.lost),
                _shown(row.seen_lost),
                _shown(row.lost_ms),
                "–" if row.again_ms is None else _shown(row.again_ms),
                str(row.acknowledged_lost),
            )
            for row in rows
        ),
    )


def _shown(figures: Figures) -> str:
    return f"{figures.p50:,.0f} / {figures.p99:,.0f} / {figures.worst:,.0f}"
