"""How a cost grows with the work: the exponent of the curve through what was measured."""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from scripts.benching.targets import Target

LINEAR: Final = 1.15
"""From this exponent on a cost grows faster than the work; below it is noise."""
CONSTANT: Final = 0.15
"""From this exponent on a cost grows with work that it ought to know nothing of."""

Points = Sequence[tuple[float, float]]
"""Pairs of work and cost."""


def exponent(pairs: Iterable[tuple[float, float]]) -> float | None:
    """Fit cost = a × work^exponent through (work, cost) by least squares of the logarithms.

    None if there are fewer than two sizes, or nothing was spent.
    """
    points = [(math.log(work), math.log(cost)) for work, cost in pairs if work > 0 and cost > 0]
    middle = sum(x for x, _ in points) / max(1, len(points))
    width = sum((x - middle) ** 2 for x, _ in points)
    return sum((x - middle) * y for x, y in points) / width if width else None


def growth_targets(costs: Mapping[str, Points], limit: float = LINEAR) -> list[Target]:
    """Hold the exponent of each cost against a limit."""
    fitted = {name: exponent(points) for name, points in costs.items()}
    return [
        Target(f"growth: {name}", "", limit, None if found is None else round(found, 2) + 0.0)
        for name, found in fitted.items()
    ]
