"""What is set inside lines: bold and italic, footnotes; and page breaks between them."""

from exam.manuscript import LIST_LEVELS, clean_input, marks
from kiosk.text.cells import resting_column
from kiosk.text.fitting import Edit, difference, fit
from kiosk.text.grid import cell_at, is_row, rows_around
from kiosk.text.restyling import (
    STYLE_MARKS,
    Style,
    has_style,
    is_bold_anyway,
    kept_column,
    restyled,
)
from kiosk.text.signs import mark_of
from kiosk.text.steps import Recorder
from kiosk.text.styling import State, turning
from kiosk.text.tabling import Tabling


class Composing(Tabling):
    """A text whose letters can be bold or italic, with footnotes and page breaks."""

    def __init__(self, text: str, record: Recorder, width: int) -> None:
        self._pending: State | None = None
        super().__init__(text, record, width)

    # -- bold and italic

    @property
    def current_state(self) -> State:
        """How the next letter that is typed will be set."""
        if self._pending is not None:
            return self._pending
        line, column = self._place
        return self._states.at(line, self.document.lines[line], column)

    def toggle_bold(self) -> bool:
        """Set the selected letters bold, or no longer if all are; or what is typed next."""
        return self._toggle("bold")

    def toggle_italic(self) -> bool:
        """Set the selected letters italic, or no longer if all are; or what is typed next."""
        return self._toggle("italic")

    def insert(self, text: str) -> bool:
        """Write what was typed, in the place of the selection, as it was asked for before."""
        clean = clean_input(text)
        if self._pending is None or not clean or "\n" in clean:
            return super().insert(text)
        line, column = self._place
        shown, behind = self._line, column
        while shown[behind : behind + 1] in STYLE_MARKS:
            behind += 1
        before = self._states.at(line, shown, column)
        written = turning(before, self._pending) + clean
        begins = self.document.offset(line)
        return self._write([self._fitted(begins + column, begins + behind, written)], typed=True)

    def _fitted(self, start: int, end: int, text: str) -> Edit:
        return fit(self.document, Edit(start, end, text))

    def _toggle(self, name: str) -> bool:
        if self.selection.is_empty:
            if name == "italic" or not is_bold_anyway(self._line):
                state = self.current_state
                self._pending = Style(name, not getattr(state, name)).of(state)
            return True
        lines, parts = self.document.lines, self._selected_columns()
        found = {has_style(lines[line], *columns, name) for line, columns in parts.items()} - {None}
        style = Style(name, False in found)
        old = {line: lines[line] for line in parts}
        new = {line: restyled(lines[line], *columns, style) for line, columns in parts.items()}
        return not found or self._write_lines(old, new)

    def _selected_columns(self) -> dict[int, tuple[int, int]]:
        """The columns between which each line is selected."""
        top = self.document.place(self.selection.start)
        bottom = self.document.place(self.selection.end)
        return {
            line: (
                top.column if line == top.line else 0,
                bottom.column if line == bottom.line else len(self.document.lines[line]),
            )
            for line in range(top.line, bottom.line + 1)
        }

    def _write_lines(self, old: dict[int, str], new: dict[int, str]) -> bool:
        """Put lines in the place of others that differ in marks alone; the same stays selected."""
        first = min(old)
        begins = self.document.offset(first)
        before, after = "\n".join(old.values()), "\n".join(new.values())
        anchor, head = (begins + kept_column(before, after, at - begins) for at in self.selection)
        edit = difference(before, after)
        edit = edit._replace(start=begins + edit.start, end=begins + edit.end)
        return self._write([edit], head, anchor)

    def _select(self, anchor: int, head: int) -> None:
        self._pending = None
        super()._select(anchor, head)

    # -- footnotes

    @property
    def in_note(self) -> bool:
        """Whether the cursor is in a footnote."""
        line, column = self._place
        return self._states.at(line, self.document.lines[line], column).note

    def insert_note(self) -> bool:
        """Put an empty footnote at the cursor, which goes into it; none goes into another."""
        if self.in_note:
            return True
        at = self.cursor
        return self._write([Edit(at, at, marks.NOTE_START, marks.NOTE_END)])

    def break_line(self) -> bool:
        """Begin a new line; in a footnote, go behind it; in a table, to the cell below."""
        if self.in_note and self.selection.is_empty:
            return self.leave_note()
        return super().break_line()

    def leave_note(self) -> bool:
        """Go behind the end of the footnote in which the cursor is; elsewhere, nowhere."""
        if not self.in_note:
            return True
        line, column = self._place
        text, begins = self._line, self.document.offset(line)
        limit = cell_at(text, column).end if is_row(text) else len(text)
        end = text.find(marks.NOTE_END, column, limit)
        if end < 0:
            return self._write([Edit(begins + limit, begins + limit, marks.NOTE_END)])
        self._history.part()
        self._leave_marking()
        self._rest_at(begins + end + 1)
        return True

    def delete_left(self) -> bool:
        """Delete the selection, an empty footnote, or the letter to the left."""
        return self._drop_empty_note() or super().delete_left()

    def delete_right(self) -> bool:
        """Delete the selection, an empty footnote, or the letter to the right."""
        return self._drop_empty_note() or super().delete_right()

    def _drop_empty_note(self) -> bool:
        """Take out the footnote in which the cursor is, if nothing stands in it."""
        line, column = self._place
        text = self._line
        if not (self.selection.is_empty and text[column - 1 : column] == marks.NOTE_START):
            return False
        behind = column
        while text[behind : behind + 1] in STYLE_MARKS:
            behind += 1
        if text[behind : behind + 1] != marks.NOTE_END or not self.in_note:
            return False
        begins = self.document.offset(line)
        return self._replace(begins + column - 1, begins + behind + 1, "")

    # -- page breaks

    def insert_page_break(self) -> bool:
        """Begin a new page at the cursor, with a line of its own; under a table, not in it."""
        line, column = self._place
        text, lines = self._line, self.document.lines
        if is_row(text):
            line = rows_around(lines, line).stop - 1
            return self._break_page_behind(line)
        if column == len(mark_of(text)):
            start = self.document.offset(line)
            return self._write([Edit(start, start, f"{marks.PAGE_BREAK}\n")], self.cursor + 2)
        if self.in_note or column >= resting_column(text, len(text)):
            return self._break_page_behind(line)
        mark = mark_of(text) if self.current_kind in LIST_LEVELS else ""
        return self._replace(self.cursor, self.cursor, f"\n{marks.PAGE_BREAK}\n{mark}")

    def _break_page_behind(self, line: int) -> bool:
        """Put a page break under a line; the cursor goes to the line behind it, if need be new."""
        lines = self.document.lines
        at = self.document.offset(line) + len(lines[line])
        if line + 1 < len(lines) and not is_row(lines[line + 1]):
            return self._write([Edit(at, at, f"\n{marks.PAGE_BREAK}")], at + 3)
        return self._write([Edit(at, at, f"\n{marks.PAGE_BREAK}\n")])
