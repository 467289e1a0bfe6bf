"""A text in rows with a selection in it, and which rows must be drawn again.

Nothing here decides what is written: every change goes through `_apply`, every move through
`_select`, and both note the rows that look different since somebody last asked.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kiosk.text.document import Change, Document
from kiosk.text.drawing import Piece, Shown, pieces_of
from kiosk.text.fitting import Edit
from kiosk.text.headings import Headings
from kiosk.text.labels import Labels
from kiosk.text.layout import Layout
from kiosk.text.search import Span
from kiosk.text.styling import States


class Selection(NamedTuple):
    """From the anchor, where it began, to the head, where the cursor is."""

    anchor: int
    head: int

    @property
    def start(self) -> int:
        """The first place."""
        return min(self)

    @property
    def end(self) -> int:
        """The last place."""
        return max(self)

    @property
    def size(self) -> int:
        """How many characters are selected."""
        return self.end - self.start

    @property
    def is_empty(self) -> bool:
        """Whether nothing is selected."""
        return self.anchor == self.head


@dataclass(frozen=True, slots=True)
class Damage:
    """Rows that must be drawn again; `resized` says that there are more or fewer than before."""

    rows: tuple[range, ...]
    resized: bool


class Canvas:
    """Text, rows and selection as they are to be seen; `width` is in cells."""

    def __init__(self, text: str, width: int) -> None:
        self.document = Document(text)
        self.layout = Layout(self.document, width)
        self.selection = Selection(0, 0)
        self.found: tuple[Span, ...] = ()
        self._labels = Labels()
        self._states = States()
        self._headings = Headings(self.document)
        self._damage: list[range] = []
        self._resized = False

    @property
    def text(self) -> str:
        """The whole text, marks included."""
        return self.document.text

    @property
    def length(self) -> int:
        """Number of characters, marks and line ends included."""
        return self.document.length

    @property
    def cursor(self) -> int:
        """Where the next letter is written."""
        return self.selection.head

    # -- drawing

    def pieces(self, row: int, *, focused: bool) -> list[Piece]:
        """Draw a row; the cursor is to be seen only while somebody writes here."""
        shown = self.layout.row(row)
        line = self.document.lines[shown.line]
        selected = range(self.selection.start, self.selection.end)
        cursor = self.cursor if focused else None
        label = self._labels.of(self.document.lines, shown.line)
        begins = self.document.offset(shown.line)
        seen = Shown(selected, cursor, self.found)
        state = self._states.at(shown.line, line, shown.start)
        setting = self.layout.setting(shown.line)
        return pieces_of(line, shown, label, begins, self.layout.width, seen, state, setting)

    def take_damage(self) -> Damage:
        """Return what must be drawn again since this was last asked."""
        damage = Damage(tuple(self._damage), self._resized)
        self._damage, self._resized = [], False
        return damage

    def resize(self, width: int) -> None:
        """Wrap everything to another width."""
        if width != self.layout.width:
            self.layout.resize(width)
            self._spoil(0, self.layout.height)
            self._resized = True

    def _spoil(self, first: int, stop: int) -> None:
        self._damage.append(range(first, stop))

    def _spoil_all(self) -> None:
        self._spoil(0, self.layout.height)

    # -- what changes

    def _apply(self, edit: Edit) -> Change:
        """Change the text; the selection is left to the caller."""
        before = self.layout.height
        self._spoil_selection(self.selection)
        change = self.document.replace(edit.start, edit.end, edit.written)
        if change.old_lines == change.new_lines == 1:
            self._states.forget(change.line, change.column)
        else:
            self._states.forget_all()
        self._headings.follow(change)
        rows = self.layout.follow(change)
        height = self.layout.height
        last = rows.first + rows.new
        if change.reshaped:
            stop = self._labels.follow(
                self.document.lines, change.line, change.old_lines, change.new_lines
            )
            last = max(last, self.layout.top_of(stop))
        if height != before:
            self._resized, last = True, max(before, height)
        self._spoil(rows.first, last)
        return change

    def _select(self, anchor: int, head: int) -> None:
        """Select from one place to another."""
        old, new = self.selection, Selection(anchor, head)
        self.selection = new
        if old.anchor == new.anchor and not old.is_empty and not new.is_empty:
            self._spoil_between(old.head, new.head)
        else:
            self._spoil_selection(old)
            self._spoil_selection(new)

    def _spoil_selection(self, selection: Selection) -> None:
        self._spoil_between(selection.anchor, selection.head)

    def _spoil_between(self, one: int, other: int) -> None:
        first = self.layout.spot(one).row
        last = first if one == other else self.layout.spot(other).row
        self._spoil(min(first, last), max(first, last) + 1)

    def _show_found(self, found: Sequence[Span]) -> None:
        """Show other finds."""
        if self.found or found:
            self.found = tuple(found)
            self._spoil_all()
