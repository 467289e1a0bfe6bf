"""What every entry of `scripts/bench` about the server comes to, however it was measured."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scripts.benching.targets import Target


@dataclass(frozen=True, slots=True)
class Answer:
    """What one entry found out: for people, for programs, and held against what was promised.

    `times` are targets that a slow or busy machine misses; `counts` hold on every machine: bytes,
    exponents, and how many calls failed.
    """

    tables: str
    times: Sequence[Target]
    counts: Sequence[Target]
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """One question: its name at the command, a line of help, and how it is answered.

    `needs` are programs that have to be there, and `quick` asks for less of everything.
    """

    name: str
    help: str
    answer: Callable[[bool], Answer]
    needs: tuple[str, ...] = ()
