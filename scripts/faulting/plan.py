"""How many faults there are: all of them in a full run, some in a quick one, a few in the tests."""

from dataclasses import dataclass
from typing import Final

LONG_WORDS: Final = 20_000
"""One of the robots writes at the end of a paper of this length."""


@dataclass(frozen=True, slots=True)
class Plan:
    """`kiosk_kills` are for each of the two robots; disks and LAN are for the one with little text.

    With no `long_words` both have little. `card_kdf` is the profile that stretches card codes.
    """

    kiosk_kills: int
    server_kills: int
    lonely_kills: int
    moves: int
    disks: int
    lan_seconds: float
    lan_kills: int
    restores: bool
    long_words: int
    card_kdf: str


FULL: Final = Plan(
    kiosk_kills=120,
    server_kills=20,
    lonely_kills=5,
    moves=5,
    disks=2,
    lan_seconds=20,
    lan_kills=10,
    restores=True,
    long_words=LONG_WORDS,
    card_kdf="standard",
)
QUICK: Final = Plan(
    kiosk_kills=20,
    server_kills=4,
    lonely_kills=2,
    moves=1,
    disks=1,
    lan_seconds=5,
    lan_kills=2,
    restores=True,
    long_words=LONG_WORDS,
    card_kdf="standard",
)
