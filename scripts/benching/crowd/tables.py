"""What was measured with many kiosks, as tables, targets, and how cost grows with their number."""

import math
from collections.abc import Iterable, Sequence
from typing import Final

from scripts.benching.crowd.measuring import Crowd, Stage
from scripts.benching.report import table
from scripts.benching.targets import Target

_KIOSKS: Final = 1_000
"""The number of kiosks for which the targets are."""
_LINEAR: Final = 1.15
"""From this exponent on cost grows faster than the work; below it is noise."""


def crowd_tables(crowds: Sequence[Crowd]) -> str:
    """Return all that was measured, for people."""
    parts = [
        "### Beats: every kiosk types, and beats every two seconds\n\n" + _beats(crowds),
        "### Signing in, and the end of the time\n\n" + _calls(crowds),
        "### What nginx and the bare disk take for the same\n\n" + _rivals(crowds),
        "### Growth with the number of kiosks\n\n" + _growth(crowds),
    ]
    return "\n\n".join(parts) + "\n"


def crowd_targets(crowds: Sequence[Crowd]) -> list[Target]:
    """Hold the run with a thousand kiosks against the targets; without one there are none."""
    return [
        target
        for crowd in crowds
        if crowd.size.kiosks == _KIOSKS
        for target in _targets_of(crowd, f"{_KIOSKS:,} kiosks")
    ]


def _targets_of(crowd: Crowd, note: str) -> list[Target]:
    ours, theirs = crowd.hand_in.seconds, crowd.nginx_hand_in.seconds + crowd.nginx_flush
    papers = f"{note}, {crowd.size.characters:,} characters each"
    return [
        Target("beat: p99", "ms", 100, crowd.writing.calls.p99, note),
        Target("beats: server's part of one core", "%", 60, round(crowd.cpu_percent, 1), note),
        Target("time-up: until the last receipt", "s", 10, round(ours, 2), papers),
        Target("time-up: time against nginx with fsync", "×", 2, round(ours / theirs, 2), papers),
        Target("memory", "MB", 250, crowd.busy_mb, note),
        Target("calls that failed", "", 0, float(_failed(crowd)), note),
    ]


def exponent(pairs: Iterable[tuple[float, float]]) -> float | None:
    """Fit cost = a × work^exponent through (work, cost) by least squares of the logarithms.

    None if there are fewer than two sizes, or nothing was spent.
    """
    points = [(math.log(work), math.log(cost)) for work, cost in pairs if work > 0 and cost > 0]
    middle = sum(x for x, _ in points) / max(1, len(points))
    width = sum((x - middle) ** 2 for x, _ in points)
    return sum((x - middle) * y for x, y in points) / width if width else None


def growth_targets(crowds: Sequence[Crowd]) -> list[Target]:
    """Hold against a straight line how each cost grows with the number of kiosks."""
    return [
        Target(f"growth: {name}", "", _LINEAR, None if fitted is None else round(fitted, 2))
        for name, fitted in _exponents(crowds)
    ]


def _failed(crowd: Crowd) -> int:
    return sum(stage.failed for stage in (crowd.sign_in, crowd.writing, crowd.hand_in))


def _beats(crowds: Sequence[Crowd]) -> str:
    head = ("Kiosks", "p50 / p99 / longest", "CPU of one core", "Memory", "Bytes per key", "Failed")
    rows = (
        (
            f"{crowd.size.kiosks:,}",
            _times(crowd.writing),
            f"{crowd.cpu_percent:.0f} %",
            f"{crowd.busy_mb:.0f} MB ({_each(crowd):.0f} kB per kiosk)",
            f"{crowd.bytes_per_key:.0f}",
            str(crowd.writing.failed),
        )
        for crowd in crowds
    )
    return table(head, rows)


def _calls(crowds: Sequence[Crowd]) -> str:
    head = ("Kiosks", "Sign-in p50 / p99 / longest", "Failed", "Last receipt", "CPU", "Failed")
    rows = (
        (
            f"{crowd.size.kiosks:,}",
            _times(crowd.sign_in),
            str(crowd.sign_in.failed),
            f"{crowd.hand_in.seconds:.2f} s",
            f"{crowd.hand_in.server_cpu:.2f} s",
            str(crowd.hand_in.failed),
        )
        for crowd in crowds
    )
    return table(head, rows)


def _rivals(crowds: Sequence[Crowd]) -> str:
    head = (
        "Kiosks",
        "Text each 10 s, p50 / p99 / longest",
        "CPU of one core",
        "All papers (+ fsync)",
        "Bare files with fsync",
        "Bare commit p50 / p99",
        "Load late p99",
    )
    rows = (
        (
            f"{crowd.size.kiosks:,}",
            _times(crowd.nginx_writing),
            f"{100 * crowd.nginx_writing.server_cpu / crowd.nginx_writing.seconds:.0f} %",
            f"{crowd.nginx_hand_in.seconds:.2f} s (+ {crowd.nginx_flush:.2f} s)",
            f"{crowd.disk_seconds:.2f} s",
            f"{crowd.commits.p50:.2f} / {crowd.commits.p99:.2f} ms",
            f"{crowd.writing.late:.1f} ms",
        )
        for crowd in crowds
    )
    return table(head, rows)


def _growth(crowds: Sequence[Crowd]) -> str:
    rows = (
        (name, "–" if fitted is None else f"{fitted:.2f}") for name, fitted in _exponents(crowds)
    )
    return table(("Cost", "Exponent"), rows)


def _exponents(crowds: Sequence[Crowd]) -> list[tuple[str, float | None]]:
    def fit(costs: Iterable[float]) -> float | None:
        return exponent(zip((each.size.kiosks for each in crowds), costs, strict=True))

    return [
        ("server's CPU while all write", fit(each.cpu_percent for each in crowds)),
        ("server's CPU for hand-ins", fit(each.hand_in.server_cpu for each in crowds)),
        ("time until the last receipt", fit(each.hand_in.seconds for each in crowds)),
        ("memory beyond an idle server", fit(each.busy_mb - each.idle_mb for each in crowds)),
        ("bytes on the disk", fit(float(each.disk_bytes) for each in crowds)),
    ]


def _times(stage: Stage) -> str:
    calls = stage.calls
    return f"{calls.p50:.1f} / {calls.p99:.1f} / {calls.longest:.0f} ms"


def _each(crowd: Crowd) -> float:
    return 1000 * (crowd.busy_mb - crowd.idle_mb) / crowd.size.kiosks
