"""What has to become of the texts, by what the help page says of each key.

Only the text core is shared with the program, and it is tested against a model of its own; pages,
focus, clipboard and the find bar are written here once more.
"""

from collections.abc import Mapping
from enum import Enum, auto
from typing import Final

from exam.manuscript import BlockKind, Part
from kiosk.text import Clipboard, Move, Sheet
from scripts.keying.bar import Bar
from scripts.keying.geometry import View, view_of
from scripts.keying.meanings import CHANGES, HEADINGS, LISTS, MOVES
from scripts.keying.strokes import Act, Key, Mouse, Resized, Settle, Stroke

WHEEL_ROWS: Final = 3


class Front(Enum):
    """The page that is in front."""

    WRITING = auto()
    HELP = auto()
    TOPIC = auto()
    REVIEW = auto()
    CONFIRM = auto()
    PEEK = auto()
    """Something of which only Escape is known."""


_OPENING: Final = {
    "f1": Front.HELP,
    "f2": Front.TOPIC,
    "f10": Front.REVIEW,
    **dict.fromkeys(("f5", "f9", "f11", "f12", "ctrl+p"), Front.PEEK),
}
_CLOSING_BAR: Final = frozenset({"f3", "f4", "f5", "f9"})
_CLOSING: Final = {
    Front.HELP: frozenset({"escape", "f1", "enter", "space"}),
    Front.TOPIC: frozenset({"escape", "f2", "enter", "space"}),
    Front.REVIEW: frozenset({"escape"}),
    Front.CONFIRM: frozenset({"escape"}),
    Front.PEEK: frozenset({"escape"}),
}
_TURNING: Final = frozenset({"tab", "right", "shift+tab", "left"})


