"""Footnotes in Word: a part of their own, which python-docx does not know.

The part holds the rule over the notes, the rule over notes that go on from the page before, and
one entry for each note, numbered from 1 in the order of their signs.
"""

from collections.abc import Sequence
from typing import Final

from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from exam.manuscript import Note
from server.documents.paper_look import NOTE_SIGN, NOTE_TEXT, WORD
from server.documents.paper_runs import element, run_of, sign_run

_RULES: Final = ((-1, "separator"), (0, "continuationSeparator"))


def add_notes(document: WordDocument, notes: Sequence[Note]) -> None:
    """Give a document the texts of its footnotes; without any, no part is made."""
    if not notes:
        return
    root = etree.Element(f"{{{WORD}}}footnotes", nsmap={"w": WORD})
    for number, name in _RULES:
        root.append(_rule(number, name))
    for number, note in enumerate(notes, 1):
        root.append(_entry(number, note))
    blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    name = PackURI("/word/footnotes.xml")
    part = Part(name, CONTENT_TYPE.WML_FOOTNOTES, blob, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _rule(number: int, name: str) -> etree._Element:
    spacing = element("spacing", before="0", after="0", line="240", lineRule="auto")
    paragraph = element("p", element("pPr", spacing), element("r", element(name)))
    return element("footnote", paragraph, type=name, id=str(number))


def _entry(number: int, note: Note) -> etree._Element:
    paragraph = element(
        "p",
        element("pPr", element("pStyle", val=NOTE_TEXT)),
        sign_run(NOTE_SIGN, element("footnoteRef"), " "),
        *(run_of(run) for run in note.runs),
    )
    return element("footnote", paragraph, id=str(number))
