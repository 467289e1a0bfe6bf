"""What the mouse does to a sheet: put the cursor, drag a selection, scroll.

A mouse is a help, never needed: whatever it does, keys do as well. The middle button, with which
terminals insert what was selected elsewhere, does nothing.
"""

from typing import Final

from textual import events
from textual.timer import Timer

from kiosk.text import Sheet
from kiosk.ui.sheet_view import SheetView

_LEFT_BUTTON: Final = 1
_WORD_CLICKS: Final = 2
_WHEEL_ROWS: Final = 3
_DRAG_SECONDS: Final = 0.05
"""While the mouse is held above or below the view, it scrolls by a row each time."""


class Pointer(SheetView):
    """A sheet that listens to the mouse."""

    def __init__(self, sheet: Sheet, view_id: str) -> None:
        super().__init__(sheet, view_id)
        self._dragging: Timer | None = None
        self._held_at = (0, 0)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Put the cursor where the button went down; with Shift, the selection reaches there."""
        event.stop()
        if event.button != _LEFT_BUTTON or self._dragging is not None:
            return
        self._hold(event)
        self.sheet.place_cursor(self._held_place(), extend=event.shift)
        self.show_changes()
        self.capture_mouse()
        self._dragging = self.set_interval(_DRAG_SECONDS, self._drag, pause=True)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select up to where the button is held."""
        if self._dragging is not None:
            event.stop()
            self._hold(event)
            self._drag()
            self._dragging.resume()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """End dragging."""
        event.stop()
        self._let_go()

    def on_mouse_release(self) -> None:
        """End dragging when the mouse was taken away."""
        self._let_go()

    def on_hide(self) -> None:
        """End dragging when another part is shown."""
        self._let_go()

    def on_click(self, event: events.Click) -> None:
        """Select a word with the second click, its paragraph with the third."""
        event.stop()
        if event.button != _LEFT_BUTTON or event.chain < _WORD_CLICKS:
            return
        place = self.sheet.cursor
        if event.chain == _WORD_CLICKS:
            self.sheet.select_word_at(place)
        else:
            self.sheet.select_line_at(place)
        self.show_changes()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll down; the next key brings the cursor back into view."""
        self._turn_wheel(event, _WHEEL_ROWS)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll up."""
        self._turn_wheel(event, -_WHEEL_ROWS)

    def _turn_wheel(self, event: events.MouseEvent, rows: int) -> None:
        event.stop()
        event.prevent_default()
        self.scroll_rows(rows)

    def _hold(self, event: events.MouseEvent) -> None:
        self._held_at = event.get_content_offset_capture(self)

    def _held_place(self) -> int:
        """Return the place nearest to where the mouse is; never one out of view."""
        return self.place_at(*self._held_at)

    def _drag(self) -> None:
        """Scroll if the mouse is held outside, and select up to it."""
        _, y = self._held_at
        if y < 0:
            self.scroll_rows(-1)
        elif y >= self.size.height:
            self.scroll_rows(1)
        self.sheet.place_cursor(self._held_place(), extend=True)
        self.show_changes()

    def _let_go(self) -> None:
        if self._dragging is not None:
            self._dragging.stop()
            self._dragging = None
            self.release_mouse()
