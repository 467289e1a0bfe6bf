"""The paper as a Word file that says nothing about its author or about when it was made.

Every line of the manuscript is one paragraph of the body or one row of a table, character by
character, so what is read out of the file again is the text that was typed. Equal input gives
equal bytes.
"""

import io
from typing import Final

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.shared import Mm

from exam.manuscript import OFFICIAL, PaperFormat, blocks_of
from exam.seal import Manuscript
from server.documents import paper_look as look
from server.documents.archive import repack
from server.documents.legible import legible
from server.documents.paper_body import Body
from server.documents.paper_notes import add_notes
from server.documents.paper_runs import element, text_of

_FURNITURE_MM: Final = 12.5
_PARTS_KEPT: Final = {
    RELATIONSHIP_TYPE.STYLES,
    RELATIONSHIP_TYPE.NUMBERING,
    RELATIONSHIP_TYPE.SETTINGS,
    RELATIONSHIP_TYPE.OFFICE_DOCUMENT,
    RELATIONSHIP_TYPE.CORE_PROPERTIES,
}


def paper_docx(
    manuscript: Manuscript, code: str, post_name: str, paper: PaperFormat = OFFICIAL
) -> bytes:
    """Write the paper as .docx, known only by its code and the post that it was written for."""
    body = Body(blocks_of(manuscript.paper), paper)
    document = _blank_document()
    # The section stays the last; `add_paragraph` would look for its place from the start each time.
    section = document.element.body[-1]
    for each in body.elements():
        section.addprevious(each)
    _dress(document, body, paper)
    _set_page(document, paper)
    _name_document(document, code, post_name)
    add_notes(document, body.notes)
    target = io.BytesIO()
    document.save(target)
    return repack(target.getvalue())


def _blank_document() -> WordDocument:
    """Strip python-docx's own template to what a paper needs."""
    document = Document()
    for relationships in (document.part.rels, document.part.package.rels):
        for key, relationship in list(relationships.items()):
            if relationship.reltype not in _PARTS_KEPT:
                del relationships[key]
    return document


def _dress(document: WordDocument, body: Body, paper: PaperFormat) -> None:
    """Give a document our look in place of the template's, which names extensions of Word."""
    for part, xml in (
        (document.styles.element, look.styles(paper)),
        (document.settings.element, look.settings(notes=bool(body.notes))),
        (document.part.numbering_part.element, body.numbering.xml()),
    ):
        part[:] = list(parse_xml(xml))
        part.attrib.clear()
    document.element.attrib.clear()


def _set_page(document: WordDocument, paper: PaperFormat) -> None:
    section = document.sections[0]
    # The template's section carries revision ids as attributes, and nothing else.
    section._sectPr.attrib.clear()
    section.page_width, section.page_height = Mm(paper.width_mm), Mm(paper.height_mm)
    section.left_margin, section.right_margin = Mm(paper.left_mm), Mm(paper.right_mm)
    section.top_margin, section.bottom_margin = Mm(paper.top_mm), Mm(paper.bottom_mm)
    section.header_distance = Mm(min(_FURNITURE_MM, paper.top_mm / 2))
    section.footer_distance = Mm(min(_FURNITURE_MM, paper.bottom_mm / 2))


def _name_document(document: WordDocument, code: str, post_name: str) -> None:
    """Put code and post into the header, page numbers into the footer, the code as title."""
    properties = document.part.package.part_related_by(RELATIONSHIP_TYPE.CORE_PROPERTIES)
    del properties.element[:]
    document.core_properties.title = legible(code)
    section = document.sections[0]
    section.header.paragraphs[0]._p.append(element("r", *text_of(f"{code}\t{post_name}")))
    footer = section.footer._element
    footer[:] = [parse_xml(look.PAGE_OF_PAGES)]
    for part in (section.header._element, footer):
        part.attrib.clear()
