"""Slips with a passphrase, one for each account or holder, to be cut, folded and handed over."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from docx.table import _Cell

from server.documents.pieces import Cut, cut_sheet
from server.documents.sheet import CENTER, CODE_FACE, Look, Occasion, put
from server.documents.sheet_tables import FIRM, make_table, rule_table

_CUT: Final = Cut(columns=1, height_mm=55)
_EXAM: Final = Look(points=9, align=CENTER, before=4)
_TITLE: Final = Look(points=12, bold=True, align=CENTER, after=4)
_LABEL: Final = Look(points=10)
_VALUE: Final = Look(points=11, bold=True)
_SECRET: Final = Look(points=16, bold=True, face=CODE_FACE, align=CENTER, before=2, after=2)
_ADVICE: Final = Look(points=9, before=3)
_LABEL_MM: Final = 40


@dataclass(frozen=True, slots=True)
class Slip:
    """What one person gets: title, facts with labels, the passphrase, and what to do with it."""

    title: str
    facts: tuple[tuple[str, str], ...]
    passphrase: str
    advice: str


def staff_slips(title: str, slips: Sequence[Slip], occasion: Occasion) -> bytes:
    """Draw all slips."""

    def fill(cell: _Cell, slip: Slip, width: float) -> None:
        put(cell.paragraphs[0], occasion.config.exam.name, _EXAM)
        put(cell.add_paragraph(), slip.title, _TITLE)
        widths = (_LABEL_MM, width - _LABEL_MM)
        table = make_table(cell, len(slip.facts), widths, pad_mm=0.5)
        for row, (label, value) in zip(table.rows, slip.facts, strict=True):
            put(row.cells[0].paragraphs[0], label, _LABEL)
            put(row.cells[1].paragraphs[0], value, _VALUE)
        put(cell.paragraphs[-1], "", Look(points=4))
        framed = make_table(cell, 1, (width,))
        rule_table(framed, FIRM)
        put(framed.rows[0].cells[0].paragraphs[0], slip.passphrase, _SECRET)
        put(cell.paragraphs[-1], slip.advice, _ADVICE)

    return cut_sheet(occasion, title, _CUT, slips, fill)
