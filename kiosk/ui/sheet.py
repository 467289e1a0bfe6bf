"""The sheet that is written on: its document in rows, each change told and little drawn again.

Only rows that changed are drawn again, so a key costs the same at word 20,000 as at word 100.
"""

from collections.abc import Sequence
from typing import ClassVar, Final

from textual.document._document import EditResult, Location, Selection
from textual.document._document_navigator import DocumentNavigator
from textual.document._edit import Edit
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import Reactive, reactive
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import TextArea

from kiosk.ui.document import FittedEdit, LiteralDocument, Recorder, fit_edit, mark_of
from kiosk.ui.drawing import draw_row
from kiosk.ui.rows import Rows

LONGEST: Final = 400_000
"""Characters of a sheet, some sixteen times the longest paper asked for: copying has an end."""
_UNDO_STEPS: Final = 1000


class Sheet(TextArea, inherit_bindings=False):
    """A text that no key changes yet; `record` hears of every change."""

    class Full(Message):
        """Something would have made the text too long and was not taken."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "editor--heading-1",
        "editor--heading-2",
        "editor--sign",
        "editor--selection",
        "editor--cursor",
    }
    selection: Reactive[Selection] = reactive(
        Selection(), init=False, always_update=True, repaint=False
    )
    virtual_size = Reactive(Size(0, 0), layout=False)

    def __init__(self, text: str, record: Recorder, sheet_id: str) -> None:
        self._record = record
        super().__init__(text, max_checkpoints=_UNDO_STEPS, id=sheet_id)
        self.cursor_blink = False

    # -- the document and its rows

    def _set_document(self, text: str, language: str | None) -> None:
        del language
        self.document = self._text = LiteralDocument(text, self._record)
        self.wrapped_document = self._rows = Rows(self.document)
        self.navigator = DocumentNavigator(self._rows)
        self.move_cursor((0, 0))
        self._rewrap_and_refresh_virtual_size()

    def edit(self, edit: Edit) -> EditResult:
        """Do one edit, bent so that marks stay at the start of lines; none that fills the sheet."""
        top, bottom = self.clamp_to_text(edit.top), self.clamp_to_text(edit.bottom)
        fitted = fit_edit(self._text.lines, top, bottom, edit.text)
        if self._is_too_much(fitted):
            self.post_message(self.Full())
            return EditResult(self.cursor_location, "")
        done = Edit(fitted.text, fitted.top, fitted.bottom, edit.maintain_selection_offset)
        result = done.do(self)
        self.history.record(done)
        self._follow(done.top, done.bottom, result.end_location)
        done.after(self)
        return result

    def _is_too_much(self, edit: FittedEdit) -> bool:
        gain = len(edit.text) - len(self._text.get_text_range(edit.top, edit.bottom))
        return gain > 0 and self._text.length + gain > LONGEST

    def clamp_to_text(self, location: Location) -> Location:
        """Return the nearest place that the text has, before a mark included."""
        return self._text.clamp(location)

    def clamp_visitable(self, location: Location) -> Location:
        """Return the nearest place for the cursor, which never stands before a mark."""
        row, column = self.clamp_to_text(location)
        return row, max(column, len(mark_of(self.document.get_line(row))))

    def _undo_batch(self, edits: Sequence[Edit]) -> None:
        for edit in reversed(edits):
            before = edit._edit_result
            result = edit.undo(self)
            self._follow(edit.top, before.end_location if before else edit.top, result.end_location)
        edits[0].after(self)
        self.history.checkpoint()

    def _redo_batch(self, edits: Sequence[Edit]) -> None:
        for edit in edits:
            result = edit.do(self, record_selection=False)
            self._follow(edit.top, edit.bottom, result.end_location)
        edits[-1].after(self)
        self.history.checkpoint()

    # -- what is drawn again

    def _follow(self, top: Location, old_bottom: Location, bottom: Location) -> None:
        """Wrap what an edit touched, and draw those rows again."""
        rows, old_height = self._rows, self._rows.height
        rows.wrap_range(top, old_bottom, bottom)
        first = max(rows.location_to_offset(top).y - 1, rows.row_of(top[0]))
        if rows.height != old_height:
            self._refresh_size()
            self._refresh_rows(first, self.scroll_offset.y + self.size.height)
        else:
            self._refresh_rows(first, rows.last_row_of(bottom[0]))

    def _refresh_size(self) -> None:
        size = Size(0, self._rows.height)
        if size != self.virtual_size:
            self.virtual_size = size
            self._scroll_update(size)

    def _refresh_rows(self, first: int, last: int) -> None:
        """Draw rows `first` to `last` again, as far as they are in sight."""
        shift, size = self.scroll_offset.y, self.size
        top, end = max(first - shift, 0), min(last + 1 - shift, size.height)
        if end > top:
            self.refresh(Region(0, top, size.width, end - top))

    def _watch_selection(self, previous: Selection, selection: Selection) -> None:
        if not self.is_mounted:
            return
        drawn = [self._cursor_offset[1]]
        self._cursor_offset = self._rows.location_to_offset(self.cursor_location)
        drawn.append(self._cursor_offset[1])
        for ends in (previous, selection):
            if not ends.is_empty:
                places = map(self.clamp_visitable, ends)
                drawn += [self._rows.location_to_offset(place).y for place in places]
        self._scroll_to_cursor()
        self._refresh_rows(min(drawn), max(drawn))

    def _scroll_to_cursor(self) -> None:
        """Bring the cursor's row into sight."""
        row, top = self._cursor_offset[1], self.scroll_offset.y
        height = self.size.height
        if row < top:
            self.scroll_to(y=row, animate=False, force=True)
        elif height and row >= top + height:
            self.scroll_to(y=row - height + 1, animate=False, force=True)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw rows, without the themes of a code editor."""
        return Widget.render_lines(self, crop)

    def render_line(self, y: int) -> Strip:
        """Draw one row."""
        base = self.rich_style
        width = self.scrollable_content_region.width
        row = y + self.scroll_offset.y
        if row >= self._rows.height:
            return Strip.blank(width, base)
        looks = {name: self.get_component_rich_style(name) for name in self.COMPONENT_CLASSES}
        cursor = self.selection.end if self._draw_cursor else None
        segments = draw_row(self._rows, row, self.selection, cursor, base, looks)
        return Strip(segments).adjust_cell_length(width, base)
