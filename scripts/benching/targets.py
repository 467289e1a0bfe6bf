"""What the editor has to reach, and whether it did.

A target that could not be measured is neither passed nor failed.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from scripts.benching.figures import Typing
from scripts.benching.results import Results

_OURS, _RIVAL = "ours", "micro"


@dataclass(frozen=True, slots=True)
class Target:
    """One promise: at most `limit`. `measured` and `passed` are None if it was not measured."""

    name: str
    unit: str
    limit: float
    measured: float | None
    note: str = ""

    @property
    def passed(self) -> bool | None:
        """Whether it was kept."""
        return None if self.measured is None else self.measured <= self.limit


def targets_of(results: Results) -> list[Target]:
    """Hold the results against every promise."""
    return [*_typing_targets(results), *_upkeep_targets(results), *_other_targets(results)]


def all_passed(targets: Iterable[Target]) -> bool:
    """Whether no target failed and at least one was measured."""
    outcomes = [target.passed for target in targets if target.passed is not None]
    return bool(outcomes) and all(outcomes)


def _typing_targets(results: Results) -> list[Target]:
    growth = results.growth
    ours = [each for each in results.typing if each.program == _OURS]
    return [
        Target("typing: p50 against micro's", "×", 1.0, *_worst(ours, _against_rival(results))),
        Target("typing: p95", "ms", 4.0, *_worst(ours, lambda each: each.milliseconds.p95)),
        Target("typing: p99", "ms", 16.0, *_worst(ours, lambda each: each.milliseconds.p99)),
        Target(
            "typing: p50 at 50,000 words against 1,000",
            "×",
            1.2,
            *_worst(growth, _against_short(growth)),
        ),
        Target("typing: bytes per key", "B", 1000, *_worst(ours, lambda each: each.bytes_per_key)),
    ]


def _worst(
    cells: Iterable[Typing], figure: Callable[[Typing], float | None]
) -> tuple[float | None, str]:
    """Return the highest figure, and where it was measured."""
    found = [(value, each) for each in cells if (value := figure(each)) is not None]
    if not found:
        return None, "not measured"
    value, cell = max(found, key=lambda pair: pair[0])
    return round(value, 3), f"worst: {where(cell)}"


def where(cell: Typing) -> str:
    """Name a document and a place in it."""
    shape = ", inside a long paragraph" if cell.is_long else ""
    return f"{cell.words:,} words{shape}, {cell.place}"


def _against_rival(results: Results) -> Callable[[Typing], float | None]:
    rivals = {_cell(each): each for each in results.typing if each.program == _RIVAL}

    def ratio(ours: Typing) -> float | None:
        rival = rivals.get(_cell(ours))
        return None if rival is None else ours.milliseconds.p50 / rival.milliseconds.p50

    return ratio


def _against_short(cells: Sequence[Typing]) -> Callable[[Typing], float | None]:
    shortest = min((each.words for each in cells), default=0)
    short = {each.place: each for each in cells if each.words == shortest}

    def ratio(cell: Typing) -> float | None:
        if cell.words == shortest:
            return None
        return cell.milliseconds.p50 / short[cell.place].milliseconds.p50

    return ratio


def _cell(typing: Typing) -> tuple[int, bool, str]:
    return typing.words, typing.is_long, typing.place


def _upkeep_targets(results: Results) -> list[Target]:
    ours = next((each for each in results.upkeep if each.program == _OURS), None)
    missing: Final = "not measured"
    if ours is None:
        idle, rss, start = None, None, None
    else:
        idle, rss, start = ours.idle_cpu_percent, ours.rss_mb, ours.start_ms.p50
    note = missing if ours is None else f"{ours.words:,} words, {ours.processes} process(es)"
    return [
        Target("rest: CPU", "%", 1.0, idle, note),
        Target("memory: resident, all processes", "MB", 90.0, rss, note),
        Target("start to writing: p50", "ms", 1000.0, start, note),
    ]


def _other_targets(results: Results) -> list[Target]:
    soak, slowed = results.soak, results.slowed
    ratio = None if soak is None else round(soak.last.p50 / soak.first.p50, 3)
    edits = "not measured" if soak is None else f"after {soak.edits:,} edits"
    typing = None if slowed is None else max(each.typing.p95 for each in slowed)
    backlog = None if slowed is None else max(each.backlog_ms for each in slowed)
    permitted = "not permitted here" if slowed is None else "worst of both periods"
    return [
        Target("undo: growth by 50,000 edits", "MB", 40.0, results.undo_mb, ""),
        Target("a whole sitting: p50 of the last keys against the first", "×", 1.2, ratio, edits),
        Target("a quarter of the CPU: typing p95", "ms", 50.0, typing, permitted),
        Target("a quarter of the CPU: last of 3 s at 30/s", "ms", 100.0, backlog, permitted),
    ]
