"""What may enter a text, and where: clean, with line marks only where lines begin.

So whatever is typed, deleted or pasted, no mark of a line ends up inside another, no cell runs into
the next, no footnote loses its end, and bold or italic never runs over into what was not.
"""

from typing import NamedTuple

from exam.manuscript import marks
from kiosk.text.document import Document, Place
from kiosk.text.grid import is_row
from kiosk.text.pasting import in_one_line, without_cells
from kiosk.text.signs import has_marks, mark_of
from kiosk.text.styling import PLAIN, State, restoring, state_at


class Edit(NamedTuple):
    """Between `start` and `end` stands `text` from now on, and behind it what is `kept` there.

    The cursor goes between the two.
    """

    start: int
    end: int
    text: str
    kept: str = ""

    @property
    def written(self) -> str:
        """All that stands there from now on."""
        return self.text + self.kept


class Reach(NamedTuple):
    """What an edit reaches, from a place in its first line to one in the same or another."""

    top: Place
    bottom: Place
    first: str
    last: str

    @property
    def head(self) -> str:
        """What stands before it in its first line."""
        return self.first[: self.top.column]

    @property
    def tail(self) -> str:
        """What stands behind it in its last line."""
        return self.last[self.bottom.column :]


def reach_of(document: Document, start: int, end: int) -> Reach:
    """Return what stands between two places."""
    top, bottom = document.place(start), document.place(end)
    return Reach(top, bottom, document.lines[top.line], document.lines[bottom.line])


def fit(document: Document, edit: Edit) -> Edit:
    """Bend an edit of clean text so that what follows it stays what it is and looks as it did."""
    start, end, text, _ = edit
    reach = reach_of(document, start, end)
    if reach.top.line == reach.bottom.line:
        if not has_marks(text) and "\n" not in text and not _touches_marks(reach):
            return edit
        if is_row(reach.first):
            return _in_row(reach, edit)
    elif is_row(reach.first) or is_row(reach.last):
        return _across_rows(document, reach, edit)
    return _in_text(document, reach, edit)


def _touches_marks(reach: Reach) -> bool:
    return has_marks(reach.first[reach.top.column : reach.bottom.column]) or (
        reach.top.column == 0 and bool(mark_of(reach.tail))
    )


# -- inside one row of a table


def _in_row(reach: Reach, edit: Edit) -> Edit:
    """Keep the cells of a row, whatever is written over some of them."""
    line = reach.first
    left, right = max(reach.top.column, 1), max(reach.bottom.column, 1)
    start, end = edit.start + left - reach.top.column, edit.end + right - reach.bottom.column
    text = in_one_line(edit.text, is_in_note=state_at(line, left).note)
    cells = line.count(marks.CELL, left, right)
    now = state_at(line[:left] + text, left + len(text))
    kept = _end_of(now) + marks.CELL * cells if cells else ""
    then = state_at(line, right)
    return Edit(start, end, text, kept + _joint(PLAIN if cells else now, then, line[right:]))


def _end_of(state: State) -> str:
    return marks.NOTE_END if state.note else ""


def _joint(before: State, after: State, tail: str) -> str:
    """What stands between what was written and what follows it, so that this looks as it did."""
    if tail:
        return restoring(before, after)
    return marks.NOTE_END if before.note and not after.note else ""


# -- lines of text


def _in_text(document: Document, reach: Reach, edit: Edit) -> Edit:
    """Put a piece between lines that are no rows; rows in it stand in lines of their own."""
    start, end, text, _ = edit
    (top, bottom), last, head = reach[:2], reach.last, reach.head
    text = _begun(reach, text)
    *above, ending = text.split("\n")
    if is_row(ending) and (above or not head):
        is_last = bottom.line + 1 == len(document.lines)
        if not reach.tail and not is_last:
            return Edit(start, end, text)
        return Edit(
            start, end, text, "\n" + _joint(PLAIN, state_at(last, bottom.column), reach.tail)
        )
    goes_on = bool(ending) or (top.column > 0 and not above)
    if goes_on and mark_of(reach.tail):
        end, bottom = end + 1, bottom._replace(column=bottom.column + 1)
    ahead = ending if above else head + ending
    now = state_at(ahead, len(ahead))
    return Edit(start, end, text, _joint(now, state_at(last, bottom.column), last[bottom.column :]))


def _begun(reach: Reach, text: str) -> str:
    """Return a piece as it may begin in a line of text."""
    head = reach.head
    if state_at(head, len(head)).note:
        return in_one_line(text, is_in_note=True)
    text = without_cells(text)
    if head and is_row(text):
        return "\n" + text
    return text[1:] if head and mark_of(text) else text


# -- from or to a row


def _across_rows(document: Document, reach: Reach, edit: Edit) -> Edit:
    """Join no row with anything: rows that are covered go, all others keep their cells."""
    start, end, text, _ = edit
    goes = is_row(reach.first) and reach.top.column <= 1
    if goes:
        start -= reach.top.column
        text = without_cells(text)
    elif is_row(reach.first):
        now = state_at(reach.head, reach.top.column)
        text = in_one_line(text, is_in_note=now.note)
    else:
        text = _begun(reach, text)
    below, covered = _last_kept(reach)
    end += covered
    if goes and not text:
        if below is not None:
            return Edit(start, end, "", below)
        return _whole_lines(document, start, end)
    kept = "" if goes else _rest_of_first(reach, text)
    return Edit(start, end, text, kept if below is None else f"{kept}\n{below}")


def _rest_of_first(reach: Reach, text: str) -> str:
    """What stays of the first line behind what was written in it."""
    ahead = (reach.head + text).rpartition("\n")[2]
    kept = _end_of(state_at(ahead, len(ahead)))
    if not is_row(reach.first):
        return kept
    return kept + marks.CELL * reach.first.count(marks.CELL, reach.top.column)


def _last_kept(reach: Reach) -> tuple[str | None, int]:
    """How the last line begins now, None if it goes; and how much more of it is replaced."""
    line, column = reach.last, reach.bottom.column
    if is_row(line) and column >= len(line):
        return None, 0
    behind = max(column, len(mark_of(line)))
    tail = line[behind:]
    if is_row(line):
        begun = marks.ROW + marks.CELL * line.count(marks.CELL, 0, behind)
    else:
        begun = mark_of(line) if tail else ""
    return begun + _joint(PLAIN, state_at(line, behind), tail), behind - column


def _whole_lines(document: Document, start: int, end: int) -> Edit:
    """Take out lines together with one of the line ends around them."""
    if end < document.length:
        return Edit(start, end + 1, "")
    return Edit(max(start - 1, 0), end, "")


def difference(before: str, after: str) -> Edit:
    """Return the one edit that makes a text of another."""
    start = _shared(before, after)
    same = _shared(before[start:][::-1], after[start:][::-1])
    return Edit(start, len(before) - same, after[start : len(after) - same])


def _shared(one: str, other: str) -> int:
    """Count the characters with which both texts begin."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
