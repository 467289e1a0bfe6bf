"""Numbers in a row and the sums before each: where lines begin, how many rows stand above.

Sums are kept as far as they are known to be right: a change forgets those behind it, a question
works out those before its place. Whoever writes at one place asks and changes there, so both stay
cheap however many numbers there are.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Final

_LEAST_STEP: Final = 64


class Sums:
    """Positive numbers with the sums before them."""

    def __init__(self, values: Iterable[int] = ()) -> None:
        self._values = list(values)
        self._edges = [0]
        self.total = sum(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __getitem__(self, index: int) -> int:
        return self._values[index]

    def set(self, index: int, value: int) -> None:
        """Change one number."""
        self.total += value - self._values[index]
        self._values[index] = value
        del self._edges[index + 1 :]

    def splice(self, start: int, stop: int, values: Sequence[int]) -> None:
        """Put other numbers in the place of those from `start` to `stop`."""
        self.total += sum(values) - sum(self._values[start:stop])
        self._values[start:stop] = values
        del self._edges[start + 1 :]

    def before(self, index: int) -> int:
        """Return the sum of all numbers before an index."""
        self._learn(index + 1)
        return self._edges[index]

    def find(self, amount: int) -> tuple[int, int]:
        """Return the last index whose sum before it is at most `amount`, and what remains."""
        edges, count = self._edges, len(self._values)
        step = _LEAST_STEP
        while edges[-1] <= amount and len(edges) < count:
            self._learn(min(count, len(edges) + step))
            step *= 2
        index = bisect_right(edges, amount, hi=min(len(edges), count)) - 1
        return index, amount - edges[index]

    def _learn(self, size: int) -> None:
        """Work out the sums before the first `size` numbers."""
        edges = self._edges
        known = len(edges)
        if size > known:
            fresh = accumulate(self._values[known - 1 : size - 1], initial=edges[-1])
            next(fresh)
            edges.extend(fresh)
