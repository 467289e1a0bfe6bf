"""Who comes to a rehearsal and what happens to whom: drawn by the seed, without any file."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from random import Random
from typing import Final

from exam.roster import Application


class Role(StrEnum):
    """What somebody goes through at their sitting."""

    SCREEN_KILLED = "a kiosk is killed and opened again"
    MOVED = "a PC dies, on at a spare one"
    LATE = "late, let in"
    ABSENT = "absent"
    TIME_UP = "lets the clock run out"
    SCREEN = "at a screen"
    PLAIN = ""


AT_SCREENS: Final = (Role.SCREEN, Role.SCREEN_KILLED)
_EVENTFUL: Final = (Role.SCREEN_KILLED, Role.MOVED, Role.TIME_UP, Role.LATE, Role.ABSENT)
"""In the first sitting, in the order in which somebody is found for them."""
_CALM: Final = (Role.SCREEN, Role.MOVED, Role.ABSENT)
"""In every other sitting."""


@dataclass(frozen=True, slots=True)
class Scale:
    """How large a rehearsal is: its people, its screens, its texts, its clock.

    `people` and `post_people` are the most of a sitting and of a post, None for all that there are;
    `lines` the most of a paper and `screen_lines` of one typed at a screen. `screens` says whether
    there are real screens at every sitting, and not at the first alone. People without a screen
    write for `writing_seconds`; `clock_runs_out` says whether somebody waits until `minutes` are
    over, which the first sitting lasts then.
    """

    people: int | None
    post_people: int | None
    lines: int | None
    screen_lines: int
    screens: bool
    minutes: float
    writing_seconds: float
    clock_runs_out: bool


WHOLE: Final = Scale(
    people=None,
    post_people=None,
    lines=None,
    screen_lines=12,
    screens=True,
    minutes=1.25,
    writing_seconds=30,
    clock_runs_out=True,
)
SHORT: Final = Scale(
    people=5,
    post_people=3,
    lines=12,
    screen_lines=3,
    screens=False,
    minutes=3,
    writing_seconds=3,
    clock_runs_out=False,
)


@dataclass(frozen=True, slots=True)
class Comer:
    """Somebody with one of their applications, and the sitting that it is for."""

    application: Application
    sitting_id: str

    @property
    def person(self) -> str:
        """Who it is, whatever they apply for."""
        return self.application.person_number


def choose_people(comers: Sequence[Comer], scale: Scale) -> frozenset[str]:
    """Return who takes part, so that no sitting has more than a few and each has somebody.

    Of the posts that most apply for there are the most, so that candidates have rivals. Whoever
    comes to several sittings comes to all of them, so one of them may have more.
    """
    if scale.people is None:
        return frozenset(one.person for one in comers)
    rivals_of = Counter(one.application.post_id for one in comers)
    chosen: set[str] = set()
    for one in sorted(comers, key=lambda each: -rivals_of[each.application.post_id]):
        here = [each for each in comers if each.person in chosen]
        together = sum(each.sitting_id == one.sitting_id for each in here)
        post = one.application.post_id
        rivals = sum(each.application.post_id == post for each in here)
        if together < scale.people and (scale.post_people is None or rivals < scale.post_people):
            chosen.add(one.person)
    return frozenset(chosen)


def cast(comers: Sequence[Comer], seed: int, scale: Scale, *, is_first: bool) -> dict[str, Role]:
    """Return what happens to whom at a sitting, by number; somebody always just writes.

    Whoever has a longer time is the last that anything happens to: clocks that run out are short.
    """
    usual = [one.application.number for one in comers if not one.application.accommodation]
    Random(f"{seed} {usual}").shuffle(usual)
    longer = (one.application.number for one in comers if one.application.accommodation)
    numbers = [*usual, *longer]
    left_out = set() if scale.screens else {Role.SCREEN}
    if not scale.clock_runs_out:
        left_out.add(Role.TIME_UP)
    wanted = (role for role in (_EVENTFUL if is_first else _CALM) if role not in left_out)
    roles = dict.fromkeys(numbers, Role.PLAIN)
    roles.update(zip(numbers[1:], wanted, strict=False))
    return roles
