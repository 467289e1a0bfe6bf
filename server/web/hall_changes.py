"""What changed in the room, each change with a number, kept for those whose connection was cut.

Rows that changed alike are told together, so that what befalls everybody at once stays small.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from secrets import token_hex
from typing import Any, Final

import msgspec

_KEPT: Final = 240
"""So many changes are kept; who missed more is told everything."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change as it is sent: its name, by which it is asked on from, and its JSON."""

    name: str
    body: bytes


class Changes:
    """The latest changes; a name of another run of the server is of none of them."""

    def __init__(self) -> None:
        self._run = token_hex(4)
        self._kept: list[Change] = []
        self._count = 0

    @property
    def latest(self) -> str:
        """Name of the last change."""
        return f"{self._run}-{self._count}"

    def add(self, told: Mapping[str, Any]) -> None:
        """Keep a change."""
        self._count += 1
        self._kept = [*self._kept[-_KEPT + 1 :], Change(self.latest, msgspec.json.encode(told))]

    def after(self, name: str) -> tuple[Change, ...] | None:
        """Return what came after a change, or None if that is not known any more."""
        run, _, number = name.partition("-")
        if run != self._run or not (number.isascii() and number.isdigit()):
            return None
        missed = self._count - int(number)
        if not 0 <= missed <= len(self._kept):
            return None
        return tuple(self._kept[len(self._kept) - missed :])


def together(changed: Iterable[tuple[int, Mapping[str, Any]]]) -> list[tuple[Any, list[int]]]:
    """Return each way in which rows changed, with the numbers of the rows that did."""
    alike: defaultdict[bytes, list[int]] = defaultdict(list)
    for number, values in changed:
        alike[msgspec.json.encode(values)].append(number)
    return [(msgspec.Raw(values), numbers) for values, numbers in alike.items()]
