"""What a selection is: a word, a paragraph, a section or everything, and how many words it has."""

from enum import Enum, auto
from typing import NamedTuple

from exam.manuscript import count_words
from kiosk.text import Sheet, moves
from kiosk.ui.phrases import Translate, say_number


class Extent(Enum):
    """How far a selection goes."""

    NOTHING = auto()
    WORD = auto()
    PARAGRAPH = auto()
    SECTION = auto()
    EVERYTHING = auto()


class Grown(NamedTuple):
    """What one key has selected, and its words."""

    extent: Extent
    words: int = 0


def extent_of(sheet: Sheet) -> Grown:
    """Say what is selected, after a key that selects by such steps.

    It takes as long as the selection is, so it is asked after those keys alone.
    """
    if sheet.selection.is_empty:
        return Grown(Extent.NOTHING)
    chosen = (sheet.selection.start, sheet.selection.end)
    document, cursor = sheet.document, sheet.cursor
    words = count_words(document.slice(*chosen))
    if sheet.selection.size >= sheet.length:
        return Grown(Extent.EVERYTHING, words)
    if chosen == moves.line_span(document, cursor):
        return Grown(Extent.PARAGRAPH, words)
    if chosen == moves.section_span(document, cursor):
        return Grown(Extent.SECTION, words)
    return Grown(Extent.WORD, words)


def say_marking(grown: Grown | None, _: Translate) -> str:
    """Say that marking is on, and what is marked if a key for that was the last one."""
    if grown is None or grown.extent is Extent.NOTHING:
        return _("SELECTING: arrow keys or F8 select more, Esc ends it.")
    form = {
        Extent.WORD: _("SELECTING one word. F8 selects its paragraph, Esc ends it."),
        Extent.PARAGRAPH: _(
            "SELECTING one paragraph ({words} words). F8 selects more, Esc ends it."
        ),
        Extent.SECTION: _("SELECTING one section ({words} words). F8: everything, Esc: end."),
        Extent.EVERYTHING: _("SELECTING everything ({words} words). Esc ends it."),
    }[grown.extent]
    return form.format(words=say_number(grown.words, _))
