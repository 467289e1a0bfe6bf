"""What each key means in the text, by what the help page says of it."""

from collections.abc import Callable, Mapping
from typing import Final

from exam.manuscript import BlockKind
from kiosk.text import Move, Sheet

MOVES: Final[Mapping[str, Move]] = {
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
    "ctrl+k": Move.WORD_LEFT,
    "ctrl+l": Move.WORD_RIGHT,
    "ctrl+u": Move.PARAGRAPH_UP,
    "ctrl+d": Move.PARAGRAPH_DOWN,
    "ctrl+o": Move.SECTION_UP,
    "ctrl+n": Move.SECTION_DOWN,
    "ctrl+t": Move.TEXT_START,
    "ctrl+e": Move.TEXT_END,
}
BY_ROW: Final = frozenset({"up", "down", "home", "end", "pageup", "pagedown"})
"""Moves that depend on where rows begin; those by a page depend on the height as well."""
HEADINGS: Final = {
    BlockKind.HEADING_1: BlockKind.HEADING_2,
    BlockKind.HEADING_2: BlockKind.HEADING_3,
    BlockKind.HEADING_3: BlockKind.PARAGRAPH,
}
LISTS: Final = {
    BlockKind.BULLET: BlockKind.NUMBER,
    BlockKind.BULLET_2: BlockKind.NUMBER_2,
    BlockKind.NUMBER: BlockKind.PARAGRAPH,
    BlockKind.NUMBER_2: BlockKind.PARAGRAPH,
}


def _tab(sheet: Sheet) -> None:
    if sheet.in_table:
        sheet.next_cell()
    elif sheet.current_kind in LISTS:
        sheet.change_level(deeper=True)
    else:
        sheet.insert("\t")


def _tab_back(sheet: Sheet) -> None:
    if sheet.in_table:
        sheet.previous_cell()
    elif sheet.current_kind in LISTS:
        sheet.change_level(deeper=False)


CHANGES: Final[Mapping[str, Callable[[Sheet], object]]] = {
    "enter": Sheet.break_line,
    "shift+enter": Sheet.break_line,
    "tab": _tab,
    "shift+tab": _tab_back,
    "ctrl+b": Sheet.toggle_bold,
    "ctrl+r": Sheet.toggle_italic,
    "backspace": Sheet.delete_left,
    "shift+backspace": Sheet.delete_left,
    "delete": Sheet.delete_right,
    "ctrl+w": Sheet.delete_word_left,
    "ctrl+backspace": Sheet.delete_word_left,
    "ctrl+delete": Sheet.delete_word_right,
    "ctrl+z": Sheet.undo,
    "ctrl+y": Sheet.redo,
    "ctrl+shift+z": Sheet.redo,
    "ctrl+a": Sheet.select_all,
    "f8": Sheet.grow_selection,
    "ctrl+@": Sheet.grow_selection,
    "ctrl+space": Sheet.grow_selection,
}
