"""How much is measured: everything in a full run, a part of it in a quick one."""

from dataclasses import dataclass
from typing import Final

from scripts.benching.texts import Place

SLOW_PROGRAM: Final = "TextArea"
WORDS_OF_A_LARGE_PAPER: Final = 20_000
"""Start, memory, rest and slowness are measured on a paper of this length."""
GROWTH_WORDS: Final = (1_000, 50_000)
"""Typing may cost little more in the second than in the first."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Documents by their words, and how often each thing is measured.

    `keys` are measured of ours, `rival_keys` of the program that ours is held against, and
    `other_keys` of the rest; of one that is slow by itself, `slow_keys` inside a long paragraph.
    """

    ordinary: tuple[int, ...]
    long: tuple[int, ...]
    keys: int
    rival_keys: int
    other_keys: int
    slow_keys: int
    actions: int
    starts: int
    idle_seconds: int
    soak_edits: int
    soak_keys: int
    slowed_keys: int
    backlogs: int
    places: tuple[Place, ...]
    acts_everywhere: bool

    def places_of(self, words: int, *, is_long: bool) -> tuple[Place, ...]:
        """Return where one types in a document; a quick run types everywhere in one only."""
        is_large = words == WORDS_OF_A_LARGE_PAPER and not is_long
        return tuple(Place) if is_large else self.places

    def acts_on(self, words: int, *, is_long: bool) -> bool:
        """Whether the other keys are tried in a document; in a quick run only in one."""
        is_large = words == WORDS_OF_A_LARGE_PAPER and not is_long
        return is_large or self.acts_everywhere

    def keys_of(self, program: str, *, is_long: bool) -> int:
        """Return how many keys are measured in one cell of the table."""
        if program == SLOW_PROGRAM and is_long:
            return self.slow_keys
        return {"ours": self.keys, "micro": self.rival_keys}.get(program, self.other_keys)


FULL: Final = Plan(
    ordinary=(1_000, 5_000, 20_000, 50_000),
    long=(5_000, 20_000, 50_000),
    keys=500,
    rival_keys=300,
    other_keys=100,
    slow_keys=20,
    actions=10,
    starts=5,
    idle_seconds=10,
    soak_edits=40_000,
    soak_keys=2_000,
    slowed_keys=300,
    backlogs=3,
    places=tuple(Place),
    acts_everywhere=True,
)
QUICK: Final = Plan(
    ordinary=(1_000, 20_000, 50_000),
    long=(20_000,),
    keys=100,
    rival_keys=75,
    other_keys=15,
    slow_keys=5,
    actions=5,
    starts=2,
    idle_seconds=5,
    soak_edits=3_000,
    soak_keys=300,
    slowed_keys=60,
    backlogs=1,
    places=(Place.MIDDLE,),
    acts_everywhere=False,
)
