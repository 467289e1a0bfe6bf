"""A field of one line; the page decides at once what Enter in it does.

Textual tells a page of Enter by a message, which comes after the letters that follow in a burst:
what a scanner types behind Enter would land in the field that is done.
"""

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.widgets import Input


class Field(Input):
    """Writes each key before the next comes; Enter is the action `entered` of its page."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "screen.entered", show=False)]

    def __init__(self, field_id: str, max_length: int, placeholder: str = "") -> None:
        super().__init__(
            id=field_id, max_length=max_length, placeholder=placeholder, select_on_focus=False
        )

    def take_key(self, event: events.Key) -> bool:
        """Write what a key writes; False if it writes nothing."""
        if not event.is_printable or event.character is None:
            return False
        self.replace(event.character, *self.selection)
        return True
