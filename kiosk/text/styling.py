"""How letters are set at a place of a line: the state that the marks before it lead to."""

from typing import Final, NamedTuple

from exam.manuscript import marks
from kiosk.text.signs import MARK


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


def state_at(line: str, column: int) -> State:
    """Return how letters are set at a column of a line."""
    state = PLAIN
    if not line.isascii():
        in_row = line[:1] == marks.ROW
        for mark in MARK.finditer(line, 0, column):
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
