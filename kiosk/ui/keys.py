"""What each key does: tables for moves, for changes, for selecting, and for the page's own keys.

Arrow keys with Ctrl or Shift do not reach every terminal, so each of those moves has a Ctrl key
with a letter as well, which all terminals send, and marking (F8) stands in for Shift.
"""

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from exam.manuscript import BlockKind
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

_ITEMS: Final = frozenset(
    {BlockKind.BULLET, BlockKind.BULLET_2, BlockKind.NUMBER, BlockKind.NUMBER_2}
)


def _tab(sheet: Sheet) -> bool:
    """Go to the next cell, put an item of a list deeper, or type a tab."""
    if sheet.in_table:
        return sheet.next_cell()
    if sheet.current_kind in _ITEMS:
        return sheet.change_level(deeper=True)
    return sheet.insert("\t")


def _tab_back(sheet: Sheet) -> bool:
    """Go to the cell before, or put an item of a list less deep."""
    if sheet.in_table:
        return sheet.previous_cell()
    return sheet.current_kind not in _ITEMS or sheet.change_level(deeper=False)


CHANGES: Final[Mapping[str, Callable[[Sheet], bool]]] = {
    "enter": Sheet.break_line,
    "shift+enter": Sheet.break_line,
    "tab": _tab,
    "shift+tab": _tab_back,
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

PAGE_KEYS: Final[Mapping[str, str]] = {
    "f1": "help",
    "f2": "topic",
    "f3": "other_part",
    "f4": "notes",
    "f5": "outline",
    "f6": "heading",
    "f7": "list",
    "f9": "menu",
    "f10": "hand_in",
    "ctrl+f": "find",
    "ctrl+p": "preview",
    "ctrl+s": "reassure",
    "escape": "back_to_text",
}
"""Keys of the writing page whatever has the focus there, each with its action."""

_HARD_SPACE: Final = "\u00a0"
_COMMANDING: Final = frozenset({"alt", "ctrl", "hyper", "meta", "super"})


def writes(key: str, character: str | None) -> str:
    """Return what a key types: its character, unless it is held together with a commanding key."""
    if character is None or not (character.isprintable() or character == _HARD_SPACE):
        return ""
    if len(key) > 1 and not _COMMANDING.isdisjoint(key.split("+")[:-1]):
        return ""
    return character
