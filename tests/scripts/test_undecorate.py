"""A module without decorated properties does what it did."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

from scripts.undecorate import undecorated

_SOURCE = """
from functools import cached_property


class Seat:
    def __init__(self) -> None:
        self.asked = 0

    @property
    def name(self) -> str:
        return "PC-01"

    @cached_property
    def count(self) -> int:
        self.asked += 1
        return self.asked

    @staticmethod
    def other() -> int:
        return 7
"""


def _run(source: str) -> Any:
    names: dict[str, Any] = {}
    exec(source, names)
    return SimpleNamespace(**names).Seat()


def test_properties_are_made_below_their_functions_and_mean_the_same() -> None:
    changed = undecorated(_SOURCE)
    assert "@property" not in changed
    assert "@cached_property" not in changed
    assert "@staticmethod" in changed
    seat = _run(changed)
    assert (seat.name, seat.count, seat.count, seat.other()) == ("PC-01", 1, 1, 7)


def test_a_module_without_properties_stays_as_it_is() -> None:
    source = Path(__file__).read_text("utf-8")
    assert undecorated(source) == source
