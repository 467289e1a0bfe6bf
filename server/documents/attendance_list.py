"""The attendance list that candidates sign: signatures in two columns, each as high as two rows.

So nobody signs in the wrong row, and nobody has less than a centimetre and a half for it.
"""

from collections.abc import Sequence
from typing import Final

from docx.table import Table, _Row

from server.documents.sheet import CENTER, SMALL, SMALL_HEAD, Look, Margins, Occasion, Sheet, put
from server.documents.sheet_parts import (
    Signer,
    put_facts,
    put_footer,
    put_letterhead,
    put_signatures,
    put_title,
    when_and_where,
)
from server.documents.sheet_tables import (
    centre,
    keep_with_next,
    make_table,
    repeat_on_each_page,
    rule_table,
    set_height,
)
from server.roll import Entrant

_NUMBER: Final = Look(points=10, bold=True, align=CENTER)
_NAME: Final = Look(points=10, bold=True)
_MIDDLE: Final = Look(points=9, align=CENTER)
_ROW_MM: Final = 9.5
_WIDTHS: Final = (9.0, 15.0, 44.0, 35.0, 15.0)
"""Of all columns but the two for signatures, which share the rest of the page."""
_MARGINS: Final = Margins(15, 15, 18, 20)


def attendance_list(entrants: Sequence[Entrant], occasion: Occasion) -> bytes:
    """Draw the list of everybody who is expected, by number."""
    _ = occasion.translate
    sheet = Sheet(occasion, _("Attendance list"), _MARGINS)
    put_letterhead(sheet)
    put_title(sheet, _("ATTENDANCE LIST"))
    put_facts(sheet, when_and_where(occasion), label_mm=32)
    _put_table(sheet, entrants)
    sheet.line("", SMALL)
    _put_totals(sheet, len(entrants))
    put_signatures(sheet, _signers(occasion))
    put_footer(sheet, _("Attendance list"))
    return sheet.finish()


def _put_table(sheet: Sheet, entrants: Sequence[Entrant]) -> None:
    _ = sheet.occasion.translate
    rest = (sheet.width_mm - sum(_WIDTHS)) / 2
    table = make_table(sheet.document, 1 + len(entrants), (*_WIDTHS, rest, rest), pad_mm=1)
    rule_table(table)
    heads = (_("No."), _("Number"), _("Name / NIP"), _("Post applied for"), _("Place"))
    head = table.rows[0]
    for cell, text in zip(head.cells, (*heads, _("Signature"), ""), strict=True):
        put(cell.paragraphs[0], text, SMALL_HEAD)
        centre(cell)
    head.cells[5].merge(head.cells[6])
    repeat_on_each_page(head)
    set_height(head, 8)
    rows = list(table.rows)[1:]
    for at, (row, who) in enumerate(zip(rows, entrants, strict=True), start=1):
        _put_entrant(row, at, who)
    _pair_signatures(table, len(entrants))


def _put_entrant(row: _Row, at: int, who: Entrant) -> None:
    cells = row.cells
    set_height(row, _ROW_MM)
    put(cells[0].paragraphs[0], f"{at}", _MIDDLE)
    put(cells[1].paragraphs[0], who.number, _NUMBER)
    put(cells[2].paragraphs[0], who.name, _NAME)
    put(cells[2].add_paragraph(), who.nip, SMALL)
    put(cells[3].paragraphs[0], who.post_name, SMALL)
    put(cells[4].paragraphs[0], who.place, _MIDDLE)
    centre(*cells[:5])
    put(cells[5 if at % 2 else 6].paragraphs[0], f"{at}.", SMALL)


def _pair_signatures(table: Table, count: int) -> None:
    """Make of two rows one box on the left for the first and one on the right for the second."""
    for at in range(1, count, 2):
        upper, lower = table.rows[at], table.rows[at + 1]
        keep_with_next(upper)
        for column in (5, 6):
            first, second = upper.cells[column], lower.cells[column]
            number = f"{at}." if column == 5 else f"{at + 1}."  # noqa: PLR2004 - the left box
            box = first.merge(second)
            for extra in box.paragraphs[1:]:
                extra._p.getparent().remove(extra._p)
            box.paragraphs[0].clear()
            put(box.paragraphs[0], number, SMALL)


def _put_totals(sheet: Sheet, expected: int) -> None:
    _ = sheet.occasion.translate
    blank = "." * 12
    facts = (
        (_("Expected"), str(expected)),
        (_("Present"), blank),
        (_("Of these late"), blank),
        (_("Absent"), blank),
    )
    people = [(label, _("{count} people").format(count=count)) for label, count in facts]
    put_facts(sheet, people, keeps=True)


def _signers(occasion: Occasion) -> list[Signer]:
    _ = occasion.translate
    staff = [one for one in occasion.config.staff if one.role == "proctor"]
    if not staff:
        return [Signer(_("Proctor")), Signer(_("Proctor"))]
    return [Signer(_("Proctor"), one.name) for one in staff]
