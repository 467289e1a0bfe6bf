"""Candidate cards, several on a page, with lines to cut along.

The card code stands here in letters alone. The QR code says the participant number: see `qr`.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from docx.table import _Cell

from exam.codes import show_code
from server.ceremony import Card
from server.documents.dates import full_date, hour
from server.documents.pieces import Cut, cut_sheet
from server.documents.sheet import CENTER, CODE_FACE, RIGHT, Look, Occasion, put
from server.documents.sheet_parts import put_qr
from server.documents.sheet_tables import (
    FIRM,
    centre,
    make_table,
    rule_cell,
    rule_table,
    set_height,
)

_CUT: Final = Cut(columns=2, height_mm=92)
_AGENCY: Final = Look(points=8, align=CENTER, before=3)
_EXAM: Final = Look(points=9, bold=True, align=CENTER)
_TITLE: Final = Look(points=11, bold=True, align=CENTER, before=2, after=2)
_LABEL: Final = Look(points=8)
_NUMBER: Final = Look(points=22, bold=True)
_NAME: Final = Look(points=11, bold=True)
_VALUE: Final = Look(points=9.5)
_CODE: Final = Look(points=18, bold=True, face=CODE_FACE, align=CENTER)
_ADVICE: Final = Look(points=8.5, before=3)
_FOOT: Final = Look(points=7, align=RIGHT)
_QR_MM: Final = 21
_BOXES: Final = (4, 4, 4)
_BOX_MM: Final = 6.2
_GAP_MM: Final = 3.2


def candidate_cards(cards: Sequence[Card], places: Mapping[str, str], occasion: Occasion) -> bytes:
    """Draw all cards; `places` are places by application, for those who have one already."""
    _ = occasion.translate

    def fill(cell: _Cell, card: Card, width: float) -> None:
        _put_head(cell, occasion)
        _put_person(cell, card, places.get(card.application.id, ""), occasion, width)
        _put_code(cell, card, occasion, width)
        _put_copy_line(cell, occasion)
        advice = _("The code is yours alone: show it to nobody, and keep this card to the end.")
        put(cell.paragraphs[-1], advice, _ADVICE)
        shown = _("Exam fingerprint {fingerprint}").format(fingerprint=occasion.fingerprint)
        put(cell.add_paragraph(), shown, _FOOT)

    return cut_sheet(occasion, _("Candidate cards"), _CUT, cards, fill)


def _put_head(cell: _Cell, occasion: Occasion) -> None:
    exam = occasion.config.exam
    put(cell.paragraphs[0], exam.agency, _AGENCY)
    put(cell.add_paragraph(), exam.name, _EXAM)
    put(cell.add_paragraph(), occasion.translate("CANDIDATE CARD"), _TITLE)


def _put_person(cell: _Cell, card: Card, place: str, occasion: Occasion, width: float) -> None:
    _ = occasion.translate
    who, writing = card.application, occasion.config.writing
    sitting = writing.sitting_of(writing.sitting_for(who.post_id, who.group))
    table = make_table(cell, 1, (width - _QR_MM - 1, _QR_MM + 1), pad_mm=0)
    person, picture = table.rows[0].cells
    put(person.paragraphs[0], _("Candidate number"), _LABEL)
    put(person.add_paragraph(), who.number, _NUMBER)
    put(person.add_paragraph(), who.name, _NAME)
    put(person.add_paragraph(), occasion.config.post(who.post_id).name, _VALUE)
    put(picture.paragraphs[0], "", Look(align=RIGHT))
    put_qr(picture.paragraphs[0], who.number, _QR_MM)
    day = f"{full_date(sitting.date, _)}, {hour(sitting.start)}"
    room = (
        sitting.room
        if not place
        else _("{room}, place {place}").format(room=sitting.room, place=place)
    )
    put(cell.paragraphs[-1], day, Look(points=9.5, before=2))
    put(cell.add_paragraph(), room, Look(points=9.5, after=3))


def _put_code(cell: _Cell, card: Card, occasion: Occasion, width: float) -> None:
    _ = occasion.translate
    table = make_table(cell, 1, (width,))
    rule_table(table, FIRM)
    framed = table.rows[0].cells[0]
    put(framed.paragraphs[0], _("Card code – type it at the PC after your number"), _LABEL)
    put(framed.add_paragraph(), show_code(card.code), _CODE)


def _put_copy_line(cell: _Cell, occasion: Occasion) -> None:
    """Draw boxes for the code that the screen shows after the hand-in, one for each character."""
    _ = occasion.translate
    ask = _("Code from the screen (☐ receipt  ☐ provisional):")
    put(cell.paragraphs[-1], ask, Look(points=8, before=5, after=2))
    widths = [_BOX_MM] * _BOXES[0]
    for count in _BOXES[1:]:
        widths += [_GAP_MM, *[_BOX_MM] * count]
    table = make_table(cell, 1, widths, pad_mm=0)
    set_height(table.rows[0], 8, exact=True)
    for box, width in zip(table.rows[0].cells, widths, strict=True):
        if width == _BOX_MM:
            rule_cell(box)
        else:
            put(box.paragraphs[0], "–", Look(points=9, align=CENTER))
            centre(box)
