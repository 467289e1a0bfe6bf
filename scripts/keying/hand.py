"""The hand that does single strokes: each is taken by the model as it is drawn."""

import signal
from collections.abc import Iterator
from random import Random
from typing import Final

from scripts.keying.keyboard import ESCAPE, FORMS
from scripts.keying.model import Front, Model
from scripts.keying.rubbish import KINDS
from scripts.keying.strokes import Key, Noise, Settle, Signalled, Stroke, Wait

MARK: Final = "·"
"""Typed before each comparison: it is at the desk when all before it is."""
SIGNALS: Final = (signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP, signal.SIGWINCH, signal.SIGCONT)
SLOW: Final = frozenset({"huge-paste", "lone-escape", "slow-answer", "cut-paste"})
"""What takes time is drawn seldom."""
PAUSE_SECONDS: Final = 0.15
_ESCAPE_SECONDS: Final = 0.6
_HUGE: Final = 0.2


class Hand:
    """Strokes keys, and makes noise; `without` names what is left out."""

    def __init__(self, random: Random, model: Model, without: frozenset[str]) -> None:
        self.random = random
        self.model = model
        self.without = without
        self.page_is_sure = True
        self._kinds = [kind for kind in KINDS if kind not in without and kind not in SLOW]

    def do(self, stroke: Stroke) -> Stroke:
        """Let the model take a stroke."""
        self.model.take(stroke)
        if isinstance(stroke, Settle):
            self.page_is_sure = True
        return stroke

    def press(self, name: str) -> Stroke:
        """Press a key in one of its forms."""
        if name == "ctrl+f":
            self.page_is_sure = False
        return self.do(Key(self.random.choice(FORMS[name]), name))

    def type(self, character: str) -> Stroke:
        """Type a character."""
        name = "space" if character == " " else character
        return self.do(Key(character.encode(), name, character))

    def finish(self) -> Iterator[Stroke]:
        """Go back to the text, and compare."""
        if self.model.front is not Front.WRITING:
            yield self.press("escape")
        if self.model.is_finding:
            yield self.press("escape")
        yield self.type(MARK)
        yield self.do(Settle())
        self.model.top = None

    def fit_all(self) -> Iterator[Stroke]:
        """Bring every part to the size of now."""
        for key in ("f3", "f3", "f4", "f4"):
            yield from self.finish()
            yield self.press(key)
        yield from self.finish()

    def noise(self) -> Iterator[Stroke]:
        """Send what is no key, or now and then a signal."""
        if self._kinds and self.random.random() < 0.97:
            kind = self.random.choice(self._kinds)
            yield self.do(Noise(KINDS[kind](self.random), kind))
        elif "signals" not in self.without:
            yield self.do(Signalled(self.random.choice(SIGNALS)))

    def slow_noise(self) -> Iterator[Stroke]:
        """Send what takes its time."""
        kind = self.random.choice(sorted(SLOW))
        if kind in self.without:
            return
        if kind == "lone-escape":
            yield self.do(Key(ESCAPE, "escape"))
            yield Wait(_ESCAPE_SECONDS)
        elif kind == "slow-answer":
            yield from self._in_two(b"\x1b[?62;1", b";22c", kind)
        elif kind == "cut-paste":
            cut = self.random.choice((b"\x1b", b"\x1b[20", b"\xe2\x80", b""))
            is_end = b"\x1b[201~".startswith(cut)
            rest = b"\x1b[201~"[len(cut) if is_end else 0 :]
            yield from self._in_two(b"\x1b[200~dari luar" + cut, rest, kind)
        elif self.random.random() < _HUGE:
            yield self.do(Noise(KINDS[kind](self.random), kind))

    def _in_two(self, first: bytes, rest: bytes, kind: str) -> Iterator[Stroke]:
        yield self.do(Noise(first, kind))
        yield Wait(PAUSE_SECONDS)
        yield self.do(Noise(rest, kind))
