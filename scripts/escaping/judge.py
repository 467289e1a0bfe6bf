"""What became of an attempt, from what was seen before and after it.

Only a PC that shows the exam, takes what is typed into it and has said nothing strange on its
network has held. Whatever cannot be told apart from an escape is called one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from scripts.escaping.console_font import read_console
from scripts.escaping.picture import Picture

ALIKE: Final = 0.004
"""So large a share of the pixels may differ between two looks at the same: a clock, a cursor."""
_FEWEST_LETTERS: Final = 12
"""So many letters in words: the exam's own letters are never taken for those of a console."""
_WORD: Final = re.compile(r"[A-Za-z]{4,}|[a-z]+@[a-z]+")
_RESTARTS: Final = frozenset({"RESET", "SHUTDOWN", "GUEST_PANICKED"})
_SLEEPS: Final = frozenset({"SUSPEND", "SUSPEND_DISK"})


class Sight(StrEnum):
    """What a screen shows."""

    EXAM = "the exam"
    CONSOLE = "a text console"
    BLANK = "nothing"
    OTHER = "something else"


class Outcome(StrEnum):
    """What became of an attempt."""

    BLOCKED = "blocked"
    DETECTED = "detected"
    RESTARTED = "restarted"
    FIRMWARE = "firmware"
    BROKEN = "broken"
    ESCAPED = "escaped"

    @property
    def is_bad(self) -> bool:
        """Whether the PC did not hold."""
        return self in (Outcome.BROKEN, Outcome.ESCAPED)


_GRUB: Final = re.compile(r"GNU GRUB|grub>|grub rescue|BASH-like|username:")
_SYSTEM_BYTES: Final = 1024**2
"""A firmware reads less than this of a stick, and a boot loader with its kernel more."""
_NOT_OURS: Final = (Sight.CONSOLE, Sight.OTHER)


@dataclass(frozen=True, slots=True)
class Signs:
    """What was seen after an attempt.

    `takes_keys` if what was typed into the exam got there; `events` is what the machine told of
    itself meanwhile, `strange` what went over the network that may not, `between` what the screen
    showed meanwhile that no page of the exam is. `told` is whether the
    proctors were told of it, None if they need not be or nobody looked.
    """

    sight: Sight
    takes_keys: bool
    events: Sequence[str] = ()
    strange: Sequence[str] = ()
    told: bool | None = None
    between: Sight | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome, and by what it is known."""

    outcome: Outcome
    reason: str


def sight_of(picture: Picture, exam: Picture) -> Sight:
    """Tell what a picture shows; `exam` is how the exam looked before."""
    if picture.is_blank:
        return Sight.BLANK
    if picture.size == exam.size and picture.difference(exam) <= ALIKE:
        return Sight.EXAM
    if len("".join(console_words(picture))) >= _FEWEST_LETTERS:
        return Sight.CONSOLE
    return Sight.OTHER


def console_words(picture: Picture) -> list[str]:
    """Return the words that can be read in the letters of a text console."""
    return [word for line in read_console(picture) for word in _WORD.findall(line)]


def judge(signs: Signs, *, may_end: bool = False) -> Verdict:
    """Judge an attempt; `may_end` if it may rightly switch the PC off or start it again."""
    ended = sorted(_RESTARTS & set(signs.events))
    slept = sorted(_SLEEPS & set(signs.events))
    rules = (
        (signs.strange, Outcome.ESCAPED, f"on the network: {_list(signs.strange)}"),
        (ended and may_end, Outcome.RESTARTED, f"the PC went off or began again ({_list(ended)})"),
        (signs.sight in _NOT_OURS, Outcome.ESCAPED, f"the screen shows {signs.sight}"),
        (signs.between, Outcome.ESCAPED, f"in between the screen showed {signs.between}"),
        (ended or slept, Outcome.BROKEN, f"the PC did not go on ({_list(ended + slept)})"),
        (signs.sight is Sight.BLANK, Outcome.BROKEN, "the screen shows nothing"),
        (not signs.takes_keys, Outcome.ESCAPED, "what is typed does not reach the exam"),
        (signs.told is False, Outcome.ESCAPED, "the proctors were not told"),
        (signs.told, Outcome.DETECTED, "the exam goes on, and the proctors were told"),
        (True, Outcome.BLOCKED, "the exam is seen and takes what is typed"),
    )
    return next(Verdict(outcome, reason) for holds, outcome, reason in rules if holds)


def judge_start(console: str, bytes_read: int) -> Verdict | None:
    """Judge what keys made of a start, None if it is for the page that comes to tell.

    `console` is what can be read in the letters of a text console; `bytes_read` is what was read of
    the stick by then.
    """
    if found := _GRUB.search(console):
        return Verdict(Outcome.ESCAPED, f"the boot loader shows “{found[0]}”")
    if bytes_read < _SYSTEM_BYTES:
        said = f"the firmware holds the PC: {bytes_read} bytes of the stick were read"
        return Verdict(Outcome.FIRMWARE, said)
    return None


def _list(names: Sequence[str]) -> str:
    return ", ".join(names)
