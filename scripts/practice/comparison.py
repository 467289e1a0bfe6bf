"""What was typed against what the panel reads: text taken back out of the office files."""

from io import BytesIO
from typing import Final

from docx import Document
from pptx import Presentation

from exam.manuscript import BlockKind, slides_of

_KIND_OF_STYLE: Final = {
    "Heading 1": BlockKind.HEADING_1,
    "Heading 2": BlockKind.HEADING_2,
    "List Bullet": BlockKind.BULLET,
}


def paper_in(docx: bytes) -> str:
    """Return the document that a .docx holds, with headings and bullets as marks."""
    lines = []
    for paragraph in Document(BytesIO(docx)).paragraphs:
        style = paragraph.style.name if paragraph.style is not None else None
        kind = _KIND_OF_STYLE.get(style or "", BlockKind.PARAGRAPH)
        lines.append(kind.value + paragraph.text)
    return "\n".join(lines)


def slide_lines_in(pptx: bytes) -> list[list[str]]:
    """Return the lines of each slide that a .pptx holds, title first, without its footer."""
    return [
        [
            paragraph.text
            for shape in slide.placeholders
            if shape.has_text_frame and shape.placeholder_format.idx in {0, 1}
            for paragraph in shape.text_frame.paragraphs
        ]
        for slide in Presentation(BytesIO(pptx)).slides
    ]


def slide_lines_of(slides: str) -> list[list[str]]:
    """Return the lines of each slide as they were typed, title first."""
    return [[slide.title, *(block.text for block in slide.body)] for slide in slides_of(slides)]
