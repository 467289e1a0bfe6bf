"""Something that can be chosen: a wide button that shows clearly where one is."""

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget


class Choice(Widget, can_focus=True):
    """A button; Enter or the space bar presses it."""

    class Chosen(Message):
        """A choice was made."""

        def __init__(self, choice: "Choice") -> None:
            super().__init__()
            self.choice = choice

        @property
        def control(self) -> "Choice":
            """The choice."""
            return self.choice

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space", "choose", show=False)]

    def __init__(self, label: str, choice_id: str) -> None:
        super().__init__(id=choice_id)
        self.label = label

    def render(self) -> Content:
        """Draw the label, with a pointer while focused."""
        return Content(f"▶ {self.label}   " if self.has_focus else f"  {self.label}   ")

    def get_content_width(self, container: object, viewport: object) -> int:
        """Return the label's width and the pointer's."""
        del container, viewport
        return Content(self.label).cell_length + 5

    def action_choose(self) -> None:
        """Press it."""
        if not self.disabled:
            self.post_message(self.Chosen(self))

    def on_click(self, event: events.Click) -> None:
        """Press it with the mouse."""
        event.stop()
        self.action_choose()
