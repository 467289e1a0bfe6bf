"""What writing does to a text: typing, Enter, deleting, marks of lines, cut and paste, undo.

`record` hears every change as it happens, undo and redo included: applying what it hears to the
first text gives this text, always. Whatever a command is given, line marks stand at the start of
lines alone, and the text never grows past its limit.
"""

from collections.abc import Callable, Iterable
from typing import Final

from exam.limits import LONGEST_TEXT
from exam.manuscript import MARKS, BlockKind, clean_input
from kiosk.text import moves
from kiosk.text.canvas import Canvas
from kiosk.text.cells import letter_end, letter_start, resting_column
from kiosk.text.document import Document, Place
from kiosk.text.fitting import Edit, clean_piece, difference, fit
from kiosk.text.history import EditDone, History
from kiosk.text.signs import mark_of

Recorder = Callable[[int, str, str], None]
"""Takes (at, removed, inserted) of each change, in the order in which they happen."""

_CONTINUED: Final = frozenset(
    kind.value
    for kind in (
        BlockKind.BULLET,
        BlockKind.BULLET_2,
        BlockKind.NUMBER,
        BlockKind.NUMBER_2,
        BlockKind.ROW,
    )
)
"""Marks that Enter gives to the next line as well."""
_FEW_LETTERS: Final = 40
"""So many may be typed while a pause begins."""


