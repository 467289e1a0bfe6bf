"""What documents have in common: the head with agency and exam, facts in two columns, signatures.

Signature blocks are tables, so that no page ends between a title and the room to sign in; all who
sign do so on one page.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml
from docx.oxml.shape import CT_Inline
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from server.documents.dates import full_date, hour
from server.documents.qr import qr_png
from server.documents.sheet import (
    CENTER,
    TITLE,
    Look,
    Occasion,
    Sheet,
    add,
    put,
)
from server.documents.sheet_tables import keep_with_next, make_table, set_height

_AGENCY: Final = Look(points=14, bold=True, align=CENTER)
_EXAM: Final = Look(points=12, bold=True, align=CENTER, after=3)
_SIGNED: Final = Look(align=CENTER)
_NAME: Final = Look(bold=True, align=CENTER)
_FOOT: Final = Look(points=8)
_AFTER_BORDER: Final = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")
_LABEL_MM: Final = 44
_COLON_MM: Final = 4
_ROOM_TO_SIGN_MM: Final = 20


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs, as what; without a name there is a line to write it on."""

    role: str
    name: str = ""


def put_letterhead(sheet: Sheet) -> None:
    """Write the agency and the exam over a double line."""
    exam = sheet.occasion.config.exam
    sheet.line(exam.agency.upper(), _AGENCY)
    put_edge(sheet.line(exam.name, _EXAM), "thickThinSmallGap", 18)


def put_edge(paragraph: Paragraph, style: str, eighths: int) -> None:
    """Draw a line under a paragraph, its width in eighths of a point."""
    edge = f'<w:bottom w:val="{style}" w:sz="{eighths}" w:space="4" w:color="000000"/>'
    borders = parse_xml(f"<w:pBdr {nsdecls('w')}>{edge}</w:pBdr>")
    paragraph._p.get_or_add_pPr().insert_element_before(borders, *_AFTER_BORDER)


def put_title(sheet: Sheet, *lines: str) -> None:
    """Write the title of a document, one line or more."""
    for at, text in enumerate(lines):
        before, after = (12 if at == 0 else 0), (8 if at == len(lines) - 1 else 0)
        sheet.line(text, Look(TITLE.points, bold=True, align=CENTER, before=before, after=after))


def put_facts(
    sheet: Sheet,
    facts: Sequence[tuple[str, str]],
    label_mm: float = _LABEL_MM,
    *,
    keeps: bool = False,
) -> None:
    """Write labels and values in two columns; what `keeps` stays on the page of what follows."""
    widths = (label_mm, _COLON_MM, sheet.width_mm - label_mm - _COLON_MM)
    table = make_table(sheet.document, len(facts), widths, pad_mm=0.5)
    for row, (label, value) in zip(table.rows, facts, strict=True):
        for cell, text in zip(row.cells, (label, ":", value), strict=True):
            put(cell.paragraphs[0], text, Look(after=2))
        if keeps:
            keep_with_next(row)
    sheet.hair().paragraph_format.keep_with_next = keeps


def put_signatures(sheet: Sheet, signers: Sequence[Signer | None], columns: int = 2) -> None:
    """Give everybody room to sign, side by side; where nobody signs a place stays empty."""
    width = sheet.width_mm / columns
    for start in range(0, len(signers), columns):
        group = signers[start : start + columns]
        table = make_table(sheet.document, 3, [width] * columns)
        set_height(table.rows[1], _ROOM_TO_SIGN_MM)
        for column, one in enumerate(group):
            if one is None:
                continue
            cells = table.columns[column].cells
            put(cells[0].paragraphs[0], one.role, _SIGNED)
            put(cells[2].paragraphs[0], one.name or "(" + "." * 36 + ")", _NAME)
        is_last = start + columns >= len(signers)
        for row in table.rows[:2] if is_last else table.rows:
            keep_with_next(row)
        sheet.line("", Look(points=6)).paragraph_format.keep_with_next = not is_last


def put_qr(paragraph: Paragraph, text: str, size_mm: float) -> None:
    """Draw a QR code into a paragraph of a document whose pictures are drawn from the top."""
    part, size = paragraph.part, Mm(size_mm)
    key, image = part.get_or_add_image(io.BytesIO(qr_png(text)))
    number = 1 + int(paragraph._p.xpath("string(preceding::wp:docPr[1]/@id)") or 0)
    picture = CT_Inline.new_pic_inline(number, key, image.filename, size, size)
    paragraph.add_run()._r.add_drawing(picture)


def put_footer(sheet: Sheet, text: str) -> None:
    """Write at the foot of every page what it belongs to, and which page of how many it is."""
    _ = sheet.occasion.translate
    paragraph = sheet.document.sections[0].footer.paragraphs[0]
    page, of = _("page"), _("of")
    put(paragraph, f"{text} – {sheet.occasion.config.exam.name} – {page} ", _FOOT)
    _put_field(paragraph, "PAGE")
    add(paragraph, f" {of} ", _FOOT)
    _put_field(paragraph, "NUMPAGES")


def on_which_days(occasion: Occasion) -> tuple[tuple[str, str], ...]:
    """Return the days on which papers are written, of all sittings."""
    _ = occasion.translate
    days = (full_date(day, _) for day in occasion.config.writing.days())
    return ((_("Day, date"), "; ".join(days)),)


def when_and_where(occasion: Occasion) -> tuple[tuple[str, str], ...]:
    """Return day, hours and room as the config plans them."""
    _ = occasion.translate
    sitting = occasion.sitting
    minutes = _("{minutes} minutes").format(minutes=occasion.number(occasion.minutes))
    return (
        (_("Day, date"), full_date(sitting.date, _)),
        (_("Begins at"), f"{hour(sitting.start)} ({minutes})"),
        (_("Room"), sitting.room),
    )


def _put_field(paragraph: Paragraph, name: str) -> None:
    field = f'<w:fldSimple {nsdecls("w")} w:instr="{name}"><w:r><w:rPr><w:sz w:val="16"/></w:rPr>'
    paragraph._p.append(parse_xml(f"{field}<w:t>1</w:t></w:r></w:fldSimple>"))
