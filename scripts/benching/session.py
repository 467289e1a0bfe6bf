"""A program that is being measured: keys go in one at a time, and each is timed to its last cell.

A key counts as shown when every cell of the text area is as it stays: the instant at which the
bytes arrived that made the last change there. Nothing is worked out while a key is on its way.
"""

import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from scripts.benching.grid import Area, Look
from scripts.benching.screen import Screen
from scripts.benching.terminal import Chunk, PseudoTerminal

COLUMNS: Final = 120
ROWS: Final = 40
_QUIET_SECONDS: Final = 0.005
_THINK_SECONDS: Final = 0.025
_PATIENCE_SECONDS: Final = 0.06
_FIRST_SECONDS: Final = 1.0
_START_SECONDS: Final = 60.0
_LONGEST_SECONDS: Final = 3.0
_BACKLOG_QUIET_SECONDS: Final = 0.5
_LETTERS_OF_A_DOCUMENT: Final = 300
_NANOSECONDS: Final = 1_000_000_000


class NothingShownError(Exception):
    """A key that has to change the text area changed nothing; holds the screen."""


@dataclass(frozen=True, slots=True)
class Reaction:
    """When a key was sent and shown, in nanoseconds, and all bytes until the next key."""

    sent: int
    shown: int
    output_bytes: int

    @property
    def milliseconds(self) -> float:
        """From the key to the last changed cell."""
        return (self.shown - self.sent) / 1_000_000


@dataclass(frozen=True, slots=True)
class Margins:
    """Rows and columns of a program's screen that are not text: titles, states, hints, lists."""

    top: int
    bottom: int
    left: int = 0


