"""Looks at what the secretariat prepared and finds everything at once, without creating anything.

One bad file does not hide what is wrong in the others.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from exam.clock import MILLISECONDS_PER_MINUTE
from exam.config import ExamConfig
from exam.errors import ExamError, RefusedError
from exam.roster import Application, Roster
from exam.roster.minimum import require_enough
from server.forecast import Forecast, Room, forecast_of, room_for, show_bytes
from server.plan import Draft, Plan, TopicsBeside, read_config, read_roster, read_topics

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was found; whatever could not be read is None. `free` are bytes of the target's disk."""

    free: int
    problems: tuple[ExamError, ...]
    config: ExamConfig | None = None
    roster: Roster | None = None
    plan: Plan | None = None
    forecast: Forecast | None = None

    @property
    def can_run(self) -> bool:
        """Whether an exam can be made of it and can be held."""
        return self.plan is not None and not self.problems

    @property
    def room(self) -> Room | None:
        """Whether the disk is large enough; None while nobody knows for how many."""
        return None if self.forecast is None else room_for(self.forecast.total, self.free)


def inspect_drafts(config: Draft, beside: TopicsBeside, roster: Draft, free: int) -> Inspection:
    """Read everything as the creation of an exam does, and go on where that would stop."""
    problems: list[ExamError] = []
    read = _attempt(lambda: read_config(config), problems)
    if read is None:
        return Inspection(free, tuple(problems))
    topics = _attempt(lambda: read_topics(read, beside), problems)
    people = _attempt(lambda: read_roster(read, roster), problems)
    if people is None:
        return Inspection(free, tuple(problems), read)
    forecast = forecast_of(_minutes_of(read, one) for one in people.applications)
    _attempt(lambda: require_enough(read, people.applications, roster.name), problems)
    problems += _lacks(read, people, forecast, free)
    plan = None
    if topics is not None:
        plan = Plan(read, topics, people.applications, people.repairs, people.set_aside)
    return Inspection(free, tuple(problems), read, people, plan, forecast)


def people_of_sittings(config: ExamConfig, roster: Roster) -> Mapping[str, int]:
    """Return how many come to each sitting, by its id, in the order of the config."""
    if not config.has_paper:
        return {}
    writing = config.writing
    counted = Counter(writing.sitting_for(one.post_id, one.group) for one in roster.applications)
    return {sitting_id: counted[sitting_id] for sitting_id in writing.sitting_ids}


def people_of_days(config: ExamConfig, roster: Roster) -> Mapping[str, int]:
    """Return how many come to each day of interviews, by its id, in the order of the config."""
    days = () if config.interview is None else config.interview.days
    return {
        day.id: sum(day.is_for(one.post_id, one.group) for one in roster.applications)
        for day in days
    }


def _attempt(read: Callable[[], _T], problems: list[ExamError]) -> _T | None:
    """Read something, or note every problem of it."""
    try:
        return read()
    except ExamError as error:
        problems.extend(error.problems)
        return None


def _lacks(config: ExamConfig, roster: Roster, forecast: Forecast, free: int) -> list[ExamError]:
    """Return what a room and a disk lack for so many candidates."""
    lacks: list[ExamError] = []
    for sitting_id, people in people_of_sittings(config, roster).items():
        sitting = config.writing.sitting_of(sitting_id)
        places = sitting.seats - sitting.spare_seats
        if people > places and sitting_id:
            lacks.append(
                RefusedError("places.few-in", people=people, places=places, sitting=sitting_id)
            )
        elif people > places:
            lacks.append(RefusedError("places.few", people=people, places=places))
    if room_for(forecast.total, free) is Room.SHORT:
        language = config.exam.language
        needed = show_bytes(forecast.total, language)
        lacks.append(RefusedError("check.disk", needed=needed, free=show_bytes(free, language)))
    return lacks


def _minutes_of(config: ExamConfig, one: Application) -> float:
    """How long a candidate writes; 0 where nothing is written."""
    if not config.has_paper:
        return 0
    writing = config.writing
    sitting_id = writing.sitting_for(one.post_id, one.group)
    extra = writing.extra_milliseconds(sitting_id, one.accommodation)
    return (writing.milliseconds_of(sitting_id) + extra) / MILLISECONDS_PER_MINUTE
