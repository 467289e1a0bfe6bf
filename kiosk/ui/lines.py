"""What the keys for lines do: headings, lists, slides, and the way out of a table."""

from typing import Final

from exam.manuscript import BlockKind, Part
from kiosk.text import Sheet
from kiosk.text.grid import is_row, rows_around
from kiosk.text.headings import LEVELS
from kiosk.text.signs import mark_of
from kiosk.ui.notices import Notice

HEADINGS: Final = {
    BlockKind.HEADING_1: BlockKind.HEADING_2,
    BlockKind.HEADING_2: BlockKind.HEADING_3,
    BlockKind.HEADING_3: BlockKind.PARAGRAPH,
}
_LISTS: Final = {
    BlockKind.BULLET: BlockKind.NUMBER,
    BlockKind.BULLET_2: BlockKind.NUMBER_2,
    BlockKind.NUMBER: BlockKind.PARAGRAPH,
    BlockKind.NUMBER_2: BlockKind.PARAGRAPH,
}
_NOTICES: Final = {
    BlockKind.PARAGRAPH: Notice.PLAIN,
    BlockKind.HEADING_1: Notice.HEADING_1,
    BlockKind.HEADING_2: Notice.HEADING_2,
    BlockKind.HEADING_3: Notice.HEADING_3,
    BlockKind.BULLET: Notice.BULLETS,
    BlockKind.BULLET_2: Notice.BULLETS,
    BlockKind.NUMBER: Notice.NUMBERS,
    BlockKind.NUMBER_2: Notice.NUMBERS,
}
_BY_HAND: Final = {
    **dict.fromkeys(("- ", "* ", "• "), Notice.BULLETS_BY_KEY),
    **dict.fromkeys(("1. ", "1) ", "a. ", "a) "), Notice.NUMBERS_BY_KEY),
}
"""How a line begins of which somebody makes an item of a list by hand."""
_LONGEST_BY_HAND: Final = max(map(len, _BY_HAND))


def place_under(text: str, heading: int) -> int:
    """Return where the text under a heading begins, or the heading's end if there is no line."""
    end = text.find("\n", heading)
    if end < 0:
        return len(text)
    return end if text[end + 1 : end + 2] in LEVELS else end + 1


def next_heading(part: Part, kind: BlockKind) -> BlockKind:
    """Return what a line becomes next: in slides a title or none, else smaller and smaller."""
    if part is Part.SLIDES and kind in HEADINGS:
        return BlockKind.PARAGRAPH
    return HEADINGS.get(kind, BlockKind.HEADING_1)


def next_list(kind: BlockKind) -> BlockKind:
    """Return what a line becomes next: an item with a bullet, with a number, text."""
    return _LISTS.get(kind, BlockKind.BULLET)


def notice_of(part: Part, kind: BlockKind) -> Notice:
    """Return what is said once a line is of such a kind."""
    if part is Part.SLIDES and kind is BlockKind.HEADING_1:
        return Notice.TITLE
    return _NOTICES[kind]


def list_by_hand(sheet: Sheet) -> Notice | None:
    """Return what to say if the cursor stands behind the beginning of a list made by hand."""
    line, column = sheet.document.place(sheet.cursor)
    if column > _LONGEST_BY_HAND or sheet.current_kind is not BlockKind.PARAGRAPH:
        return None
    return _BY_HAND.get(sheet.document.lines[line][:column])


def leave_table(sheet: Sheet) -> bool:
    """Go to the line of text under the table; a heading there gets an empty line above it."""
    lines = sheet.document.lines
    here = sheet.document.place(sheet.cursor).line
    if not is_row(lines[here]):
        return True
    under = rows_around(lines, here).stop
    if under == len(lines):
        sheet.place_cursor(sheet.length)
        return True
    at = sheet.document.offset(under)
    sheet.place_cursor(at)
    if not mark_of(lines[under]):
        return True
    sheet.select(at, at + 1)
    taken = sheet.paste(f"\n{sheet.copy()}")
    sheet.place_cursor(at)
    return taken
