"""Refuses what single values cannot show to be wrong: that sections and numbers fit together."""

from exam.config.check_people import check_people
from exam.config.check_sittings import check_sittings
from exam.config.check_stages import check_stages
from exam.config.grounds import require_at_most, require_once, require_together
from exam.config.papers import Limits, PaperSection
from exam.config.selection import ExamConfig
from exam.config.source import Path, Source


def check_config(config: ExamConfig, source: Source) -> None:
    """Check that a selection holds together.

    Raises:
        ConfigError: names the first key that does not hold, its value, and what is allowed.

    """
    check_stages(config, source)
    kinds = {stage.source for stage in config.stages}
    _check_sections(config, source, writes="paper" in kinds, hears="interview" in kinds)
    check_people(config, source, writes="paper" in kinds)
    check_sittings(config, source)
    if config.paper is not None:
        _check_paper(config.paper, source)
    if config.slides is not None:
        most, path = config.slides.max_slides, ("slides", "max_slides")
        require_at_most(source, ("slides", "min_slides"), config.slides.min_slides, most, path)


def _check_sections(config: ExamConfig, source: Source, *, writes: bool, hears: bool) -> None:
    """Check that there are the sections which the stages ask for, and no others."""
    stages = ("stages",)
    required = {
        "sittings": bool(config.sittings),
        "sitting_rules": config.sitting_rules is not None,
        "paper": config.paper is not None,
        "topics": config.topics is not None,
        "rules": config.rules is not None,
    }
    for name, given in required.items():
        require_together(source, (name,), given, writes, stages)
    if config.slides is not None:
        require_together(source, ("slides",), True, writes, stages)
    require_together(source, ("interview",), config.interview is not None, hears, stages)


def _check_paper(paper: PaperSection, source: Source) -> None:
    if paper.words is None and paper.pages is None:
        raise source.refusal("config.neither", ("paper",), first="words", second="pages")
    for name, limits in (("words", paper.words), ("pages", paper.pages)):
        if limits is not None:
            _check_limits(limits, source, ("paper", name))
    sections = enumerate(paper.sections)
    require_once(source, [(("paper", "sections", at), one.casefold()) for at, one in sections])


def _check_limits(limits: Limits, source: Source, path: Path) -> None:
    require_at_most(source, (*path, "min"), limits.min, limits.max, (*path, "max"))
