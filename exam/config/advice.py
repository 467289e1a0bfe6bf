"""What is allowed in a selection and yet deserves a second look, as values to be said.

Advice never stops an exam. It compares a config with what is usual or asked for by good practice
(domain facts of open selections), and says where it is otherwise.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from exam.config.selection import ExamConfig
from exam.config.sittings import SittingRules
from exam.errors import Detail

USUAL_PANEL: Final = (5, 7, 9)
ROLES_OF_PAPERS: Final = ("proctor", "release-officer")
"""Who has work only where people write."""
_FEWEST_SPARE_PERCENT: Final = 5
_PROCTORS_FOR_LONG_CREDITS: Final = 2


@dataclass(frozen=True, slots=True)
class Advice:
    """One remark: a code of `exam.sentences` and what its sentence names."""

    code: str
    details: Mapping[str, Detail] = field(default_factory=dict)


def warnings_of(config: ExamConfig) -> tuple[Advice, ...]:
    """Return what deserves a second look, in the order of the file."""
    rules = config.sitting_rules
    return (
        *_on_panel(config),
        *_on_staff(config),
        *(() if rules is None else _on_sittings(config, rules)),
        *_on_topics(config),
    )


def _on_panel(config: ExamConfig) -> Iterator[Advice]:
    members = len(config.panel.members)
    if config.result.output == "shortlist" and members not in USUAL_PANEL:
        yield Advice("advice.panel-size", {"members": members})


def _on_staff(config: ExamConfig) -> Iterator[Advice]:
    roles = [one.role for one in config.staff]
    if config.paper is None:
        for role in ROLES_OF_PAPERS:
            if role in roles:
                yield Advice("advice.role-of-papers", {"role": role})
    elif "release-officer" not in roles:
        yield Advice("advice.no-release-officer")


def _on_sittings(config: ExamConfig, rules: SittingRules) -> Iterator[Advice]:
    proctors = sum(one.role == "proctor" for one in config.staff)
    if proctors < _PROCTORS_FOR_LONG_CREDITS:
        minutes = rules.interruptions.two_proctors_above_minutes
        yield Advice("advice.one-proctor", {"minutes": minutes})
    for sitting in config.sittings:
        if sitting.spare_seats * 100 < sitting.seats * _FEWEST_SPARE_PERCENT:
            details: dict[str, Detail] = {"sitting": sitting.id, "spare": sitting.spare_seats}
            yield Advice("advice.few-spares", {**details, "percent": _FEWEST_SPARE_PERCENT})
    if not config.exam.practice:
        shortest = min(rules.minutes_of(sitting) for sitting in config.sittings)
        for minutes in rules.warnings:
            if minutes >= shortest:
                yield Advice("advice.early-warning", {"minutes": minutes})


def _on_topics(config: ExamConfig) -> Iterator[Advice]:
    if config.topics is None:
        return
    by_sitting = config.topics.per in ("sitting", "sitting-and-post")
    if any(sitting.groups for sitting in config.sittings[1:]) and not by_sitting:
        yield Advice("advice.topic-known", {"per": config.topics.per})
