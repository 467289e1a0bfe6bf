"""Receipts of hand-ins, one for each candidate, to be cut and handed over.

A receipt is found again in the exam's log by its code, so it needs no signature.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from docx.table import _Cell

from exam.codes import show_code
from server.documents.pieces import Cut, cut_sheet
from server.documents.sheet import CENTER, CODE_FACE, Look, Occasion, put
from server.documents.sheet_tables import FIRM, make_table, rule_table
from server.roll import Entrant

_CUT: Final = Cut(columns=1, height_mm=88)
_AGENCY: Final = Look(points=9, align=CENTER, before=4)
_EXAM: Final = Look(points=10, bold=True, align=CENTER)
_TITLE: Final = Look(points=12, bold=True, align=CENTER, before=3, after=4)
_LABEL: Final = Look(points=10)
_VALUE: Final = Look(points=10.5, bold=True)
_CODE: Final = Look(points=22, bold=True, face=CODE_FACE, align=CENTER, before=1, after=1)
_ADVICE: Final = Look(points=9, before=3)
_LABEL_MM: Final = 48


@dataclass(frozen=True, slots=True)
class Slip:
    """What one hand-in is certified with; a provisional code may have stood on the screen."""

    entrant: Entrant
    received: str
    revision: int
    receipt_code: str
    provisional_code: str


def receipt_slips(slips: Sequence[Slip], occasion: Occasion) -> bytes:
    """Draw a receipt for each hand-in that counts."""
    _ = occasion.translate

    def fill(cell: _Cell, slip: Slip, width: float) -> None:
        exam = occasion.config.exam
        put(cell.paragraphs[0], exam.agency, _AGENCY)
        put(cell.add_paragraph(), exam.name, _EXAM)
        put(cell.add_paragraph(), _("RECEIPT OF THE HAND-IN"), _TITLE)
        _put_fields(cell, slip, occasion, width)
        framed = make_table(cell, 1, (width * 0.6,))
        rule_table(framed, FIRM)
        put(framed.rows[0].cells[0].paragraphs[0], show_code(slip.receipt_code), _CODE)
        put(cell.paragraphs[-1], _how_to_verify(occasion), _ADVICE)

    return cut_sheet(occasion, _("Receipts"), _CUT, slips, fill)


def _put_fields(cell: _Cell, slip: Slip, occasion: Occasion, width: float) -> None:
    _ = occasion.translate
    who = slip.entrant
    fields = (
        (_("Candidate number"), who.number),
        (_("Name"), who.name),
        (_("Post applied for"), who.post_name),
        (_("Received by the server"), slip.received),
        (_("Hand-in no."), str(slip.revision)),
        (_("Provisional code, if one was shown"), show_code(slip.provisional_code)),
        (_("Receipt code"), ""),
    )
    table = make_table(cell, len(fields), (_LABEL_MM + 14, width - _LABEL_MM - 14), pad_mm=0.5)
    for row, (label, value) in zip(table.rows, fields, strict=True):
        put(row.cells[0].paragraphs[0], label, _LABEL)
        put(row.cells[1].paragraphs[0], value, _VALUE)
    put(cell.paragraphs[-1], "", Look(points=3))


def _how_to_verify(occasion: Occasion) -> str:
    _ = occasion.translate
    return _(
        "How to check it: this code stands beside your number in the minutes of the exam, and in "
        "the exam's log, which is published as evidence and cannot be changed unseen. It has to "
        "be the code that you copied from the screen. Exam fingerprint: {fingerprint}."
    ).format(fingerprint=occasion.fingerprint)
