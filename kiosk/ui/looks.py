"""What each look of a piece of text is on the screen.

Colour never says anything alone: a selection and the cursor are reversed, a find is underlined and
slanted, a heading is bold, so all of it is told apart on sixteen colours and on none.
"""

from collections.abc import Callable, Mapping
from typing import Final

from rich.style import Style

from exam.manuscript import BlockKind
from kiosk.text import Look

_KINDS: Final[Mapping[BlockKind, str]] = {
    BlockKind.HEADING_1: "editor--heading-1",
    BlockKind.HEADING_2: "editor--heading-2",
    BlockKind.HEADING_3: "editor--heading-3",
    BlockKind.PAGE_BREAK: "editor--sign",
}
_UPRIGHT: Final = Style(italic=False)
"""So the cursor is told from finds, which are slanted."""
COMPONENTS: Final = frozenset(
    {
        "editor--heading-1",
        "editor--heading-2",
        "editor--heading-3",
        "editor--sign",
        "editor--note",
        "editor--found",
        "editor--selection",
        "editor--cursor",
    }
)
"""The classes of the style sheet that an editor's text is drawn in."""


class Looks:
    """Styles of looks, each worked out once; `component` gives the style of a class."""

    def __init__(self, base: Style, component: Callable[[str], Style]) -> None:
        self.base = base
        self._component = component
        self._styles: dict[Look, Style] = {}

    def __getitem__(self, look: Look) -> Style:
        style = self._styles.get(look)
        if style is None:
            style = self._styles[look] = self._mix(look)
        return style

    def _mix(self, look: Look) -> Style:
        """Lay over one another what a look says, the cursor on top."""
        style = self.base
        if look.sign:
            style += self._component("editor--sign")
        elif look.kind in _KINDS:
            style += self._component(_KINDS[look.kind])
        if look.note and not look.sign:
            style += self._component("editor--note")
        style += Style(bold=look.bold or None, italic=look.italic or None)
        if look.found:
            style += self._component("editor--found")
        if look.selected:
            style += self._component("editor--selection")
        if look.cursor:
            style += self._component("editor--cursor") + _UPRIGHT
        return style
