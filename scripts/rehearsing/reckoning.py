"""The result worked out a second time, from what simulated people scored, to compare the page with.

Nothing of `exam.ranking` is used: it is the rule of docs/results.md, written again.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from exam.config import Criterion, ExamConfig, Stage

Sheets = Mapping[str, Mapping[str, int]]
"""By panelist: the value of each criterion."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Somebody who was scored at every stage they had to pass."""

    number: str
    total: Fraction


def score_of(sheets: Sheets, rubric: Sequence[Criterion]) -> Fraction:
    """Return the score of a stage: the mean over panelists of the weighted sums."""
    sums = [
        sum((Fraction(str(one.weight)) * values[one.id] for one in rubric), Fraction()) / 100
        for values in sheets.values()
    ]
    return sum(sums, Fraction()) / len(sums)


def going_on(
    stage: Stage, scores: Mapping[str, Fraction], candidates: Iterable[str]
) -> frozenset[str]:
    """Return who of the candidates of one post goes on; equals at the last place do."""
    left = {number: scores[number] for number in candidates if number in scores}
    rule = stage.goes_on
    if rule is not None and rule.pass_mark is not None:
        mark = Fraction(str(rule.pass_mark))
        left = {number: score for number, score in left.items() if score >= mark}
    if rule is not None and rule.best is not None and len(left) > rule.best:
        last = sorted(left.values(), reverse=True)[rule.best - 1]
        left = {number: score for number, score in left.items() if score >= last}
    return frozenset(left)


def left_after(
    stages: Iterable[Stage], scores: Mapping[str, Mapping[str, Fraction]], candidates: Iterable[str]
) -> frozenset[str]:
    """Return who of the candidates of one post is left after these stages."""
    left = frozenset(candidates)
    for stage in stages:
        if stage.source != "unscored":
            left = going_on(stage, scores[stage.id], left)
    return left


def rank(
    config: ExamConfig, scores: Mapping[str, Mapping[str, Fraction]], candidates: Iterable[str]
) -> list[Standing]:
    """Return who of one post is ranked, best first; `scores` are by stage, then by number."""
    stages = [stage for stage in config.stages if stage.source != "unscored"]
    left = left_after(stages, scores, candidates)
    standings = (
        Standing(
            number,
            sum(
                (Fraction(str(one.weight)) / 100 * scores[one.id][number] for one in stages),
                Fraction(),
            ),
        )
        for number in left
    )
    return sorted(standings, key=lambda one: (-one.total, one.number))


def shortlist(config: ExamConfig, standings: Sequence[Standing]) -> frozenset[str]:
    """Return who stands on the shortlist, with all who are equal at the last place."""
    size, mark = config.result.shortlist_size, config.result.pass_mark
    passing = [one for one in standings if mark is None or one.total >= Fraction(str(mark))]
    last = passing[min(size, len(passing)) - 1].total if passing else Fraction()
    return frozenset(one.number for one in passing if one.total >= last)


def recommended(config: ExamConfig, standings: Iterable[Standing]) -> dict[str, str]:
    """Return the word on each person: the first, from the best, whose points they reach."""
    words = config.result.recommendations
    return {
        one.number: next(
            (word.name for word in words if one.total >= Fraction(str(word.from_points))), ""
        )
        for one in standings
    }


def shown(score: Fraction) -> str:
    """Return a score with two decimals, rounded half up, as Indonesian pages show it."""
    exact = Decimal(score.numerator) / Decimal(score.denominator)
    return str(exact.quantize(Decimal("0.01"), ROUND_HALF_UP)).replace(".", ",")
