"""Berita acara pelaksanaan: who came, when it began and ended, and what was handed in by whom."""

from datetime import date
from typing import Final

from docx.table import _Row

from exam.codes import show_code
from exam.proceedings import Attendance
from server.day_record import DayRecord
from server.documents.dates import hour_on, zone
from server.documents.minutes_parts import day_held, put_checkpoint, put_end, put_hours, put_opening
from server.documents.sheet import (
    CENTER,
    CODE_FACE,
    HEAD,
    SMALL,
    SMALL_HEAD,
    Look,
    Margins,
    Occasion,
    Sheet,
    put,
)
from server.documents.sheet_parts import put_facts, put_footer, put_letterhead, put_title
from server.documents.sheet_tables import (
    centre,
    make_table,
    repeat_on_each_page,
    rule_table,
    set_height,
)
from server.minutes_data import Manner, Presence
from server.wall import Wall

_MARGINS: Final = Margins(18, 15, 18, 20)
_WIDTHS: Final = (8.0, 15.0, 15.0, 23.0, 18.0, 27.0, 34.0)
"""Of all columns but the name, which takes what is left."""
_MIDDLE: Final = Look(points=9, align=CENTER)
_CODE: Final = Look(points=9, bold=True, face=CODE_FACE, align=CENTER)


def conduct_minutes(record: DayRecord, occasion: Occasion) -> bytes:
    """Write the minutes of the day."""
    _ = occasion.translate
    sheet = Sheet(occasion, _("Minutes of the exam"), _MARGINS)
    put_letterhead(sheet)
    put_title(sheet, _("MINUTES OF THE EXAM"))
    put_opening(sheet, record, _("papers were written"))
    _put_course(sheet, record)
    _put_numbers(sheet, record)
    _put_candidates(sheet, record)
    put_hours(sheet, record)
    put_checkpoint(sheet, record.day.checkpoint)
    put_end(sheet)
    put_footer(sheet, _("Minutes of the exam"))
    return sheet.finish()


def _put_course(sheet: Sheet, record: DayRecord) -> None:
    _ = sheet.occasion.translate
    day, held = record.day, day_held(record, sheet.occasion.sitting.date)
    minutes = sheet.occasion.number(sheet.occasion.minutes)
    closed_by = record.names.staff.get(day.closed_by, day.closed_by)
    sheet.line(_("1. Course of the exam"), HEAD)
    facts = [
        (_("Check-in opened"), _instant(record.wall, held, day.check_in_opened_at)),
        (_("Check-in closed"), _instant(record.wall, held, day.check_in_closed_at)),
        (_("Writing began"), _instant(record.wall, held, day.started_at)),
        (_("Writing time"), _("{minutes} minutes").format(minutes=minutes)),
        (_("Sitting closed"), _instant(record.wall, held, day.closed_at)),
    ]
    if closed_by:
        facts.append((_("Closed by"), closed_by))
    put_facts(sheet, facts)


def _put_numbers(sheet: Sheet, record: DayRecord) -> None:
    _ = sheet.occasion.translate
    day = record.day
    people = _("{count} people")
    late = day.count(Attendance.LATE)
    sheet.line(_("2. Candidates"), HEAD)
    facts = (
        (_("Expected"), len(day.presences)),
        (_("Present"), day.count(Attendance.PRESENT) + late),
        (_("Of these late"), late),
        (_("Absent"), day.count(Attendance.ABSENT)),
    )
    shown = [(label, people.format(count=count)) for label, count in facts]
    papers = (
        (_("Papers handed in"), f"{day.handed_in()}"),
        (_("Not handed in; the last text on the server counts"), f"{day.last_texts()}"),
    )
    put_facts(sheet, [*shown, *papers])


def _put_candidates(sheet: Sheet, record: DayRecord) -> None:
    _ = sheet.occasion.translate
    sheet.line(_("3. Attendance and hand-ins"), HEAD).paragraph_format.keep_with_next = True
    widths = [*_WIDTHS[:2], sheet.width_mm - sum(_WIDTHS), *_WIDTHS[2:]]
    table = make_table(sheet.document, 1 + len(record.day.presences), widths, pad_mm=1)
    rule_table(table)
    heads = (
        _("No."),
        _("Number"),
        _("Name"),
        _("PC"),
        _("Attendance"),
        _("Received"),
        _("How"),
        _("Receipt code"),
    )
    rows = list(table.rows)
    for cell, text in zip(rows[0].cells, heads, strict=True):
        put(cell.paragraphs[0], text, SMALL_HEAD)
    repeat_on_each_page(rows[0])
    for at, (row, one) in enumerate(zip(rows[1:], record.day.presences, strict=True), start=1):
        _put_presence(row, at, one, record, sheet.occasion)
    sheet.hair()
    sheet.line(_("Nothing is written under “Received” where nothing was received."), SMALL)


def _put_presence(row: _Row, at: int, one: Presence, record: DayRecord, occasion: Occasion) -> None:
    cells = row.cells
    set_height(row, 6)
    received = ""
    if one.handed_in_at is not None:
        held = day_held(record, occasion.sitting.date)
        received = hour_on(record.wall.at(one.handed_in_at), held)
    texts = (
        (f"{at}", _MIDDLE),
        (one.entrant.number, _MIDDLE),
        (one.entrant.name, SMALL),
        (one.seat_name, _MIDDLE),
        (_attendance(one, occasion), _MIDDLE),
        (received, _MIDDLE),
        (_manner(one, occasion), _MIDDLE),
        (show_code(one.receipt_code), _CODE),
    )
    for cell, (text, look) in zip(cells, texts, strict=True):
        put(cell.paragraphs[0], text, look)
    centre(*cells)


def _attendance(one: Presence, occasion: Occasion) -> str:
    _ = occasion.translate
    words = {
        Attendance.PRESENT: _("present"),
        Attendance.LATE: _("arrived late"),
        Attendance.ABSENT: _("absent"),
    }
    return words[one.attendance]


def _manner(one: Presence, occasion: Occasion) -> str:
    _ = occasion.translate
    words = {
        Manner.SUBMITTED: _("handed in"),
        Manner.TIME_UP: _("at time-up"),
        Manner.ENDED: _("ended by order"),
        Manner.LAST_SYNCED: _("last text on the server"),
        Manner.NOTHING: _("nothing"),
        Manner.AWAY: "",
    }
    said = words[one.manner]
    return _("{manner}, late").format(manner=said) if one.is_late else said


def _instant(wall: Wall, held: date, at: int | None) -> str:
    if at is None:
        return "–"
    shown = wall.at(at)
    return f"{hour_on(shown, held)} {zone(shown)}"
