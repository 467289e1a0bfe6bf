"""What stands in a plain string once something was put into it or taken out of it."""

import re

from exam.manuscript import clean_input, marks
from tests.kiosk.text import naive, places

STRAY = re.compile(f"(?<=[^\n])[{''.join(marks.LINE_MARKS)}]")


def clean_row(row: str) -> str:
    """A line that was copied: its mark, inline marks, and what may be typed."""
    mark = row[: naive.floor_of(row)]
    kept = (c if c in marks.INLINE_MARKS else clean_input(c) for c in row[len(mark) :])
    return mark + "".join(kept)


def marked_place(old: str, new: str, at: int) -> int:
    """Where a place is once its line has another mark."""
    line, column = places.place(old, at)
    gain = naive.floor_of(new.split("\n")[line]) - naive.floor_of(old.split("\n")[line])
    return places.offset(new, line, column + gain if column else 0)


def spliced(text: str, start: int, end: int, inserted: str) -> tuple[str, str]:
    """Put a text between two places; return the whole up to its end, and what follows it.

    A line mark that would not begin a line any more falls out, and what follows stays as bold and
    as italic as it was.
    """
    before = STRAY.sub("", text[:start] + inserted)
    rest = STRAY.sub("", before + text[end:])[len(before) :]
    line_end = text.find("\n", end) if "\n" in text[end:] else len(text)
    end = len(text) - len(rest)
    if end < line_end:
        was, now = letters_set(text[:end]), letters_set(before)
        if was[0] != now[0]:
            before += marks.BOLD_ON if was[0] else marks.BOLD_OFF
        if was[1] != now[1]:
            before += marks.ITALIC_ON if was[1] else marks.ITALIC_OFF
    return before, rest


def letters_set(text: str) -> tuple[bool, bool]:
    """Whether what is written at the end of a text is bold, and italic."""
    line = text.rpartition("\n")[2]
    bold = italic = False
    outside = None
    for letter in line:
        bold = (bold or letter == marks.BOLD_ON) and letter != marks.BOLD_OFF
        italic = (italic or letter == marks.ITALIC_ON) and letter != marks.ITALIC_OFF
        if letter == marks.NOTE_START and outside is None:
            outside, bold, italic = (bold, italic), False, False
        elif letter == marks.NOTE_END and outside is not None:
            (bold, italic), outside = outside, None
        elif letter == marks.CELL and line[0] == marks.ROW:
            outside, bold, italic = None, False, False
    return bold, italic


def in_one_line(text: str) -> str:
    return clean_input(text).replace("\n", " ")
