"""The editor: what keys do to a sheet, and what the page is told about it.

What is typed is literal; nothing comes in from a clipboard outside the kiosk.
"""

from collections.abc import Callable, Mapping
from typing import Final

from textual import events
from textual.message import Message

from exam.manuscript import BlockKind, Part
from kiosk.text import Clipboard, Recorder, Sheet
from kiosk.ui.keys import CHANGES, MOVES, SELECTING, writes
from kiosk.ui.notices import Notice, Tell
from kiosk.ui.pointer import Pointer

_CYCLE: Final = {
    BlockKind.HEADING_1: BlockKind.HEADING_2,
    BlockKind.HEADING_2: BlockKind.PARAGRAPH,
    BlockKind.HEADING_3: BlockKind.PARAGRAPH,
}

_NOT_YET_KNOWN: Final = 0
"""A width at which nothing is wrapped."""


class Editor(Pointer):
    """Where one part is written; `record` hears of every change, `tell` of what is to be said.

    While it is `read_only`, one can read, move and copy.
    """

    class MarkingChanged(Message):
        """Marking was begun or ended."""

    def __init__(
        self, part: Part, text: str, record: Recorder, tell: Tell, clipboard: Clipboard
    ) -> None:
        super().__init__(Sheet(text, record, _NOT_YET_KNOWN), f"editor-{part}")
        self.part = part
        self.read_only = False
        self._tell = tell
        self._clipboard = clipboard
        self._was_marking = False
        self._own_changes: Mapping[str, Callable[[Sheet], bool]] = {
            "ctrl+x": self._cut,
            "ctrl+v": self._paste,
            "ctrl+z": self._undo,
            "ctrl+y": self._redo,
            "ctrl+shift+z": self._redo,
        }

    @property
    def text(self) -> str:
        """The whole text, marks included."""
        return self.sheet.text

    # -- keys

    async def _on_key(self, event: events.Key) -> None:
        event.prevent_default()
        if self.take_key(event):
            event.stop()

    def take_key(self, event: events.Key) -> bool:
        """Do what a key does here; False if it does nothing here."""
        key = event.key
        taken = self._move(key) or self._select(key) or self._change(key, event.character)
        if taken:
            self.show_changes()
        return taken

    def show_changes(self, *, follow: bool = True) -> None:
        """Draw what has changed, and tell when marking has begun or ended."""
        if self.sheet.is_marking is not self._was_marking:
            self._was_marking = self.sheet.is_marking
            self.post_message(self.MarkingChanged())
        super().show_changes(follow=follow)

    def _move(self, key: str) -> bool:
        step = MOVES.get(key)
        if step is not None:
            self.sheet.move(step.move, extend=step.extend)
        return step is not None

    def _select(self, key: str) -> bool:
        if command := SELECTING.get(key):
            command(self.sheet)
        elif key == "ctrl+c":
            self._copy()
        elif key == "escape" and (self.sheet.is_marking or not self.sheet.selection.is_empty):
            self.sheet.stop_marking()
        else:
            return False
        return True

    def _change(self, key: str, character: str | None) -> bool:
        if command := CHANGES.get(key) or self._own_changes.get(key):
            self.change(command)
        elif typed := writes(key, character):
            self.change(lambda sheet: sheet.insert(typed))
        else:
            return False
        return True

    def change(self, command: Callable[[Sheet], bool]) -> None:
        """Change the text, if it may be; one that is full says so."""
        if not self.read_only and not command(self.sheet):
            self._tell(Notice.FULL)

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self._tell(Notice.PASTE_REFUSED)

    # -- the kiosk's own clipboard, and undo

    def _copy(self) -> None:
        text = self.sheet.copy()
        if text:
            self._clipboard.text = text
            if self.sheet.is_marking:
                self.sheet.stop_marking()
        self._tell(Notice.COPIED if text else Notice.NOTHING_SELECTED)

    def _cut(self, sheet: Sheet) -> bool:
        text = sheet.cut()
        if text:
            self._clipboard.text = text
        self._tell(Notice.CUT if text else Notice.NOTHING_SELECTED)
        return True

    def _paste(self, sheet: Sheet) -> bool:
        if not self._clipboard.text:
            self._tell(Notice.NOTHING_KEPT)
        return sheet.paste(self._clipboard.text)

    def _undo(self, sheet: Sheet) -> bool:
        if not sheet.undo():
            self._tell(Notice.NOTHING_TO_UNDO)
        return True

    def _redo(self, sheet: Sheet) -> bool:
        if not sheet.redo():
            self._tell(Notice.NOTHING_TO_REDO)
        return True

    # -- marks of lines

    def cycle_heading(self) -> None:
        """Turn the lines: text, heading, smaller heading, text; a slide title: on, off."""
        kind = _CYCLE.get(self.sheet.current_kind, BlockKind.HEADING_1)
        if self.part is Part.SLIDES and self.sheet.current_kind in _CYCLE:
            kind = BlockKind.PARAGRAPH
        self._mark_lines(kind)

    def toggle_bullet(self) -> None:
        """Make the lines items of a list, or plain again if the cursor's is one."""
        is_item = self.sheet.current_kind is BlockKind.BULLET
        self._mark_lines(BlockKind.PARAGRAPH if is_item else BlockKind.BULLET)

    def _mark_lines(self, kind: BlockKind) -> None:
        self.change(lambda sheet: sheet.mark_lines(kind))
        self.show_changes()
