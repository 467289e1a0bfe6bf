"""The document as blocks: one for each line, with the place where it stands.

A document is one string. Splitting it and joining it again gives the same string, whatever is in
it: a block keeps its line to the letter, stray marks included.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Final

from exam.manuscript import marks


class Part(StrEnum):
    """What a candidate writes: paper and slides are handed in, notes never are."""

    PAPER = "paper"
    SLIDES = "slides"
    NOTES = "notes"


class BlockKind(Enum):
    """What a line is; the value is the mark that stands at its start."""

    PARAGRAPH = ""
    HEADING_1 = marks.HEADING_1
    HEADING_2 = marks.HEADING_2
    HEADING_3 = marks.HEADING_3
    BULLET = marks.BULLET
    BULLET_2 = marks.BULLET_2
    NUMBER = marks.NUMBER
    NUMBER_2 = marks.NUMBER_2
    ROW = marks.ROW
    PAGE_BREAK = marks.PAGE_BREAK


MARKS: Final = {kind.value: kind for kind in BlockKind if kind.value}
"""The kind that each line mark makes of its line."""

HEADING_LEVELS: Final = {
    BlockKind.HEADING_1: 1,
    BlockKind.HEADING_2: 2,
    BlockKind.HEADING_3: 3,
}


@dataclass(frozen=True, slots=True)
class Block:
    """One line: its kind, its text without the line mark, and where it begins in the document.

    Places are counted in characters (code points) from the start of the document.
    """

    kind: BlockKind
    text: str
    start: int = 0

    @property
    def text_start(self) -> int:
        """Where the text begins, behind the line mark."""
        return self.start + len(self.kind.value)

    @property
    def end(self) -> int:
        """Where the line ends, before its line end."""
        return self.text_start + len(self.text)

    @property
    def line(self) -> str:
        """The whole line, as it stands in the document."""
        return self.kind.value + self.text

    @property
    def is_blank(self) -> bool:
        """Whether nothing but spaces and marks stands in it."""
        return not self.text or not marks.strip_marks(self.text).strip()


def blocks_of(text: str) -> tuple[Block, ...]:
    """Split a document into its lines; `text_of` is the exact inverse."""
    blocks, start = [], 0
    for line in text.split("\n"):
        kind = MARKS.get(line[:1], BlockKind.PARAGRAPH)
        blocks.append(Block(kind, line[len(kind.value) :], start))
        start += len(line) + 1
    return tuple(blocks)


def text_of(blocks: Iterable[Block]) -> str:
    """Join blocks into the document that they came from."""
    return "\n".join(block.line for block in blocks)