class Writing(Canvas):
    """A text that can be written on.

    Commands return whether they were taken: False means that the text would have grown past
    `LONGEST_TEXT`, and that nothing was changed.
    """

    def __init__(self, text: str, record: Recorder, width: int) -> None:
        super().__init__(text, width)
        self._record = record
        self._history = History()
        self.is_marking = False
        self._rest_at(0)

    # -- typing

    def insert(self, text: str) -> bool:
        """Write what was typed, in the place of the selection."""
        clean = clean_input(text)
        return not clean or self._replace_selection(clean, typed=len(clean) == 1 and clean != "\n")

    def break_line(self) -> bool:
        """Begin a new line: a list goes on, an empty item ends it, text follows a heading."""
        line, column = self._place
        text = self.document.lines[line]
        mark = mark_of(text)
        if self.selection.is_empty and mark in _CONTINUED:
            if text == mark:
                return self.mark_lines(BlockKind.PARAGRAPH)
            return self._replace_selection("\n" + mark)
        if self.selection.is_empty and mark and column == len(mark) < len(text):
            start = self.document.offset(line)
            return self._write([Edit(start, start, "\n")], self.cursor + 1)
        return self._replace_selection("\n")

    def paste(self, text: str) -> bool:
        """Write what was copied inside the kiosk, marks included, in the place of the selection."""
        clean = clean_piece(text)
        return not clean or self._replace_selection(clean)

    # -- deleting

    def delete_left(self) -> bool:
        """Delete the selection, or the letter to the left; at a line's start, its mark."""
        line, column = self._place
        mark = mark_of(self.document.lines[line])
        if not self.selection.is_empty or (not mark and not column):
            return self._delete(moves.letter_left, typed=True)
        if mark and column == len(mark):
            return self.mark_lines(BlockKind.PARAGRAPH)
        start = letter_start(self.document.lines[line], column)
        end = letter_end(self.document.lines[line], start)
        begins = self.document.offset(line)
        return self._write([Edit(begins + start, begins + min(end, column), "")], typed=True)

    def delete_right(self) -> bool:
        """Delete the selection, or the letter to the right, or the end of the line."""
        line, column = self._place
        text = self.document.lines[line]
        if not self.selection.is_empty or column >= resting_column(text, len(text)):
            return self._delete(moves.letter_right, typed=True)
        end = letter_end(text, column)
        start = letter_start(text, end)
        begins = self.document.offset(line)
        return self._write([Edit(begins + start, begins + end, "")], self.cursor, typed=True)

    def delete_word_left(self) -> bool:
        """Delete the selection, or to the start of the word."""
        return self._delete(moves.word_left)

    def delete_word_right(self) -> bool:
        """Delete the selection, or to the start of the next word."""
        return self._delete(moves.word_right)

    def cut(self) -> str:
        """Take the selection out and return it, marks included."""
        text = self.copy()
        if text:
            self._replace_selection("")
        return text

    def copy(self) -> str:
        """Return what is selected, marks included."""
        return self.document.slice(self.selection.start, self.selection.end)

    # -- marks of lines

    @property
    def current_kind(self) -> BlockKind:
        """What the cursor's line is."""
        return MARKS.get(mark_of(self.document.lines[self._place.line]), BlockKind.PARAGRAPH)

    def mark_lines(self, kind: BlockKind) -> bool:
        """Make the selected lines, or the cursor's, headings, items of a list or plain text."""
        first = self.document.place(self.selection.start).line
        last = self.document.place(self.selection.end).line
        old = self.document.lines[first : last + 1]
        new = [kind.value + line.removeprefix(mark_of(line)) for line in old]
        if old == new:
            return True
        start = self.document.offset(first)
        if first == last:
            edit = Edit(start, start + len(mark_of(old[0])), kind.value)
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

    # -- undo

    def go_on_from(self, other: "Writing") -> None:
        """Take over what can be undone from a sheet that was put away.

        A few letters that were typed there and did not count any more are a step like any other; if
        more than that is different, nothing is taken over.
        """
        edit = difference(other.text, self.text)
        if max(len(edit.text), edit.end - edit.start) > _FEW_LETTERS:
            return
        other._record = _tell_nobody
        other._write([edit])
        if other.text == self.text:
            self._history = other._history
            self._history.part()

    def undo(self) -> bool:
        """Take the last step back; False if there is none."""
        step = self._history.undo()
        if step is None:
            return False
        self._leave_marking()
        edits, anchor, head, *_ = step
        for at, removed, inserted in reversed(edits):
            self._change(Edit(at, at + len(inserted), removed))
        self._select(anchor, head)
        return True

    def redo(self) -> bool:
        """Do the step that was undone last again; False if there is none."""
        step = self._history.redo()
        if step is None:
            return False
        self._leave_marking()
        edits, _, _, anchor, head = step
        for at, removed, inserted in edits:
            self._change(Edit(at, at + len(removed), inserted))
        self._select(anchor, head)
        return True

    # -- how all of it is done

    @property
    def _place(self) -> Place:
        return self.document.place(self.cursor)

    def _delete(self, to: Callable[[Document, int], int], *, typed: bool = False) -> bool:
        if not self.selection.is_empty:
            return self._replace_selection("")
        other = to(self.document, self.cursor)
        start, end = sorted((self.cursor, other))
        return start == end or self._write([Edit(start, end, "")], typed=typed)

    def _replace_selection(self, text: str, *, typed: bool = False) -> bool:
        edit = Edit(self.selection.start, self.selection.end, text)
        return self._write([edit], typed=typed)

    def _write(
        self,
        edits: Iterable[Edit],
        head: int | None = None,
        anchor: int | None = None,
        *,
        typed: bool = False,
    ) -> bool:
        """Do edits as one step, the last in the text first.

        The cursor goes behind the first of them in the text, or to where it is told.
        """
        fitted = [fit(self.document, edit) for edit in edits]
        grown = sum(len(edit.text) - (edit.end - edit.start) for edit in fitted)
        if grown > 0 and self.length + grown > LONGEST_TEXT:
            return False
        before = self.selection
        self._leave_marking()
        done = tuple(self._change(edit) for edit in fitted)
        done = tuple(each for each in done if each[1] != each[2])
        if head is None:
            head = fitted[-1].start + len(fitted[-1].text)
        self._rest_at(head, anchor)
        if done:
            self._history.add((done, *before, *self.selection), typed=typed)
        return True

    def _change(self, edit: Edit) -> EditDone:
        change = self._apply(edit)
        if change.removed != change.inserted:
            self._show_found(())
            self._record(change.at, change.removed, change.inserted)
        return change.at, change.removed, change.inserted

    def _rest_at(self, head: int, anchor: int | None = None) -> None:
        """Put the cursor at the nearest place where it may rest."""
        head = moves.rest(self.document, head)
        self._select(head if anchor is None else anchor, head)

    def _leave_marking(self) -> None:
        self.is_marking = False


def _tell_nobody(_at: int, _removed: str, _inserted: str) -> None:
    """Take note of nothing: whoever would hear of it knows."""
