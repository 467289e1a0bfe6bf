"""Rows of one widget, sent to the terminal as soon as they are drawn.

Textual draws what was marked as dirty in its next frame, by way of three message queues, a timer
and every widget beside the dirty place. A key press changes one row of one widget, whose place on
the screen is known, so that row goes out at once. The private names of Textual that this needs
are all in here; its version is pinned.
"""

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.control import Control
from rich.segment import Segment
from textual._compositor import CompositorUpdate
from textual.color import Color
from textual.filter import ANSIToTruecolor, LineFilter
from textual.geometry import Offset, Region
from textual.strip import Strip
from textual.widget import Widget

Row = tuple[int, Sequence[Segment]]
"""A row counted from the top of a widget's content, and what it shows, filled to its width."""


class RowsUpdate(CompositorUpdate):
    """Rows of the screen, each from a cell on."""

    def __init__(self, x: int, rows: Sequence[Row]) -> None:
        self._x = x
        self._rows = rows

    def render_segments(self, console: Console) -> str:
        """Return what goes to the terminal."""
        return "".join(
            f"{Control.move_to(self._x, y).segment.text}{Strip(segments).render(console)}"
            for y, segments in self._rows
        )


class Painter:
    """Paints rows of one mounted widget."""

    def __init__(self, widget: Widget) -> None:
        self._widget = widget
        self._app = widget.app
        self._screen = widget.screen
        self.place = Region()

    def measure(self) -> None:
        """Take over where the widget's content stands after its screen was laid out."""
        content = self._widget.scrollable_content_region
        whole = self._screen.size.region.contains_region(content)
        self.place = content if whole else Region()

    def may_paint(self) -> bool:
        """Whether the content is in sight, and stays where it is."""
        return bool(
            self.place
            and self._screen is self._app.screen
            and self._widget.display
            and not self._app._batch_count
            and not self._screen._layout_required
            and not self._widget._layout_required
        )

    def paint(self, rows: Sequence[Row]) -> None:
        """Send rows to the terminal."""
        x, y = self.place.offset
        filters = self._filters()
        if filters:
            background = self._widget.background_colors[1]
            rows = [(row, _filtered(segments, filters, background)) for row, segments in rows]
        update = RowsUpdate(x, [(y + row, segments) for row, segments in rows])
        self._app._display(self._screen, update)  # type: ignore[arg-type]

    def spoil(self, rows: Iterable[int]) -> None:
        """Let the next frame of the whole screen draw these rows anew."""
        offset = self._widget.content_offset
        regions = (Region(0, row, 1, 1).translate(offset) for row in rows)
        self._widget._styles_cache.set_dirty(*regions)

    def point_at(self, cell: Offset) -> None:
        """Tell the terminal where one writes, for magnifiers and screen readers."""
        self._app.cursor_position = self.place.offset + cell

    def _filters(self) -> list[LineFilter]:
        """Filters that change anything here, where no colour is one of the terminal's own."""
        filters = self._widget.get_line_filters()
        return [each for each in filters if not isinstance(each, ANSIToTruecolor)]


def _filtered(
    segments: Sequence[Segment], filters: Sequence[LineFilter], background: Color
) -> Sequence[Segment]:
    for each in filters:
        segments = each.apply(list(segments), background)
    return segments
