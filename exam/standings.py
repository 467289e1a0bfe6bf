"""What a ranking is made of: who takes part, what became of each at each stage, and who comes out.

Nothing here names a person: applications only. Equal rankings have one form in bytes, which a
digest on the record stands for.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

import msgspec

from exam.weighing import StageScore


class Exclusion(StrEnum):
    """Why somebody does not take part from a stage on, by a decision on the record."""

    ABSENT = "absent"
    WITHDRAWN = "withdrawn"
    DISQUALIFIED = "disqualified"


class StepState(StrEnum):
    """What became of somebody at a stage; all but the first four take no part any more."""

    WENT_ON = "went-on"
    REACHED = "reached"
    UNSCORED = "unscored"
    AWAITED = "awaited"
    BELOW_MARK = "below-mark"
    NOT_AMONG_BEST = "not-among-best"
    ABSENT = "absent"
    WITHDRAWN = "withdrawn"
    DISQUALIFIED = "disqualified"
    NOT_REACHED = "not-reached"

    @property
    def is_in(self) -> bool:
        """Whether whoever is here takes part in what follows."""
        return self in _IN


_IN = frozenset((StepState.WENT_ON, StepState.REACHED, StepState.UNSCORED, StepState.AWAITED))


@dataclass(frozen=True, slots=True)
class Entrant:
    """An application that takes part; with an exclusion it does not, from that stage on."""

    application_id: str
    post_id: str
    exclusion: Exclusion | None = None
    excluded_at: str = ""


Scores = Mapping[str, Mapping[str, StageScore]]
"""By stage, then by application; a stage that is not in it is still awaited."""


@dataclass(frozen=True, slots=True)
class Step:
    """One stage of one application; `rank` is among those of the post who were scored there."""

    stage_id: str
    state: StepState
    weight: Fraction
    score: StageScore | None = None
    rank: int | None = None

    @property
    def contribution(self) -> Fraction | None:
        """The part of the whole selection's 100 points."""
        return None if self.score is None else self.score.score * self.weight / 100


@dataclass(frozen=True, slots=True)
class Standing:
    """One application in its place.

    `total` is the sum of the contributions so far. `tie_break` are the values that were looked at
    because somebody has the same total: as many as it took, or all if none parted them.
    """

    application_id: str
    post_id: str
    steps: tuple[Step, ...]
    total: Fraction
    rank: int | None = None
    shared: bool = False
    tie_break: tuple[tuple[str, Fraction], ...] = ()
    passed: bool = True
    is_shortlisted: bool = False
    recommendation: str = ""

    @property
    def end(self) -> Step | None:
        """The step at which it ended, if it did before the last one."""
        return next((step for step in self.steps if not step.state.is_in), None)

    def step(self, stage_id: str) -> Step:
        """Return what became of it at a stage."""
        return next(step for step in self.steps if step.stage_id == stage_id)


@dataclass(frozen=True, slots=True)
class PostRanking:
    """Everybody who applied for a post: the ranked ones best first, then the others."""

    post_id: str
    standings: tuple[Standing, ...]
    too_few: bool
    is_undecided: bool
    """Whether a tie at the last place leaves more names than the shortlist has."""

    @property
    def shortlist(self) -> tuple[Standing, ...]:
        """The names for the appointing authority."""
        return tuple(one for one in self.standings if one.is_shortlisted)


@dataclass(frozen=True, slots=True)
class Ranking:
    """The whole selection; while stages are awaited, ranks are by the points so far."""

    posts: tuple[PostRanking, ...]
    awaited: tuple[str, ...]

    @property
    def is_final(self) -> bool:
        """Whether every stage is in."""
        return not self.awaited

    def standing(self, application_id: str) -> Standing | None:
        """Return the place of an application."""
        everybody = (one for post in self.posts for one in post.standings)
        return next((one for one in everybody if one.application_id == application_id), None)


def encode_ranking(ranking: Ranking) -> bytes:
    """Write a ranking in its one form: JSON, in which fractions are written as such.

    Within a rank applications stand by their pseudonyms, and sheets by panelist, so that neither
    the order of a list nor that of rows is part of it.
    """
    posts = tuple(
        replace(post, standings=tuple(sorted(map(_in_order, post.standings), key=_place)))
        for post in ranking.posts
    )
    return msgspec.json.encode(replace(ranking, posts=posts), enc_hook=str, order="deterministic")


def encode_stage(ranking: Ranking, stage_id: str) -> bytes:
    """Write what became of everybody at one stage in its one form, as it is announced."""
    steps = {
        one.application_id: _in_order(one).step(stage_id)
        for post in ranking.posts
        for one in post.standings
    }
    return msgspec.json.encode(steps, enc_hook=str, order="deterministic")


def _place(one: Standing) -> tuple[bool, int, str]:
    return one.rank is None, one.rank or 0, one.application_id


def _in_order(one: Standing) -> Standing:
    return replace(one, steps=tuple(map(_step_in_order, one.steps)))


def _step_in_order(step: Step) -> Step:
    if step.score is None:
        return step
    sheets = sorted(step.score.sheets, key=lambda sheet: sheet.panelist_id)
    return replace(step, score=replace(step.score, sheets=tuple(sheets)))
