"""A sheet on the screen: its rows, its scrolling, its width.

Nothing is drawn twice: a change draws the rows that it changed and no others, whatever the length
of the text; only when the view moves is the view drawn anew.
"""

from collections.abc import Sequence
from typing import ClassVar, Final

from rich.cells import cell_len
from rich.segment import Segment
from textual.geometry import Offset, Region, Size
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar
from textual.strip import Strip
from textual.widget import Widget

from kiosk.text import Sheet
from kiosk.ui.looks import COMPONENTS, Looks
from kiosk.ui.painting import Painter
from kiosk.ui.scrollbar import thumb_rows

_CURSOR_CELLS: Final = 1
"""Cells right of the text in which nothing but the cursor, or a blank, is ever drawn."""


class SheetView(ScrollView, can_focus=True):
    """Shows a sheet; `show_changes` after each command brings the screen up to date."""

    COMPONENT_CLASSES: ClassVar[set[str]] = set(COMPONENTS)
    ALLOW_MAXIMIZE = False

    def __init__(self, sheet: Sheet, view_id: str) -> None:
        super().__init__(id=view_id)
        self.sheet = sheet
        self._top = 0
        self._view = Size(0, 0)
        self._looks: Looks | None = None
        self._painter: Painter | None = None
        self._thumb = range(0)
        self._is_due = False
        self._follows = False

    def on_mount(self) -> None:
        """Find out where to paint."""
        self._painter = Painter(self)

    # -- drawing

    @property
    def looks(self) -> Looks:
        """The styles of now."""
        if self._looks is None:
            self._looks = Looks(
                self.rich_style, lambda name: self.get_component_rich_style(name, partial=True)
            )
        return self._looks

    def notify_style_update(self) -> None:
        """Forget the styles when the style sheet says something else."""
        self._looks = None
        super().notify_style_update()

    def render_line(self, y: int) -> Strip:
        """Draw a row of the view."""
        width = self._view.width
        return Strip(self._row(y)).adjust_cell_length(width, self.looks.base)

    def _row(self, y: int) -> list[Segment]:
        """Draw a row of the view, filled up with blanks."""
        looks, row, rest = self.looks, self._top + y, self._view.width
        segments = []
        if row < self.sheet.layout.height:
            for text, look in self.sheet.pieces(row, focused=self.has_focus):
                segments.append(Segment(text, looks[look]))
                rest -= cell_len(text)
        if rest > 0:
            segments.append(Segment(" " * rest, looks.base))
        return segments

    def show_changes(self, *, follow: bool = True) -> None:
        """Draw what has changed, now or, while keys are waiting, behind them.

        With `follow` the cursor is brought into view.
        """
        self._follows |= follow
        if not self.app.message_queue_size:
            self._draw_changes()
        elif not self._is_due:
            self._is_due = True
            self.call_next(self._draw_changes)

    def _draw_changes(self) -> None:
        self._is_due = False
        damage = self.sheet.take_damage()
        if damage.resized:
            self._measure()
        top = self._top
        spot = self.sheet.layout.spot(self.sheet.cursor)
        if self._follows:
            self._follows = False
            self._bring_into_view(spot.row)
        if self._painter is not None:
            self._painter.point_at(Offset(spot.cell, spot.row - self._top))
        if self._top == top:
            bottom = top + self._view.height
            rows = {row for span in damage.rows for row in _within(span, top, bottom)}
            self._draw(sorted(row - top for row in rows))

    def _draw(self, rows: Sequence[int]) -> None:
        """Draw rows of the view: at once if that is possible, else with the next frame."""
        if not rows:
            return
        if self._painter is not None and self._painter.may_paint():
            self._painter.spoil(rows)
            self._painter.paint([(row, self._row(row)) for row in rows])
        else:
            self.refresh(*(Region(0, row, self._view.width, 1) for row in rows))

    # -- scrolling

    def _measure(self) -> None:
        """Take over how many rows there are, without laying out anything."""
        size = Size(self.sheet.layout.width, self.sheet.layout.height)
        self.set_reactive(Widget.virtual_size, size)
        self.scroll_y = self.scroll_y
        self._update_bar()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Draw the view anew when it has moved by a row or more."""
        top = round(new_value)
        if top != self._top:
            self._top = top
            self._draw(range(self._view.height))
        self._update_bar()

    def scroll_rows(self, rows: int) -> None:
        """Move the view; the cursor stays where it is, maybe out of sight."""
        self.scroll_target_y = self.scroll_y = self._top + rows

    def _bring_into_view(self, row: int) -> None:
        beyond = row - self._top - self._view.height + 1
        if row < self._top:
            self.scroll_rows(row - self._top)
        elif beyond > 0 and self._view.height:
            self.scroll_rows(beyond)

    def _update_bar(self) -> None:
        """Draw those rows of the scrollbar that look different now."""
        if not self.is_attached or not self.show_vertical_scrollbar:
            return
        bar, height, rows = self.vertical_scrollbar, self._view.height, self.virtual_size.height
        bar.set_reactive(ScrollBar.window_virtual_size, rows)
        bar.set_reactive(ScrollBar.window_size, height)
        bar.set_reactive(ScrollBar.position, self.scroll_y)
        thumb = thumb_rows(height, rows, self.scroll_y)
        changed = set(thumb) ^ set(self._thumb)
        self._thumb = thumb
        if changed:
            bar.refresh(*(Region(0, row, 1, 1) for row in changed))

    # -- size

    def _size_updated(
        self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True
    ) -> bool:
        """Wrap the text to a new width before it is drawn for the first time."""
        changed = super()._size_updated(size, virtual_size, container_size, layout)
        if self._painter is not None:
            self._painter.measure()
        if self.scrollable_content_region.size != self._view:
            self._fit(self.scrollable_content_region.size)
        return changed

    def _fit(self, view: Size) -> None:
        """Wrap to the width of now; a cursor that was in view keeps its row of the view."""
        sheet, before = self.sheet, self._view
        self._view = view
        if not view:
            return
        kept = sheet.layout.spot(sheet.cursor).row - self._top
        sheet.page_rows = max(1, view.height - 1)
        sheet.resize(max(1, view.width - _CURSOR_CELLS))
        sheet.take_damage()
        self._measure()
        row = sheet.layout.spot(sheet.cursor).row
        if 0 <= kept < before.height:
            self.scroll_rows(row - kept - self._top)
        self._bring_into_view(row)
        self.refresh()


def _within(span: range, top: int, bottom: int) -> range:
    """Return those rows of a span that are in view."""
    return range(max(span.start, top), min(span.stop, bottom))
