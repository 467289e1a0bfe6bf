"""From stage scores to ranks, by the config's rule and nothing else.

Stages are gone through in their order. Who does not go on from one takes no part in those after
it. The total is the sum of score times weight; equal totals are parted by the tie-break in its
order, and what it does not part shares a rank (1, 2, 2, 4). How far panelists agree plays no part.
A stage that decides nothing, as talent mapping does in some regions, leaves nobody out.
"""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import takewhile

from exam.config import ExamConfig, Post, Stage
from exam.config.stages import GoesOn, ResultSection
from exam.standings import (
    Entrant,
    PostRanking,
    Ranking,
    Scores,
    Standing,
    Step,
    StepState,
)
from exam.weighing import StageScore, exact

_Key = tuple[Fraction, ...]


def rank_selection(config: ExamConfig, entrants: Iterable[Entrant], scores: Scores) -> Ranking:
    """Rank everybody, by post that is held; within a rank they keep the order that was given."""
    everybody = tuple(entrants)
    scored = [stage for stage in config.stages if stage.source != "unscored"]
    awaited = tuple(stage.id for stage in scored if stage.id not in scores)
    posts = []
    for post in (post for post in config.posts if post.held):
        mine = [one for one in everybody if one.post_id == post.id]
        posts.append(_rank_post(config, post, mine, scores, is_final=not awaited))
    return Ranking(tuple(posts), awaited)


def shared_ranks(keys: Sequence[_Key]) -> list[int]:
    """Rank keys, the highest first; equal ones share a rank and the next ones are skipped."""
    first: dict[_Key, int] = {}
    for place, key in enumerate(sorted(keys, reverse=True), start=1):
        first.setdefault(key, place)
    return [first[key] for key in keys]


def _rank_post(
    config: ExamConfig, post: Post, entrants: Sequence[Entrant], scores: Scores, *, is_final: bool
) -> PostRanking:
    steps = _steps(config, entrants, scores)
    standings = [
        Standing(one.application_id, one.post_id, steps[one.application_id], _total(found))
        for one in entrants
        for found in [steps[one.application_id]]
    ]
    keys = [key for key in config.result.tie_break if key.partition(".")[0] in scores]
    remaining = [one for one in standings if one.end is None] if scores else []
    ranked = _ranked(remaining, keys, scores)
    if is_final:
        ranked = [_come_out(one, config.result) for one in ranked]
    placed = {one.application_id for one in ranked}
    others = [one for one in standings if one.application_id not in placed]
    return PostRanking(
        post.id,
        (*sorted(ranked, key=lambda one: one.rank or 0), *others),
        too_few=len(entrants) < config.fewest_for(post.id),
        is_undecided=sum(one.is_shortlisted for one in ranked) > config.result.shortlist_size,
    )


def _total(steps: Iterable[Step]) -> Fraction:
    return sum((step.contribution or Fraction() for step in steps), Fraction())


def _steps(
    config: ExamConfig, entrants: Sequence[Entrant], scores: Scores
) -> dict[str, tuple[Step, ...]]:
    """Go through the stages with everybody of a post; return each one's steps."""
    found: dict[str, list[Step]] = {one.application_id: [] for one in entrants}
    present = list(entrants)
    deciding = frozenset(stage.id for stage in config.stages if _decides(config, stage))
    for stage in config.stages:
        steps = _pass_through(stage, present, scores.get(stage.id), deciding)
        for one in entrants:
            missed = Step(stage.id, StepState.NOT_REACHED, exact(stage.weight))
            found[one.application_id].append(steps.get(one.application_id, missed))
        present = [one for one in present if steps[one.application_id].state.is_in]
    return {application_id: tuple(steps) for application_id, steps in found.items()}


def _decides(config: ExamConfig, stage: Stage) -> bool:
    """Whether anything depends on a stage: points, who goes on, or who wins a tie."""
    parts_ties = any(key.partition(".")[0] == stage.id for key in config.result.tie_break)
    return bool(stage.weight) or stage.goes_on is not None or parts_ties


def _pass_through(
    stage: Stage,
    present: Sequence[Entrant],
    given: Mapping[str, StageScore] | None,
    deciding: Container[str],
) -> dict[str, Step]:
    """Return what becomes at a stage of those who are still there."""
    weight = exact(stage.weight)
    steps: dict[str, Step] = {}
    scored: dict[str, StageScore] = {}
    for one in present:
        name = one.application_id
        if one.exclusion is not None and one.excluded_at == stage.id:
            steps[name] = Step(stage.id, StepState(one.exclusion.value), weight)
        elif stage.source == "unscored":
            steps[name] = Step(stage.id, StepState.UNSCORED, weight)
        elif given is None:
            steps[name] = Step(stage.id, StepState.AWAITED, weight)
        elif name not in given:
            missing = StepState.ABSENT if stage.id in deciding else StepState.UNSCORED
            steps[name] = Step(stage.id, missing, weight)
        else:
            scored[name] = given[name]
    ranks = shared_ranks([(score.score,) for score in scored.values()])
    for (name, score), rank in zip(scored.items(), ranks, strict=True):
        state = _going_on(stage.goes_on, score.score, rank)
        steps[name] = Step(stage.id, state, weight, score, rank)
    return steps


def _going_on(rule: GoesOn | None, score: Fraction, rank: int) -> StepState:
    """Say whether a score goes on; at the last place of the best all equal ones do."""
    if rule is None:
        return StepState.REACHED
    if rule.pass_mark is not None and score < exact(rule.pass_mark):
        return StepState.BELOW_MARK
    if rule.best is not None and rank > rule.best:
        return StepState.NOT_AMONG_BEST
    return StepState.WENT_ON


def _ranked(remaining: Sequence[Standing], keys: Sequence[str], scores: Scores) -> list[Standing]:
    values = [tuple(_value_of(one, key, scores) for key in keys) for one in remaining]
    order = [(one.total, *mine) for one, mine in zip(remaining, values, strict=True)]
    alike: dict[Fraction, list[_Key]] = {}
    for one, mine in zip(remaining, values, strict=True):
        alike.setdefault(one.total, []).append(mine)
    found = []
    for one, mine, rank in zip(remaining, values, shared_ranks(order), strict=True):
        equal = list(alike[one.total])
        equal.remove(mine)
        used = _looked_at(mine, equal)
        tie_break = tuple(zip(keys[:used], mine[:used], strict=True))
        found.append(replace(one, rank=rank, shared=mine in equal, tie_break=tie_break))
    return found


def _looked_at(mine: _Key, equal: Sequence[_Key]) -> int:
    """Return how many keys were looked at to part one from all who have the same total."""
    depths = (
        sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(mine, one, strict=True)))
        for one in equal
    )
    return max((min(depth + 1, len(mine)) for depth in depths), default=0)


def _value_of(one: Standing, key: str, scores: Scores) -> Fraction:
    """Return the value of a tie-break key: the score of a stage, or of one of its criteria."""
    stage_id, _, criterion_id = key.partition(".")
    score = scores[stage_id][one.application_id]
    return score.mean_of(criterion_id) if criterion_id else score.score


def _come_out(one: Standing, result: ResultSection) -> Standing:
    """Say what the rule makes of somebody, once every stage is in."""
    passed = result.pass_mark is None or one.total >= exact(result.pass_mark)
    if result.output == "recommendation":
        words = (w.name for w in result.recommendations if one.total >= exact(w.from_points))
        return replace(one, passed=passed, recommendation=next(words, ""))
    among = one.rank is not None and one.rank <= result.shortlist_size
    return replace(one, passed=passed, is_shortlisted=passed and among)
