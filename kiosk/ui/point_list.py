"""The list of what is to be looked at before handing in: one walks in it, and goes to the places.

The sign before each point and the pointer tell points apart without colours.
"""

from collections.abc import Sequence
from typing import ClassVar, Final

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from kiosk.ui.findings import Weight
from kiosk.ui.roll import Roll, Row

_MARGIN: Final = 6
"""Cells before a sentence: the pointer and the sign."""
_STYLES: Final = {
    Weight.PROBLEM: "bold $error",
    Weight.HINT: "bold $secondary",
    Weight.LOOKS: "bold $secondary",
}
_HERE: Final = "bold $surface on $primary"


class PointList(Widget, can_focus=True):
    """Shows points as sentences; one of them is pointed at."""

    class Chosen(Message):
        """Somebody wants to go to the place of a point."""

        def __init__(self, at: int) -> None:
            super().__init__()
            self.at = at

    class Turned(Message):
        """Other points are in sight."""

    class Passed(Message):
        """Somebody goes on below the last point."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "step(1)", show=False),
        Binding("up", "step(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("home", "end(0)", show=False),
        Binding("end", "end(1)", show=False),
        Binding("enter,space", "choose", show=False),
    ]

    def __init__(self, list_id: str) -> None:
        super().__init__(id=list_id)
        self.roll = Roll(())
        self._weights: tuple[Weight, ...] = ()

    def show_points(self, points: Sequence[tuple[Weight, str]]) -> None:
        """Show these points, from the first on."""
        self._weights = tuple(weight for weight, _ in points)
        self.roll = Roll([sentence for _, sentence in points])
        self._fit()

    def point_at(self, point: int) -> None:
        """Point at one of them."""
        self.roll.point_at(point)
        self._show()

    def on_resize(self) -> None:
        """Wrap the sentences to the new width."""
        self._fit()

    def _fit(self) -> None:
        self.roll.wrap(self.size.width - _MARGIN)
        self.roll.open_window(self.size.height)
        self._show()

    def _show(self) -> None:
        self.refresh()
        self.post_message(self.Turned())

    def render(self) -> Content:
        """Draw the rows in the window."""
        return Content("\n").join([self._draw(row) for row in self.roll.in_window])

    def _draw(self, row: Row) -> Content:
        weight, is_here = self._weights[row.text], row.text == self.roll.here and self.has_focus
        pointer = "▶ " if is_here and row.is_first else "  "
        sign = f"{weight.value} " if row.is_first else " " * len(f"{weight.value} ")
        line = Content.assemble(pointer, (sign, _STYLES[weight]), row.content)
        if not is_here:
            return line
        return Content(line.plain).pad_right(self.size.width - line.cell_length).stylize(_HERE)

    # -- walking

    def action_step(self, step: int) -> None:
        """Point at the next point or the one before; below the last one the list ends."""
        if self.roll.here + step == len(self.roll):
            self.post_message(self.Passed())
        else:
            self.point_at(self.roll.here + step)

    def action_page(self, pages: int) -> None:
        """Turn to other points."""
        self.roll.turn(pages * max(1, self.roll.height - 1))
        self._show()

    def action_end(self, is_last: int) -> None:
        """Point at the first point, or at the last."""
        self.point_at(len(self.roll) if is_last else 0)

    def action_choose(self) -> None:
        """Go to the place of the point that is pointed at."""
        self.post_message(self.Chosen(self.roll.here))

    def on_click(self, event: events.Click) -> None:
        """Go to the place of the point under the mouse."""
        event.stop()
        shown = self.roll.in_window
        if event.y < len(shown):
            self.roll.point_at(shown[event.y].text)
            self.action_choose()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Turn with the wheel."""
        event.stop()
        self.roll.turn(1)
        self._show()

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Turn with the wheel."""
        event.stop()
        self.roll.turn(-1)
        self._show()
