"""Several texts under one another, of which a window shows some rows: which row shows what."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from textual.content import Content


@dataclass(frozen=True, slots=True)
class Row:
    """One row: of which text, counted from 0, and whether it is the text's first."""

    text: int
    is_first: bool
    content: str


class Roll:
    """Texts wrapped to a width, in a window of a height, one of them being pointed at."""

    def __init__(self, texts: Sequence[str], width: int = 80) -> None:
        self.here = 0
        self.top = 0
        self._height = 1
        self._texts = tuple(texts)
        self.rows: tuple[Row, ...] = ()
        self._starts: tuple[int, ...] = (0,)
        self.wrap(width)

    def __len__(self) -> int:
        return len(self._texts)

    @property
    def height(self) -> int:
        """How many rows the window has."""
        return self._height

    def wrap(self, width: int) -> None:
        """Lay the texts out anew; the one that is pointed at stays in sight."""
        wrapped = [Content(text).wrap(max(1, width)) for text in self._texts]
        self.rows = tuple(
            Row(at, not place, line.plain)
            for at, lines in enumerate(wrapped)
            for place, line in enumerate(lines)
        )
        self._starts = tuple(accumulate(map(len, wrapped), initial=0))
        self._follow()

    def open_window(self, height: int) -> None:
        """Show so many rows."""
        self._height = max(1, height)
        self._follow()

    def point_at(self, text: int) -> None:
        """Point at a text, or at the one that is nearest to that number, and show it."""
        self.here = max(0, min(text, len(self) - 1))
        self._follow()

    def turn(self, rows: int) -> None:
        """Move the window, and point at a text in it."""
        self._move_to(self.top + rows)
        shown = self.in_window
        if shown and not shown[0].text <= self.here <= shown[-1].text:
            self.here = shown[0 if rows > 0 else -1].text

    @property
    def in_window(self) -> tuple[Row, ...]:
        """The rows that are shown."""
        return self.rows[self.top : self.top + self._height]

    @property
    def above(self) -> int:
        """How many texts begin above the window."""
        return sum(start < self.top for start in self._starts[:-1])

    @property
    def below(self) -> int:
        """How many texts end below the window."""
        return sum(end > self.top + self._height for end in self._starts[1:])

    def _follow(self) -> None:
        """Move the window as little as shows the text that is pointed at, its beginning first."""
        if self.rows:
            first, end = self._starts[self.here], self._starts[self.here + 1]
            self._move_to(min(first, max(self.top, end - self._height)))

    def _move_to(self, top: int) -> None:
        self.top = max(0, min(top, len(self.rows) - self._height))
