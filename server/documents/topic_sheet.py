"""The sheet in the proctors' sealed envelope: the topic code, and when it may be used."""

from collections.abc import Sequence
from typing import Final

from exam.codes import show_code
from server.documents.conduct_rules import put_numbered
from server.documents.share_cards import put_fold
from server.documents.sheet import BODY, CENTER, CODE_FACE, HEAD, Look, Occasion, Sheet, put
from server.documents.sheet_parts import (
    Signer,
    put_facts,
    put_letterhead,
    put_signatures,
    put_title,
    when_and_where,
)
from server.documents.sheet_tables import FIRM, centre, make_table, rule_table, set_height

_LINE: Final = Look(points=12, align=CENTER)
_CODE: Final = Look(points=24, bold=True, face=CODE_FACE, align=CENTER)
_ITEM: Final = Look(points=11, after=3)
_LINE_MM: Final = 16


def topic_sheet(lines: Sequence[str], occasion: Occasion) -> bytes:
    """Draw the sheet; `lines` are those of the topic code."""
    _ = occasion.translate
    sheet = Sheet(occasion, _("Topic code"))
    put_letterhead(sheet)
    put_title(sheet, _("SEALED ENVELOPE OF THE PROCTORS"), _("TOPIC CODE"))
    sitting = ((_("Sitting"), occasion.sitting_id),) if occasion.sitting_id else ()
    fingerprint = (_("Exam fingerprint"), occasion.fingerprint)
    put_facts(sheet, (*sitting, *when_and_where(occasion), fingerprint))
    _put_steps(sheet)
    put_fold(sheet)
    _put_code(sheet, lines)
    sheet.line(_("Opened at .................. because:"), HEAD)
    sheet.line("." * 120, BODY)
    put_signatures(sheet, (Signer(_("Proctor")), Signer(_("Witness"))))
    return sheet.finish()


def _put_steps(sheet: Sheet) -> None:
    _ = sheet.occasion.translate
    put_numbered(
        sheet,
        (
            _("Open this envelope only if a PC has no network when the exam has been started."),
            _("Open it before a witness; both sign below. It goes into the minutes."),
            _("Press F8 at the PC and type the five lines, then the PIN. A wrong line is named."),
            _("An envelope that was not needed stays sealed and goes back to the secretariat."),
        ),
        _ITEM,
    )


def _put_code(sheet: Sheet, lines: Sequence[str]) -> None:
    table = make_table(sheet.document, len(lines), (_LINE_MM, sheet.width_mm - _LINE_MM))
    rule_table(table, FIRM)
    for at, (row, code) in enumerate(zip(table.rows, lines, strict=True), start=1):
        set_height(row, 13)
        put(row.cells[0].paragraphs[0], f"{at}", _LINE)
        put(row.cells[1].paragraphs[0], show_code(code), _CODE)
        centre(*row.cells)
