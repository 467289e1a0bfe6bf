"""Numbered lists: numbers are computed from the neighbours, never stored.

A list goes on over blank lines and over items of a deeper level. Anything else ends it: text, a
heading, a table, an item of the same level of another kind, an item of a higher level.
"""

from collections.abc import Iterable
from typing import Final

from exam.manuscript.blocks import Block, BlockKind

LIST_LEVELS: Final = {
    BlockKind.BULLET: 1,
    BlockKind.NUMBER: 1,
    BlockKind.BULLET_2: 2,
    BlockKind.NUMBER_2: 2,
}
NUMBERED: Final = (BlockKind.NUMBER, BlockKind.NUMBER_2)
_PASSED_OVER: Final = (BlockKind.PARAGRAPH, BlockKind.PAGE_BREAK)
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"


def numbers_of(blocks: Iterable[Block]) -> tuple[int, ...]:
    """Return the number of each block within its list; 0 where a block carries none."""
    reached = {1: 0, 2: 0}
    numbers = []
    for block in blocks:
        level = LIST_LEVELS.get(block.kind)
        if level is None:
            if not (block.kind in _PASSED_OVER and block.is_blank):
                reached = {1: 0, 2: 0}
        else:
            reached[level] = reached[level] + 1 if block.kind in NUMBERED else 0
            if level == 1:
                reached[2] = 0
        numbers.append(reached[level] if level is not None else 0)
    return tuple(numbers)


def label_of(kind: BlockKind, number: int) -> str:
    """Return the label of a numbered item as it is shown: “3.”, or “c.” on the second level.

    After “z.” comes “aa.”, then “bb.”, as word processors count with letters.
    """
    if kind is not BlockKind.NUMBER_2:
        return f"{number}."
    times, letter = divmod(number - 1, len(_LETTERS))
    return _LETTERS[letter] * (times + 1) + "."
