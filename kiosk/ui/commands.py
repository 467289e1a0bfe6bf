"""What the menu offers: each command with its words, its letter, its key, and whether it applies.

A label is what the catalog says; the letter behind its `&` chooses it. A digit with which a label
begins is the key alone, for letters are few.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from exam.manuscript import BlockKind, Part
from kiosk.text import Sheet
from kiosk.ui.lines import leave_table
from kiosk.ui.phrases import Translate


class Command(Enum):
    """Something that can be done to the text, or shown."""

    HEADING_1 = auto()
    HEADING_2 = auto()
    HEADING_3 = auto()
    TITLE = auto()
    NEW_SLIDE = auto()
    PLAIN = auto()
    BULLETS = auto()
    NUMBERS = auto()
    BOLD = auto()
    ITALIC = auto()
    TABLE = auto()
    ROW_BELOW = auto()
    COLUMN_RIGHT = auto()
    DROP_ROW = auto()
    DROP_COLUMN = auto()
    LEAVE_TABLE = auto()
    FOOTNOTE = auto()
    PAGE_BREAK = auto()
    UNDO = auto()
    REDO = auto()
    COPY = auto()
    CUT = auto()
    PASTE = auto()
    PREVIEW = auto()
    FIND = auto()
    OUTLINE = auto()
    NOTES = auto()
    APPEARANCE = auto()
    HELP = auto()
    CALL = auto()
    MESSAGES = auto()
    FORKS = auto()
    NEW_CARD = auto()
    STICK = auto()


KINDS: Final[Mapping[Command, BlockKind]] = {
    Command.HEADING_1: BlockKind.HEADING_1,
    Command.HEADING_2: BlockKind.HEADING_2,
    Command.HEADING_3: BlockKind.HEADING_3,
    Command.TITLE: BlockKind.HEADING_1,
    Command.PLAIN: BlockKind.PARAGRAPH,
    Command.BULLETS: BlockKind.BULLET,
    Command.NUMBERS: BlockKind.NUMBER,
}
"""What each of these commands makes of the cursor's line."""

CHANGING: Final[Mapping[Command, Callable[[Sheet], bool]]] = {
    Command.ROW_BELOW: Sheet.add_row,
    Command.COLUMN_RIGHT: Sheet.add_column,
    Command.DROP_ROW: Sheet.drop_row,
    Command.DROP_COLUMN: Sheet.drop_column,
    Command.LEAVE_TABLE: leave_table,
    Command.NEW_SLIDE: lambda sheet: sheet.begin_section(BlockKind.HEADING_1),
    Command.FOOTNOTE: Sheet.insert_note,
    Command.PAGE_BREAK: Sheet.insert_page_break,
}
"""What each of these commands does to a sheet; False means that the sheet is full."""

PRESSING: Final[Mapping[Command, str]] = {
    Command.BOLD: "ctrl+b",
    Command.ITALIC: "ctrl+r",
    Command.UNDO: "ctrl+z",
    Command.REDO: "ctrl+y",
    Command.COPY: "ctrl+c",
    Command.CUT: "ctrl+x",
    Command.PASTE: "ctrl+v",
}
"""Commands that are nothing but a key of the editor."""


