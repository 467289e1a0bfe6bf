"""What tests ask of office files: their text and parts, and the bytes that another process makes.

Text is read with the standard library, not with the library that wrote it.
"""

import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from typing import Final
from xml.etree import ElementTree as ET

from hypothesis import strategies as st

from exam.manuscript import clean_input
from exam.manuscript.marks import ALL_MARKS, LINE_MARKS

_WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DRAWING: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SIGNS: Final = {f"{_WORD}tab": "\t", f"{_WORD}br": "\n"}
_ELSEWHERE: Final = """
import sys, time
time.time = lambda: 2_000_000_000.0
time.localtime = time.gmtime
from exam.seal import Manuscript
from server.documents.paper import paper_docx
from server.documents.slides import slides_pptx
manuscript = Manuscript(*sys.argv[2:])
made = {
    "docx": lambda: paper_docx(manuscript, "7KQ2", "Kepala Dinas"),
    "pptx": lambda: slides_pptx(manuscript, "7KQ2"),
}
sys.stdout.buffer.write(made[sys.argv[1]]())
"""

_typed = st.text(max_size=20).map(clean_input)
_pieces = st.lists(st.one_of(_typed, st.sampled_from(ALL_MARKS)), max_size=5).map("".join)
_lines = st.tuples(st.sampled_from(["", *LINE_MARKS]), _pieces).map("".join)
documents = st.lists(_lines, max_size=8).map("\n".join)
"""Any text that a candidate can write, with line marks and inline marks at any place."""


def members_of(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def part_of(package: bytes, name: str) -> ET.Element:
    return ET.fromstring(members_of(package)[name])


def text_of_docx(package: bytes) -> str:
    """Return the lines of a paper: paragraphs, and rows with their cells running on.

    Footnotes stand at the place of their signs. The hair line that Word wants after a last table
    is no line of the paper.
    """
    body = part_of(package, "word/document.xml").find(f"{_WORD}body")
    assert body is not None
    notes = notes_of_docx(package)
    lines = []
    for each in body:
        if each.tag == f"{_WORD}tbl":
            lines += [_text_under(row, notes) for row in each.findall(f"{_WORD}tr")]
        elif each.tag == f"{_WORD}p" and _style_of(each) != "AfterTable":
            lines.append(_text_under(each, notes))
    return "\n".join(lines)


def notes_of_docx(package: bytes) -> dict[str, str]:
    """Return the footnotes of a paper by their numbers in the file."""
    if "word/footnotes.xml" not in members_of(package):
        return {}
    notes = part_of(package, "word/footnotes.xml").findall(f"{_WORD}footnote")
    return {each.attrib[f"{_WORD}id"]: _text_under(each, {}) for each in notes}


def _style_of(paragraph: ET.Element) -> str | None:
    style = paragraph.find(f"{_WORD}pPr/{_WORD}pStyle")
    return None if style is None else style.attrib[f"{_WORD}val"]


def _text_under(element: ET.Element, notes: Mapping[str, str]) -> str:
    return "".join(_text_of_run(run, notes) for run in element.iter(f"{_WORD}r"))


def _text_of_run(run: ET.Element, notes: Mapping[str, str]) -> str:
    if run.find(f"{_WORD}footnoteRef") is not None:
        return ""
    text = ""
    for node in run:
        if node.tag == f"{_WORD}footnoteReference":
            text += notes[node.attrib[f"{_WORD}id"]]
        elif node.tag == f"{_WORD}t":
            text += node.text or ""
        else:
            text += _SIGNS.get(node.tag, "")
    return text


def lines_of_slides(package: bytes) -> list[list[str]]:
    """Return the paragraphs of each slide, title first, cells among them; signs are left out."""
    members = members_of(package)
    count = sum(name.startswith("ppt/slides/slide") for name in members)
    slides = [part_of(package, f"ppt/slides/slide{number}.xml") for number in range(1, count + 1)]
    return [[_text_of_line(p) for p in slide.iter(f"{_DRAWING}p")] for slide in slides]


def _text_of_line(paragraph: ET.Element) -> str:
    text = ""
    for run in paragraph.iter(f"{_DRAWING}r"):
        properties = run.find(f"{_DRAWING}rPr")
        if properties is None or "baseline" not in properties.attrib:
            text += "".join(each.text or "" for each in run.iter(f"{_DRAWING}t"))
    return text


def made_elsewhere(kind: str, paper: str, slides: str, hash_seed: int) -> bytes:
    """Make the file in a new process, in another year, with another order of sets."""
    command = [sys.executable, "-c", _ELSEWHERE, kind, paper, slides]
    environment = {**os.environ, "PYTHONHASHSEED": str(hash_seed), "PYTHONUTF8": "1"}
    return subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE).stdout
