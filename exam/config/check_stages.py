"""Whether stages, rubrics and the result hold together."""

from itertools import pairwise

from exam.config.grounds import (
    require_at_most,
    require_known,
    require_once,
    require_together,
    require_whole,
)
from exam.config.selection import ExamConfig
from exam.config.source import Path, Source
from exam.config.stages import Stage


def check_stages(config: ExamConfig, source: Source) -> None:
    """Check the stages, what each is scored by, and what comes out.

    Raises:
        ConfigError: names the first key that does not hold.

    """
    stages = config.stages
    require_once(source, [(("stages", at, "id"), stage.id) for at, stage in enumerate(stages)])
    require_whole(source, ("stages",), [stage.weight for stage in stages])
    for kind in ("paper", "interview"):
        _require_one_at_most(source, stages, kind)
    if not any(stage.is_scored_here for stage in stages):
        raise source.refusal("config.nothing-scored", ("stages",))
    for at, stage in enumerate(stages):
        _check_rubric(stage, source, ("stages", at))
        _check_going_on(config, source, at)
    _check_tie_break(config, source)
    _check_recommendations(config, source)


def _require_one_at_most(source: Source, stages: tuple[Stage, ...], kind: str) -> None:
    places = [at for at, stage in enumerate(stages) if stage.source == kind]
    if len(places) > 1:
        raise source.refusal(
            "config.second-stage",
            ("stages", places[1], "source"),
            value=kind,
            first=source.key(("stages", places[0])),
        )


def _check_rubric(stage: Stage, source: Source, path: Path) -> None:
    rubric = (*path, "rubric")
    require_together(source, rubric, bool(stage.rubric), stage.is_scored_here, (*path, "source"))
    if stage.rubric:
        ids = [((*rubric, at, "id"), one.id) for at, one in enumerate(stage.rubric)]
        require_once(source, ids)
        require_whole(source, rubric, [one.weight for one in stage.rubric])
    if stage.source == "unscored" and stage.weight:
        raise source.refusal("config.unscored-weight", (*path, "weight"), value=f"{stage.weight:g}")


def _check_going_on(config: ExamConfig, source: Source, at: int) -> None:
    """Check who goes on: there is somewhere to go, and a score to go by."""
    stage, path = config.stages[at], ("stages", at, "goes_on")
    if stage.goes_on is None:
        return
    if at == len(config.stages) - 1:
        raise source.refusal("config.goes-on-last", path)
    if stage.source == "unscored":
        raise source.refusal("config.goes-on-unscored", path)
    if stage.goes_on.pass_mark is None and stage.goes_on.best is None:
        raise source.refusal("config.neither", path, first="pass_mark", second="best")
    if stage.goes_on.best is not None and config.result.output == "shortlist":
        size = ("result", "shortlist_size")
        require_at_most(
            source, size, config.result.shortlist_size, stage.goes_on.best, (*path, "best")
        )


def _check_tie_break(config: ExamConfig, source: Source) -> None:
    known = [
        key
        for stage in config.stages
        if stage.source != "unscored"
        for key in (stage.id, *(f"{stage.id}.{criterion.id}" for criterion in stage.rubric))
    ]
    keys = [(("result", "tie_break", at), key) for at, key in enumerate(config.result.tie_break)]
    require_once(source, keys)
    for path, key in keys:
        require_known(source, path, key, known, ("stages",))


def _check_recommendations(config: ExamConfig, source: Source) -> None:
    result, path = config.result, ("result", "recommendations")
    wanted = result.output == "recommendation"
    require_together(source, path, bool(result.recommendations), wanted, ("result", "output"))
    points = [one.from_points for one in result.recommendations]
    if any(later >= earlier for earlier, later in pairwise(points)):
        raise source.refusal("config.recommendation-order", path)
    if points and points[-1] != 0:
        last = (*path, len(points) - 1, "from_points")
        raise source.refusal("config.recommendation-last", last, value=f"{points[-1]:g}")
