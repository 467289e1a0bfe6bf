"""Setting letters of a line bold or italic, and taking it from them.

A line that is set anew carries as few marks as say it: none says what is said already, and none
stands where no letter follows.
"""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Final, NamedTuple

from exam.manuscript import MARKS, marks
from exam.manuscript.blocks import HEADING_LEVELS
from kiosk.text.signs import MARK, mark_of
from kiosk.text.styling import PLAIN, State, turning

STYLE_MARKS: Final = frozenset((marks.BOLD_ON, marks.BOLD_OFF, marks.ITALIC_ON, marks.ITALIC_OFF))
_STYLE_MARK: Final = re.compile(f"[{''.join(sorted(STYLE_MARKS))}]")


class Style(NamedTuple):
    """What is set: bold or italic, or no longer."""

    name: str
    is_on: bool

    def of(self, state: State) -> State:
        """Return a state with this set."""
        if self.name == "bold":
            return state._replace(bold=self.is_on)
        return state._replace(italic=self.is_on)


def is_bold_anyway(line: str) -> bool:
    """Whether a line is a heading, whose letters are bold without any mark."""
    return MARKS.get(line[:1]) in HEADING_LEVELS


def has_style(line: str, start: int, end: int, name: str) -> bool | None:
    """Whether all letters between two columns are bold, or italic; None if there are none."""
    if name == "bold" and is_bold_anyway(line):
        return None
    found = None
    for column, text, state in _pieces(line):
        if column < end and start < column + len(text) and not MARK.match(text):
            if not getattr(state, name):
                return False
            found = True
    return found


def restyled(line: str, start: int, end: int, style: Style) -> str:
    """Return a line whose letters between two columns are set another way, all others as before."""
    if style.name == "bold" and is_bold_anyway(line):
        return line

    def target(column: int, state: State) -> State:
        return style.of(state) if start <= column < end else state

    return _rewritten(line, (start, end), target)


def kept_column(old: str, new: str, column: int) -> int:
    """Return where a column of a line is once its marks of bold and italic have changed."""
    at = column - len(_STYLE_MARK.findall(old, 0, column))
    for found in _STYLE_MARK.finditer(new):
        if found.start() >= at:
            break
        at += 1
    return at


def _rewritten(line: str, cuts: tuple[int, int], target: Callable[[int, State], State]) -> str:
    """Write a line again with the fewest marks that set each of its letters as it should be."""
    in_row = line[:1] == marks.ROW
    out, written = mark_of(line), PLAIN
    for column, text, state in _pieces(line, *cuts):
        if text in STYLE_MARKS:
            continue
        if MARK.match(text):
            out, written = out + text, written.after(text, in_row=in_row)
            continue
        wanted = target(column, state)
        out += turning(written, wanted) + text
        written = written._replace(bold=wanted.bold, italic=wanted.italic)
    return out


def _pieces(line: str, *cuts: int) -> Iterator[tuple[int, str, State]]:
    """Yield marks and what stands between them, each with its column and how it is set."""
    in_row = line[:1] == marks.ROW
    edges = {len(mark_of(line)), len(line), *(cut for cut in cuts if cut > len(mark_of(line)))}
    for found in MARK.finditer(line):
        edges |= {found.start(), found.end()}
    columns = sorted(edge for edge in edges if len(mark_of(line)) <= edge <= len(line))
    state = PLAIN
    for left, right in pairwise(columns):
        text = line[left:right]
        yield left, text, state
        if right - left == 1 and MARK.match(text):
            state = state.after(text, in_row=in_row)
