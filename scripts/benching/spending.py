"""What an act costs: seconds by the clock and of CPU, the least of a few times.

Whoever else uses the machine makes an act dearer and never cheaper, so the least says most.
"""

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter, process_time
from typing import Final, TypeVar

_T = TypeVar("_T")
_FEWEST, _MOST = 3, 20
_ENOUGH_SECONDS: Final = 0.3
"""What costs little is tried more often, for its clock is coarser beside it."""


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds by the clock, and of CPU of this process."""

    seconds: float
    cpu: float


def spent_on(act: Callable[[], _T]) -> tuple[_T, Spent]:
    """Do something once."""
    begun, cpu = perf_counter(), process_time()
    done = act()
    return done, Spent(perf_counter() - begun, process_time() - cpu)


def least_spent_on(act: Callable[[], _T]) -> tuple[_T, Spent]:
    """Do something a few times; returns what came of it last, and the least of both costs."""
    done, first = spent_on(act)
    costs = [first]
    while len(costs) < _FEWEST or (len(costs) < _MOST and sum(map(_cpu, costs)) < _ENOUGH_SECONDS):
        done, spent = spent_on(act)
        costs.append(spent)
    return done, Spent(min(each.seconds for each in costs), min(map(_cpu, costs)))


def _cpu(spent: Spent) -> float:
    return spent.cpu
