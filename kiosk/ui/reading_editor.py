"""A text that is only read: one moves about in it, selects, and copies."""

from textual import events

from exam.manuscript import Part
from kiosk.text import Clipboard
from kiosk.ui.editor import Editor
from kiosk.ui.keys import CHANGES, writes
from kiosk.ui.notices import Notice, Tell


def _drop(_at: int, _removed: str, _inserted: str) -> None:
    """Record nothing: nothing changes."""


class ReadingEditor(Editor):
    """An editor that changes nothing, and copies everything where nothing is selected."""

    def __init__(self, part: Part, text: str, tell: Tell, clipboard: Clipboard) -> None:
        super().__init__(part, text, _drop, tell, clipboard)

    def _change(self, key: str, character: str | None) -> bool:
        """Say that nothing can be changed here."""
        if key in CHANGES or key in self._own_changes or writes(key, character):
            self._tell(Notice.ONLY_READ)
            return True
        return False

    def _copy(self) -> None:
        sheet = self.sheet
        if sheet.selection.is_empty:
            self._clipboard.text = sheet.text
            self._tell(Notice.ALL_COPIED)
        else:
            super()._copy()
            self._tell(Notice.PASSAGE_COPIED)

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self._tell(Notice.ONLY_READ)
