"""What many measurements come to: percentiles, and the figures of a table."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from scripts.benching.session import Reaction

_PERCENTS: Final = (50, 95, 99)


@dataclass(frozen=True, slots=True)
class Spread:
    """How long something took, in milliseconds: percentiles, and the longest of so many."""

    count: int
    p50: float
    p95: float
    p99: float
    longest: float


def percentile(values: Sequence[float], percent: float) -> float:
    """Return the smallest value that at least so many percent of all do not exceed."""
    ranked = sorted(values)
    return ranked[max(math.ceil(percent / 100 * len(ranked)), 1) - 1]


def spread_of(milliseconds: Iterable[float]) -> Spread:
    """Summarise times in milliseconds."""
    values = list(milliseconds)
    p50, p95, p99 = (round(percentile(values, each), 3) for each in _PERCENTS)
    return Spread(len(values), p50, p95, p99, round(max(values), 3))


@dataclass(frozen=True, slots=True)
class Typing:
    """What typing costs in one program, at one place of one document."""

    program: str
    words: int
    is_long: bool
    place: str
    milliseconds: Spread
    bytes_per_key: float
    cpu_ms_per_key: float


@dataclass(frozen=True, slots=True)
class Deed:
    """What another action costs; `milliseconds` is None where the program has no such action."""

    program: str
    words: int
    is_long: bool
    action: str
    milliseconds: Spread | None
    bytes_each: float


@dataclass(frozen=True, slots=True)
class Upkeep:
    """What a program costs beside its keys; memory of all its processes together."""

    program: str
    words: int
    start_ms: Spread
    idle_cpu_percent: float
    rss_mb: float
    pss_mb: float | None
    processes: int


@dataclass(frozen=True, slots=True)
class Slowed:
    """How our program does with a quarter of the CPU, given out anew every so often."""

    period_ms: float
    typing: Spread
    backlog_ms: float


@dataclass(frozen=True, slots=True)
class Soak:
    """Latency of the first and of the last keys of a sitting with so many edits between."""

    edits: int
    first: Spread
    last: Spread


def bytes_each(reactions: Sequence[Reaction]) -> float:
    """Return the bytes that one reaction takes in the mean."""
    return round(sum(each.output_bytes for each in reactions) / len(reactions), 1)
