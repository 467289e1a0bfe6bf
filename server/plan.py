"""What the secretariat prepared for an exam: TOML, topics and roster, read and checked together."""

from dataclasses import dataclass
from pathlib import Path

from exam.config import ExamConfig, Topic, parse_config, parse_topics
from exam.roster import Application, Repair
from exam.roster.reading import parse_roster
from server.files import read_file


@dataclass(frozen=True, slots=True)
class Plan:
    """What the secretariat prepared, read and checked."""

    config: ExamConfig
    topics: dict[str, Topic]
    applications: tuple[Application, ...]
    repairs: tuple[Repair, ...] = ()


def read_plan(config_file: Path, roster_file: Path) -> Plan:
    """Read the exam's TOML, its topics and the roster; refuse what this program does not run yet.

    Raises:
        InputError: names the file and what in it cannot be used.

    """
    config = parse_config(read_file(config_file), str(config_file))
    writing = config.writing
    topics_file = config_file.parent / writing.topics.file
    topics = parse_topics(
        read_file(topics_file),
        str(topics_file),
        writing.topics.per,
        config.posts,
        config.sittings,
    )
    roster = parse_roster(read_file(roster_file), str(roster_file), config)
    return Plan(config, topics[writing.sitting.id], roster.applications, roster.repairs)
