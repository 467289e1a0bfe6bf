"""A candidate card as a Word file, in place of one that was lost: printed and handed over."""

import io
from collections.abc import Callable, Sequence
from typing import Final

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

from exam.config import ExamConfig
from server.ceremony import Card
from server.documents.archive import repack
from server.documents.cards import card_advice, card_fields
from server.documents.legible import legible

Translate = Callable[[str], str]
_FACE: Final = "Arial"
_LABEL_MM: Final = 50
_VALUE_MM: Final = 110


def card_docx(card: Card, config: ExamConfig, exam_fingerprint: str, translate: Translate) -> bytes:
    """Write one card on one sheet of A4; equal input gives equal bytes."""
    document = Document()
    _set_page(document)
    for text in (config.exam.agency, config.exam.name, translate("CANDIDATE CARD")):
        heading = _line(document.add_paragraph(), text, points=12, bold=True)
        heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    fields = card_fields(card, config, exam_fingerprint, translate)
    _fill(document.add_table(len(fields), 2, "Table Grid"), fields)
    document.add_paragraph()
    for text in card_advice(translate):
        _line(document.add_paragraph(), text, points=11)
    target = io.BytesIO()
    document.save(target)
    return repack(target.getvalue())


def _set_page(document: WordDocument) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    document.core_properties.author = ""
    document.core_properties.title = ""


def _fill(table: Table, fields: Sequence[tuple[str, str]]) -> None:
    for row, (label, value) in zip(table.rows, fields, strict=True):
        name, content = row.cells
        name.width, content.width = Mm(_LABEL_MM), Mm(_VALUE_MM)
        _line(name.paragraphs[0], label, points=12)
        _line(content.paragraphs[0], value, points=12, bold=True)


def _line(paragraph: Paragraph, text: str, points: int, *, bold: bool = False) -> Paragraph:
    run = paragraph.add_run(legible(text))
    run.font.name, run.font.size, run.font.bold = _FACE, Pt(points), bold
    paragraph.paragraph_format.space_after = Pt(3)
    return paragraph
