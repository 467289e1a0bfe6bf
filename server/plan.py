"""What the secretariat prepared for an exam: TOML, topics and roster, read and checked together."""

from dataclasses import dataclass
from pathlib import Path

from exam.config import ExamConfig, Topic, parse_config, parse_topics
from exam.errors import ConfigError
from exam.roster import Application, parse_roster
from server.files import read_file
from server.shares import MOST_HOLDERS


@dataclass(frozen=True, slots=True)
class Plan:
    """What the secretariat prepared, read and checked."""

    config: ExamConfig
    topics: dict[str, Topic]
    applications: tuple[Application, ...]


def read_plan(config_file: Path, roster_file: Path) -> Plan:
    """Read the exam's TOML, its topics and the roster.

    Raises:
        InputError: names the file and what in it cannot be used.

    """
    config = parse_config(read_file(config_file), str(config_file))
    holders = len(config.panel.members)
    if holders > MOST_HOLDERS:
        raise ConfigError(
            "config.not-allowed",
            file=str(config_file),
            key="panel.members",
            value=str(holders),
            allowed=f"2-{MOST_HOLDERS}",
        )
    topics_file = config_file.parent / config.topics.file
    topics = parse_topics(read_file(topics_file), str(topics_file), config.posts)
    applications = parse_roster(read_file(roster_file), str(roster_file), config.posts)
    return Plan(config, topics, applications)
