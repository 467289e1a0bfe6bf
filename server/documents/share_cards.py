"""Share cards of the panel key: a page for each panelist, its words inside the fold.

The words are numbered, so that one that cannot be read is asked for by its number. The QR code has
the same words, for a machine with a scanner at the opening.
"""

from collections.abc import Sequence
from typing import Final

from server.ceremony import PanelShare
from server.documents.sheet import BODY, CENTER, SMALL, Look, Occasion, Sheet, put
from server.documents.sheet_parts import (
    on_which_days,
    put_edge,
    put_facts,
    put_letterhead,
    put_qr,
    put_title,
)
from server.documents.sheet_tables import make_table, rule_table, set_height

_COLUMNS: Final = 3
_WORD: Final = Look(points=13, bold=True)
_PLACE: Final = Look(points=9)
_FOLD: Final = Look(points=8, align=CENTER, before=6)
_QR_MM: Final = 42
_PLACE_MM: Final = 9


def share_cards(shares: Sequence[PanelShare], occasion: Occasion) -> bytes:
    """Draw the card of every panelist."""
    _ = occasion.translate
    sheet = Sheet(occasion, _("Share cards"))
    for at, share in enumerate(shares):
        if at:
            sheet.break_page()
        _put_card(sheet, share)
    return sheet.finish()


def _put_card(sheet: Sheet, share: PanelShare) -> None:
    _ = sheet.occasion.translate
    config = sheet.occasion.config
    put_letterhead(sheet)
    put_title(sheet, _("SHARE OF THE PANEL KEY"))
    needed = _("any {needed} of {holders} together").format(
        needed=config.writing.threshold, holders=len(config.panel.members)
    )
    facts = (
        (_("Holder"), share.name),
        *on_which_days(sheet.occasion),
        (_("Opens the papers"), needed),
        (_("Exam fingerprint"), sheet.occasion.fingerprint),
    )
    put_facts(sheet, facts)
    advice = _("Keep this card sealed until the opening. Whoever has enough of them reads papers.")
    sheet.line(advice, BODY)
    put_fold(sheet)
    _put_words(sheet, share.words.split())
    picture = sheet.line("", Look(align=CENTER, before=8))
    put_qr(picture, share.words, _QR_MM)
    hint = _("The same words as a QR code, for a computer with a scanner.")
    sheet.line(hint, Look(SMALL.points, align=CENTER))


def put_fold(sheet: Sheet) -> None:
    """Draw the line to fold along, so that what follows lies inside."""
    _ = sheet.occasion.translate
    sheet.line(_("fold here, with what follows inside"), _FOLD)
    put_edge(sheet.hair(), "dashed", 6)
    sheet.line("", Look(points=6))


def _put_words(sheet: Sheet, words: Sequence[str]) -> None:
    """Write the words column by column, as they are read."""
    height = -(-len(words) // _COLUMNS)
    width = sheet.width_mm / _COLUMNS - _PLACE_MM
    table = make_table(sheet.document, height, [_PLACE_MM, width] * _COLUMNS)
    rule_table(table)
    for row in table.rows:
        set_height(row, 8)
    for at, word in enumerate(words):
        cells = table.rows[at % height].cells
        column = at // height * 2
        put(cells[column].paragraphs[0], f"{at + 1}", _PLACE)
        put(cells[column + 1].paragraphs[0], word, _WORD)
