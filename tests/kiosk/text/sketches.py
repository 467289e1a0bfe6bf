"""Sheets written down in one line: marks as signs, `^` for the cursor, two of them a selection."""

from collections.abc import Callable
from typing import Final

from exam.manuscript import marks
from kiosk.text import Sheet

SIGNS: Final = {
    "#": marks.HEADING_1,
    "$": marks.HEADING_2,
    "*": marks.BULLET,
    "%": marks.BULLET_2,
    "1": marks.NUMBER,
    "2": marks.NUMBER_2,
    "|": marks.ROW,
    "!": marks.CELL,
    "=": marks.PAGE_BREAK,
    "<": marks.BOLD_ON,
    ">": marks.BOLD_OFF,
    "/": marks.ITALIC_ON,
    "\\": marks.ITALIC_OFF,
    "[": marks.NOTE_START,
    "]": marks.NOTE_END,
}

Key = Callable[[Sheet], object]


def text_of(sketch: str) -> str:
    for sign, mark in SIGNS.items():
        sketch = sketch.replace(sign, mark)
    return sketch


def sheet_of(sketch: str) -> Sheet:
    first, *others = text_of(sketch).split("^")
    sheet = Sheet("".join((first, *others)), lambda *_: None, 40)
    sheet.select(len(first), len(first) + (len(others[0]) if len(others) == 2 else 0))
    return sheet


def drawn(sheet: Sheet) -> str:
    start, end = sheet.selection.start, sheet.selection.end
    middle = f"^{sheet.text[start:end]}^" if end > start else "^"
    text = sheet.text[:start] + middle + sheet.text[end:]
    for sign, mark in SIGNS.items():
        text = text.replace(mark, sign)
    return text


def undoes_to(sheet: Sheet, before: str, after: str) -> None:
    """The sheet is as it should be; one undo gives what was before, one redo what is now."""
    was = drawn(sheet_of(before))
    assert drawn(sheet) == after
    if after.replace("^", "") != was.replace("^", ""):
        assert sheet.undo()
        assert drawn(sheet) == was
        assert sheet.redo()
        assert drawn(sheet) == after
    assert not sheet.redo()
