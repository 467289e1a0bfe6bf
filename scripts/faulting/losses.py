"""What a fault cost: the typing that is gone, and how long nobody could write."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from scripts.faulting.console import MILLISECOND
from scripts.faulting.robot import Life

_BREAK: Final = "\n"


class WrongTextError(Exception):
    """A text has something that was not typed there, which is worse than a loss."""


@dataclass(frozen=True, slots=True)
class Incident:
    """One fault that one robot met.

    `lost` and `seen_lost` count characters: of those given to the kiosk, and of those that were in
    sight. `lost_ms` is the age of the oldest of them when the fault came. `again_ms` is None where
    nobody had to wait; `acknowledged_lost` counts records that the server once held.
    """

    kind: str
    words: int
    lost: int = 0
    seen_lost: int = 0
    lost_ms: float = 0
    again_ms: float | None = None
    acknowledged_lost: int = 0


@dataclass(frozen=True, slots=True)
class Loss:
    """What is gone of one line."""

    lost: int
    seen_lost: int
    lost_ms: float


def loss_of(life: Life, kept: int, at: int) -> Loss:
    """Hold what was kept of a line against what was typed until an instant, in nanoseconds."""
    lost = len(life.typed) - kept
    seen = sum(seen_at <= at for seen_at in life.seen_at)
    age = at - life.given_at[kept] if lost else 0
    return Loss(lost, max(seen - kept, 0), round(max(age, 0) / MILLISECOND, 1))


def kept_of(lives: Sequence[Life], added: str) -> list[int]:
    """Return how many characters of each line stand in what was added to a text, line by line.

    Raises:
        WrongTextError: something else than what was typed stands there; holds it.

    """
    kept, rest = [], added
    for life in lives:
        line = rest.removeprefix(_BREAK).partition(_BREAK)[0]
        is_there = rest.startswith(_BREAK) and life.typed.startswith(line)
        kept.append(len(line) if is_there else 0)
        if is_there:
            rest = rest[1 + len(line) :]
    if rest:
        raise WrongTextError(f"nobody typed {rest[:60]!r}")
    return kept
