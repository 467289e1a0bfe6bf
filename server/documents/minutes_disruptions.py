"""Berita acara gangguan: everything that disturbed the exam, and what was done about it."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from docx.table import _Row

from server.day_record import DayRecord
from server.documents.dates import hour_on
from server.documents.minutes_parts import day_held, put_checkpoint, put_end, put_hours, put_opening
from server.documents.occurrence_words import Words
from server.documents.sheet import (
    BODY,
    CENTER,
    HEAD,
    SMALL,
    SMALL_BOLD,
    SMALL_HEAD,
    Look,
    Margins,
    Occasion,
    Sheet,
    put,
)
from server.documents.sheet_parts import put_facts, put_footer, put_letterhead, put_title
from server.documents.sheet_tables import (
    keep_whole,
    make_table,
    repeat_on_each_page,
    rule_table,
)
from server.lengths import FULL, show_lasting
from server.occurrences import Kind, Occurrence

_MARGINS: Final = Margins(18, 15, 18, 20)
_WIDTHS: Final = (8.0, 17.0, 32.0, 38.0, 28.0)
"""Of all columns but the explanation, which takes what is left."""
_MIDDLE: Final = Look(points=9, align=CENTER)


def disruption_minutes(record: DayRecord, occasion: Occasion) -> bytes:
    """Write the minutes of what disturbed the day."""
    _ = occasion.translate
    sheet = Sheet(occasion, _("Minutes of disruptions"), _MARGINS)
    put_letterhead(sheet)
    put_title(sheet, _("MINUTES OF DISRUPTIONS"))
    put_opening(sheet, record, _("the following disturbed the writing of papers"))
    _put_summary(sheet, record.occurrences)
    _put_occurrences(sheet, record)
    put_hours(sheet, record)
    put_checkpoint(sheet, record.day.checkpoint)
    put_end(sheet)
    put_footer(sheet, _("Minutes of disruptions"))
    return sheet.finish()


def _put_summary(sheet: Sheet, occurrences: Sequence[Occurrence]) -> None:
    _ = sheet.occasion.translate
    count = Counter(one.kind for one in occurrences)
    given = [one for one in occurrences if one.kind in (Kind.CREDIT, Kind.REOPENING)]
    longest = max((one.milliseconds for one in given), default=0)
    sheet.line(_("1. Summary"), HEAD)
    facts = (
        (_("Incidents"), f"{count[Kind.INCIDENT]}"),
        (_("Pauses"), f"{count[Kind.PAUSE]}"),
        (_("Time given back"), _credits(sheet, len(given), longest)),
        (_("Moves to another PC"), f"{count[Kind.MOVE]}"),
        (_("Leaves to exit"), f"{count[Kind.EXIT]}"),
        (_("Locks"), f"{count[Kind.LOCK]}"),
        (_("Restarts of the server"), f"{count[Kind.RESTART]}"),
    )
    put_facts(sheet, facts)


def _credits(sheet: Sheet, count: int, longest: int) -> str:
    _ = sheet.occasion.translate
    if not count:
        return "0"
    span = show_lasting(longest, _, FULL)
    return _("{count} times, at most {span} at once").format(count=count, span=span)


def _put_occurrences(sheet: Sheet, record: DayRecord) -> None:
    _ = sheet.occasion.translate
    sheet.line(_("2. In the order of time"), HEAD).paragraph_format.keep_with_next = True
    if not record.occurrences:
        sheet.line(_("Nothing that disturbed the exam is on the record."), BODY)
        return
    rest = sheet.width_mm - sum(_WIDTHS)
    widths = [*_WIDTHS[:4], rest, _WIDTHS[4]]
    table = make_table(sheet.document, 1 + len(record.occurrences), widths, pad_mm=1)
    rule_table(table)
    heads = (_("No."), _("Hour"), _("What"), _("Who, where"), _("Explanation"), _("By"))
    rows = list(table.rows)
    for cell, text in zip(rows[0].cells, heads, strict=True):
        put(cell.paragraphs[0], text, SMALL_HEAD)
    repeat_on_each_page(rows[0])
    held = day_held(record, sheet.occasion.sitting.date)
    words = Words(record.names, record.wall, held, _)
    for at, (row, one) in enumerate(zip(rows[1:], record.occurrences, strict=True), start=1):
        shown = hour_on(record.wall.at(one.at), held)
        _put_row(row, (f"{at}", shown), one, words)
    sheet.hair()


def _put_row(row: _Row, begin: tuple[str, str], one: Occurrence, words: Words) -> None:
    keep_whole(row)
    texts = (*begin, words.head(one), words.concerned(one), words.explanation(one), words.by(one))
    looks = (_MIDDLE, _MIDDLE, SMALL_BOLD, SMALL, SMALL, SMALL)
    for cell, text, look in zip(row.cells, texts, looks, strict=True):
        first, *others = text.split("\n")
        put(cell.paragraphs[0], first, look)
        for other in others:
            put(cell.add_paragraph(), other, look)
