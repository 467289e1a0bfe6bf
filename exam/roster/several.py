"""Gives each application a number of its own, and sets aside those for posts that are not held.

Whoever applies for one post keeps the number of the list. Whoever applies for several has one for
each, `012-1`, `012-2`, in the order in which the posts are written for: candidates sign in with the
number on a card, and a card is for one sitting. So no two posts of one person may be written for
at the same time.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from exam.clock import MILLISECONDS_PER_MINUTE
from exam.config import ExamConfig
from exam.roster.applications import LONGEST_NUMBER, Application, Listed
from exam.roster.findings import Findings
from exam.roster.people import number_key


def set_aside(
    listed: Sequence[Listed], config: ExamConfig, findings: Findings
) -> tuple[tuple[Listed, ...], tuple[Application, ...]]:
    """Part the applications for posts that are held from the others, which are reported."""
    held = {post.id for post in config.posts if post.held}
    for one in listed:
        if one.application.post_id not in held:
            name = config.post(one.application.post_id).name
            found = f"{one.application.number} {one.application.name}"
            findings.repair("repair.not-held", one.row, name, found)
    taken = tuple(one for one in listed if one.application.post_id in held)
    others = (one.application for one in listed if one.application.post_id not in held)
    return taken, tuple(others)


def number_each(
    listed: Sequence[Listed],
    aside: Sequence[Application],
    config: ExamConfig,
    findings: Findings,
) -> tuple[Application, ...]:
    """Return the applications in their order, each with a number that no other has.

    Those who were set aside keep theirs: lists of scores may still name them.

    Raises:
        ConfigError: somebody with several posts comes to no sitting.

    """
    people: dict[str, list[Listed]] = {}
    for one in listed:
        people.setdefault(one.application.number, []).append(one)
    taken = {number_key(number) for number in (*people, *(one.number for one in aside))}
    numbers: dict[Listed, str] = {}
    for number, theirs in people.items():
        if len(theirs) > 1:
            in_order = sorted(theirs, key=lambda one: _turn_of(one.application, config))
            _refuse_at_once(in_order, config, findings)
            own = {one: f"{number}-{turn}" for turn, one in enumerate(in_order, 1)}
            _refuse_numbers(own, taken, findings)
            numbers |= own
    return tuple(_numbered(one.application, numbers.get(one)) for one in listed)


def _numbered(application: Application, number: str | None) -> Application:
    if number is None:
        return application
    return replace(application, number=number, person=application.number)


def _turn_of(application: Application, config: ExamConfig) -> tuple[float, int]:
    """Return what orders the posts of a person: when they are written for, then the config."""
    place = [post.id for post in config.posts].index(application.post_id)
    if not config.has_paper:
        return 0, place
    return _time_of(application, config)[0], place


def _time_of(application: Application, config: ExamConfig) -> tuple[float, float]:
    """Return from when to when somebody writes, in minutes from the first day of the calendar."""
    writing = config.writing
    sitting_id = writing.sitting_for(application.post_id, application.group)
    begin = writing.sitting_of(sitting_id).begin_minutes
    extra = writing.extra_milliseconds(sitting_id, application.accommodation)
    return begin, begin + writing.minutes_of(sitting_id) + extra / MILLISECONDS_PER_MINUTE


def _refuse_at_once(theirs: Sequence[Listed], config: ExamConfig, findings: Findings) -> None:
    """Refuse posts of one person that are written for at the same time."""
    if not config.has_paper:
        return
    for first, later in combinations(theirs, 2):
        if _time_of(later.application, config)[0] < _time_of(first.application, config)[1]:
            one, other = first.application, later.application
            findings.refuse(
                "roster.same-time",
                row=max(first.row, later.row),
                value=f"{other.number} {other.name}",
                post=config.post(one.post_id).name,
                other=config.post(other.post_id).name,
                sitting=_sitting_of(one, config),
                other_sitting=_sitting_of(other, config),
            )


def _sitting_of(application: Application, config: ExamConfig) -> str:
    """Return what the config calls the sitting, even where it is the only one."""
    writing = config.writing
    sitting_id = writing.sitting_for(application.post_id, application.group)
    return writing.sitting_of(sitting_id).id


def _refuse_numbers(
    theirs: Mapping[Listed, str], taken: Collection[str], findings: Findings
) -> None:
    """Refuse numbers of a person of which one is another's, or that are longer than allowed."""
    for one, number in theirs.items():
        if number_key(number) in taken:
            findings.refuse(
                "roster.number-taken", row=one.row, value=one.application.number, number=number
            )
    first, number = next(iter(theirs.items()))
    if len(number) > LONGEST_NUMBER:
        findings.refuse(
            "roster.number-long",
            row=first.row,
            value=first.application.number,
            number=number,
            most=LONGEST_NUMBER,
        )
