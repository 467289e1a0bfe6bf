"""What the practice page says: the practice text, and for each lesson what to press.

A step is one line on a screen of 80 columns; English and Indonesian both fit.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kiosk.ui.lessons import Lesson
from kiosk.ui.phrases import Translate


def _(text: str) -> str:
    """Mark a sentence for the catalogs."""
    return text


@dataclass(frozen=True, slots=True)
class Teaching:
    """A lesson in words: its name, a step for each of its goals, and what is said at its end."""

    name: str
    steps: tuple[str, ...]
    praise: str


_TEACHINGS: Final[Mapping[Lesson, Teaching]] = {
    Lesson.TYPING: Teaching(
        _("Typing"),
        (
            _("Type a few words, whatever you like. Lines turn by themselves."),
            _("Press Enter: a new paragraph begins."),
        ),
        _("Good! You can type already."),
    ),
    Lesson.ARROWS: Teaching(
        _("Moving about"),
        (
            _("Press ↑ and ↓: the cursor, the block in the text, goes up and down."),
            _("Press ← and →: the cursor goes to the left and to the right."),
        ),
        _("Right! Whatever you type appears where the cursor is."),
    ),
    Lesson.BACKSPACE: Teaching(
        _("Deleting"),
        (_("Go behind a word, press Backspace three times: letters disappear."),),
        _("Well done! The Delete key deletes to the right of the cursor."),
    ),
    Lesson.HEADING: Teaching(
        _("A heading"),
        (_("Press F6: the line with the cursor becomes a heading."),),
        _("Fine! F6 again makes it a smaller heading, then plain text."),
    ),
    Lesson.LIST: Teaching(
        _("A list"),
        (
            _("Go to another line and press F7: it becomes an item of a list."),
            _("Press End, type a word, press Enter: the next item comes by itself."),
        ),
        _("Good! Enter on an empty item ends the list."),
    ),
    Lesson.BOLD: Teaching(
        _("Bold letters"),
        (_("Press Ctrl+B (hold Ctrl, press B), then type a word: it is bold."),),
        _("Well done! Here bold ends by itself; in your paper, Ctrl+B ends it."),
    ),
    Lesson.COPYING: Teaching(
        _("Select and copy"),
        (
            _("Press F8, then ← a few times: the text is selected."),
            _("Press Ctrl+C to copy it (Ctrl+X takes it away to move it)."),
            _("Go to another place and press Ctrl+V: there it is."),
        ),
        _("Excellent! That was the hardest one."),
    ),
    Lesson.UNDO: Teaching(
        _("Taking back"),
        (
            _("Type another word."),
            _("Press Ctrl+Z: what you did last is taken back."),
        ),
        _("Right! Whatever happens, Ctrl+Z takes it back."),
    ),
    Lesson.MENU: Teaching(
        _("The menu"),
        (_("Press F9: all commands in one list. Esc closes it."),),
        _("Good! If you forget a key, F9 has it, and F1 explains it."),
    ),
    Lesson.HAND_IN: Teaching(
        _("Handing in"),
        (_("Press F10. Here, nothing is handed in."),),
        _("In the sitting, F10 hands in. You are asked twice before that."),
    ),
}


def teaching_of(lesson: Lesson, translate: Translate) -> Teaching:
    """Say a lesson in a language."""
    said = _TEACHINGS[lesson]
    steps = tuple(translate(step) for step in said.steps)
    return Teaching(translate(said.name), steps, translate(said.praise))


_PARAGRAPHS: Final = (
    _("The market in the morning"),
    _(
        "This page is only for trying out the keys. Nobody reads it, and it is thrown away when "
        "the sitting begins."
    ),
    _(
        "The market is busy this morning. Bu Sari arranges her rice cakes, Pak Darto weighs out "
        "chillies, and two children share one glass of iced tea."
    ),
)


_KEYS: Final[Mapping[str, str]] = {
    "f2": _("In the sitting, F2 shows your topic."),
    "f3": _("In the sitting, F3 leads to the slides, and from there back to the paper."),
    "f4": _("In the sitting, F4 leads to notes that are only for you."),
    "f5": _("In the sitting, F5 shows the headings of your paper."),
}


_KEYS_WITHOUT_SLIDES: Final[Mapping[str, str]] = {
    **_KEYS,
    "f3": _("In the sitting, F3 does nothing: only a paper is asked for."),
}


def say_of_key(key: str, translate: Translate, *, has_slides: bool) -> str:
    """Say what a key does in the sitting that has nothing to show while one practises."""
    return translate((_KEYS if has_slides else _KEYS_WITHOUT_SLIDES)[key])


def practice_text(translate: Translate) -> str:
    """Return the text on which one practises; it ends with an empty line to begin on."""
    return "\n".join([*(translate(paragraph) for paragraph in _PARAGRAPHS), ""])
