"""Measures our program with a quarter of the CPU: an old PC, and a key that is held down."""

from typing import Final

from scripts.benching.figures import Slowed, spread_of
from scripts.benching.keystrokes import Typist
from scripts.benching.programs import OURS
from scripts.benching.quota import quarter_of_a_cpu
from scripts.benching.running import started
from scripts.benching.session import Session
from scripts.benching.texts import Paper, Place

PERIODS_MICROSECONDS: Final = (100_000, 10_000)
"""The kernel's own period, in which 25 ms run at full speed; and one as smooth as a slow CPU."""
_REPEATS_PER_SECOND: Final = 30
_HELD_SECONDS: Final = 3
_SETTLING_SECONDS: Final = 1.0


def measure_slowed(paper: Paper, period: int, keys: int, backlogs: int) -> Slowed | None:
    """Type in the middle, then hold a key down a few times; None if it is not permitted."""
    with quarter_of_a_cpu(period) as group:
        if group is None:
            return None
        with started(OURS, paper, group) as running:
            session = running.session
            session.settle(_SETTLING_SECONDS)
            running.go(Place.MIDDLE)
            typist = Typist(running)
            typist.type_letters(keys)
            waits = [_backlog(session) for _ in range(backlogs)]
        return Slowed(period / 1000, spread_of(typist.milliseconds), round(max(waits), 3))


def _backlog(session: Session) -> float:
    """Hold a key down; returns how long after its last repetition that one was shown, in ms."""
    session.settle(_SETTLING_SECONDS)
    count = _REPEATS_PER_SECOND * _HELD_SECONDS
    return session.repeat(b"x", count, 1 / _REPEATS_PER_SECOND).milliseconds
