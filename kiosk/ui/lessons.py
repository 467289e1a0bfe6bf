"""The ten lessons of the practice text, and somebody's way through them.

Lessons look at what a key did, not at keys. Only for keys that do nothing to a text, the course is
told that they were pressed.
"""

from collections.abc import Mapping
from enum import Enum, auto
from typing import Final

from kiosk.ui.goals import (
    Change,
    Goal,
    Moment,
    broke_line,
    deleted,
    inserted_kept,
    kept,
    made_heading,
    made_item,
    moved_sideways,
    moved_up_or_down,
    never,
    selected,
    set_bold,
    took_back,
    typed,
    went_on_with_list,
)


class Lesson(Enum):
    """What is taught, in this order."""

    TYPING = auto()
    ARROWS = auto()
    BACKSPACE = auto()
    HEADING = auto()
    LIST = auto()
    BOLD = auto()
    COPYING = auto()
    UNDO = auto()
    MENU = auto()
    HAND_IN = auto()


GOALS: Final[Mapping[Lesson, tuple[Goal, ...]]] = {
    Lesson.TYPING: (Goal(10, typed), Goal(1, broke_line)),
    Lesson.ARROWS: (Goal(2, moved_up_or_down), Goal(2, moved_sideways)),
    Lesson.BACKSPACE: (Goal(3, deleted),),
    Lesson.HEADING: (Goal(1, made_heading),),
    Lesson.LIST: (Goal(1, made_item), Goal(1, went_on_with_list)),
    Lesson.BOLD: (Goal(3, set_bold),),
    Lesson.COPYING: (Goal(1, selected), Goal(1, kept), Goal(1, inserted_kept)),
    Lesson.UNDO: (Goal(3, typed), Goal(1, took_back)),
    Lesson.MENU: (Goal(1, never),),
    Lesson.HAND_IN: (Goal(1, never),),
}
"""What must have been done, in any order, until a lesson is done."""

LESSONS: Final = tuple(Lesson)


class Course:
    """Somebody's way through the lessons; behind the last one is free practice.

    A lesson that is done stays until `go_on`, so that its last tick can be seen; what is done in
    between counts for no lesson.
    """

    def __init__(self) -> None:
        self.left_text: str | None = None
        self._index = 0
        self._is_done = False
        self._done: list[int] = []
        self._before = Moment("")
        self._seen: set[int] = set()
        self._begin()

    @property
    def lesson(self) -> Lesson | None:
        """The lesson of now, None behind the last."""
        return LESSONS[self._index] if self._index < len(LESSONS) else None

    @property
    def number(self) -> int:
        """The number of the lesson of now, from 1."""
        return self._index + 1

    @property
    def is_done(self) -> bool:
        """Whether the lesson of now is done."""
        return self._is_done

    @property
    def reached(self) -> tuple[bool, ...]:
        """Which goals of the lesson of now are reached."""
        return tuple(
            self._is_done or done >= goal.amount
            for done, goal in zip(self._done, self._goals, strict=True)
        )

    @property
    def _goals(self) -> tuple[Goal, ...]:
        return GOALS[self.lesson] if self.lesson else ()

    def start_on(self, moment: Moment) -> None:
        """Begin the lesson of now on a sheet of which nothing is known yet."""
        self._before = moment
        self._seen = {hash(moment.text)}
        self._begin()

    def see(self, now: Moment) -> Lesson | None:
        """Look at what a key did; returns the lesson that it finished, if it did."""
        before, self._before = self._before, now
        change = Change(before, now, hash(now.text) in self._seen)
        self._seen.add(hash(now.text))
        if self._is_done:
            return None
        gains = [max(0, goal.measure(change)) for goal in self._goals]
        self._done = [done + gain for done, gain in zip(self._done, gains, strict=True)]
        return self._finish() if self._done and all(self.reached) else None

    def press(self, lesson: Lesson) -> Lesson | None:
        """Hear that the key was pressed about which a lesson is; returns it if it is of now."""
        return self._finish() if lesson is self.lesson and not self._is_done else None

    def go_on(self) -> None:
        """Go on to the next lesson, whether the one of now is done or left out."""
        self._go_to(self._index + 1)

    def go_back(self) -> None:
        """Go back to the lesson before."""
        self._go_to(self._index - 1)

    def _finish(self) -> Lesson | None:
        self._is_done = True
        return self.lesson

    def _go_to(self, index: int) -> None:
        self._index = min(max(index, 0), len(LESSONS))
        self._begin()

    def _begin(self) -> None:
        self._done = [0] * len(self._goals)
        self._is_done = False
