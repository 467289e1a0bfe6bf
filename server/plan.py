"""What the secretariat prepared for an exam: TOML, topics and roster, read and checked together."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from exam.config import ExamConfig, Topic, parse_config, parse_topics
from exam.roster import Application, Repair, Roster
from exam.roster.minimum import require_enough
from exam.roster.reading import parse_roster
from server.files import read_file


@dataclass(frozen=True, slots=True)
class Plan:
    """What the secretariat prepared, read and checked.

    Topics are by sitting, then by post; there are none where nobody writes. `set_aside` are the
    applications for posts that are not held.
    """

    config: ExamConfig
    topics: dict[str, dict[str, Topic]]
    applications: tuple[Application, ...]
    repairs: tuple[Repair, ...] = ()
    set_aside: tuple[Application, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """One file of the secretariat as it was given, and what it is called in sentences."""

    name: str
    raw: bytes


TopicsBeside = Callable[[str], Draft]
"""Gives the topics file that a config names, from the folder of the config."""


def read_draft(path: Path) -> Draft:
    """Take a file as it is.

    Raises:
        DirectoryError: it cannot be read.

    """
    return Draft(str(path), read_file(path))


def topics_beside(config_file: Path) -> TopicsBeside:
    """Take the topics from the folder of the config."""
    return lambda file: read_draft(config_file.parent / file)


def read_plan(config_file: Path, roster_file: Path) -> Plan:
    """Read the exam's TOML, its topics and the roster.

    Raises:
        InputError: names the file and what in it cannot be used.

    """
    config = read_config(read_draft(config_file))
    topics = read_topics(config, topics_beside(config_file))
    roster = read_roster(config, read_draft(roster_file))
    require_enough(config, roster.applications, str(roster_file))
    return Plan(config, topics, roster.applications, roster.repairs, roster.set_aside)


def read_config(draft: Draft) -> ExamConfig:
    """Read the exam's TOML.

    Raises:
        ConfigError: it cannot be used.

    """
    return parse_config(draft.raw, draft.name)


def read_topics(config: ExamConfig, beside: TopicsBeside) -> dict[str, dict[str, Topic]]:
    """Read the topic of each post by sitting, as it is called on the record.

    Raises:
        InputError: the file is missing or cannot be used.

    """
    if not config.has_paper:
        return {}
    writing = config.writing
    draft = beside(writing.topics.file)
    per, posts, sittings = writing.topics.per, config.posts, config.sittings
    by_sitting = parse_topics(draft.raw, draft.name, per, posts, sittings)
    return dict(zip(writing.sitting_ids, by_sitting.values(), strict=True))


def read_roster(config: ExamConfig, draft: Draft) -> Roster:
    """Read the list of candidates.

    Raises:
        RosterError: it cannot be used; its `problems` are all that were found.
        ConfigError: a candidate comes to no sitting.

    """
    roster = parse_roster(draft.raw, draft.name, config)
    if config.has_paper:
        for one in roster.applications:
            config.writing.sitting_for(one.post_id, one.group)
    return roster
