"""Worlds by their names, lived through one after the other; other processes can do it as well."""

import logging
from collections.abc import Sequence
from typing import Final

import structlog

from scripts.simulating.report import Report
from scripts.simulating.shape import Shape
from scripts.simulating.world import run_seed

DAY: Final = "day-"
LAB: Final = "lab-"


def live_through(names: Sequence[str]) -> Report:
    """Run worlds by their names: a seed, or `lab-` or `day-` and a seed."""
    be_quiet()
    report = Report()
    for name in names:
        report.add(name, run_seed(*world_of(name)))
    return report


def be_quiet() -> None:
    """Let the shipped programs' logs go nowhere."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))


def world_of(name: str) -> tuple[int, Shape]:
    """Return the seed and the shape that a name stands for."""
    if name.startswith(DAY):
        return int(name.removeprefix(DAY)), Shape.day()
    if name.startswith(LAB):
        return int(name.removeprefix(LAB)), Shape.lab()
    return int(name), Shape.small(int(name))
