"""What writing does to a text: typing, Enter, deleting, marks of lines, cut and paste.

Whatever a command is given, line marks stand at the start of lines alone, and a row of a table
keeps its cells.
"""

from collections.abc import Callable
from typing import Final

from exam.manuscript import LIST_LEVELS, MARKS, BlockKind, clean_input, marks
from kiosk.text import moves
from kiosk.text.cells import letter_end, letter_start, resting_column
from kiosk.text.document import Document
from kiosk.text.fitting import Edit
from kiosk.text.grid import cell_at, is_empty, is_row
from kiosk.text.headings import LEVELS
from kiosk.text.pasting import clean_piece
from kiosk.text.signs import mark_of
from kiosk.text.steps import Steps

_DEEPER: Final = {
    BlockKind.BULLET: BlockKind.BULLET_2,
    BlockKind.NUMBER: BlockKind.NUMBER_2,
}
_LESS_DEEP: Final = {deep: kind for kind, deep in _DEEPER.items()}


class Writing(Steps):
    """A text that can be written on."""

    # -- typing

    def insert(self, text: str) -> bool:
        """Write what was typed, in the place of the selection."""
        clean = clean_input(text)
        return not clean or self._replace_selection(clean, typed=len(clean) == 1 and clean != "\n")

    def break_line(self) -> bool:
        """Begin a new line: a list goes on, an empty item steps back, text follows a heading."""
        if not self.selection.is_empty:
            return self._break_selection()
        line, column = self._place
        text = self.document.lines[line]
        mark = mark_of(text)
        if self.current_kind in LIST_LEVELS:
            return self._step_back() if is_empty(text) else self._replace_selection("\n" + mark)
        if mark and column == len(mark) < len(text):
            start = self.document.offset(line)
            return self._replace(start, start, "\n", self.cursor + 1)
        return self._replace_selection("\n")

    def _break_selection(self) -> bool:
        """End a line in the place of the selection; where none can end, only take that out."""
        line, column = self.document.place(self.selection.start)
        text = self.document.lines[line]
        ends = not is_row(text) and not self._states.at(line, text, column).note
        return self._replace_selection("\n" if ends else "")

    def paste(self, text: str) -> bool:
        """Write what was copied inside the kiosk, marks included, in the place of the selection."""
        clean = clean_piece(text)
        return not clean or self._replace_selection(clean)

    # -- deleting

    def delete_left(self) -> bool:
        """Delete the selection, or the letter to the left; at a line's start, its mark."""
        if not self.selection.is_empty:
            return self._replace_selection("")
        line, column = self._place
        text = self.document.lines[line]
        if column == len(mark_of(text)):
            return self._delete_before_line()
        start = letter_start(text, column)
        return self._delete_letter(start, min(letter_end(text, start), column))

    def delete_right(self) -> bool:
        """Delete the selection, or the letter to the right, or the end of the line."""
        if not self.selection.is_empty:
            return self._replace_selection("")
        line, column = self._place
        text = self.document.lines[line]
        if column >= resting_column(text, len(text)):
            return self._join(line, moves.letter_right(self.document, self.cursor))
        end = letter_end(text, column)
        return self._delete_letter(letter_start(text, end), end, self.cursor)

    def delete_word_left(self) -> bool:
        """Delete the selection, or to the start of the word."""
        return self._delete_to(moves.word_left)

    def delete_word_right(self) -> bool:
        """Delete the selection, or to the start of the next word."""
        return self._delete_to(moves.word_right)

    def cut(self) -> str:
        """Take the selection out and return it, marks included."""
        text = self.copy()
        if text:
            self._replace_selection("")
        return text

    def copy(self) -> str:
        """Return what is selected, marks included; of a row with others that of the row too."""
        start, end = self.selection.start, self.selection.end
        line, column = self.document.place(start)
        if column == 1 and is_row(self.document.lines[line]):
            is_more = end > start + len(self.document.lines[line]) - 1
            start -= is_more
        return self.document.slice(start, end)

    # -- marks of lines

    @property
    def current_kind(self) -> BlockKind:
        """What the cursor's line is."""
        return MARKS.get(mark_of(self._line), BlockKind.PARAGRAPH)

    @property
    def is_behind_heading(self) -> bool:
        """Whether the cursor stands at the end of a heading."""
        line, column = self._place
        text = self.document.lines[line]
        return mark_of(text) in LEVELS and column >= resting_column(text, len(text))

    def mark_lines(self, kind: BlockKind) -> bool:
        """Make the selected lines, or the cursor's, headings, items of a list or plain text.

        Rows of a table stay what they are.
        """
        return self._mark_each(lambda _: kind)

    def change_level(self, *, deeper: bool) -> bool:
        """Put the selected items of lists, or the cursor's, a level deeper or less deep."""
        kinds = _DEEPER if deeper else _LESS_DEEP
        return self._mark_each(lambda kind: kinds.get(kind, kind))

    def _step_back(self) -> bool:
        """Make an item of the second level one of the first, and any other line plain text."""
        return self.mark_lines(_LESS_DEEP.get(self.current_kind, BlockKind.PARAGRAPH))

    def _mark_each(self, marked: Callable[[BlockKind], BlockKind]) -> bool:
        first = self.document.place(self.selection.start).line
        last = self.document.place(self.selection.end).line
        old = self.document.lines[first : last + 1]
        new = [_marked(line, marked) for line in old]
        if old == new:
            return True
        start = self.document.offset(first)
        if first == last:
            edit = Edit(start, start + len(mark_of(old[0])), mark_of(new[0]))
        else:
            edit = Edit(start, start + len("\n".join(old)), "\n".join(new))
        anchor, head = (self._after_marking(at, first, old, new) for at in self.selection)
        return self._write([edit], head, None if anchor == head else anchor)

    def _after_marking(self, at: int, first: int, old: list[str], new: list[str]) -> int:
        """Where a place is once lines have other marks."""
        line, column = self.document.place(at)
        above = sum(len(line) for line in new[: line - first]) - sum(map(len, old[: line - first]))
        gain = len(mark_of(new[line - first])) - len(mark_of(old[line - first]))
        return at + above + (gain if column else 0)

    # -- how deleting is done

    def _delete_letter(self, start: int, end: int, head: int | None = None) -> bool:
        """Delete between two columns of the cursor's line; what parts cells stays."""
        line, text = self._place.line, self._line
        if is_row(text) and text[start:end] == marks.CELL:
            return True
        begins = self.document.offset(line)
        return self._replace(begins + start, begins + end, "", head, typed=True)

    def _delete_before_line(self) -> bool:
        """Take away the mark of the cursor's line, or the line end before it."""
        line, text = self._place.line, self._line
        if mark_of(text):
            return is_row(text) or self._step_back()
        if not line:
            return True
        if self.document.lines[line - 1] == marks.PAGE_BREAK:
            start = self.document.offset(line - 1)
            return self._write([Edit(start, self.cursor, "")], typed=True)
        return self._join(line - 1, moves.letter_left(self.document, self.cursor))

    def _join(self, upper: int, other: int) -> bool:
        """Delete between the cursor and a place of a neighbouring line, of which `upper` is first.

        A row is joined with nothing: only an empty line goes before it, or behind it if text
        follows.
        """
        lines = self.document.lines
        if upper + 1 == len(lines):
            return True
        if not (is_row(lines[upper]) or is_row(lines[upper + 1])):
            start, end = sorted((self.cursor, other))
            return self._replace(start, end, "", typed=True)
        line = self._place.line
        neighbours = [*lines[max(line - 1, 0) : line], *lines[line + 1 : line + 2]]
        is_needed = line + 1 == len(lines) or (len(neighbours) > 1 and all(map(is_row, neighbours)))
        if lines[line] or is_needed:
            return True
        start = self.document.offset(line)
        return self._write([Edit(start, start + 1, "")], start - 1 if line > upper else start + 1)

    def _delete_to(self, to: Callable[[Document, int], int]) -> bool:
        if not self.selection.is_empty:
            return self._replace_selection("")
        line, column = self._place
        other = to(self.document, self.cursor)
        if is_row(text := self._line):
            begins, cell = self.document.offset(line), cell_at(text, column)
            other = min(max(other, begins + cell.start), begins + cell.end)
        elif (there := self.document.place(other).line) != line:
            return self._join(min(line, there), other)
        start, end = sorted((self.cursor, other))
        return start == end or self._replace(start, end, "")


def _marked(line: str, marked: Callable[[BlockKind], BlockKind]) -> str:
    if is_row(line):
        return line
    mark = mark_of(line)
    return marked(MARKS.get(mark, BlockKind.PARAGRAPH)).value + line.removeprefix(mark)
