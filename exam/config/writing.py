"""What the programs of today run: sittings in which each person writes one paper and slides.

A config may say more than that. Whoever needs the paper stage takes it from here, with nothing
missing; what is not run yet is refused by one honest sentence before an exam is made of it.

A sitting is named only where there are several: in an exam that has one its id is `ONLY`, which is
empty, in orders, on topics and everywhere else on the record.
"""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from exam.clock import MILLISECONDS_PER_MINUTE
from exam.config.papers import Limits, PaperSection, SlidesSection, TopicsSection
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
    """The paper stage of a selection; `words` is the length of the paper."""

    stage: Stage
    sittings: tuple[Sitting, ...]
    sitting_rules: SittingRules
    paper: PaperSection
    words: Limits
    slides: SlidesSection
    topics: TopicsSection
    rules: RulesSection
    threshold: int

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


def writing_of(config: "ExamConfig") -> Writing:
    """Return the paper stage of a selection.

    Raises:
        ConfigError: it is not run yet; the code begins with `plan.not-yet`.

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
        raise ConfigError("plan.not-yet.no-paper")
    if config.applications.most_per_person > 1:
        raise ConfigError("plan.not-yet.applications", posts=config.applications.most_per_person)
    if config.slides is None:
        raise ConfigError("plan.not-yet.no-slides")
    if paper.words is None or paper.pages is not None:
        raise ConfigError("plan.not-yet.pages")
    return Writing(
        stage,
        config.sittings,
        rules,
        paper,
        paper.words,
        config.slides,
        topics,
        config.rules,
        config.panel.threshold,
    )
