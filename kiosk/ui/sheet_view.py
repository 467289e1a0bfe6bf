"""A sheet on the screen: its rows, how far they are apart, its scrolling, its width.

Nothing is drawn twice: a change draws the rows that it changed and no others, whatever the length
of the text; only when the view moves is the view drawn anew. All rows in here are counted as they
are drawn, with the empty ones between them; those of the layout are rows of the text.
"""

from collections.abc import Mapping, Sequence
from typing import ClassVar, Final

from rich.cells import cell_len
from rich.segment import Segment
from textual.geometry import Offset, Region, Size
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar
from textual.strip import Strip
from textual.widget import Widget

from kiosk.appearance import Spacing
from kiosk.text import Sheet
from kiosk.ui.looks import COMPONENTS, Looks
from kiosk.ui.painting import Painter
from kiosk.ui.scrollbar import thumb_rows

_CURSOR_CELLS: Final = 1
"""Cells right of the text in which nothing but the cursor, or a blank, is ever drawn."""
_STEPS: Final[Mapping[Spacing, int]] = {Spacing.SINGLE: 1, Spacing.DOUBLE: 2}
"""Rows that a row of the text takes."""


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
        self._step = 1

    def on_mount(self) -> None:
        """Find out where to paint, and how far the rows are apart."""
        self._painter = Painter(self)
        if self.app.has_class(f"-{Spacing.DOUBLE}"):
            self._step = _STEPS[Spacing.DOUBLE]

    def take_spacing(self, spacing: Spacing) -> None:
        """Keep rows of the text so far apart from now on."""
        self._fit(self._view, _STEPS[spacing])

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
        looks, rest = self.looks, self._view.width
        row, between = divmod(self._top + y, self._step)
        segments = []
        if not between and row < self.sheet.layout.height:
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
        spot = self._cursor_spot()
        if self._follows:
            self._follows = False
            self._bring_into_view(spot.y)
        if self._painter is not None:
            self._painter.point_at(Offset(spot.x, spot.y - self._top))
        if self._top == top:
            self._draw(sorted({row for span in damage.rows for row in self._in_view(span)}))

    def _in_view(self, span: range) -> range:
        """Return where in the view those rows of the text are that can be seen."""
        step, top = self._step, self._top
        first = max(span.start, -(-top // step))
        stop = min(span.stop, -(-(top + self._view.height) // step))
        return range(first * step - top, stop * step - top, step)

    def _draw(self, rows: Sequence[int]) -> None:
        """Draw rows of the view: at once if that is possible, else with the next frame."""
        if not rows:
            return
        if self._painter is not None and self._painter.may_paint():
            self._painter.spoil(rows)
            self._painter.paint([(row, self._row(row)) for row in rows])
        else:
            self.refresh(*(Region(0, row, self._view.width, 1) for row in rows))

    # -- places

    def _cursor_spot(self) -> Offset:
        """Return where the cursor is drawn, from the top of the text."""
        spot = self.sheet.layout.spot(self.sheet.cursor)
        return Offset(spot.cell, spot.row * self._step)

    def place_at(self, x: int, y: int) -> int:
        """Return the place of the text nearest to a cell of the view; never one out of view."""
        row = self._top + min(max(y, 0), max(0, self._view.height - 1))
        return self.sheet.layout.at(row // self._step, max(0, x))

    # -- scrolling

    def _measure(self) -> None:
        """Take over how many rows there are, without laying out anything."""
        rows = (self.sheet.layout.height - 1) * self._step + 1
        size = Size(self.sheet.layout.width, rows)
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
            self._fit(self.scrollable_content_region.size, self._step)
        return changed

    def _fit(self, view: Size, step: int) -> None:
        """Wrap to the width of now; a cursor that was in view keeps its row of the view."""
        sheet, before = self.sheet, self._view
        kept = self._cursor_spot().y - self._top
        self._view, self._step = view, step
        if not view:
            return
        sheet.page_rows = max(1, view.height // step - 1)
        sheet.resize(max(1, view.width - _CURSOR_CELLS))
        sheet.take_damage()
        self._measure()
        row = self._cursor_spot().y
        if 0 <= kept < before.height:
            self.scroll_rows(row - kept - self._top)
        self._bring_into_view(row)
        self.refresh()
