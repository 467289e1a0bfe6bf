"""What became of somebody, in words, the same on pages, in the recap and in letters."""

from collections.abc import Callable, Iterable
from typing import Final

from exam.config import ExamConfig
from exam.result_record import Decision
from exam.standings import Standing, Step, StepState

Translate = Callable[[str], str]


def _(text: str) -> str:
    """Mark a text for the catalogs."""
    return text


_STATES: Final = {
    StepState.WENT_ON: _("goes on"),
    StepState.REACHED: _("scored"),
    StepState.UNSCORED: _("not scored"),
    StepState.AWAITED: _("awaited"),
    StepState.BELOW_MARK: _("below the pass mark of {stage}"),
    StepState.NOT_AMONG_BEST: _("not among the best of {stage}"),
    StepState.ABSENT: _("absent from {stage}"),
    StepState.WITHDRAWN: _("withdrew before {stage}"),
    StepState.DISQUALIFIED: _("disqualified at {stage}"),
    StepState.NOT_REACHED: _("does not count any more"),
}
_BESIDE_ITS_STAGE: Final = {
    StepState.BELOW_MARK: _("below the pass mark"),
    StepState.NOT_AMONG_BEST: _("not among the best"),
    StepState.ABSENT: _("took no part"),
    StepState.WITHDRAWN: _("withdrew before it"),
    StepState.DISQUALIFIED: _("disqualified"),
}
_DECISIONS: Final = {
    Decision.ABSENT: _("Absent"),
    Decision.WITHDRAWN: _("Withdrew"),
    Decision.DISQUALIFIED: _("Disqualified"),
    Decision.READMITTED: _("Takes part again"),
}


def step_word(step: Step, translate: Translate) -> str:
    """Say what became of somebody at a stage, beside its name."""
    return translate(_BESIDE_ITS_STAGE.get(step.state, _STATES[step.state]))


def _end_word(step: Step, config: ExamConfig, translate: Translate) -> str:
    name = next(stage.name for stage in config.stages if stage.id == step.stage_id)
    return translate(_STATES[step.state]).format(stage=name)


def outcome_word(one: Standing, config: ExamConfig, translate: Translate, *, is_final: bool) -> str:
    """Say what comes out for somebody; nothing while it is still open."""
    if one.end is not None:
        return _end_word(one.end, config, translate)
    if not is_final:
        return ""
    if one.is_shortlisted:
        return translate(_("on the shortlist"))
    if not one.passed:
        return translate(_("below the pass mark"))
    return one.recommendation or translate(_("not on the shortlist"))


def also_word(
    one: Standing, others: Iterable[Standing], config: ExamConfig, translate: Translate
) -> str:
    """Say for which other posts the same person is on the shortlist; nothing if for none."""
    names = [config.post(other.post_id).name for other in others if other.is_shortlisted]
    if not (one.is_shortlisted and names):
        return ""
    return translate(_("also on the shortlist for {posts}")).format(posts=", ".join(names))


def come_out_words(
    one: Standing,
    others: Iterable[Standing],
    config: ExamConfig,
    translate: Translate,
    *,
    is_final: bool,
) -> str:
    """Say what comes out for somebody, and for which other posts they are on the shortlist."""
    outcome = outcome_word(one, config, translate, is_final=is_final)
    also = also_word(one, others, config, translate)
    return f"{outcome}; {also}" if also else outcome


def not_held_word(count: int, translate: Translate) -> str:
    """Say that a post is not held, and how many applied for it."""
    return translate(_("This post is not held; the number of applicants is {count}.")).format(
        count=count
    )


def decision_word(decision: Decision, translate: Translate) -> str:
    """Name a decision about somebody's taking part."""
    return translate(_DECISIONS[decision])


def tie_key_word(key: str, config: ExamConfig) -> str:
    """Name what a tie-break looks at: a stage, or a criterion of one."""
    stage_id, _dot, criterion_id = key.partition(".")
    stage = next(stage for stage in config.stages if stage.id == stage_id)
    criteria = {criterion.id: criterion.name for criterion in stage.rubric}
    return f"{stage.name}: {criteria[criterion_id]}" if criterion_id else stage.name
