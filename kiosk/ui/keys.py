"""What each key does to a sheet: one table for moves, one for changes, one for selecting.

Arrow keys with Ctrl or Shift do not reach every terminal, so each of those moves has a Ctrl key
with a letter as well, which all terminals send, and marking (F8) stands in for Shift.
"""

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from kiosk.text import Move, Sheet


class Step(NamedTuple):
    """A move of the cursor; `extend` takes the end of the selection along."""

    move: Move
    extend: bool


_ARROWS: Final[dict[str, Move]] = {
    "left": Move.LEFT,
    "right": Move.RIGHT,
    "up": Move.UP,
    "down": Move.DOWN,
    "home": Move.ROW_START,
    "end": Move.ROW_END,
    "pageup": Move.PAGE_UP,
    "pagedown": Move.PAGE_DOWN,
    "ctrl+left": Move.WORD_LEFT,
    "ctrl+right": Move.WORD_RIGHT,
    "ctrl+up": Move.PARAGRAPH_UP,
    "ctrl+down": Move.PARAGRAPH_DOWN,
    "ctrl+pageup": Move.SECTION_UP,
    "ctrl+pagedown": Move.SECTION_DOWN,
    "ctrl+home": Move.TEXT_START,
    "ctrl+end": Move.TEXT_END,
}
_LETTERS: Final[dict[str, Move]] = {
    "ctrl+k": Move.WORD_LEFT,
    "ctrl+l": Move.WORD_RIGHT,
    "ctrl+u": Move.PARAGRAPH_UP,
    "ctrl+d": Move.PARAGRAPH_DOWN,
    "ctrl+o": Move.SECTION_UP,
    "ctrl+n": Move.SECTION_DOWN,
    "ctrl+t": Move.TEXT_START,
    "ctrl+e": Move.TEXT_END,
}


def _with_shift(key: str) -> str:
    """Name a key with Shift as Textual does: the modifiers in their alphabetical order."""
    *modifiers, name = key.split("+")
    return "+".join([*modifiers, "shift", name])


MOVES: Final[Mapping[str, Step]] = {
    **{key: Step(move, extend=False) for key, move in (_ARROWS | _LETTERS).items()},
    **{_with_shift(key): Step(move, extend=True) for key, move in (_ARROWS | _LETTERS).items()},
}

CHANGES: Final[Mapping[str, Callable[[Sheet], bool]]] = {
    "enter": Sheet.break_line,
    "shift+enter": Sheet.break_line,
    "tab": lambda sheet: sheet.insert("\t"),
    "shift+tab": lambda _sheet: True,
    "backspace": Sheet.delete_left,
    "shift+backspace": Sheet.delete_left,
    "ctrl+h": Sheet.delete_left,
    "delete": Sheet.delete_right,
    "ctrl+w": Sheet.delete_word_left,
    "ctrl+backspace": Sheet.delete_word_left,
    "ctrl+delete": Sheet.delete_word_right,
}
"""False from a command means that the sheet is full."""

SELECTING: Final[Mapping[str, Callable[[Sheet], None]]] = {
    "ctrl+a": Sheet.select_all,
    "f8": Sheet.grow_selection,
    "ctrl+@": Sheet.grow_selection,
    "ctrl+space": Sheet.grow_selection,
}

_HARD_SPACE: Final = "\u00a0"
_COMMANDING: Final = frozenset({"alt", "ctrl", "hyper", "meta", "super"})


def writes(key: str, character: str | None) -> str:
    """Return what a key types: its character, unless it is held together with a commanding key."""
    if character is None or not (character.isprintable() or character == _HARD_SPACE):
        return ""
    if len(key) > 1 and not _COMMANDING.isdisjoint(key.split("+")[:-1]):
        return ""
    return character
