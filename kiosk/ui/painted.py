"""A widget of rows that draws those rows which look different from before, and no others.

What stands beside and below it is not drawn for it: its rows go to the terminal by themselves.
"""

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from kiosk.ui.painting import Painter
from kiosk.ui.rows import Piece

Row = Sequence[Piece]


class Painted(Widget):
    """Shows rows of pieces; whoever changes what they say calls `draw`."""

    def __init__(self, *, widget_id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=widget_id, classes=classes)
        self._painter: Painter | None = None
        self._styles: dict[str, Style] = {}
        self._rows: Sequence[Row] = ()
        self._rows_size = self._view = Size(0, 0)

    def rows_of_now(self, size: Size) -> Sequence[Row]:
        """Return what is to be seen in a size; rows that are missing are empty."""
        raise NotImplementedError

    def look_of(self, look: str) -> Style:
        """Return what the style sheet says of a look."""
        return self.get_component_rich_style(look, partial=True)

    def draw(self) -> None:
        """Draw what looks different now, at once if its place is known, or with the next frame."""
        before, known = self._rows, self._rows_size == self._view
        self._lay()
        if len(self._rows) != self._view.height and self.styles.is_auto_height:
            self.refresh(layout=True)
        elif not known or self._painter is None or not self._painter.may_paint():
            self.refresh()
        else:
            height = range(self._view.height)
            self._paint([y for y in height if _row_at(self._rows, y) != _row_at(before, y)])

    def render_line(self, y: int) -> Strip:
        """Draw a row."""
        if self._rows_size != self._view:
            self._lay()
        segments = [Segment(text, self._style(look)) for text, look in _row_at(self._rows, y)]
        return Strip(segments).adjust_cell_length(self._view.width, self._style(""))

    def on_mount(self) -> None:
        """Find out where to paint."""
        self._painter = Painter(self)

    def notify_style_update(self) -> None:
        """Forget the styles when the style sheet says something else."""
        self._styles.clear()
        super().notify_style_update()

    def _lay(self) -> None:
        self._rows_size = self._view
        self._rows = self.rows_of_now(self._view)

    def _paint(self, changed: Sequence[int]) -> None:
        if self._painter is not None and changed:
            self._painter.spoil(changed)
            self._painter.paint([(y, list(self.render_line(y))) for y in changed])

    def _style(self, look: str) -> Style:
        style = self._styles.get(look)
        if style is None:
            style = self.rich_style
            if look:
                style += self.look_of(look)
            self._styles[look] = style
        return style

    def _size_updated(
        self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True
    ) -> bool:
        """Take over where the widget stands now."""
        changed = super()._size_updated(size, virtual_size, container_size, layout)
        self._view = self.content_size
        if self._painter is not None:
            self._painter.measure()
        return changed


def _row_at(rows: Sequence[Row], y: int) -> Row:
    return rows[y] if y < len(rows) else ()