class Model:
    """A sheet for each part, of which one is open, and what stands around them."""

    def __init__(self, texts: Mapping[Part, str], columns: int, rows: int) -> None:
        self.sheets = {
            part: Sheet(texts.get(part, ""), lambda _at, _removed, _inserted: None) for part in Part
        }
        for sheet in self.sheets.values():
            sheet.move(Move.TEXT_END)
        self.part = self._back_to = Part.PAPER
        self.front = Front.WRITING
        self.size = (columns, rows)
        self.top: int | None = None
        self._clipboard = Clipboard()
        self._bar = Bar(self._clipboard)
        self._fitted: dict[Part, View] = {}
        self._goes_forward = False
        self._is_held = False
        self._clicked_at = (-1, -1)
        self._clicks = 0

    # -- what it comes to

    @property
    def sheet(self) -> Sheet:
        """The text in sight."""
        return self.sheets[self.part]

    @property
    def texts(self) -> dict[Part, str]:
        """What has to stand at the desk."""
        return {part: sheet.text for part, sheet in self.sheets.items()}

    @property
    def is_finding(self) -> bool:
        """Whether keys go to the find bar."""
        return self._bar.is_open

    @property
    def is_patient(self) -> bool:
        """Whether the bar waits for more letters before it looks."""
        return self._bar.is_patient

    @property
    def is_writing(self) -> bool:
        """Whether keys go to the text."""
        return self.front is Front.WRITING and not self._bar.is_open

    @property
    def view(self) -> View:
        """Where the text is seen."""
        return view_of(*self.size, is_finding=self._bar.is_open)

    @property
    def is_fitted(self) -> bool:
        """Whether the text in sight is known to be wrapped and paged for the size of now."""
        return self._fitted.get(self.part) == self.view

    # -- what is done

    def take(self, stroke: Stroke) -> None:
        """Do what a stroke means; noise, signals and time mean nothing."""
        match stroke:
            case Key():
                self._press(stroke)
            case Mouse() if self.is_writing:
                self._point(stroke)
            case Resized(columns=columns, rows=rows):
                self.size = (columns, rows)
            case Settle():
                self._fit()
            case _:
                return

    def _fit(self) -> None:
        view = self.view
        if self.front is Front.WRITING:
            self._fitted[self.part] = view
            if view.is_seen:
                self.sheet.resize(view.text_width)
                self.sheet.page_rows = view.page_rows

    def _press(self, key: Key) -> None:
        if self.front is not Front.WRITING:
            self._turn(key.name)
        elif self._bar.take(key):
            return
        elif self._bar.is_open or not self._write(key):
            self._command(key.name)

    def _turn(self, name: str) -> None:
        if name in _CLOSING[self.front]:
            self.front = Front.WRITING
        elif self.front is Front.REVIEW and name in _TURNING:
            self._goes_forward = not self._goes_forward
        elif self.front is Front.REVIEW and name in {"enter", "space"}:
            self.front = Front.CONFIRM if self._goes_forward else Front.WRITING

    def _command(self, name: str) -> None:
        """Do what a key does on the page, whatever has the focus."""
        if name in _CLOSING_BAR:
            self._bar.close()
        if name in _OPENING:
            self.front, self._goes_forward = _OPENING[name], False
        elif name == "f3":
            self._open(Part.SLIDES if self._back_to is Part.PAPER else Part.PAPER)
        elif name == "f4":
            self._open(self._back_to if self.part is Part.NOTES else Part.NOTES)
        elif name in {"f6", "f7"} and not self.sheet.in_table:
            self.sheet.mark_lines(self._next_heading() if name == "f6" else self._next_list())
        elif name == "ctrl+f":
            self._bar.open(self.sheet)

    def _open(self, part: Part) -> None:
        self.part, self.top = part, None
        if part is not Part.NOTES:
            self._back_to = part

    def _next_list(self) -> BlockKind:
        return LISTS.get(self.sheet.current_kind, BlockKind.BULLET)

    def _next_heading(self) -> BlockKind:
        kind = self.sheet.current_kind
        if self.part is Part.SLIDES and kind in HEADINGS:
            return BlockKind.PARAGRAPH
        return HEADINGS.get(kind, BlockKind.HEADING_1)

    # -- in the text

    def _write(self, key: Key) -> bool:
        name, sheet = key.name, self.sheet
        plain = name.replace("shift+", "")
        if plain in MOVES:
            sheet.move(MOVES[plain], extend="shift+" in name)
        elif name in CHANGES:
            CHANGES[name](sheet)
        elif name in {"ctrl+c", "ctrl+x"}:
            self._clip(name)
        elif name == "ctrl+v":
            sheet.paste(self._clipboard.text)
        elif name == "escape" and (sheet.is_marking or not sheet.selection.is_empty):
            sheet.stop_marking()
        elif key.typed:
            if self.part is Part.SLIDES and not sheet.length:
                sheet.mark_lines(BlockKind.HEADING_1)
            sheet.insert(key.typed)
        else:
            return False
        self._follow()
        return True

    def _clip(self, name: str) -> None:
        text = self.sheet.copy()
        if not text:
            return
        self._clipboard.text = text
        if name == "ctrl+x":
            self.sheet.cut()
        elif self.sheet.is_marking:
            self.sheet.stop_marking()

    # -- with the mouse; `top` is the first row in view, where that is known

    def see_from(self, top: int) -> None:
        """Know which row is the first in view."""
        self.top = top

    def _follow(self) -> None:
        """Bring the cursor into view."""
        if self.top is not None:
            row = self.sheet.layout.spot(self.sheet.cursor).row
            self.top = min(self.top, max(0, self.sheet.layout.height - self.view.rows))
            self.top = min(max(self.top, row - self.view.rows + 1), row)

    def _point(self, stroke: Mouse) -> None:
        if self.top is None:
            return
        if stroke.act in {Act.WHEEL_UP, Act.WHEEL_DOWN}:
            rows = WHEEL_ROWS if stroke.act is Act.WHEEL_DOWN else -WHEEL_ROWS
            last = max(0, self.sheet.layout.height - self.view.rows)
            self.top = min(max(self.top + rows, 0), last)
            return
        if stroke.act is Act.UP:
            self._is_held = False
            self._click(stroke)
        elif stroke.act is Act.DOWN and stroke.button == 0:
            self._is_held = True
            self.sheet.place_cursor(self._place_at(stroke, self.top), extend=stroke.shift)
        elif stroke.act is Act.MOVE and self._is_held:
            self.sheet.place_cursor(self._place_at(stroke, self.top), extend=True)
        self._follow()

    def _click(self, stroke: Mouse) -> None:
        """Count clicks at one cell: the second selects a word, the third its paragraph."""
        spot = stroke.x, stroke.y
        self._clicks = self._clicks + 1 if spot == self._clicked_at else 1
        self._clicked_at = spot
        if stroke.button == 0 and self._clicks > 1:
            select = self.sheet.select_word_at if self._clicks == 2 else self.sheet.select_line_at
            select(self.sheet.cursor)

    def _place_at(self, stroke: Mouse, top: int) -> int:
        view = self.view
        y = min(max(stroke.y - view.top, 0), max(0, view.rows - 1))
        return self.sheet.layout.at(top + y, max(0, stroke.x - view.left))
