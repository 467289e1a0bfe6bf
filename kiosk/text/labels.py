"""The labels of numbered items, kept while the text changes.

Of each line down to the last that somebody looked at is known how far its lists have counted. A
change is followed only as far as it changes that.
"""

from collections.abc import Sequence
from typing import Final

from exam.manuscript import LIST_LEVELS, MARKS, NUMBERED, BlockKind, label_of
from kiosk.text.signs import is_blank, mark_of

Reached = tuple[int, int]
"""How far the lists of both levels have counted behind a line."""
_NONE: Final[Reached] = (0, 0)
_PASSED_OVER: Final = frozenset({BlockKind.PARAGRAPH, BlockKind.PAGE_BREAK})


class Labels:
    """The labels of one text; `follow` each change that reshapes lines."""

    def __init__(self) -> None:
        self._reached: list[Reached] = []

    def of(self, lines: Sequence[str], line: int) -> str:
        """Return the label of a line, empty if it is no numbered item."""
        kind = MARKS.get(mark_of(lines[line]))
        if kind not in NUMBERED:
            return ""
        reached = self._reached
        while len(reached) <= line:
            before = reached[-1] if reached else _NONE
            reached.append(_behind(before, lines[len(reached)]))
        return label_of(kind, reached[line][LIST_LEVELS[kind] - 1])

    def follow(self, lines: Sequence[str], line: int, old_lines: int, new_lines: int) -> int:
        """Count anew once `old_lines` from a line on became `new_lines`.

        Returns the line behind the last one that may carry another label than before.
        """
        reached = self._reached
        stop = line + new_lines
        if len(reached) < line + old_lines:
            del reached[line:]
            return stop
        reached[line : line + old_lines] = [_NONE] * new_lines
        at, before = line, reached[line - 1] if line else _NONE
        while at < len(reached):
            behind = _behind(before, lines[at])
            if at >= stop and behind == reached[at]:
                break
            reached[at] = before = behind
            at += 1
        return at


def _behind(before: Reached, line: str) -> Reached:
    """Return how far lists have counted behind a line; see `exam.manuscript.lists`."""
    kind = MARKS.get(mark_of(line), BlockKind.PARAGRAPH)
    level = LIST_LEVELS.get(kind)
    if level is None:
        return before if kind in _PASSED_OVER and is_blank(line) else _NONE
    count = before[level - 1] + 1 if kind in NUMBERED else 0
    return (count, 0) if level == 1 else (before[0], count)
