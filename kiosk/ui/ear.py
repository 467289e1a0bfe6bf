"""Hears every change of a text, so that it is known what one key took away, and where."""

from collections.abc import Callable
from typing import Final

from exam.manuscript import count_words
from kiosk.text import Recorder

MUCH_WORDS: Final = 30
"""What takes away so many words at once says how they come back."""


def _nothing() -> None:
    """Do nothing."""


class Ear:
    """Passes changes on to `record`; `on_edit` is called after each of them."""

    def __init__(self, record: Recorder) -> None:
        self.on_edit: Callable[[], None] = _nothing
        self.changed_at = 0
        self._record = record
        self._lost_words = 0

    @property
    def lost_much(self) -> bool:
        """Whether many words fewer stand there than when it began to listen."""
        return self._lost_words >= MUCH_WORDS

    def listen(self) -> None:
        """Begin to count words that go."""
        self._lost_words = 0

    def hear(self, at: int, removed: str, inserted: str) -> None:
        """Hear of a change; it takes as long as what was changed is."""
        self._record(at, removed, inserted)
        self.changed_at = at
        if removed or len(inserted) > 1:
            self._lost_words += count_words(removed) - count_words(inserted)
        self.on_edit()
