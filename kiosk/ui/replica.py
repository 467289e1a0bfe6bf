"""The screen's copy of a text: edits are noted at once, and put into it when it is asked for.

So a key costs the same in a long text as in a short one.
"""

from dataclasses import dataclass
from typing import Final

_MOST_GAPS: Final = 64


@dataclass(slots=True)
class _Gap:
    """So many characters from a place on gave way to others."""

    at: int
    removed: int
    inserted: str

    def take(self, at: int, removed: int, inserted: str) -> bool:
        """Take in an edit of what was inserted here; False if it is one of something else."""
        start = at - self.at
        if not 0 <= start <= start + removed <= len(self.inserted):
            return False
        self.inserted = self.inserted[:start] + inserted + self.inserted[start + removed :]
        return True


class Replica:
    """One text, and the edits that have been made since it was put together."""

    def __init__(self, text: str = "") -> None:
        self._text = text
        self._gaps: list[_Gap] = []

    def note(self, at: int, removed: int, inserted: str) -> None:
        """Note that so many characters from a place on gave way to others."""
        if self._gaps and self._gaps[-1].take(at, removed, inserted):
            return
        if len(self._gaps) == _MOST_GAPS:
            self._fill()
        self._gaps.append(_Gap(at, removed, inserted))

    @property
    def text(self) -> str:
        """The text as it stands."""
        self._fill()
        return self._text

    def _fill(self) -> None:
        for gap in self._gaps:
            end = gap.at + gap.removed
            self._text = self._text[: gap.at] + gap.inserted + self._text[end:]
        self._gaps.clear()
