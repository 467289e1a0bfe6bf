"""One of a few possibilities, all of them in one row: the arrow keys take the next."""

from collections.abc import Sequence
from typing import ClassVar, Final

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

_NAME_CELLS: Final = 17
_POINTER_CELLS: Final = 2


class Options(Widget, can_focus=True):
    """A row of possibilities; the one that is taken stands in brackets."""

    class Taken(Message):
        """Another one was taken."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,space", "take(1)", show=False),
        Binding("left", "take(-1)", show=False),
    ]

    def __init__(self, name: str, labels: Sequence[str], index: int, options_id: str) -> None:
        super().__init__(id=options_id)
        self.index = index
        self._title = name
        self._labels = labels

    def render(self) -> Content:
        """Draw the name and all labels, with a pointer while focused."""
        pointer = "▶ " if self.has_focus else "  "
        pieces = [Content(pointer + self._title.ljust(_NAME_CELLS))]
        for index, label in enumerate(self._labels):
            style = "bold $surface on $primary" if index == self.index else ""
            pieces.append(Content.styled(self._cell(index, label), style))
        return Content("").join(pieces)

    def _cell(self, index: int, label: str) -> str:
        return f"[ {label} ]" if index == self.index else f"  {label}  "

    def action_take(self, step: int) -> None:
        """Take the one after, or before; behind the last one comes the first."""
        self._take((self.index + step) % len(self._labels))

    def on_click(self, event: events.Click) -> None:
        """Take the one that was clicked."""
        event.stop()
        right = _POINTER_CELLS + _NAME_CELLS
        for index, label in enumerate(self._labels):
            left, right = right, right + len(self._cell(index, label))
            if left <= event.x < right:
                self._take(index)

    def _take(self, index: int) -> None:
        if index != self.index:
            self.index = index
            self.refresh()
            self.post_message(self.Taken())
