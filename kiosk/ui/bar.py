"""A line of the screen with something at its left and something at its right."""

from textual.content import Content
from textual.widget import Widget


class Bar(Widget):
    """Draws two short texts; what does not fit is cut at the left one's end."""

    def __init__(self, left: Content | str = "", right: Content | str = "", **names: str) -> None:
        super().__init__(id=names.get("id"), classes=names.get("classes"))
        self._texts = (Content(""), Content(""))
        self.say(left, right)

    def say(self, left: Content | str, right: Content | str = "") -> None:
        """Show these texts; nothing is drawn again when they are the same."""
        texts = (_plain(left), _plain(right))
        if texts != self._texts:
            self._texts = texts
            self.refresh()

    @property
    def said(self) -> str:
        """Both texts, as read."""
        return " ".join(text.plain for text in self._texts if text.plain)

    def render(self) -> Content:
        """Draw left and right text with the space between them."""
        left, right = self._texts
        width = self.size.width
        room = max(0, width - right.cell_length - (1 if right.plain else 0))
        left = left.truncate(room, ellipsis=True)
        gap = width - left.cell_length - right.cell_length
        return left + " " * max(0, gap) + right


def _plain(text: Content | str) -> Content:
    return Content(text) if isinstance(text, str) else text
