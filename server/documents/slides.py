"""The slides as a PowerPoint file that says nothing about its author or about when it was made.

One slide for each heading of the manuscript; the text of a slide is exactly what was typed, and is
set smaller the more there is of it. Equal input gives equal bytes.
"""

import io
from collections.abc import Sequence
from typing import Final

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import BaseOxmlElement
from pptx.presentation import Presentation as Deck
from pptx.slide import SlideLayout, SlideMaster
from pptx.text.text import TextFrame, _Paragraph

from exam.manuscript import Block, BlockKind, Slide, slides_of
from exam.seal import Manuscript
from server.documents import slides_look as look
from server.documents.archive import repack
from server.documents.fitting import Setting, first_that_fits
from server.documents.legible import legible

_LAYOUT_KEPT: Final = "Title and Content"
_PARTS_KEPT: Final = {
    RELATIONSHIP_TYPE.OFFICE_DOCUMENT,
    RELATIONSHIP_TYPE.CORE_PROPERTIES,
    RELATIONSHIP_TYPE.SLIDE_MASTER,
    RELATIONSHIP_TYPE.THEME,
}


def slides_pptx(manuscript: Manuscript, code: str) -> bytes:
    """Write the slides as .pptx, known only by the code of the paper."""
    slides = slides_of(manuscript.slides)
    deck = _blank_deck(len(slides))
    _name_deck(deck, code)
    for slide in slides:
        _add_slide(deck, slide)
    target = io.BytesIO()
    deck.save(target)
    return repack(target.getvalue())


def _blank_deck(slide_count: int) -> Deck:
    """Strip python-pptx's own template to one layout, in our look."""
    deck = Presentation()
    _replace(deck.part._element, "p:sldSz", look.SLIDE_SIZE)
    for part in (deck.part, deck.part.package):
        for key, relationship in list(part._rels.items()):
            if relationship.reltype not in _PARTS_KEPT:
                part._rels.pop(key)
    for layout in list(deck.slide_layouts):
        if layout.name != _LAYOUT_KEPT:
            deck.slide_layouts.remove(layout)
    _draw_master(deck.slide_masters[0], deck.slide_layouts[0], slide_count)
    return deck


def _draw_master(master: SlideMaster, layout: SlideLayout, slide_count: int) -> None:
    for element, tag, xml in (
        (master.element, "p:cSld", look.master_contents(slide_count)),
        (master.element, "p:txStyles", look.TEXT_STYLES),
        (layout.element, "p:cSld", look.LAYOUT_CONTENTS),
    ):
        _replace(element, tag, xml)


def _replace(parent: BaseOxmlElement, tag: str, xml: str) -> None:
    for child in parent.findall(qn(tag)):
        parent.replace(child, parse_xml(xml))


def _name_deck(deck: Deck, code: str) -> None:
    """Put the code at the foot of the master and into the title of the file."""
    properties = deck.core_properties
    del properties._element[:]
    properties.title = legible(code)
    for shape in deck.slide_masters[0].shapes:
        if shape.name == look.CODE_SHAPE:
            _write_literally(shape.text_frame, [Block(BlockKind.PARAGRAPH, code)])


def _add_slide(deck: Deck, content: Slide) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[0])
    title = (Block(BlockKind.PARAGRAPH, content.title),) if content.title else ()
    boxes = (
        (title, look.TITLE_BOX, look.TITLE_SETTINGS),
        (content.body, look.TEXT_BOX, look.TEXT_SETTINGS),
    )
    for shape, (lines, box, settings) in zip(list(slide.placeholders), boxes, strict=True):
        if lines:
            _fill(
                shape.text_frame,
                lines,
                first_that_fits([line.text for line in lines], box, settings),
            )
        else:
            # PowerPoint would ask for text where the author wrote none.
            shape.element.getparent().remove(shape.element)


def _fill(frame: TextFrame, lines: Sequence[Block], setting: Setting) -> None:
    _replace(frame._txBody, "a:bodyPr", look.box_properties(setting))
    _replace(frame._txBody, "a:lstStyle", look.box_style(setting))
    _write_literally(frame, lines)


def _write_literally(frame: TextFrame, lines: Sequence[Block]) -> None:
    for number, line in enumerate(lines):
        paragraph = _Paragraph(frame._txBody.add_p(), frame) if number else frame.paragraphs[0]
        if line.kind is BlockKind.PARAGRAPH:
            properties = paragraph._p.get_or_add_pPr()
            properties.set("marL", "0")
            properties.set("indent", "0")
            properties.append(parse_xml(look.NO_BULLET))
        paragraph.add_run().text = legible(line.text)
