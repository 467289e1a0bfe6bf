"""The schedule of the interviews on paper: each room of each day with its hours and candidates."""

from collections.abc import Sequence
from typing import Final

from server.documents.dates import full_date, hour
from server.documents.sheet import (
    CENTER,
    HEAD,
    SMALL,
    SMALL_HEAD,
    Look,
    Margins,
    Occasion,
    Sheet,
    put,
)
from server.documents.sheet_parts import (
    Signer,
    put_facts,
    put_footer,
    put_letterhead,
    put_signatures,
    put_title,
)
from server.documents.sheet_tables import (
    centre,
    make_table,
    repeat_on_each_page,
    rule_table,
    set_height,
)
from server.hearing_list import HearingLine, HearingRoom

_MARGINS: Final = Margins(15, 15, 18, 20)
_WIDTHS: Final = (9.0, 26.0, 20.0, 58.0)
"""Of all columns but the post's, which has the rest of the page."""
_ROW_MM: Final = 8.5
_MIDDLE: Final = Look(points=10, align=CENTER)
_NAME: Final = Look(points=10, bold=True)


def hearing_schedule(rooms: Sequence[HearingRoom], minutes: int, occasion: Occasion) -> bytes:
    """Draw the schedule; each candidate is heard for so many minutes."""
    _ = occasion.translate
    sheet = Sheet(occasion, _("Schedule of interviews"), _MARGINS)
    put_letterhead(sheet)
    put_title(sheet, _("SCHEDULE OF INTERVIEWS"))
    sheet.line(_("Each candidate is heard for {minutes} minutes.").format(minutes=minutes))
    for room in rooms:
        _put_room(sheet, room)
    put_signatures(sheet, [None, _chair(occasion)])
    put_footer(sheet, _("Schedule of interviews"))
    return sheet.finish()


def _put_room(sheet: Sheet, room: HearingRoom) -> None:
    _ = sheet.occasion.translate
    day = full_date(room.date, _)
    sheet.line(f"{day} – {room.room}", HEAD).paragraph_format.keep_with_next = True
    facts = [(_("Interviewers"), "; ".join(room.names))]
    if room.breaks:
        pauses = ", ".join(f"{hour(begins)}–{hour(ends)}" for begins, ends in room.breaks)
        facts.append((_("Breaks"), pauses))
    put_facts(sheet, facts, label_mm=30, keeps=True)
    table = make_table(
        sheet.document,
        1 + len(room.lines),
        (*_WIDTHS, sheet.width_mm - sum(_WIDTHS)),
        pad_mm=1,
    )
    rule_table(table)
    heads = (_("No."), _("Time"), _("Number"), _("Name"), _("Post applied for"))
    rows = list(table.rows)
    for cell, text in zip(rows[0].cells, heads, strict=True):
        put(cell.paragraphs[0], text, SMALL_HEAD)
        centre(cell)
    repeat_on_each_page(rows[0])
    set_height(rows[0], _ROW_MM)
    for at, (row, line) in enumerate(zip(rows[1:], room.lines, strict=True), 1):
        set_height(row, _ROW_MM)
        for cell, (text, look) in zip(row.cells, _cells(at, line, sheet.occasion), strict=True):
            put(cell.paragraphs[0], text, look)
            centre(cell)
    sheet.line("", SMALL)


def _cells(at: int, line: HearingLine, occasion: Occasion) -> list[tuple[str, Look]]:
    absent = f" ({occasion.translate('did not come')})" if line.is_absent else ""
    return [
        (str(at), _MIDDLE),
        (f"{hour(line.begins)}–{hour(line.ends)}", _MIDDLE),
        (line.number, _MIDDLE),
        (f"{line.name}{absent}", _NAME),
        (line.post_name, SMALL),
    ]


def _chair(occasion: Occasion) -> Signer:
    chair = next(one for one in occasion.config.panel.members if one.role == "chair")
    return Signer(occasion.translate("Chair of the selection committee"), chair.name)
