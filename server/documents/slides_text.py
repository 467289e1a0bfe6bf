"""Text on slides: paragraphs with real bullets and numbers, character by character as typed."""

from collections.abc import Sequence
from typing import Final

from lxml import etree
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.oxml.text import CT_TextParagraph
from pptx.text.text import TextFrame, _Paragraph

from exam.manuscript import BlockKind
from exam.manuscript.setting import Piece
from exam.manuscript.slide_contents import Line
from server.documents import slides_look as look
from server.documents.legible import legible

_LEVEL_OF: Final = {BlockKind.BULLET_2: 1, BlockKind.NUMBER_2: 1}
_NOTE_LEVEL: Final = 2
_BULLETS: Final = (BlockKind.BULLET, BlockKind.BULLET_2)
_RAISED: Final = "30000"


def fill(frame: TextFrame, lines: Sequence[Line], properties: str, style: str) -> None:
    """Write lines into a frame with its box properties and list style, both as XML."""
    for tag, xml in (("a:bodyPr", properties), ("a:lstStyle", style)):
        for child in frame._txBody.findall(qn(tag)):
            frame._txBody.replace(child, parse_xml(xml))
    write_lines(frame, lines)


def write_plain(frame: TextFrame, text: str) -> None:
    """Write one line of plain text into a frame."""
    write_lines(frame, [Line((Piece(text),))])


def write_lines(frame: TextFrame, lines: Sequence[Line]) -> None:
    """Write lines into a frame, one paragraph each."""
    for number, line in enumerate(lines):
        paragraph = _Paragraph(frame._txBody.add_p(), frame) if number else frame.paragraphs[0]
        _describe(paragraph._p, line)
        for piece in line.pieces:
            _write_piece(paragraph, piece)


def _describe(paragraph: CT_TextParagraph, line: Line) -> None:
    """Give a paragraph its level and its label."""
    properties = paragraph.get_or_add_pPr()
    level = _NOTE_LEVEL if line.is_note else _LEVEL_OF.get(line.kind, 0)
    if level:
        properties.set("lvl", str(level))
    if line.begins_at:
        properties.append(parse_xml(look.NUMBER_FONT))
        properties.append(parse_xml(look.number(line.begins_at, letters=level > 0)))
    elif line.kind not in _BULLETS:
        properties.set("marL", "0")
        properties.set("indent", "0")
        properties.append(parse_xml(look.NO_BULLET))


def _write_piece(paragraph: _Paragraph, piece: Piece) -> None:
    run = paragraph.add_run()
    run.text = legible(piece.text)
    # True or nothing: a title is bold by its style, and stays so.
    run.font.bold = piece.bold or None
    run.font.italic = piece.italic or None
    if piece.raised:
        run._r.get_or_add_rPr().set("baseline", _RAISED)


def discard(element: etree._Element) -> None:
    """Take an element out of what it stands in."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
