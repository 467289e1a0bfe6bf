"""What the programs of today run: one sitting in which each person writes one paper and slides.

A config may say more than that. Whoever needs the paper stage takes it from here, with nothing
missing; what is not run yet is refused by one honest sentence before an exam is made of it.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from exam.clock import MILLISECONDS_PER_MINUTE
from exam.config.papers import Limits, PaperSection, SlidesSection, TopicsSection
from exam.config.people import RulesSection
from exam.config.sittings import Sitting, SittingRules
from exam.config.stages import Criterion, Stage
from exam.errors import ConfigError

if TYPE_CHECKING:
    from exam.config.selection import ExamConfig


@dataclass(frozen=True, slots=True)
class Writing:
    """The paper stage of a selection that has one sitting; `words` is the length of the paper."""

    stage: Stage
    sitting: Sitting
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
    def minutes(self) -> float:
        """The writing time without any extra."""
        return self.sitting_rules.minutes_of(self.sitting)

    @property
    def milliseconds(self) -> int:
        """The writing time without any extra."""
        return round(self.minutes * MILLISECONDS_PER_MINUTE)


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
    if len(config.sittings) != 1:
        raise ConfigError("plan.not-yet.sittings", sittings=len(config.sittings))
    if config.applications.most_per_person > 1:
        raise ConfigError("plan.not-yet.applications", posts=config.applications.most_per_person)
    if config.slides is None:
        raise ConfigError("plan.not-yet.no-slides")
    if paper.words is None or paper.pages is not None:
        raise ConfigError("plan.not-yet.pages")
    return Writing(
        stage,
        config.sittings[0],
        rules,
        paper,
        paper.words,
        config.slides,
        topics,
        config.rules,
        config.panel.threshold,
    )
