"""Places of a text that can be asked what stands close to another place."""

from bisect import bisect_left
from collections.abc import Iterable

from exam.disclosure.findings import Finding


class Nearby:
    """Findings of one text, by where they start and end."""

    def __init__(self, found: Iterable[Finding]) -> None:
        spans = [(each.start, each.end) for each in found]
        self._starts = sorted(start for start, _ in spans)
        self._ends = sorted(end for _, end in spans)

    def starts(self, least: int, most: int) -> list[int]:
        """Return where findings start between two places, both included."""
        return _between(self._starts, least, most)

    def ends(self, least: int, most: int) -> list[int]:
        """Return where findings end between two places, both included."""
        return _between(self._ends, least, most)


def _between(places: list[int], least: int, most: int) -> list[int]:
    return places[bisect_left(places, least) : bisect_left(places, most + 1)]
