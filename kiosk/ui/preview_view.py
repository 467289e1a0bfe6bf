"""Shows the rows of a preview in the colours of the screen."""

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from kiosk.preview.ink import Ink, Row, Tone

_CLASSES = {tone: f"preview--{tone.name.lower()}" for tone in Tone}


class PreviewView(Widget, can_focus=True):
    """Draws rows; says when there is room for others."""

    COMPONENT_CLASSES: ClassVar[set[str]] = set(_CLASSES.values())

    class Sized(Message):
        """There is another room for rows than before."""

    class Scrolled(Message):
        """The wheel was turned, by so many rows."""

        def __init__(self, rows: int) -> None:
            super().__init__()
            self.rows = rows

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[Row] = ()
        self._styles: dict[Ink, Style] = {}

    def show(self, rows: Sequence[Row]) -> None:
        """Show these rows, which fill the view."""
        self._rows = rows
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw a row."""
        row = self._rows[y] if y < len(self._rows) else ()
        strip = Strip([Segment(text, self._style(ink)) for text, ink in row])
        return strip.adjust_cell_length(self.size.width, self._style(Ink(Tone.ROOM)))

    def notify_style_update(self) -> None:
        """Forget the styles when the style sheet says something else."""
        self._styles.clear()
        super().notify_style_update()

    def _style(self, ink: Ink) -> Style:
        style = self._styles.get(ink)
        if style is None:
            style = self.get_component_rich_style(_CLASSES[ink.tone])
            style += Style(bold=ink.bold or None, italic=ink.italic or None)
            self._styles[ink] = style
        return style

    def on_resize(self) -> None:
        """Ask for rows that fit."""
        self.post_message(self.Sized())

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Go down by the wheel."""
        event.stop()
        self.post_message(self.Scrolled(1))

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Go up by the wheel."""
        event.stop()
        self.post_message(self.Scrolled(-1))
