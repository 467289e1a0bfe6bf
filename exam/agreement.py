"""How far panelists agree, and who scores higher than the others: reported, never applied.

All of it is exact: fractions in, fractions out. What cannot be said is None, never 0. A rating that
is missing is left out, not guessed: alpha takes every subject that two rated, the intraclass
correlations only those that everybody rated, and both say of how many they speak.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

_S = TypeVar("_S", bound=Hashable)
_R = TypeVar("_R", bound=Hashable)
Rated = Mapping[_S, Mapping[_R, Fraction]]
"""What each rater gave to each subject; a rater who gave nothing to a subject is not in it."""
_PAIR = 2


@dataclass(frozen=True, slots=True)
class Intraclass:
    """Intraclass correlations of two-way random effects, absolute agreement.

    `single` is ICC(2,1), of one rater; `mean` is ICC(2,k), of the mean of all `raters`. `subjects`
    are those that everybody rated.
    """

    subjects: int
    raters: int
    single: Fraction | None
    mean: Fraction | None


def intraclass(ratings: Rated[_S, _R]) -> Intraclass:
    """Return ICC(2,1) and ICC(2,k) (Shrout & Fleiss 1979, Psychological Bulletin 86, 420–428)."""
    raters = list(dict.fromkeys(rater for row in ratings.values() for rater in row))
    rows = [
        [row[rater] for rater in raters] for row in ratings.values() if row.keys() == set(raters)
    ]
    n, k = len(rows), len(raters)
    if n < _PAIR or k < _PAIR:
        return Intraclass(n, k, None, None)
    between, judges, error = _mean_squares(rows)
    excess = k * (judges - error) / n
    single = _ratio(between - error, between + (k - 1) * error + excess)
    return Intraclass(n, k, single, _ratio(between - error, between + excess / k))


def _mean_squares(rows: Sequence[Sequence[Fraction]]) -> tuple[Fraction, Fraction, Fraction]:
    """Return the mean squares between subjects, between judges, and of what is left."""
    n, k = len(rows), len(rows[0])
    values = [value for row in rows for value in row]
    grand = _square(_sum(values)) / (n * k)
    of_rows = _sum(_square(_sum(row)) for row in rows) / k - grand
    of_columns = _sum(_square(_sum(one)) for one in zip(*rows, strict=True)) / n - grand
    total = _sum(map(_square, values)) - grand
    error = (total - of_rows - of_columns) / ((n - 1) * (k - 1))
    return of_rows / (n - 1), of_columns / (k - 1), error


def alpha(ratings: Rated[_S, _R]) -> Fraction | None:
    """Return Krippendorff's alpha for interval data.

    After Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability".
    """
    units = [list(row.values()) for row in ratings.values() if len(row) >= _PAIR]
    values = [value for unit in units for value in unit]
    observed = _sum(_squared_differences(unit) / (len(unit) - 1) for unit in units)
    disagreement = _ratio((len(values) - 1) * observed, _squared_differences(values))
    return None if disagreement is None else 1 - disagreement


def _squared_differences(values: Sequence[Fraction]) -> Fraction:
    """Sum the squared differences of all pairs of values."""
    return len(values) * _sum(map(_square, values)) - _square(_sum(values))


def leniency(ratings: Rated[_S, _R]) -> dict[_R, Fraction | None]:
    """Return by how many points each rater is above the others' mean of the same subjects."""
    above: dict[_R, list[Fraction]] = {}
    for row in ratings.values():
        total = _sum(row.values())
        for rater, value in row.items():
            mine = above.setdefault(rater, [])
            if len(row) >= _PAIR:
                mine.append(value - (total - value) / (len(row) - 1))
    return {rater: _ratio(_sum(found), len(found)) for rater, found in above.items()}


def _ratio(part: Fraction, whole: Fraction | int) -> Fraction | None:
    return part / whole if whole else None


def _sum(values: Iterable[Fraction]) -> Fraction:
    return sum(values, Fraction())


def _square(value: Fraction) -> Fraction:
    return value * value
