"""The editor: what keys do to a sheet, and the marks of its lines.

What is typed is literal; nothing comes in from a clipboard outside the kiosk.
"""

import unicodedata
from typing import ClassVar, Final

from textual import events
from textual.binding import Binding, BindingType
from textual.document._document import Location
from textual.document._edit import Edit
from textual.message import Message

from exam.manuscript import BlockKind, Part
from kiosk.ui.document import Recorder, mark_of
from kiosk.ui.sheet import Sheet

_CYCLE: Final = {
    BlockKind.HEADING_1.value: BlockKind.HEADING_2,
    BlockKind.HEADING_2.value: BlockKind.PARAGRAPH,
}


def _keys(keys: str, action: str) -> Binding:
    return Binding(keys, action, show=False)


class Editor(Sheet, inherit_bindings=False):
    """Where one part is written; `record` hears of every change."""

    class PasteRefused(Message):
        """Something was pasted from outside and was not taken."""

    BINDINGS: ClassVar[list[BindingType]] = [
        _keys("up", "cursor_up"),
        _keys("down", "cursor_down"),
        _keys("left", "cursor_left"),
        _keys("right", "cursor_right"),
        _keys("ctrl+left", "cursor_word_left"),
        _keys("ctrl+right", "cursor_word_right"),
        _keys("home", "cursor_line_start"),
        _keys("end", "cursor_line_end"),
        _keys("ctrl+home", "cursor_text_start"),
        _keys("ctrl+end", "cursor_text_end"),
        _keys("pageup", "cursor_page_up"),
        _keys("pagedown", "cursor_page_down"),
        _keys("shift+up", "cursor_up(True)"),
        _keys("shift+down", "cursor_down(True)"),
        _keys("shift+left", "cursor_left(True)"),
        _keys("shift+right", "cursor_right(True)"),
        _keys("ctrl+shift+left", "cursor_word_left(True)"),
        _keys("ctrl+shift+right", "cursor_word_right(True)"),
        _keys("shift+home", "cursor_line_start(True)"),
        _keys("shift+end", "cursor_line_end(True)"),
        _keys("ctrl+a", "select_all"),
        _keys("backspace", "delete_left"),
        _keys("delete", "delete_right"),
        _keys("ctrl+w,ctrl+backspace", "delete_word_left"),
        _keys("ctrl+delete", "delete_word_right"),
        _keys("ctrl+x", "cut"),
        _keys("ctrl+c", "copy"),
        _keys("ctrl+v", "paste"),
        _keys("ctrl+z", "undo"),
        _keys("ctrl+y", "redo"),
    ]

    def __init__(self, part: Part, text: str, record: Recorder) -> None:
        super().__init__(text, record, f"editor-{part}")
        self.part = part

    # -- keys

    async def _on_key(self, event: events.Key) -> None:
        event.prevent_default()
        if self.take_key(event):
            event.stop()

    def take_key(self, event: events.Key) -> bool:
        """Write what a key writes; False if it writes nothing."""
        if event.key == "enter":
            self._break_line()
        elif event.key == "tab":
            self._replace_via_keyboard("\t", *self.selection)
        elif event.character and event.is_printable and not event.key.startswith("alt+"):
            self._replace_via_keyboard(event.character, *self.selection)
        else:
            return False
        return True

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self.post_message(self.PasteRefused())

    def _break_line(self) -> None:
        """Begin a new line: a list goes on, an empty item ends it, text follows a heading."""
        start, end = self.selection
        row, column = end
        line = self.document.get_line(row)
        mark = mark_of(line)
        if start == end and mark == BlockKind.BULLET.value:
            if line == mark:
                self.mark_line(row, BlockKind.PARAGRAPH)
            else:
                self._replace_via_keyboard("\n" + mark, start, end)
        elif start == end and mark and column == len(mark) < len(line):
            self._replace_via_keyboard("\n", (row, 0), (row, 0))
        else:
            self._replace_via_keyboard("\n", start, end)

    def get_cursor_left_location(self) -> Location:
        """Return the place to the left: over a whole letter, and over a mark to the line above."""
        row, column = self.cursor_location
        line = self.document.get_line(row)
        if column <= len(mark_of(line)):
            return (row - 1, len(self.document.get_line(row - 1))) if row else (row, column)
        column -= 1
        while column > 0 and unicodedata.combining(line[column]):
            column -= 1
        return row, column

    def action_delete_left(self) -> None:
        """Delete to the left; before the first letter of a marked line, take the mark away."""
        row, column = self.cursor_location
        marked = mark_of(self.document.get_line(row))
        if self.selection.is_empty and marked and column == len(marked):
            self.mark_line(row, BlockKind.PARAGRAPH)
        else:
            super().action_delete_left()

    def action_cut(self) -> None:
        """Cut the selection; without one, nothing."""
        if not self.selection.is_empty:
            super().action_cut()

    def action_cursor_text_start(self) -> None:
        """Go to the first letter."""
        self.move_cursor((0, 0))

    def action_cursor_text_end(self) -> None:
        """Go behind the last letter."""
        self.move_cursor(self.document.end)

    # -- marks

    def mark_line(self, row: int, kind: BlockKind) -> None:
        """Make a line a heading, an item of a list or plain text."""
        old = mark_of(self.document.get_line(row))
        if old != kind.value:
            self.history.checkpoint()
            self.edit(Edit(kind.value, (row, 0), (row, len(old)), maintain_selection_offset=True))

    def cycle_heading(self) -> None:
        """Turn the cursor's line: text, heading, smaller heading, text; a slide title: on, off."""
        row = self.cursor_location[0]
        mark = mark_of(self.document.get_line(row))
        kind = _CYCLE.get(mark, BlockKind.HEADING_1)
        if self.part is Part.SLIDES and mark in _CYCLE:
            kind = BlockKind.PARAGRAPH
        self.mark_line(row, kind)

    def toggle_bullet(self) -> None:
        """Make the selected lines items of a list, or plain again if the first is one."""
        rows = sorted(row for row, _ in self.selection)
        first = mark_of(self.document.get_line(rows[0]))
        bullet = first == BlockKind.BULLET.value
        for row in range(rows[0], rows[1] + 1):
            self.mark_line(row, BlockKind.PARAGRAPH if bullet else BlockKind.BULLET)
