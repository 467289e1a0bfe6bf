"""Plays strokes at a real screen and compares its texts with a model's."""

import asyncio
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Final

from exam.manuscript import Part
from kiosk.machine import THIS_MACHINE
from scripts.keying.model import Model
from scripts.keying.program import read_texts, write_texts
from scripts.keying.scenes import Author
from scripts.keying.strokes import (
    Key,
    Mouse,
    Noise,
    Resized,
    Settle,
    Signalled,
    Stroke,
    Wait,
)
from scripts.keying.terminal import StuckError, Terminal

SIZE: Final = (100, 30)
_PATIENCE_SECONDS: Final = 60.0
"""So long nothing may change at the desk while something is still to come."""
_ASK_SECONDS: Final = 0.01
_QUIET_SECONDS: Final = 0.06
_MOST_SECONDS: Final = 2.0
_TOLD_KEYS: Final = 5_000
_START_SECONDS: Final = 120.0
_TEXTS: Final = {
    Part.PAPER: "\ue001Pendahuluan\nKota yang tertib dimulai dari data.\n\ue011satu\n\ue011dua\n"
    "\ue031Tahun\ue032Kejadian\n\ue0312025\ue0321.248\n",
    Part.SLIDES: "\ue001Gagasan\n\ue011satu",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """What should stand somewhere, and what does."""

    part: Part
    wanted: str
    found: str

    def __str__(self) -> str:
        start = 0
        for one, other in zip(self.wanted, self.found, strict=False):
            if one != other:
                break
            start += 1
        around = slice(max(0, start - 25), start + 60)
        return (
            f"{self.part} differs from character {start} on:\n"
            f"  wanted {self.wanted[around]!r}\n  found  {self.found[around]!r}"
        )


class WrongError(Exception):
    """The screen did something else than the model."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """What stood there when both were equal, on which size, and all strokes from then on."""

    texts: Mapping[Part, str]
    size: tuple[int, int]
    strokes: Sequence[Stroke]


@dataclass(slots=True)
class Counts:
    """What was done."""

    strokes: Counter[str] = field(default_factory=Counter)
    edits: int = 0
    comparisons: int = 0
    output_bytes: int = 0
    seconds: float = 0.0

    @property
    def keys(self) -> int:
        """Keys, reports of the mouse, and pieces of noise."""
        return sum(self.strokes[kind.__name__] for kind in (Key, Mouse, Noise))


class Trial:
    """One kiosk in a folder of its own, played to the end."""

    def __init__(
        self,
        seed: int,
        texts: Mapping[Part, str] | None = None,
        size: tuple[int, int] = SIZE,
        term: str = "xterm-256color",
    ) -> None:
        self.counts = Counts()
        self.patience_seconds = _PATIENCE_SECONDS
        self._random = Random(seed)
        self._folder = Path(tempfile.mkdtemp(prefix="makalah-keys-"))
        self._home, self._began = self._folder / "seat", THIS_MACHINE.boottime()
        self._home.mkdir()
        asyncio.run(write_texts(self._home, self._began, texts or _TEXTS))
        self.terminal = Terminal(self._home, self._began, size, term, self._random)
        self._size = self._size_then = size
        self._unsent = bytearray()
        self._since: list[Stroke] = []
        self._equal: dict[Part, str] = {}

    def start(self) -> Model:
        """Wait for the first picture, and return a model of what stands there."""
        deadline = time.monotonic() + _START_SECONDS
        while not self.terminal.listener.pictures and time.monotonic() < deadline:
            self.terminal.be_quiet(0.2, 0.2)
        self.terminal.be_quiet(0.4, 5.0)
        self._equal = self.terminal.standing().texts
        return Model(self._equal, *self._size)

    def play(self, author: Author, count: int, tell: Callable[[int], None]) -> None:
        """Let an author draw scenes until there were so many keys; `tell` hears of thousands.

        Raises:
            WrongError: the screen did something else than the model, or ended.

        """
        began = time.monotonic()
        model = author.model
        self.perform(author.fit_all(), model)
        told = 0
        while self.counts.keys < count:
            self.perform(author.scene(), model)
            if self.counts.keys // _TOLD_KEYS > told:
                told = self.counts.keys // _TOLD_KEYS
                tell(self.counts.keys)
        self.counts.seconds = time.monotonic() - began

    def perform(self, strokes: Iterable[Stroke], model: Model) -> None:
        """Do strokes, each of which the model has taken when it comes here."""
        for stroke in strokes:
            self._since.append(stroke)
            self.counts.strokes[type(stroke).__name__] += 1
            try:
                self._do(stroke, model)
            except StuckError as error:
                raise WrongError(str(error)) from error

    def _do(self, stroke: Stroke, model: Model) -> None:
        match stroke:
            case Key(data=data) | Mouse(data=data) | Noise(data=data):
                self._unsent += data
                return
            case _:
                self.terminal.send(bytes(self._unsent))
                self._unsent.clear()
        match stroke:
            case Wait(seconds=seconds):
                self.terminal.rest(seconds)
            case Signalled(number=number):
                self.terminal.signal(number)
            case Resized(columns=columns, rows=rows):
                self.terminal.resize(columns, rows)
                self._size = (columns, rows)
            case Settle():
                self._compare(model)

    def _compare(self, model: Model) -> None:
        """Wait until the desk has what the model has, and nothing more is drawn."""
        wanted = model.texts
        standing = self.terminal.standing()
        edits, deadline = standing.edits, time.monotonic() + self.patience_seconds
        while standing.texts != wanted:
            if time.monotonic() > deadline:
                self._blame(wanted, standing.texts)
            self.terminal.be_quiet(_ASK_SECONDS, _ASK_SECONDS)
            standing = self.terminal.standing()
            if standing.edits != edits:
                edits, deadline = standing.edits, time.monotonic() + self.patience_seconds
        self.counts.edits, self.counts.comparisons = standing.edits, self.counts.comparisons + 1
        if standing.fault:
            raise WrongError(standing.fault)
        self._blame(wanted, standing.folded)
        if self.terminal.listener.faults:
            raise WrongError("; ".join(self.terminal.listener.faults))
        if self.terminal.listener.pictures > 1:
            raise WrongError("the screen died and was started again")
        self.terminal.be_quiet(_QUIET_SECONDS, _MOST_SECONDS)
        self._equal, self._since, self._size_then = wanted, [], self._size

    @property
    def last_stretch(self) -> Stretch:
        """What was done since both were equal."""
        return Stretch(self._equal, self._size_then, self._since)

    def _blame(self, wanted: dict[Part, str], found: dict[Part, str]) -> None:
        for part, text in wanted.items():
            if found[part] != text:
                raise WrongError(str(Difference(part, text, found[part])))

    def end(self) -> list[str]:
        """End the kiosk; returns what is wrong with how it ended, and with what is on its disk."""
        wrong = self.terminal.end()
        self.counts.output_bytes = self.terminal.listener.bytes
        if self.terminal.listener.pictures > 1:
            wrong.append("the screen died and was started again")
        if asyncio.run(read_texts(self._home, self._began)) != self._equal:
            wrong.append("what is on the disk is not what was at the desk")
        shutil.rmtree(self._folder, ignore_errors=True)
        return [*wrong, *self.terminal.listener.faults]
