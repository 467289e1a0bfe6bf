"""What the find bar has to do, by what its keys are said to do: two fields of one line."""

import re
from typing import Final

from exam.manuscript import clean_input, strip_marks
from kiosk.text import Clipboard, Sheet
from scripts.keying.strokes import Key

_LONGEST: Final = 200
_WORD_START: Final = re.compile(r"(?<=\W)\w")


class Line:
    """A field: its value, and a selection whose end is the cursor."""

    def __init__(self) -> None:
        self.value = ""
        self.start = self.end = 0

    def replace(self, text: str, start: int, end: int) -> bool:
        """Put a text in, unless it would be too long; returns whether the value is another."""
        start, end = sorted((max(0, start), min(len(self.value), end)))
        value = self.value[:start] + text + self.value[end:]
        if len(value) > _LONGEST:
            return False
        changed, self.value = value != self.value, value
        self.start = self.end = start + len(text)
        return changed

    def select_all(self) -> None:
        """Select the whole value."""
        self.start, self.end = 0, len(self.value)

    @property
    def selected(self) -> str:
        """What is selected."""
        start, end = sorted((self.start, self.end))
        return self.value[start:end]

    def take(self, name: str) -> bool:
        """Do what a key for moving or deleting does; returns whether the value is another."""
        if name in _MOVES:
            self._move(name)
            return False
        if self.start != self.end:
            return self.replace("", self.start, self.end)
        cursor, length = self.end, len(self.value)
        spans = {
            "backspace": (cursor - 1, cursor),
            "delete": (cursor, cursor + 1),
            "ctrl+d": (cursor, cursor + 1),
            "ctrl+w": (self._word_start(), cursor),
            "ctrl+u": (0, cursor),
            "ctrl+k": (cursor, length),
        }
        return self.replace("", *spans[name])

    def _word_start(self) -> int:
        starts = [hit.start() for hit in _WORD_START.finditer(self.value[: self.end])]
        return starts[-1] if starts else 0

    def _move(self, name: str) -> None:
        length = len(self.value)
        low, high = sorted((self.start, self.end))
        match name:
            case "left":
                self.start = self.end = max(0, self.end - 1) if low == high else low
            case "right":
                self.start = self.end = min(length, self.end + 1) if low == high else high
            case "shift+left":
                self.end = max(0, self.end - 1)
            case "shift+right":
                self.end = min(length, self.end + 1)
            case "home" | "end" | "ctrl+e":
                self.start = self.end = 0 if name == "home" else length
            case "shift+home" | "shift+end":
                self.start, self.end = self.end, 0 if name == "shift+home" else length


_MOVES: Final = frozenset(
    {"left", "right", "shift+left", "shift+right", "home", "end", "ctrl+e"}
    | {"shift+home", "shift+end"}
)
FIELD_KEYS: Final = _MOVES | {"backspace", "delete", "ctrl+d", "ctrl+w", "ctrl+u", "ctrl+k"}
"""Keys that move or delete in a field."""


class Bar:
    """The bar: what to look for, what to put in its place, and in which sheet, if it is open."""

    def __init__(self, clipboard: Clipboard) -> None:
        self._clipboard = clipboard
        self._search, self._replace = Line(), Line()
        self._field = self._search
        self._sheet: Sheet | None = None
        self._began_at = 0
        self.is_patient = False
        """Whether a single letter is left, for which the program looks after a while only."""

    @property
    def is_open(self) -> bool:
        """Whether it is seen."""
        return self._sheet is not None

    def open(self, sheet: Sheet) -> None:
        """Begin to look for what is selected, or for what was looked for last."""
        self._sheet = sheet
        selected = strip_marks(sheet.copy())
        self._began_at = sheet.selection.start
        sheet.is_marking = False
        if selected and "\n" not in selected:
            self._search.value = selected[:_LONGEST]
        self._go_to_search()
        self._look()

    def close(self) -> None:
        """Go back to the text; the cursor stays at the find."""
        if self._sheet is not None:
            self._sheet.find("")
            self._sheet.stop_marking()
        self._sheet = None

    def take(self, key: Key) -> bool:
        """Do what a key does here; False if it means nothing to the bar."""
        if self._sheet is None:
            return False
        self.is_patient = False
        name = key.name
        if name in _COMMANDS:
            self._command(name, self._sheet)
        elif name in FIELD_KEYS:
            self._look_again(self._field.take(name))
        elif typed := clean_input(key.typed):
            self._write(typed)
        else:
            return False
        return True

    def _command(self, name: str, sheet: Sheet) -> None:
        if name == "enter" and self._field is self._replace:
            sheet.replace_found(self._replace.value)
        elif name in {"enter", "shift+enter", "up", "down"}:
            sheet.find_next(backwards=name in {"up", "shift+enter"})
            self._began_at = sheet.selection.start
        elif name in {"tab", "shift+tab"}:
            self._field = self._replace if self._field is self._search else self._search
        elif name == "ctrl+f":
            self._go_to_search()
        elif name in _REPLACING:
            if self._field is self._replace:
                sheet.find(self._search.value)
                sheet.replace_all(self._replace.value)
        elif name in _UNDOING:
            _UNDOING[name](sheet)
            sheet.find(self._search.value)
        elif name == "escape":
            self.close()
        elif name not in _NOT_HERE:
            self._clip(name)

    def _clip(self, name: str) -> None:
        if name == "ctrl+a":
            self._field.select_all()
        elif name == "ctrl+v":
            self._write(strip_marks(self._clipboard.text).split("\n")[0])
        else:
            self._clipboard.text = self._field.selected or self._clipboard.text
            if name == "ctrl+x":
                self._write("")

    def _write(self, text: str) -> None:
        self._look_again(self._field.replace(text, self._field.start, self._field.end))

    def _go_to_search(self) -> None:
        self._field = self._search
        self._search.select_all()

    def _look_again(self, is_other: bool) -> None:
        if is_other and self._field is self._search:
            self._look()
            self.is_patient = len(self._search.value) == 1

    def _look(self) -> None:
        """Go to the first find from where it began."""
        if self._sheet is not None:
            self._sheet.place_cursor(self._began_at)
            if self._sheet.find(self._search.value):
                self._sheet.find_next()


_REPLACING: Final = frozenset({"ctrl+r"})
_UNDOING: Final = {"ctrl+z": Sheet.undo, "ctrl+y": Sheet.redo, "ctrl+shift+z": Sheet.redo}
_NOT_HERE: Final = frozenset({"f6", "f7"})
_COMMANDS: Final = frozenset(
    {"enter", "shift+enter", "up", "down", "tab", "shift+tab", "ctrl+f", "escape"}
    | {"ctrl+a", "ctrl+c", "ctrl+v", "ctrl+x"}
    | _REPLACING
    | _UNDOING.keys()
    | _NOT_HERE
)
