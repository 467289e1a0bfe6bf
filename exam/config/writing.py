"""The paper stage of a selection: sittings in which each application is written for by itself.

Whoever needs the stage takes it from here, with nothing missing that it must have; slides are None
where none are asked for. A selection without a paper has no such stage.

A sitting is named only where there are several: in an exam that has one its id is `ONLY`, which is
empty, in orders, on topics and everywhere else on the record.
"""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from exam.clock import MILLISECONDS_PER_MINUTE
from exam.config.papers import PaperSection, SlidesSection, TopicsSection
from exam.config.people import RulesSection
from exam.config.sittings import Sitting, SittingRules
from exam.config.stages import Criterion, Stage
from exam.errors import ConfigError, RefusedError

if TYPE_CHECKING:
    from exam.config.selection import ExamConfig

ONLY: Final = ""
"""The id of the sitting of an exam that has one."""


@dataclass(frozen=True, slots=True)
class Writing:
    """The paper stage of a selection; `slides` is None where a paper is all that is asked for."""

    stage: Stage
    sittings: tuple[Sitting, ...]
    sitting_rules: SittingRules
    paper: PaperSection
    slides: SlidesSection | None
    topics: TopicsSection
    rules: RulesSection
    threshold: int

    @property
    def has_slides(self) -> bool:
        """Whether slides are asked for beside the paper, be it only of those who want to."""
        return self.slides is not None

    @property
    def rubric(self) -> tuple[Criterion, ...]:
        """What the paper is scored by."""
        return self.stage.rubric

    @property
    def sitting_ids(self) -> tuple[str, ...]:
        """What the sittings are called on the record, in the order of the config."""
        return tuple(one.id for one in self.sittings) if self.has_several else (ONLY,)

    @property
    def has_several(self) -> bool:
        """Whether people write in more than one sitting."""
        return len(self.sittings) > 1

    def sitting_of(self, sitting_id: str = ONLY) -> Sitting:
        """Return a sitting by what it is called on the record.

        Raises:
            RefusedError: there is none of that id.

        """
        for known, sitting in zip(self.sitting_ids, self.sittings, strict=True):
            if known == sitting_id:
                return sitting
        raise RefusedError("sitting.unknown", sitting=sitting_id)

    def minutes_of(self, sitting_id: str = ONLY) -> float:
        """The writing time of a sitting without any extra.

        Raises:
            RefusedError: there is no such sitting.

        """
        return self.sitting_rules.minutes_of(self.sitting_of(sitting_id))

    def milliseconds_of(self, sitting_id: str = ONLY) -> int:
        """The writing time of a sitting without any extra.

        Raises:
            RefusedError: there is no such sitting.

        """
        return round(self.minutes_of(sitting_id) * MILLISECONDS_PER_MINUTE)

    def extra_milliseconds(self, sitting_id: str, accommodation: str) -> int:
        """How much longer somebody writes whom the list gives that accommodation; 0 for none.

        Raises:
            RefusedError: there is no such sitting.

        """
        length, kinds = self.milliseconds_of(sitting_id), self.sitting_rules.accommodations
        named = (kind for kind in kinds if kind.id == accommodation)
        return next((kind.extra_milliseconds(length) for kind in named), 0)

    def sitting_for(self, post_id: str, group: str) -> str:
        """Return the id of the sitting to which somebody comes, by post or by group.

        Raises:
            ConfigError: no sitting is for them.

        """
        for sitting_id, sitting in zip(self.sitting_ids, self.sittings, strict=True):
            is_for_all = not sitting.groups and not sitting.posts
            if is_for_all or post_id in sitting.posts or _is_named(group, sitting.groups):
                return sitting_id
        raise ConfigError("config.sitting-nobody", post=post_id, group=group)

    def days(self) -> tuple[date, ...]:
        """Return on which days people write, the first one first."""
        return tuple(sorted({one.date for one in self.sittings}))

    def rooms(self) -> tuple[str, ...]:
        """Return in which rooms people write, in the order of the config."""
        return tuple(dict.fromkeys(one.room for one in self.sittings))


def _is_named(group: str, groups: tuple[str, ...]) -> bool:
    return group.casefold() in {one.casefold() for one in groups}


def writing_of(config: "ExamConfig") -> Writing | None:
    """Return the paper stage of a selection, or None if it has none.

    A config that was checked has all of its sections or none of them.
    """
    stage = next((stage for stage in config.stages if stage.source == "paper"), None)
    paper, rules, topics = config.paper, config.sitting_rules, config.topics
    if (
        stage is None
        or paper is None
        or rules is None
        or topics is None
        or config.rules is None
        or config.panel.threshold is None
    ):
        return None
    return Writing(
        stage,
        config.sittings,
        rules,
        paper,
        config.slides,
        topics,
        config.rules,
        config.panel.threshold,
    )