class Session:
    """One program in its terminal, and the screen that it has drawn."""

    def __init__(self, terminal: PseudoTerminal, margins: Margins) -> None:
        self.terminal = terminal
        self.screen = Screen(COLUMNS, ROWS)
        self._margins = margins
        self.longest_seconds = _LONGEST_SECONDS
        """So long a key may take to be shown; more where nothing is measured."""
        self._random = random.Random(5)
        self._chunks: list[Chunk] = []

    @property
    def area(self) -> Area:
        """Where the text stands."""
        grid, margins = self.screen.grid, self._margins
        return Area(margins.top, margins.left, grid.rows - margins.bottom, grid.columns)

    @property
    def text(self) -> str:
        """The letters of the text area."""
        return "\n".join(self.screen.grid.lines(self.area))

    @property
    def letters(self) -> str:
        """The letters of the text area run together: no frames, signs, blanks or numbers."""
        return "".join(filter(str.isalpha, self.text))

    def press(
        self, keys: bytes, awaited: str = "", pause_seconds: float = _PATIENCE_SECONDS
    ) -> Reaction:
        """Press one key and wait until it is shown, and then for a short while.

        With `awaited`, letters that the text area does not show yet, it is shown only when they
        are there, and the next key may come as soon as from a quick typist. Without, whatever
        changes is the beginning, and all that comes with pauses of less than `pause_seconds`
        belongs to it.

        Raises:
            NothingShownError: the text area did not change, or not to that.

        """
        self._forget()
        return self._reaction(self.terminal.write(keys), awaited, pause_seconds)

    def resize(self, columns: int, rows: int) -> Reaction:
        """Change the size of the terminal and wait until everything is drawn for it."""
        self._forget()
        sent = self.terminal.resize(columns, rows)
        self.screen.grid.resize(columns, rows)
        return self._reaction(sent)

    def send(self, keys: bytes, quiet_seconds: float = 0.03) -> int:
        """Press keys without measuring, until the program was quiet for so long.

        Returns the bytes that it wrote.
        """
        self.terminal.write(keys)
        first = self.terminal.read(max(quiet_seconds, _FIRST_SECONDS))
        if first is None:
            return 0
        self.screen.feed(first.data)
        return len(first.data) + self.settle(quiet_seconds)

    def settle(self, quiet_seconds: float = 0.03) -> int:
        """Take what comes until nothing came for so long; returns how many bytes."""
        return self._feed(self._read_for(quiet_seconds))

    def loses(self, shown: str, seconds: float) -> bool:
        """Wait until the screen does not show a text, at most so long; returns whether it is so."""
        deadline = time.monotonic() + seconds
        while shown in "\n".join(self.screen.grid.lines()):
            if time.monotonic() > deadline:
                return False
            if (chunk := self.terminal.read(0.1)) is not None:
                self.screen.feed(chunk.data)
        return True

    def wait_for_text(self) -> None:
        """Wait until the document is on the screen.

        Raises:
            NothingShownError: it did not come in time.

        """
        deadline = time.monotonic() + _START_SECONDS
        while sum(letter.isalpha() for letter in self.text) < _LETTERS_OF_A_DOCUMENT:
            if time.monotonic() > deadline:
                raise NothingShownError(self.text)
            if (chunk := self.terminal.read(0.1)) is not None:
                self.screen.feed(chunk.data)

    def repeat(self, key: bytes, count: int, interval_seconds: float) -> Reaction:
        """Hold a key down; returns the reaction to its last repetition."""
        self._forget()
        looks: list[tuple[int, Look]] = []
        size, due = 0, time.perf_counter()
        for _ in range(count):
            due += interval_seconds
            sent = self.terminal.write(key)
            while (left := due - time.perf_counter()) > 0:
                chunk = self.terminal.read(left)
                size += self._take([chunk] if chunk else [], looks)
        size += self._take(self._read_for(_BACKLOG_QUIET_SECONDS), looks)
        return Reaction(sent, max(_last_change(looks), sent), size)

    def _forget(self) -> None:
        """Take what came since the last key: clocks and states, nothing of the text."""
        self.settle(0)

    def _reaction(
        self, sent: int, awaited: str = "", pause_seconds: float = _PATIENCE_SECONDS
    ) -> Reaction:
        before = self.screen.grid.look(self.area)
        looks: list[tuple[int, Look]] = [(sent, before)]
        size = 0
        while looks[-1][1] == before or awaited not in self.letters:
            size += self._take(self._read_until_quiet(sent), looks)
        pause = self._random.uniform(0, _THINK_SECONDS) if awaited else pause_seconds
        size += self._take(self._read_for(pause), looks)
        return Reaction(sent, _last_change(looks), size)

    def _read_until_quiet(self, sent: int) -> list[Chunk]:
        """Return what comes until it stops."""
        left = self.longest_seconds - (time.perf_counter_ns() - sent) / _NANOSECONDS
        first = self.terminal.read(left) if left > 0 else None
        if first is None:
            raise NothingShownError(self.text)
        return [first, *self._read_for(_QUIET_SECONDS)]

    def _read_for(self, seconds: float) -> list[Chunk]:
        chunks = []
        while (chunk := self.terminal.read(seconds)) is not None:
            chunks.append(chunk)
        return chunks

    def _feed(self, chunks: Sequence[Chunk]) -> int:
        for chunk in chunks:
            self.screen.feed(chunk.data)
        return sum(len(chunk.data) for chunk in chunks)

    def _take(self, chunks: Sequence[Chunk], looks: list[tuple[int, Look]]) -> int:
        """Feed the screen and note what the text area showed after each piece."""
        for chunk in chunks:
            self.screen.feed(chunk.data)
            looks.append((chunk.at, self.screen.grid.look(self.area)))
        return sum(len(chunk.data) for chunk in chunks)


def _last_change(looks: Sequence[tuple[int, Look]]) -> int:
    """Return from when on the text area showed what it shows at the end."""
    final = looks[-1][1]
    at = looks[-1][0]
    for instant, look in reversed(looks):
        if look != final:
            break
        at = instant
    return at
