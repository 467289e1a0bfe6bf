"""The smallest pieces of a Word file: elements, and runs of text in which no space is lost."""

from collections.abc import Iterator
from typing import Final

from docx.oxml.ns import nsmap
from docx.oxml.parser import oxml_parser
from lxml import etree

from exam.manuscript import Run
from server.documents.legible import legible
from server.documents.paper_look import WORD

_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_NAMESPACES: Final = {"w": nsmap["w"]}


def element(name: str, *children: etree._Element, **attributes: str) -> etree._Element:
    """Make an element of WordprocessingML; attributes are of its namespace too."""
    made = oxml_parser.makeelement(f"{{{WORD}}}{name}", nsmap=_NAMESPACES)
    for key, value in attributes.items():
        made.set(f"{{{WORD}}}{key}", value)
    made.extend(children)
    return made


def run_of(run: Run) -> etree._Element:
    """Make a run of the file from a run of the manuscript."""
    looks = []
    if run.bold:
        looks += [element("b"), element("bCs")]
    if run.italic:
        looks += [element("i"), element("iCs")]
    properties = [element("rPr", *looks)] if looks else []
    return element("r", *properties, *text_of(run.text))


def sign_run(style: str, sign: etree._Element, text: str = "") -> etree._Element:
    """Make a run that holds a sign, such as the reference to a footnote, and maybe text."""
    properties = element("rPr", element("rStyle", val=style))
    return element("r", properties, sign, *text_of(text))


def text_of(text: str) -> Iterator[etree._Element]:
    """Yield the elements of a text: its tabs are elements, all other characters are text."""
    for number, piece in enumerate(legible(text).split("\t")):
        if number:
            yield element("tab")
        if piece:
            made = element("t")
            made.set(_SPACE, "preserve")
            made.text = piece
            yield made
