"""A statement that is accepted by ticking it."""

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from kiosk.ui.choice import pointer_of


class Tick(Widget, can_focus=True):
    """A box to tick, drawn in plain characters."""

    class Changed(Message):
        """The tick was set or taken away."""

        def __init__(self, *, ticked: bool) -> None:
            super().__init__()
            self.ticked = ticked

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space", "tick", show=False)]
    ticked = reactive(False)

    def __init__(self, label: str) -> None:
        super().__init__()
        self.label = label

    def render(self) -> Content:
        """Draw the box and the statement."""
        return Content(f"{pointer_of(self)}[{'X' if self.ticked else ' '}] {self.label}")

    def action_tick(self) -> None:
        """Set or take away the tick."""
        self.ticked = not self.ticked
        self.post_message(self.Changed(ticked=self.ticked))

    def on_click(self, event: events.Click) -> None:
        """Tick with the mouse."""
        event.stop()
        self.action_tick()
