"""What the editor has to say to whoever writes, in one quiet sentence each."""

from collections.abc import Callable
from enum import Enum, auto
from typing import Final

from kiosk.ui.phrases import Translate


class Notice(Enum):
    """Something that a key did, or did not do."""

    PASTE_REFUSED = auto()
    FULL = auto()
    COPIED = auto()
    CUT = auto()
    NOTHING_KEPT = auto()
    NOTHING_SELECTED = auto()
    NOTHING_TO_UNDO = auto()
    NOTHING_TO_REDO = auto()


Tell = Callable[[Notice], None]
"""Takes what is to be said, in the order of the keys."""


def say_notice(notice: Notice, _: Translate) -> str:
    """Say a notice."""
    sentences: Final = {
        Notice.PASTE_REFUSED: _("Text from outside cannot be inserted. Please type it."),
        Notice.FULL: _(
            "The text has reached its limit. What came last was not taken; the rest is safe."
        ),
        Notice.COPIED: _("Copied. Ctrl+V inserts it where the cursor is."),
        Notice.CUT: _("Cut out. Ctrl+V inserts it where the cursor is."),
        Notice.NOTHING_KEPT: _("Nothing has been copied yet. Select text and press Ctrl+C first."),
        Notice.NOTHING_SELECTED: _("No text is selected. F8 begins to select."),
        Notice.NOTHING_TO_UNDO: _("There is nothing more to take back."),
        Notice.NOTHING_TO_REDO: _("There is nothing more to bring back."),
    }
    return sentences[notice]
