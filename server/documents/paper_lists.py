"""Lists in Word: real bullets and real numbers, which begin anew exactly where ours do.

Word counts on as long as items share a numbering; so every list that begins at 1 gets a numbering
of its own.
"""

from collections.abc import Sequence
from typing import Final

from exam.manuscript import NUMBERED, Block, BlockKind, numbers_of
from server.documents.paper_look import WORD, hanging

_FORMATS: Final = {
    BlockKind.BULLET: ("bullet", "\u2022"),
    BlockKind.BULLET_2: ("bullet", "\u2013"),
    BlockKind.NUMBER: ("decimal", "%1."),
    BlockKind.NUMBER_2: ("lowerLetter", "%1."),
}
_ABSTRACT: Final = {kind: number for number, kind in enumerate(_FORMATS)}


class Numbering:
    """The numberings of one document, each known by its number in the file."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._kinds = [BlockKind.BULLET, BlockKind.BULLET_2]
        self._ids: dict[int, int] = {}
        current = {}
        for block, number in zip(blocks, numbers_of(blocks), strict=True):
            if number == 1:
                self._kinds.append(block.kind)
                current[block.kind] = len(self._kinds)
            if block.kind in NUMBERED:
                self._ids[block.start] = current[block.kind]

    def id_of(self, block: Block) -> int | None:
        """Return the numbering of an item, if it is one."""
        if block.kind in self._kinds[:2]:
            return self._kinds.index(block.kind) + 1
        return self._ids.get(block.start)

    def xml(self) -> str:
        """Return the part of the file that defines them all."""
        definitions = "".join(_definition(kind) for kind in _FORMATS)
        uses = "".join(_use(at, kind) for at, kind in enumerate(self._kinds, 1))
        return f'<w:numbering xmlns:w="{WORD}">{definitions}{uses}</w:numbering>'


def _definition(kind: BlockKind) -> str:
    look, text = _FORMATS[kind]
    return f"""<w:abstractNum w:abstractNumId="{_ABSTRACT[kind]}">
<w:multiLevelType w:val="singleLevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{look}"/>
  <w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr>{hanging(kind)}</w:pPr></w:lvl>
</w:abstractNum>"""


def _use(number: int, kind: BlockKind) -> str:
    restart = (
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
        if kind in NUMBERED
        else ""
    )
    return f"""<w:num w:numId="{number}">
<w:abstractNumId w:val="{_ABSTRACT[kind]}"/>{restart}</w:num>"""
