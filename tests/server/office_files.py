"""What tests ask of office files: their text and parts, and the bytes that another process makes.

Text is read with the standard library, not with the library that wrote it.
"""

import io
import os
import subprocess
import sys
import zipfile
from typing import Final
from xml.etree import ElementTree as ET

from hypothesis import strategies as st

from exam.manuscript import MARKS, clean_input

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

# Of U+FFFE and U+FFFF, which XML forbids, there are tests of their own.
_typed = st.text(max_size=40).map(clean_input).map(lambda text: text.replace("\ufffe", ""))
_line = st.tuples(
    st.sampled_from(["", *MARKS]), _typed.map(lambda text: text.replace("\uffff", ""))
)
documents = st.lists(_line.map("".join), max_size=8).map("\n".join)
"""Any text that a candidate can write, with any marks at the start of its lines."""


def members_of(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def part_of(package: bytes, name: str) -> ET.Element:
    return ET.fromstring(members_of(package)[name])


def text_of_docx(package: bytes) -> str:
    body = part_of(package, "word/document.xml").find(f"{_WORD}body")
    assert body is not None
    return "\n".join(_text_of_paragraph(each) for each in body.findall(f"{_WORD}p"))


def _text_of_paragraph(paragraph: ET.Element) -> str:
    return "".join(
        (node.text or "") if node.tag == f"{_WORD}t" else _SIGNS.get(node.tag, "")
        for run in paragraph.iter(f"{_WORD}r")
        for node in run
    )


def lines_of_slides(package: bytes) -> list[list[str]]:
    """Return the paragraphs of each slide, title first."""
    members = members_of(package)
    count = sum(name.startswith("ppt/slides/slide") for name in members)
    slides = [part_of(package, f"ppt/slides/slide{number}.xml") for number in range(1, count + 1)]
    return [
        ["".join(t.text or "" for t in p.iter(f"{_DRAWING}t")) for p in slide.iter(f"{_DRAWING}p")]
        for slide in slides
    ]


def made_elsewhere(kind: str, paper: str, slides: str, hash_seed: int) -> bytes:
    """Make the file in a new process, in another year, with another order of sets."""
    command = [sys.executable, "-c", _ELSEWHERE, kind, paper, slides]
    environment = {**os.environ, "PYTHONHASHSEED": str(hash_seed), "PYTHONUTF8": "1"}
    return subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE).stdout
