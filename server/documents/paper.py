"""The paper as a Word file that says nothing about its author or about when it was made.

Every line of the manuscript is exactly one paragraph of the body, character by character, so the
paragraphs joined by line ends are the text that was typed. Equal input gives equal bytes.
"""

import io
from typing import Final, cast

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.oxml.text.paragraph import CT_P
from docx.shared import Cm
from docx.text.paragraph import Paragraph

from exam.manuscript import BlockKind, blocks_of
from exam.seal import Manuscript
from server.documents import paper_look as look
from server.documents.archive import repack
from server.documents.legible import legible

_STYLE_OF: Final = {
    BlockKind.HEADING_1: look.HEADING_1,
    BlockKind.HEADING_2: look.HEADING_2,
    BlockKind.BULLET: look.BULLET,
}
_PARTS_KEPT: Final = {
    RELATIONSHIP_TYPE.STYLES,
    RELATIONSHIP_TYPE.NUMBERING,
    RELATIONSHIP_TYPE.SETTINGS,
    RELATIONSHIP_TYPE.OFFICE_DOCUMENT,
    RELATIONSHIP_TYPE.CORE_PROPERTIES,
}


def paper_docx(manuscript: Manuscript, code: str, post_name: str) -> bytes:
    """Write the paper as .docx, known only by its code and the post that it was written for."""
    document = _blank_document()
    _name_document(document, code, post_name)
    _write_body(document, manuscript.paper)
    target = io.BytesIO()
    document.save(target)
    return repack(target.getvalue())


def _blank_document() -> WordDocument:
    """Strip python-docx's own template to what a paper needs, in our look."""
    document = Document()
    for relationships in (document.part.rels, document.part.package.rels):
        for key, relationship in list(relationships.items()):
            if relationship.reltype not in _PARTS_KEPT:
                del relationships[key]
    numbering = document.part.numbering_part.element
    for element, xml in (
        (document.styles.element, look.STYLES),
        (document.settings.element, look.SETTINGS),
        (numbering, look.NUMBERING),
    ):
        element[:] = list(parse_xml(xml))
    _set_page(document)
    return document


def _set_page(document: WordDocument) -> None:
    section = document.sections[0]
    # The template's section carries revision ids as attributes, and nothing else.
    section._sectPr.attrib.clear()
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = Cm(3)
    section.right_margin = section.top_margin = section.bottom_margin = Cm(2.5)
    section.header_distance = section.footer_distance = Cm(1.25)


def _name_document(document: WordDocument, code: str, post_name: str) -> None:
    """Put code and post into the header, page numbers into the footer, the code as title."""
    properties = document.part.package.part_related_by(RELATIONSHIP_TYPE.CORE_PROPERTIES)
    del properties.element[:]
    document.core_properties.title = legible(code)
    section = document.sections[0]
    _write_literally(section.header.paragraphs[0], f"{code}\t{post_name}")
    footer = section.footer._element
    footer[:] = [parse_xml(look.PAGE_OF_PAGES)]


def _write_body(document: WordDocument, text: str) -> None:
    body = document.element.body
    # Each paragraph goes right before the section at the end; `add_paragraph` would look for that
    # place from the start every time, and a key held down makes thousands of lines.
    section = body[-1]
    for block in blocks_of(text):
        paragraph = Paragraph(cast("CT_P", OxmlElement("w:p")), document._body)
        section.addprevious(paragraph._p)
        if block.kind in _STYLE_OF:
            paragraph.style = _STYLE_OF[block.kind]
        _write_literally(paragraph, block.text)


def _write_literally(paragraph: Paragraph, line: str) -> None:
    """Add a line as one run; no reader may drop or fold any of its spaces."""
    text = legible(line)
    if not text:
        return
    for piece in paragraph.add_run(text)._element.iter(qn("w:t")):
        piece.set(qn("xml:space"), "preserve")
