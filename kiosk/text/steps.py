"""A text whose every change is a step that can be taken back.

`record` hears of every change as it happens, undo and redo included: applying what it hears to the
first text gives this text, always. The text never grows past its limit.
"""

from collections.abc import Callable, Sequence
from typing import Final

from exam.limits import LONGEST_TEXT
from kiosk.text import moves
from kiosk.text.canvas import Canvas
from kiosk.text.document import Place
from kiosk.text.fitting import Edit, difference, fit
from kiosk.text.history import EditDone, History

Recorder = Callable[[int, str, str], None]
"""Takes (at, removed, inserted) of each change, in the order in which they happen."""

_FEW_LETTERS: Final = 40
"""So many may be typed while a pause begins."""


class Steps(Canvas):
    """A text that changes step by step.

    Commands return whether they were taken: False means that the text would have grown past
    `LONGEST_TEXT`, and that nothing was changed.
    """

    def __init__(self, text: str, record: Recorder, width: int) -> None:
        super().__init__(text, width)
        self._record = record
        self._history = History()
        self.is_marking = False
        self._rest_at(0)

    # -- undo

    def go_on_from(self, other: "Steps") -> None:
        """Take over what can be undone from a sheet that was put away.

        A few letters that were typed there and did not count any more are a step like any other; if
        more than that is different, nothing is taken over.
        """
        edit = difference(other.text, self.text)
        if max(len(edit.text), edit.end - edit.start) > _FEW_LETTERS:
            return
        other._record = _tell_nobody
        if other._write([edit]):
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

    @property
    def _line(self) -> str:
        return self.document.lines[self._place.line]

    def _replace(
        self, start: int, end: int, text: str, head: int | None = None, *, typed: bool = False
    ) -> bool:
        """Put a text between two places, bent so that all around it stays what it is."""
        return self._write([fit(self.document, Edit(start, end, text))], head, typed=typed)

    def _replace_selection(self, text: str, *, typed: bool = False) -> bool:
        return self._replace(self.selection.start, self.selection.end, text, typed=typed)

    def _write(
        self,
        edits: Sequence[Edit],
        head: int | None = None,
        anchor: int | None = None,
        *,
        typed: bool = False,
    ) -> bool:
        """Do edits as one step just as they are, the last in the text first.

        The cursor goes behind the text of the first of them, or to where it is told.
        """
        grown = sum(len(edit.written) - (edit.end - edit.start) for edit in edits)
        if grown > 0 and self.length + grown > LONGEST_TEXT:
            return False
        before = self.selection
        self._leave_marking()
        done = tuple(self._change(edit) for edit in edits)
        done = tuple(each for each in done if each[1] != each[2])
        if head is None:
            head = edits[-1].start + len(edits[-1].text)
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