_SHOWN_KEYS: Final[Mapping[Command, str]] = {
    Command.HEADING_1: "F6",
    Command.TITLE: "F6",
    Command.BULLETS: "F7",
    Command.BOLD: "Ctrl+B",
    Command.ITALIC: "Ctrl+R",
    Command.UNDO: "Ctrl+Z",
    Command.REDO: "Ctrl+Y",
    Command.COPY: "Ctrl+C",
    Command.CUT: "Ctrl+X",
    Command.PASTE: "Ctrl+V",
    Command.PREVIEW: "Ctrl+P",
    Command.FIND: "Ctrl+F",
    Command.OUTLINE: "F5",
    Command.NOTES: "F4",
    Command.APPEARANCE: "F12",
    Command.HELP: "F1",
    Command.CALL: "F11",
}
_DIGIT: Final = re.compile(r"^&\d ")
_OUTER: Final = {BlockKind.BULLET_2: BlockKind.BULLET, BlockKind.NUMBER_2: BlockKind.NUMBER}
_LISTS: Final = (Command.PLAIN, Command.BULLETS, Command.NUMBERS)
_LINE: Final[Mapping[Part, tuple[Command, ...]]] = {
    Part.PAPER: (Command.HEADING_1, Command.HEADING_2, Command.HEADING_3, *_LISTS),
    Part.SLIDES: (Command.NEW_SLIDE, Command.TITLE, *_LISTS),
    Part.NOTES: _LISTS,
}
_ROWS: Final = (
    Command.LEAVE_TABLE,
    Command.ROW_BELOW,
    Command.COLUMN_RIGHT,
    Command.DROP_ROW,
    Command.DROP_COLUMN,
)
_LETTERS: Final = (Command.BOLD, Command.ITALIC)
_INSERTED: Final[Mapping[Part, tuple[Command, ...]]] = {
    Part.PAPER: (Command.TABLE, Command.FOOTNOTE, Command.PAGE_BREAK),
    Part.SLIDES: (Command.TABLE,),
    Part.NOTES: (),
}
_INSERTED_IN_CELLS: Final[Mapping[Part, tuple[Command, ...]]] = {
    Part.PAPER: (Command.FOOTNOTE,),
    Part.SLIDES: (),
    Part.NOTES: (),
}
_CORRECTING: Final = (Command.UNDO, Command.REDO, Command.COPY, Command.CUT, Command.PASTE)
_SHOWN: Final[Mapping[Part, tuple[Command, ...]]] = {
    Part.PAPER: (Command.PREVIEW, Command.OUTLINE),
    Part.SLIDES: (Command.PREVIEW, Command.OUTLINE),
    Part.NOTES: (),
}
_ALWAYS: Final = (Command.FIND, Command.NOTES, Command.APPEARANCE, Command.HELP)
_SPEAKING: Final = (Command.MESSAGES, Command.CALL)
_AROUND: Final = (Command.NEW_CARD, Command.STICK)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where the cursor is, what is on there, and whether texts lie beside the present one."""

    part: Part
    kind: BlockKind = BlockKind.PARAGRAPH
    bold: bool = False
    italic: bool = False
    in_table: bool = False
    has_forks: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """One line of the menu; `is_on` is None where there is nothing to be on or off."""

    command: Command
    label: str
    is_on: bool | None = None

    @property
    def name(self) -> str:
        """The label as it is read."""
        return _DIGIT.sub("", self.label).replace("&", "", 1)

    @property
    def letter(self) -> str:
        """The letter that chooses it, small."""
        return self.label.partition("&")[2][:1].casefold()

    @property
    def key(self) -> str:
        """The key that does the same without the menu, as it stands on the keyboard."""
        return _SHOWN_KEYS.get(self.command, "")


@dataclass(frozen=True, slots=True)
class Group:
    """Offers that belong together."""

    name: str
    offers: tuple[Offer, ...]


def groups_for(here: Surroundings, _: Translate) -> tuple[Group, ...]:
    """Return what can be done here, in groups that are not empty."""
    part = here.part
    about_line = (_("Table"), _ROWS) if here.in_table else (_("This paragraph"), _LINE[part])
    inserted = _INSERTED_IN_CELLS if here.in_table else _INSERTED
    groups = (
        about_line,
        (_("Letters"), _LETTERS),
        (_("Insert"), inserted[part]),
        (_("Proctor"), _SPEAKING),
        (_("Correct"), _CORRECTING),
        (_("Show"), (*_SHOWN[part], *_ALWAYS)),
        (_("Card and PC"), (Command.FORKS, *_AROUND) if here.has_forks else _AROUND),
    )
    labels = _labels(part, _)
    return tuple(
        Group(name, tuple(Offer(each, labels[each], _is_on(each, here)) for each in commands))
        for name, commands in groups
        if commands
    )


def say_label(command: Command, part: Part, _: Translate) -> str:
    """Say a command as the menu of a part names it."""
    return Offer(command, _labels(part, _)[command]).name


def _is_on(command: Command, here: Surroundings) -> bool | None:
    if command in KINDS:
        return KINDS[command] is _OUTER.get(here.kind, here.kind)
    return {Command.BOLD: here.bold, Command.ITALIC: here.italic}.get(command)


def _labels(part: Part, _: Translate) -> Mapping[Command, str]:
    """Say each command; the letter behind `&` is in no other label of the same menu."""
    return (
        _labels_of_lines(_)
        | _labels_of_pieces(_)
        | _labels_of_pages(part, _)
        | _labels_of_surroundings(_)
    )


def _labels_of_lines(_: Translate) -> dict[Command, str]:
    return {
        Command.HEADING_1: _("Heading &1"),
        Command.HEADING_2: _("Heading &2, smaller"),
        Command.HEADING_3: _("Heading &3, smallest"),
        Command.TITLE: _("Headin&g of the slide"),
        Command.NEW_SLIDE: _("Ne&w slide"),
        Command.PLAIN: _("&Plain text"),
        Command.BULLETS: _("Bu&lleted list"),
        Command.NUMBERS: _("&Numbered list"),
        Command.LEAVE_TABLE: _("Leave the &table"),
        Command.ROW_BELOW: _("New ro&w below"),
        Command.COLUMN_RIGHT: _("New column at the ri&ght"),
        Command.DROP_ROW: _("De&lete this row"),
        Command.DROP_COLUMN: _("Delete this colum&n"),
    }


def _labels_of_pieces(_: Translate) -> dict[Command, str]:
    return {
        Command.BOLD: _("&Bold"),
        Command.ITALIC: _("&Italic"),
        Command.TABLE: _("&Table ..."),
        Command.FOOTNOTE: _("&Footnote"),
        Command.PAGE_BREAK: _("Page brea&k"),
        Command.UNDO: _("Un&do"),
        Command.REDO: _("&Redo"),
        Command.COPY: _("&Copy"),
        Command.CUT: _("C&ut"),
        Command.PASTE: _("Past&e"),
    }


def _labels_of_pages(part: Part, _: Translate) -> dict[Command, str]:
    overview = _("&Overview of slides") if part is Part.SLIDES else _("Table of c&ontents")
    return {
        Command.PREVIEW: _("Pre&view"),
        Command.OUTLINE: overview,
        Command.FIND: _("&Search and replace"),
        Command.NOTES: _("Back fro&m my notes") if part is Part.NOTES else _("&My notes"),
        Command.APPEARANCE: _("&Appearance"),
        Command.HELP: _("&Help"),
    }


def _labels_of_surroundings(_: Translate) -> dict[Command, str]:
    return {
        Command.MESSAGES: _("&5 Messages received"),
        Command.CALL: _("&6 Call the proctor ..."),
        Command.FORKS: _("&7 Texts from other PCs"),
        Command.NEW_CARD: _("&8 New card"),
        Command.STICK: _("&9 Copy to stick (proctor)"),
    }
