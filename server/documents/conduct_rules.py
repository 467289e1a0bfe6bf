"""The rules of conduct, to be hung up and read aloud: what the config says, and nothing invented.

Hours come from the config's check-in and lateness; the candidates' pledge is the one that they
accept on the screen.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from docx.shared import Mm

from server.documents.dates import hour
from server.documents.sheet import HEAD, Look, Occasion, Sheet
from server.documents.sheet_parts import (
    put_facts,
    put_footer,
    put_letterhead,
    put_title,
    when_and_where,
)

_ITEM: Final = Look(points=12, after=4)
_INDENT_MM: Final = 9


def conduct_rules(occasion: Occasion) -> bytes:
    """Write the rules of conduct."""
    _ = occasion.translate
    rules = occasion.config.writing.rules
    sheet = Sheet(occasion, _("Rules of conduct"))
    put_letterhead(sheet)
    put_title(sheet, _("RULES OF CONDUCT"), _("for candidates of the paper exam"))
    put_facts(sheet, when_and_where(occasion), label_mm=32)
    _put_items(sheet, _("A. Before the exam"), _before(occasion))
    _put_items(sheet, _("B. During the exam"), rules.conduct)
    _put_items(sheet, _("C. At the end"), _at_the_end(occasion))
    _put_items(sheet, _("D. What every candidate declares on the screen"), rules.pledge)
    put_footer(sheet, _("Rules of conduct"))
    return sheet.finish()


def put_numbered(sheet: Sheet, items: Sequence[str], look: Look = _ITEM) -> None:
    """Write numbered lines that hang over their numbers."""
    for at, text in enumerate(items, start=1):
        spacing = sheet.line(f"{at}.\t{text}", look).paragraph_format
        spacing.left_indent, spacing.first_line_indent = Mm(_INDENT_MM), Mm(-_INDENT_MM)
        spacing.tab_stops.add_tab_stop(Mm(_INDENT_MM))


def _put_items(sheet: Sheet, head: str, items: Sequence[str]) -> None:
    sheet.line(head, HEAD).paragraph_format.keep_with_next = True
    put_numbered(sheet, items)


def _before(occasion: Occasion) -> tuple[str, ...]:
    _ = occasion.translate
    opens, closes = _check_in_hours(occasion)
    return (
        _(
            "Check-in is open from {opens} to {closes}. Bring the candidate card and an identity "
            "card."
        ).format(opens=opens, closes=closes),
        _("Sign the attendance list beside your own number, and sit at the place with it."),
        _lateness(occasion),
    )


def _lateness(occasion: Occasion) -> str:
    _ = occasion.translate
    lateness = occasion.config.writing.sitting_rules.lateness
    if lateness.rule == "drop":
        return _("Whoever is not there when check-in closes is dropped and may not write.")
    minutes = lateness.latest_minutes
    if lateness.rule == "time-runs":
        return _(
            "Whoever comes late is let in up to {minutes} minutes after the start, and ends with "
            "everybody else."
        ).format(minutes=minutes)
    return _(
        "Whoever comes late is let in up to {minutes} minutes after the start, and has the whole "
        "time."
    ).format(minutes=minutes)


def _at_the_end(occasion: Occasion) -> tuple[str, ...]:
    _ = occasion.translate
    return (
        _("Handing in has two steps. At time-up the PC hands in by itself what is written."),
        _("Copy the code from the screen onto your card: with it the hand-in is found again."),
        _("Leave scratch paper at your place. Breaches go into the minutes; the panel decides."),
    )


def _check_in_hours(occasion: Occasion) -> tuple[str, str]:
    sitting, check_in = occasion.sitting, occasion.config.writing.sitting_rules.check_in
    start = datetime.combine(sitting.date, sitting.start)
    opens = start - timedelta(minutes=check_in.opens_minutes_before)
    closes = start - timedelta(minutes=check_in.closes_minutes_before)
    return hour(opens), hour(closes)
