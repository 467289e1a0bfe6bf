"""The marks: private-use characters that keys and menus set, and that no input can bring in.

A line mark stands first in its line and says what the line is. An inline mark stands anywhere in a
line and says what follows it. A mark at any other place is stray: it stays in the document, so that
an undo can give it back its meaning, but it says nothing and shows nothing.
"""

from typing import Final

HEADING_1: Final = "\ue001"
HEADING_2: Final = "\ue002"
HEADING_3: Final = "\ue003"
BULLET: Final = "\ue011"
BULLET_2: Final = "\ue012"
NUMBER: Final = "\ue021"
NUMBER_2: Final = "\ue022"
ROW: Final = "\ue031"
PAGE_BREAK: Final = "\ue041"
LINE_MARKS: Final = (
    HEADING_1,
    HEADING_2,
    HEADING_3,
    BULLET,
    BULLET_2,
    NUMBER,
    NUMBER_2,
    ROW,
    PAGE_BREAK,
)

CELL: Final = "\ue032"
BOLD_ON: Final = "\ue051"
BOLD_OFF: Final = "\ue052"
ITALIC_ON: Final = "\ue053"
ITALIC_OFF: Final = "\ue054"
NOTE_START: Final = "\ue061"
NOTE_END: Final = "\ue062"
INLINE_MARKS: Final = (CELL, BOLD_ON, BOLD_OFF, ITALIC_ON, ITALIC_OFF, NOTE_START, NOTE_END)

ALL_MARKS: Final = LINE_MARKS + INLINE_MARKS


def strip_marks(text: str) -> str:
    """Return the characters that were typed, in their order, without any mark.

    Cells and footnotes run together with what stands before them; to read or count a text, take
    `exam.manuscript.plain`.
    """
    if text.isascii():
        return text
    for mark in ALL_MARKS:
        if mark in text:
            text = text.replace(mark, "")
    return text
