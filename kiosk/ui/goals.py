"""What can be seen after a key in the practice text, and how much of a thing the key has done.

What counts is what happened to the text, the cursor, the selection or the clipboard, never which
key did it; so every way of doing a thing counts, the mouse as well.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from exam.manuscript import HEADING_LEVELS, BlockKind, blocks_of, runs_of, strip_marks

_ITEMS: Final = frozenset(
    {BlockKind.BULLET, BlockKind.BULLET_2, BlockKind.NUMBER, BlockKind.NUMBER_2}
)
_STEP: Final = 3
"""Characters; a step sideways is no longer, for a mark may stand beside the letter."""


@dataclass(frozen=True)
class Moment:
    """What can be seen after a key: text with its marks, both ends of the selection, clipboard."""

    text: str
    anchor: int = 0
    head: int = 0
    kept: str = ""

    @property
    def selected(self) -> int:
        """How many characters are selected."""
        return abs(self.head - self.anchor)

    @cached_property
    def letters(self) -> int:
        """How many characters were typed, ends of lines included."""
        return len(strip_marks(self.text))

    @property
    def lines(self) -> int:
        """How many lines there are."""
        return self.text.count("\n") + 1

    @cached_property
    def headings(self) -> int:
        """How many lines are headings."""
        return sum(block.kind in HEADING_LEVELS for block in blocks_of(self.text))

    @cached_property
    def items(self) -> int:
        """How many lines are items of a list."""
        return sum(block.kind in _ITEMS for block in blocks_of(self.text))

    @cached_property
    def bold(self) -> int:
        """How many characters are set bold."""
        runs = (run for block in blocks_of(self.text) for run in runs_of(block.text))
        return sum(len(run.text) for run in runs if run.bold)


@dataclass(frozen=True, slots=True)
class Change:
    """What one key did; `brings_back` says that the text was the same some time before."""

    before: Moment
    now: Moment
    brings_back: bool = False

    @property
    def is_move(self) -> bool:
        """Whether the cursor has moved and nothing else has happened."""
        before, now = self.before, self.now
        return before.text == now.text and before.head != now.head and not now.selected


Measure = Callable[[Change], int]
"""Says how much of a thing one key did."""


@dataclass(frozen=True, slots=True)
class Goal:
    """A thing to do, and how much of it."""

    amount: int
    measure: Measure


def typed(change: Change) -> int:
    """Count the letters that came."""
    return change.now.letters - change.before.letters


def deleted(change: Change) -> int:
    """Count the letters that went."""
    return change.before.letters - change.now.letters


def broke_line(change: Change) -> int:
    """Count the lines that came."""
    return change.now.lines - change.before.lines


def moved_up_or_down(change: Change) -> int:
    """Whether the cursor went to another line, or further than by a step."""
    one, other = sorted((change.before.head, change.now.head))
    crossed = "\n" in change.now.text[one:other]
    return change.is_move and (crossed or other - one > _STEP)


def moved_sideways(change: Change) -> int:
    """Whether the cursor went by a letter."""
    return change.is_move and abs(change.now.head - change.before.head) <= _STEP


def made_heading(change: Change) -> int:
    """Count the lines that became headings."""
    return change.now.headings - change.before.headings


def made_item(change: Change) -> int:
    """Count the lines that became items of a list."""
    return change.now.items - change.before.items


def went_on_with_list(change: Change) -> int:
    """Whether an item came with a new line, or several came at once."""
    made = made_item(change)
    return made > 1 or (made == 1 and broke_line(change) > 0)


def set_bold(change: Change) -> int:
    """Count the letters that became bold."""
    return change.now.bold - change.before.bold


def selected(change: Change) -> int:
    """Whether more than a letter is selected."""
    return change.now.selected > 1


def kept(change: Change) -> int:
    """Whether something else is on the clipboard."""
    return bool(change.now.kept) and change.now.kept != change.before.kept


def inserted_kept(change: Change) -> int:
    """Whether what is on the clipboard came in the place of what was selected."""
    before, now = change.before, change.now
    start, end = sorted((before.anchor, before.head))
    expected = strip_marks(before.text[:start] + now.kept + before.text[end:])
    return bool(now.kept) and before.text != now.text and strip_marks(now.text) == expected


def took_back(change: Change) -> int:
    """Whether a text from before is back, and not because a letter or what was marked is gone."""
    before, now = change.before, change.now
    return (
        change.brings_back
        and before.text != now.text
        and not before.selected
        and abs(now.letters - before.letters) != 1
    )


def never(_change: Change) -> int:
    """Say nothing of a text: the goal is a key that does nothing to it."""
    return 0
