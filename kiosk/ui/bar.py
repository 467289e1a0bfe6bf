"""A line or two of the screen that say something, drawn again only when they say something else."""

from collections.abc import Sequence
from typing import ClassVar

from rich.style import Style
from textual.geometry import Size

from kiosk.ui.painted import Painted, Row
from kiosk.ui.rows import Said, Sides, Words


class Bar(Painted):
    """Says something; its looks are classes of the style sheet.

    The page has them once for all its bars: whatever has classes of its own reads the style sheet
    anew for each of them, whenever anything around it changes.
    """

    LOOKS: ClassVar[frozenset[str]] = frozenset(
        ("bar--key", "bar--label", "bar--open", "bar--strong", "bar--soon", "bar--last")
    )

    def __init__(
        self,
        left: Words = "",
        right: Words = "",
        *,
        id: str | None = None,  # noqa: A002 - as Widget has it
        classes: str | None = None,
    ) -> None:
        super().__init__(widget_id=id, classes=classes)
        self._said: Said = Sides(left, right)

    def say(self, left: Words, right: Words = "") -> None:
        """Show these texts; nothing is drawn again when they are the same."""
        self.show(Sides(left, right))

    def show(self, said: Said) -> None:
        """Show something; nothing is drawn again when it is the same."""
        if said != self._said:
            self._said = said
            if self.is_attached:
                self.draw()

    @property
    def said(self) -> str:
        """What is read here now, row by row."""
        rows = self._said.rows(self.content_size.width)
        return "\n".join("".join(text for text, _look in row).strip() for row in rows)

    def rows_of_now(self, size: Size) -> Sequence[Row]:
        """Return what is said."""
        return self._said.rows(size.width)

    def look_of(self, look: str) -> Style:
        """Return what the style sheet says of a look on this page."""
        return self.screen.get_component_rich_style(look, partial=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many rows are said."""
        del container, viewport
        return len(self._said.rows(width))
