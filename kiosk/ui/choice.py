"""Something that can be chosen: a wide button that shows clearly where one is."""

from typing import ClassVar, Final

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

COMING: Final = "-coming"
"""The class of something to which the pointer is about to come."""


def pointer_of(widget: Widget) -> str:
    """Return what stands before a choice: whether it is here that a key has its effect."""
    if widget.has_focus:
        return "▶ "
    return "… " if widget.has_class(COMING) else "  "


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
        return Content(f"{pointer_of(self)}{self.label}   ")

    def rename(self, label: str) -> None:
        """Say something else; nothing is drawn again for the same."""
        if label != self.label:
            self.label = label
            self.refresh(layout=True)

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
