"""How large a world is, and how long its exam: small ones by seed, and the full day of a lab."""

from dataclasses import dataclass, replace
from typing import Final

from scripts.simulating.dice import Dice

_TINY: Final = 0.7
_MIDDLING: Final = 0.25
"""Most worlds are so small that they cost little; what goes wrong in larger ones is rarer."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One kind of world; times are seconds.

    `minutes` is what the config says, `seconds` how long people really write, if that is less.
    People arrive within `arrival`; `pace` stretches the pauses between their keys.
    """

    minutes: int
    computers: int
    people: int
    arrival: float
    pace: float
    mishaps: int
    seconds: int | None = None
    premises_people: int = 6
    premises_seats: int = 6
    patience: float = 90.0
    backup_seconds: float = 5.0

    @property
    def writing_seconds(self) -> int:
        """How long people may write."""
        return self.minutes * 60 if self.seconds is None else self.seconds

    @classmethod
    def small(cls, seed: int) -> "Shape":
        """A few seats for a minute or so."""
        dice = Dice(seed).stream("shape")
        size = dice.random()
        if size < _TINY:
            computers, seconds, most = 2, dice.choice((15, 20)), 5
        elif size < _TINY + _MIDDLING:
            computers, seconds, most = dice.choice((2, 3)), dice.choice((30, 40, 50)), 8
        else:
            computers, seconds, most = dice.choice((3, 4)), dice.choice((60, 100)), 10
        return cls(
            minutes=1,
            seconds=seconds,
            computers=computers,
            people=max(1, computers - dice.choice((0, 1, 1))),
            arrival=2.5,
            pace=1.5,
            mishaps=dice.randrange(1, most),
        )

    @classmethod
    def day(cls) -> "Shape":
        """A whole lab for four hours, with more than a mishap a minute."""
        return cls(
            minutes=240,
            computers=56,
            people=54,
            arrival=120.0,
            pace=15.0,
            mishaps=300,
            premises_people=54,
            premises_seats=56,
            backup_seconds=60.0,
        )

    @classmethod
    def lab(cls) -> "Shape":
        """A whole lab for five minutes, in which as much goes wrong as in a bad morning."""
        return replace(cls.day(), seconds=300, mishaps=40, pace=6.0, backup_seconds=20.0)
