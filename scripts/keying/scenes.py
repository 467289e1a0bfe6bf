"""Draws what is done next: whole scenes of keys, noise, mouse, signals and other sizes.

Only what has one meaning is drawn. Where the width or the height of the text is not known to the
program yet, nothing is drawn that depends on it; where the first row in view is not known, the
mouse is left alone.
"""

from collections.abc import Callable, Iterator
from random import Random
from typing import Final

from scripts.keying.bar import FIELD_KEYS
from scripts.keying.keyboard import COMMON, FORMS, RARE, SIGNS
from scripts.keying.meanings import BY_ROW, MOVES
from scripts.keying.model import Front, Model
from scripts.keying.pointing import Pointing
from scripts.keying.strokes import Resized, Stroke

_LONG: Final = 6_000
_LONGEST: Final = 30_000
_LEAST, _MOST = (20, 5), (200, 60)
_EDITING: Final = {
    "backspace": 30, "delete": 10, "ctrl+w": 5, "ctrl+delete": 5, "enter": 16, "tab": 3,
    "ctrl+z": 20, "ctrl+y": 14, "f8": 6, "ctrl+@": 4, "ctrl+c": 8, "ctrl+x": 6, "ctrl+v": 10,
    "shift+tab": 2, "ctrl+b": 6, "ctrl+r": 4, "f4": 2, "f5": 1, "f9": 1, "f12": 1, "ctrl+p": 1,
    "f11": 1, "ctrl+a": 1, "f6": 8, "f7": 8, "f3": 3, "ctrl+f": 4, "f1": 1, "f2": 1,
    "f10": 1, "escape": 4,
}  # fmt: skip
"""Keys, and how often each is drawn."""
_REPEATED: Final = frozenset({"backspace", "delete", "ctrl+z", "ctrl+y", "f8", "ctrl+v", "ctrl+w"})
_NOTHING: Final = (
    "ctrl+g", "ctrl+j", "ctrl+q", "ctrl+s", "ctrl+\\", "ctrl+]",
    "ctrl+^", "ctrl+_", "alt", "alt+sign", "unbound",
    "alt+left", "alt+up", "alt+pageup", "alt+delete", "alt+home",
)  # fmt: skip
"""Keys that mean nothing in the text."""
_IN_BAR: Final = (
    "enter", "up", "down", "tab", "ctrl+f", "ctrl+r", "ctrl+a", "ctrl+c", "ctrl+v",
)  # fmt: skip
_OUT_OF_BAR: Final = ("escape", "f3", "f4", "f9", "f1", "f6", "f7", "ctrl+x", "ctrl+z", "ctrl+y")
_ON_PAGE: Final = (
    "down", "up", "pagedown", "pageup", "ctrl+f", "ctrl+z", "ctrl+v", "backspace", "f7", "tab",
    "enter", "f1", "f2", "left",
)  # fmt: skip
_ON_REVIEW: Final = ("tab", "shift+tab", "left", "right", "enter", "pageup", "f10", "ctrl+a")
_ON_CONFIRMING: Final = ("enter", "ctrl+z", "f3", "backspace")


class Author(Pointing):
    """Draws scene after scene for a model, which takes each stroke as it is drawn."""

    def __init__(self, random: Random, model: Model, without: frozenset[str] = frozenset()) -> None:
        super().__init__(random, model, without)
        self._nothing = [name for name in _NOTHING if name not in without]
        self._scenes: dict[Callable[[], Iterator[Stroke]], int] = {
            self._press_keys: 60,
            self._move_window: 0 if "sizes" in without else 6,
            self.point: 0 if "mouse" in without else 12,
        }

    def scene(self) -> Iterator[Stroke]:
        """Do something for a while; all of it stands at the desk in the end."""
        yield from self._shorten()
        scenes = self._scenes
        yield from self.random.choices(list(scenes), list(scenes.values()))[0]()
        yield from self.finish()

    def _shorten(self) -> Iterator[Stroke]:
        """Throw a long text away."""
        if self.model.sheet.length > _LONG:
            yield self.press("ctrl+a")
            yield self.press(self.random.choice(("backspace", "ctrl+x", "delete")))

    def _press_keys(self) -> Iterator[Stroke]:
        for _each in range(self.random.randint(10, 120)):
            yield from self._stroke(by_row=True)

    def _move_window(self) -> Iterator[Stroke]:
        """Write while the terminal's size changes; how rows are wrapped is not known meanwhile."""
        for _each in range(self.random.randint(5, 40)):
            if self.random.random() < 0.3:
                yield self.do(Resized(*map(self.random.randint, _LEAST, _MOST)))
            yield from self._stroke(by_row=False)
        yield from self.fit_all()

    def _stroke(self, *, by_row: bool) -> Iterator[Stroke]:
        chance = self.random.random()
        if chance < 0.22:
            yield from self.noise()
        elif chance < 0.23:
            yield from self.slow_noise()
        elif self.model.front is not Front.WRITING:
            yield self._on_page()
        elif self.model.is_finding:
            yield from self._in_bar()
        elif chance < 0.55:
            yield from self._some_letters()
        elif chance < 0.75:
            yield from self._moves(by_row=by_row)
        elif chance < 0.8:
            yield self.press(self.random.choice(self._nothing))
        else:
            yield from self._edits()

    # -- in the text

    def _some_letters(self) -> Iterator[Stroke]:
        for _each in range(self.random.choice((1, 1, 2, 4, 8, 16))):
            sort = self.random.choices((COMMON, " ", SIGNS, RARE), (70, 16, 7, 7))[0]
            yield self.type(self.random.choice(sort))

    def _moves(self, *, by_row: bool) -> Iterator[Stroke]:
        name = self.random.choice(tuple(MOVES))
        if name in BY_ROW and not (by_row and self._may_move_by(name)):
            return
        with_shift = name.replace("ctrl+", "ctrl+shift+") if "+" in name else f"shift+{name}"
        if self.random.random() < 0.35 and with_shift in FORMS:
            name = with_shift
        for _each in range(self.random.choice((1, 1, 1, 2, 5))):
            yield self.press(name)

    def _may_move_by(self, name: str) -> bool:
        return self.model.is_fitted and (self.page_is_sure or not name.startswith("page"))

    def _edits(self) -> Iterator[Stroke]:
        name = self.random.choices(list(_EDITING), list(_EDITING.values()))[0]
        if name == "ctrl+v" and self.model.sheet.length > _LONGEST:
            return
        times = self.random.choice((1, 1, 2, 3, 9)) if name in _REPEATED else 1
        for _each in range(times):
            yield self.press(name)

    # -- elsewhere

    def _in_bar(self) -> Iterator[Stroke]:
        chance = self.random.random()
        if chance < 0.3:
            yield self.type(self.random.choice(COMMON + " ."))
        elif chance < 0.8:
            yield self.press(self.random.choice(_IN_BAR))
        elif chance < 0.9:
            yield self.press(self.random.choice(sorted(FIELD_KEYS)))
        else:
            yield self.press(self.random.choice(_OUT_OF_BAR))
        if self.model.is_patient:
            yield self.type(self.random.choice(COMMON))

    def _on_page(self) -> Stroke:
        if self.model.front is Front.PEEK:
            return self.press("escape")
        if self.random.random() < 0.3 or "choice-bursts" in self.without:
            return self.press("escape")
        if self.random.random() < 0.4:
            return self.type(self.random.choice(COMMON))
        names = {Front.REVIEW: _ON_REVIEW, Front.CONFIRM: _ON_CONFIRMING}
        return self.press(self.random.choice(names.get(self.model.front, _ON_PAGE)))
