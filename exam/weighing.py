"""How the score of a stage comes about: values times weights, and the mean over who scored.

Weights are taken as the config writes them and everything is a fraction, so that equal scores are
equal. Every value stays beside what it came to: the whole can be shown and done again by hand.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Final

from exam.config import WHOLE, Criterion

_MOST_WEIGHTS: Final = 1024


@dataclass(frozen=True, slots=True)
class Part:
    """One value that a panelist gave: its weight in percent, and the points that it comes to."""

    criterion_id: str
    value: int
    weight: Fraction
    points: Fraction


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """One panelist's values of one subject, and what they come to, 0–100."""

    panelist_id: str
    parts: tuple[Part, ...]
    score: Fraction

    @property
    def values(self) -> dict[str, int]:
        """The values by criterion."""
        return {part.criterion_id: part.value for part in self.parts}


@dataclass(frozen=True, slots=True)
class StageScore:
    """What somebody reached in a stage, 0–100; scores from outside have no sheets."""

    score: Fraction
    sheets: tuple[ScoreSheet, ...] = ()

    def mean_of(self, criterion_id: str) -> Fraction:
        """Return the mean of one criterion over who scored."""
        values = [sheet.values[criterion_id] for sheet in self.sheets]
        return Fraction(sum(values), len(values))


def score_of(
    rubric: Sequence[Criterion], values: Mapping[str, Mapping[str, int]]
) -> StageScore | None:
    """Weigh what each panelist gave, by criterion; nobody's values are no score.

    The mean is over those who scored: who was recused is not in `values`.
    """
    sheets = tuple(_sheet(panelist_id, given, rubric) for panelist_id, given in values.items())
    if not sheets:
        return None
    total = sum((sheet.score for sheet in sheets), Fraction())
    return StageScore(total / len(sheets), sheets)


def weigh(values: Mapping[str, int], rubric: Sequence[Criterion]) -> Fraction:
    """Return one panelist's score of one subject, 0–100."""
    return sum((values[one.id] * exact(one.weight) for one in rubric), Fraction()) / WHOLE


@lru_cache(_MOST_WEIGHTS)
def exact(weight: float) -> Fraction:
    """Return a number as it is written in the config, not as the machine stores it.

    A config has few, and each is read once.
    """
    return Fraction(str(weight))


def _sheet(panelist_id: str, given: Mapping[str, int], rubric: Sequence[Criterion]) -> ScoreSheet:
    parts = _parts(given, rubric)
    return ScoreSheet(panelist_id, parts, sum((part.points for part in parts), Fraction()))


def _parts(given: Mapping[str, int], rubric: Sequence[Criterion]) -> tuple[Part, ...]:
    weighed = [(one.id, given[one.id], exact(one.weight)) for one in rubric]
    return tuple(Part(id_, value, weight, value * weight / WHOLE) for id_, value, weight in weighed)
