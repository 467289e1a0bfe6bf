"""How letters are set at a place of a line: the state that the marks before it lead to."""

from bisect import bisect_right
from typing import Final, NamedTuple

from exam.manuscript import marks
from kiosk.text.signs import MARK

_MOST_LINES: Final = 500
"""Lines of which is remembered how they are set."""


class State(NamedTuple):
    """Bold, italic, inside a footnote; `outer` is what a footnote gives back at its end."""

    bold: bool = False
    italic: bool = False
    note: bool = False
    outer: tuple[bool, bool] = (False, False)

    def after(self, mark: str, *, in_row: bool) -> "State":
        """Return how letters are set behind a mark; see `exam.manuscript.inline`."""
        match mark:
            case marks.BOLD_ON | marks.BOLD_OFF:
                return self._replace(bold=mark == marks.BOLD_ON)
            case marks.ITALIC_ON | marks.ITALIC_OFF:
                return self._replace(italic=mark == marks.ITALIC_ON)
            case marks.NOTE_START if not self.note:
                return State(note=True, outer=(self.bold, self.italic))
            case marks.NOTE_END if self.note:
                return State(*self.outer)
            case marks.CELL if in_row:
                return State()
            case _:
                return self


PLAIN: Final = State()


def state_at(line: str, column: int, start: int = 0, state: State = PLAIN) -> State:
    """Return how letters are set at a column of a line; at `start` it is known."""
    if not line.isascii():
        in_row = line[:1] == marks.ROW
        for mark in MARK.finditer(line, start, column):
            state = state.after(mark[0], in_row=in_row)
    return state


def turning(before: State, after: State) -> str:
    """Return the marks that lead from one state to another, of the same side of a footnote."""
    turned = ""
    if before.bold != after.bold:
        turned += marks.BOLD_ON if after.bold else marks.BOLD_OFF
    if before.italic != after.italic:
        turned += marks.ITALIC_ON if after.italic else marks.ITALIC_OFF
    return turned


def restoring(before: State, after: State) -> str:
    """Return the marks that lead from one state to another, into a footnote or out of it too."""
    if before.note == after.note:
        return turning(before, after)
    if before.note:
        return marks.NOTE_END + turning(State(*before.outer), after)
    inside = before.after(marks.NOTE_START, in_row=False)
    return turning(before, State(*after.outer)) + marks.NOTE_START + turning(inside, after)


class States:
    """States at places that were asked for, so that a long line is not read from its start again.

    A change forgets those behind it, in its line; lines that come or go make all be forgotten.
    """

    def __init__(self) -> None:
        self._known: dict[int, tuple[list[int], list[State]]] = {}

    def forget(self, line: int, column: int) -> None:
        """Forget what stands behind a column of a line, because something changed there."""
        if known := self._known.get(line):
            columns, states = known
            index = max(bisect_right(columns, column), 1)
            del columns[index:], states[index:]

    def forget_all(self) -> None:
        """Forget everything, because lines came or went."""
        self._known.clear()

    def at(self, index: int, line: str, column: int) -> State:
        """Return how letters are set at a column of a line, the text's `index`th."""
        if line.isascii():
            return PLAIN
        if len(self._known) > _MOST_LINES:
            self._known.clear()
        columns, states = self._known.setdefault(index, ([0], [PLAIN]))
        nearest = bisect_right(columns, column) - 1
        state = state_at(line, column, columns[nearest], states[nearest])
        if columns[nearest] < column:
            columns.insert(nearest + 1, column)
            states.insert(nearest + 1, state)
        return state
