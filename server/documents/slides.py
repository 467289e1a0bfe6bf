"""The slides as a PowerPoint file that says nothing about its author or about when it was made.

One slide for each heading of the manuscript; the text of a slide is exactly what was typed, and is
set smaller the more there is of it. Tables are tables; footnotes stand at the foot of their slide.
Equal input gives equal bytes.
"""

import io
from typing import Final

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import BaseOxmlElement
from pptx.presentation import Presentation as Deck
from pptx.slide import SlideLayout, SlideMaster

from exam.manuscript import slides_of
from exam.manuscript.slide_contents import Content, Lines, content_of
from exam.manuscript.slide_setting import set_slide
from exam.seal import Manuscript
from server.documents import slides_look as look
from server.documents.archive import repack
from server.documents.legible import legible
from server.documents.slides_tables import place_segments
from server.documents.slides_text import discard, fill, write_plain

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
        _add_slide(deck, content_of(slide))
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
            write_plain(shape.text_frame, code)


def _add_slide(deck: Deck, content: Content) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[0])
    title, text = slide.placeholders
    setting = set_slide(content)
    if content.title:
        fill(
            title.text_frame,
            [content.title],
            look.box_properties(setting.title),
            look.title_style(setting.title),
        )
    else:
        # PowerPoint would ask for text where the author wrote none.
        discard(title.element)
    match content.segments:
        case (Lines(lines),):
            box, style = look.box_properties(setting.text), look.box_style(setting.text)
            fill(text.text_frame, lines, box, style)
        case segments:
            place_segments(slide, text, segments, setting.text)
