"""A printed document in the making: official page, plain black type, fixed properties.

Whatever is printed begins here, so that all of it has the exam's paper size and letter, and equal
input gives equal bytes: no author, no date, no thumbnail, nothing of the machine.
"""

import io
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final, cast

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.text.paragraph import CT_P
from docx.oxml.text.run import CT_R
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt
from docx.text.font import Font
from docx.text.paragraph import Paragraph
from docx.text.parfmt import ParagraphFormat

from exam.config import ExamConfig, Sitting
from exam.config.papers import PAGE_MILLIMETRES
from exam.config.writing import ONLY
from server.documents.archive import repack
from server.documents.legible import legible
from server.figures import show_number

Translate = Callable[[str], str]

LEFT: Final = WD_ALIGN_PARAGRAPH.LEFT
CENTER: Final = WD_ALIGN_PARAGRAPH.CENTER
RIGHT: Final = WD_ALIGN_PARAGRAPH.RIGHT
BODY_POINTS: Final = 11
CODE_FACE: Final = "Courier New"
"""Codes stand in a face in which every character is as wide, so that groups keep their places."""
_FIXED_DATE: Final = datetime(2000, 1, 1, tzinfo=UTC)
_LOOKS: Final = 256
"""More looks than all documents together have."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """The exam that papers are printed for; `fingerprint` is its id as people compare it.

    `sitting_id` is the sitting that they are for, empty in an exam that has one.
    """

    config: ExamConfig
    fingerprint: str
    translate: Translate
    sitting_id: str = ONLY

    @property
    def sitting(self) -> Sitting:
        """The sitting that papers are printed for."""
        return self.config.writing.sitting_of(self.sitting_id)

    @property
    def minutes(self) -> float:
        """How long is written in it, without any extra."""
        return self.config.writing.minutes_of(self.sitting_id)

    def number(self, value: float) -> str:
        """Write a number of the config with the decimal sign of the papers' language."""
        return show_number(value, self.config.exam.language)


@dataclass(frozen=True, slots=True)
class Margins:
    """The empty edges of a page in millimetres."""

    top: float
    right: float
    bottom: float
    left: float


LETTER: Final = Margins(20, 20, 20, 25)
"""As official letters have them, with room for holes on the left."""
NARROW: Final = Margins(9, 9, 8, 9)
"""As much of the page as every office printer reaches, for what is cut into pieces."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a paragraph looks; lengths in points, an empty face is the document's own."""

    points: float = BODY_POINTS
    bold: bool = False
    italic: bool = False
    face: str = ""
    align: WD_ALIGN_PARAGRAPH = LEFT
    before: float = 0
    after: float = 0


BODY: Final = Look(after=4)
TITLE: Final = Look(points=13, bold=True, align=CENTER)
HEAD: Final = Look(bold=True, before=8, after=3)
SMALL: Final = Look(points=9)
SMALL_BOLD: Final = Look(points=9, bold=True)
SMALL_HEAD: Final = Look(points=9, bold=True, align=CENTER)


class Sheet:
    """A document of one kind of page, filled from the top."""

    def __init__(self, occasion: Occasion, title: str, margins: Margins = LETTER) -> None:
        self.occasion = occasion
        self.document: WordDocument = Document()
        page = PAGE_MILLIMETRES[occasion.config.official_page.page]
        self.width_mm = page[0] - margins.left - margins.right
        self.height_mm = page[1] - margins.top - margins.bottom
        self._set_page(page, margins)
        self._set_letter()
        self._set_properties(title)

    def line(self, text: str = "", look: Look = BODY) -> Paragraph:
        """Add a paragraph."""
        return put(self.document.add_paragraph(), text, look)

    def break_page(self) -> None:
        """Go on at the top of the next page."""
        self.hair().paragraph_format.page_break_before = True

    def hair(self) -> Paragraph:
        """Add a paragraph that takes next to no room, as tables want one after them."""
        return flatten(self.document.add_paragraph())

    def finish(self) -> bytes:
        """Return the file."""
        target = io.BytesIO()
        self.document.save(target)
        return repack(target.getvalue())

    def _set_page(self, page: tuple[int, int], margins: Margins) -> None:
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(page[0]), Mm(page[1])
        section.top_margin, section.bottom_margin = Mm(margins.top), Mm(margins.bottom)
        section.left_margin, section.right_margin = Mm(margins.left), Mm(margins.right)
        section.header_distance, section.footer_distance = Mm(5), Mm(min(10, margins.bottom - 3))

    def _set_letter(self) -> None:
        style = self.document.styles["Normal"]
        style.font.name, style.font.size = self.occasion.config.official_page.font, Pt(BODY_POINTS)
        spacing = style.paragraph_format
        spacing.space_before = spacing.space_after = Pt(0)
        spacing.line_spacing = 1.0
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), f"{self.occasion.config.exam.language}")
        style.element.get_or_add_rPr().append(language)

    def _set_properties(self, title: str) -> None:
        """Say what the document is, and nothing of who made it and when."""
        properties = self.document.core_properties
        properties.title, properties.language = legible(title), self.occasion.config.exam.language
        properties.author = properties.comments = properties.last_modified_by = ""
        properties.created = properties.modified = _FIXED_DATE
        package = self.document.part.package
        for key, relation in list(package.rels.items()):
            if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
                package.rels.pop(key)


def put(paragraph: Paragraph, text: str, look: Look) -> Paragraph:
    """Write a text into a paragraph, which takes that look as a whole."""
    add(paragraph, text, look)
    if paragraph._p.pPr is None:
        paragraph._p.insert(0, deepcopy(_layout_of(look)))
    else:
        _lay_out(paragraph._p, look)
    return paragraph


def add(paragraph: Paragraph, text: str, look: Look) -> None:
    """Write more into a paragraph, in letters of that look."""
    paragraph.add_run(legible(text))._r.insert(0, deepcopy(_letters_of(look)))


@lru_cache(_LOOKS)
def _layout_of(look: Look) -> BaseOxmlElement:
    """Return how Word writes down that a paragraph looks so: copying is quicker than writing."""
    paragraph = cast("CT_P", OxmlElement("w:p"))
    _lay_out(paragraph, look)
    return paragraph.get_or_add_pPr()


@lru_cache(_LOOKS)
def _letters_of(look: Look) -> BaseOxmlElement:
    """Return how Word writes down that letters look so."""
    run = cast("CT_R", OxmlElement("w:r"))
    font = Font(run)
    font.size, font.bold, font.italic = Pt(look.points), look.bold, look.italic
    if look.face:
        font.name = look.face
    return run.get_or_add_rPr()


def _lay_out(paragraph: CT_P, look: Look) -> None:
    layout = ParagraphFormat(paragraph)
    layout.alignment = look.align
    layout.space_before, layout.space_after = Pt(look.before), Pt(look.after)


def flatten(paragraph: Paragraph) -> Paragraph:
    """Let a paragraph take next to no room."""
    spacing = paragraph.paragraph_format
    spacing.line_spacing_rule, spacing.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(1)
    spacing.space_before = spacing.space_after = Pt(0)
    return paragraph
