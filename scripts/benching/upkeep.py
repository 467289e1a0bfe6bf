"""Measures what a program costs beside its keys: start, rest and memory."""

import time
from collections.abc import Sequence

from scripts.benching.figures import Upkeep, spread_of
from scripts.benching.programs import Program
from scripts.benching.running import Running, started
from scripts.benching.texts import Paper


def start_milliseconds(program: Program, paper: Paper) -> float:
    """Start a program on a document and type one letter; returns when that letter was there."""
    with started(program, paper) as running:
        shown = running.session.press(b"k").shown
        return (shown - running.session.terminal.started) / 1_000_000


def measure_upkeep(
    running: Sequence[Running], starts: Sequence[Sequence[float]], idle_seconds: float
) -> list[Upkeep]:
    """Leave all programs alone for a while; `starts` are the times of each program's starts."""
    for one in running:
        one.session.settle(1.0)
    rest = _idle_percents(running, idle_seconds)
    found = []
    for one, times, percent in zip(running, starts, rest, strict=True):
        memory = one.memory()
        found.append(
            Upkeep(
                one.program.name,
                one.paper.words,
                spread_of(times),
                percent,
                memory.rss_mb,
                memory.pss_mb,
                len(one.pids),
            )
        )
    return found


def _idle_percents(running: Sequence[Running], seconds: float) -> list[float]:
    """Return what each takes of one CPU; what it writes meanwhile is read, or it would wait."""
    before = [one.cpu_nanoseconds() for one in running]
    began = time.perf_counter()
    while (left := began + seconds - time.perf_counter()) > 0:
        for one in running:
            one.session.settle(min(left, 0.2) / len(running))
    after = [one.cpu_nanoseconds() for one in running]
    passed = (time.perf_counter() - began) * 1_000_000_000
    return [round((b - a) / passed * 100, 2) for a, b in zip(before, after, strict=True)]
