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
    ALL_SELECTED = auto()
    MUCH_DELETED = auto()
    MUCH_CUT = auto()
    MUCH_UNDONE = auto()
    UNDONE = auto()
    REDONE = auto()
    NOTHING_TO_UNDO = auto()
    NOTHING_TO_REDO = auto()
    HEADING_1 = auto()
    HEADING_2 = auto()
    HEADING_3 = auto()
    TITLE = auto()
    PLAIN = auto()
    BULLETS = auto()
    NUMBERS = auto()
    BULLETS_BY_KEY = auto()
    NUMBERS_BY_KEY = auto()
    BOLD_ON = auto()
    BOLD_OFF = auto()
    ITALIC_ON = auto()
    ITALIC_OFF = auto()
    NOT_IN_TABLE = auto()
    TABLE_BEGUN = auto()
    PAGE_BREAK = auto()
    NOTHING_IN_NOTES = auto()
    NO_OTHER_PART = auto()
    REPLACED = auto()
    IN_OUTLINE = auto()
    SAVED_BY_ITSELF = auto()
    ONLY_READ = auto()
    ALL_COPIED = auto()
    PASSAGE_COPIED = auto()


Tell = Callable[[Notice], None]
"""Takes what is to be said, in the order of the keys."""

STEADY: Final = frozenset(
    {
        Notice.MUCH_DELETED,
        Notice.MUCH_CUT,
        Notice.MUCH_UNDONE,
        Notice.BULLETS_BY_KEY,
        Notice.NUMBERS_BY_KEY,
    }
)
"""What stays in sight though one types on; anything else goes with the next change of the text."""


def say_notice(notice: Notice, _: Translate) -> str:
    """Say a notice."""
    said = _said_of_copying(_) | _said_of_taking_back(_) | _said_of_lines(_) | _said_of_pieces(_)
    return said[notice]


def _said_of_copying(_: Translate) -> dict[Notice, str]:
    return {
        Notice.PASTE_REFUSED: _("Text from outside cannot be inserted. Please type it."),
        Notice.FULL: _("The text is full. What came last was not taken; the rest is safe."),
        Notice.COPIED: _("Copied. Ctrl+V inserts it where the cursor is."),
        Notice.CUT: _("Cut out. Ctrl+V inserts it where the cursor is."),
        Notice.NOTHING_KEPT: _("Nothing has been copied yet. Select text and press Ctrl+C first."),
        Notice.NOTHING_SELECTED: _("No text is selected. F8 begins to select."),
        Notice.ALL_SELECTED: _("Everything is selected. An arrow key ends that."),
        Notice.ONLY_READ: _("This text is only read. Copy it with Ctrl+C; Esc leads back."),
        Notice.ALL_COPIED: _("All of it is copied. Back with Esc, then Ctrl+V inserts it."),
        Notice.PASSAGE_COPIED: _("It is copied. Back with Esc, then Ctrl+V inserts it."),
        Notice.SAVED_BY_ITSELF: _("Your text is saved by itself; you need not do anything."),
    }


def _said_of_taking_back(_: Translate) -> dict[Notice, str]:
    return {
        Notice.MUCH_DELETED: _("Much text is gone. Ctrl+Z brings it back."),
        Notice.MUCH_CUT: _("Much text is cut out. Ctrl+V inserts it, Ctrl+Z brings it back."),
        Notice.MUCH_UNDONE: _("Much text was taken back. Ctrl+Y brings it back."),
        Notice.UNDONE: _("One step was taken back. Ctrl+Y brings it back."),
        Notice.REDONE: _("One step was brought back. Ctrl+Z takes it back."),
        Notice.NOTHING_TO_UNDO: _("This is how it began. Ctrl+Y brings back step by step."),
        Notice.NOTHING_TO_REDO: _("There is nothing more to bring back."),
    }


def _said_of_lines(_: Translate) -> dict[Notice, str]:
    return {
        Notice.HEADING_1: _("This line is a heading. F6 again makes it smaller."),
        Notice.HEADING_2: _("This line is a smaller heading. F6 again makes it still smaller."),
        Notice.HEADING_3: _("This line is the smallest heading. F6 again makes it plain text."),
        Notice.TITLE: _("Here a slide begins, with this line as its title. F6 takes it back."),
        Notice.PLAIN: _("This line is plain text."),
        Notice.BULLETS: _("A list with bullets. Enter: next item. F7 again: numbers."),
        Notice.NUMBERS: _("A numbered list. Enter: next item. F7 again: plain text."),
        Notice.BULLETS_BY_KEY: _("For a list, press F7: each Enter then begins the next item."),
        Notice.NUMBERS_BY_KEY: _("For a numbered list, press F7 twice: it counts by itself."),
    }


def _said_of_pieces(_: Translate) -> dict[Notice, str]:
    return {
        Notice.BOLD_ON: _("What you type now is bold. Ctrl+B ends it."),
        Notice.BOLD_OFF: _("What you type now is not bold."),
        Notice.ITALIC_ON: _("What you type now is italic. Ctrl+R ends it."),
        Notice.ITALIC_OFF: _("What you type now is not italic."),
        Notice.NOT_IN_TABLE: _("Not inside a table. F9 shows what can be done here."),
        Notice.TABLE_BEGUN: _(
            "Tab: next cell; after the last one, a new row. Ctrl+P shows the lines."
        ),
        Notice.PAGE_BREAK: _("Under this line a new page begins. Backspace takes it out again."),
        Notice.IN_OUTLINE: _("You are in the table of contents. Esc leads back to the text."),
        Notice.REPLACED: _("Replaced. Ctrl+Z takes it back."),
        Notice.NOTHING_IN_NOTES: _("Notes have no contents to list. F4 leads back."),
        Notice.NO_OTHER_PART: _("Only a paper is asked for. F4 leads to your notes and back."),
    }
