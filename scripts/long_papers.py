"""Papers with everything in them, made of the samples: tables, lists, footnotes, page breaks.

The samples have headings, paragraphs and bullets only; what else a paper can hold is added here at
fixed places, so that the same papers are made each time.
"""

from collections.abc import Iterator
from typing import Final

from exam.manuscript import Block, BlockKind, blocks_of
from exam.manuscript import marks as m

_TABLE_EVERY: Final = 7
_NOTE_EVERY: Final = 4
_LIST_EVERY: Final = 5
_STYLE_EVERY: Final = 3
_BREAK_BEFORE: Final = 4


def enriched(text: str) -> str:
    """Return a paper with tables, numbered lists, footnotes, bold, italic and a page break."""
    return "\n".join(_lines(blocks_of(text)))


def _lines(blocks: tuple[Block, ...]) -> Iterator[str]:
    paragraphs = 0
    for block in blocks:
        if block.kind is not BlockKind.PARAGRAPH or block.is_blank:
            yield _renumbered(block)
            continue
        paragraphs += 1
        if paragraphs == _BREAK_BEFORE:
            yield m.PAGE_BREAK
        yield _annotated(block.text, paragraphs)
        if paragraphs % _TABLE_EVERY == 0:
            yield from _table(block.text)
        elif paragraphs % _LIST_EVERY == 0:
            yield from _list(block.text)


def _renumbered(block: Block) -> str:
    if block.kind is BlockKind.BULLET:
        return m.NUMBER + block.text
    if block.kind is BlockKind.HEADING_2:
        return m.HEADING_3 + block.text
    return block.line


def _annotated(text: str, number: int) -> str:
    words = text.split(" ")
    if number % _STYLE_EVERY == 0:
        words[2:9] = [m.BOLD_ON + " ".join(words[2:6]) + m.BOLD_OFF, *_italic(words[6:9])]
    if number % _NOTE_EVERY == 0:
        middle = len(words) // 2
        words[middle] += m.NOTE_START + "Lihat: " + " ".join(words[:25]) + m.NOTE_END
    return " ".join(words)


def _italic(words: list[str]) -> list[str]:
    return [m.ITALIC_ON + " ".join(words) + m.ITALIC_OFF]


def _table(text: str) -> Iterator[str]:
    words = text.split()
    yield m.ROW + m.CELL.join(("No.", "Kegiatan", "Penanggung jawab", "Anggaran"))
    for number in range(1, 6):
        activity = " ".join(words[number : number * 4 + 6])
        cells = (f"{number}", activity, words[number % len(words)], f"{number * 125}.000.000")
        yield m.ROW + m.CELL.join(cells)


def _list(text: str) -> Iterator[str]:
    words = text.split()
    for number in range(3):
        yield m.NUMBER + " ".join(words[number * 3 : number * 3 + 14])
        yield m.NUMBER_2 + " ".join(words[number * 2 : number * 2 + 8])
        yield m.BULLET_2 + " ".join(words[number : number + 5])
