"""The paper and the slides as text: marks, blocks, counts, required sections.

What is typed is literal, always: a line is a paragraph. The only structure is a mark, a private-use
character at the start of a line that keys and menus set and that no input can bring in. So a whole
document is one string, which the journal records and undo reverses.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Final


class Part(StrEnum):
    """The two things that a candidate hands in."""

    PAPER = "paper"
    SLIDES = "slides"


class BlockKind(Enum):
    """What a line is; the value is the mark that stands at its start."""

    PARAGRAPH = ""
    HEADING_1 = "\ue001"
    HEADING_2 = "\ue002"
    BULLET = "\ue011"


@dataclass(frozen=True, slots=True)
class Block:
    """One line of a document: its kind, and its text without the mark."""

    kind: BlockKind
    text: str


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide: a title and the lines under it."""

    title: str
    body: tuple[Block, ...]


MARKS: Final = {kind.value: kind for kind in BlockKind if kind.value}
_HEADINGS: Final = (BlockKind.HEADING_1, BlockKind.HEADING_2)
_PRIVATE_OR_CONTROL: Final = re.compile(
    "[\ue000-\uf8ff\U000f0000-\U0010fffd\x00-\x08\x0b-\x1f\x7f-\x9f"
    "\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]"
)
_HEADING_NUMBER: Final = re.compile(
    r"^\s*(?:BAB\s+)?(?:(?:[IVXLC]+|\d+(?:\.\d+)*)[.)]?\s+|[A-Z][.)]\s+)?", re.IGNORECASE
)


def clean_input(text: str) -> str:
    """Return what may enter a document: line ends as LF, no marks, no control characters."""
    return _PRIVATE_OR_CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def strip_marks(text: str) -> str:
    """Return the text as it was typed, without any mark."""
    for mark in MARKS:
        text = text.replace(mark, "")
    return text


def blocks_of(text: str) -> tuple[Block, ...]:
    """Split a document into its lines; `text_of` is the exact inverse."""
    return tuple(_block(line) for line in text.split("\n"))


def text_of(blocks: Iterable[Block]) -> str:
    """Join blocks into the document that they came from."""
    return "\n".join(block.kind.value + block.text for block in blocks)


def _block(line: str) -> Block:
    kind = MARKS.get(line[:1])
    return Block(BlockKind.PARAGRAPH, line) if kind is None else Block(kind, line[1:])


def count_words(text: str) -> int:
    """Count words as word processors do: runs of characters between white space."""
    return len(strip_marks(text).split())


def slides_of(text: str) -> tuple[Slide, ...]:
    """Split the slides document: every heading begins a slide, empty lines are dropped."""
    slides: list[tuple[str, list[Block]]] = []
    for block in blocks_of(text):
        if block.kind in _HEADINGS:
            slides.append((block.text, []))
        elif block.text.strip():
            if not slides:
                slides.append(("", []))
            slides[-1][1].append(block)
    return tuple(Slide(title, tuple(body)) for title, body in slides)


def missing_sections(text: str, required: Sequence[str]) -> tuple[str, ...]:
    """Name the required sections that no heading of the text carries, in their order."""
    present = {_heading_name(block.text) for block in blocks_of(text) if block.kind in _HEADINGS}
    return tuple(name for name in required if _heading_name(name) not in present)


def _heading_name(title: str) -> str:
    """Fold a heading for comparison: case, spaces, “BAB” and a leading number do not matter."""
    return _HEADING_NUMBER.sub("", title).strip().casefold()
