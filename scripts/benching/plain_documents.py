"""The same papers and slides as plain scripts would write them with python-docx and python-pptx.

They add paragraphs and slides in the template that comes with the library, and save: no look of an
office, no code, no fixed properties, nothing that makes equal input equal bytes.
"""

import io
from typing import Final

from docx import Document
from pptx import Presentation

from exam.manuscript import HEADING_LEVELS, BlockKind, blocks_of, letters_of, slides_of
from exam.seal import Manuscript

_BULLET: Final = "List Bullet"
_TITLE_AND_CONTENT: Final = 1


def plain_docx(manuscript: Manuscript) -> bytes:
    """Write every line as a paragraph, headings and bullets by the template's styles."""
    document = Document()
    for block in blocks_of(manuscript.paper):
        if block.kind in HEADING_LEVELS:
            document.add_heading(letters_of(block.text), HEADING_LEVELS[block.kind])
        else:
            style = _BULLET if block.kind is BlockKind.BULLET else None
            document.add_paragraph(letters_of(block.text), style)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def plain_pptx(manuscript: Manuscript) -> bytes:
    """Write a slide for each heading, with a paragraph for each line under it."""
    deck = Presentation()
    for slide in slides_of(manuscript.slides):
        page = deck.slides.add_slide(deck.slide_layouts[_TITLE_AND_CONTENT])
        title, text = page.placeholders
        title.text_frame.text = slide.name
        text.text_frame.text = "\n".join(letters_of(block.text) for block in slide.body)
    target = io.BytesIO()
    deck.save(target)
    return target.getvalue()
