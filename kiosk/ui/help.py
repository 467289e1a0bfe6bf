"""One short page about the keys."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Static

from kiosk.ui.choice import Choice
from kiosk.ui.keybar import KeyHint
from kiosk.ui.page import Page, Reading, choices, title


class HelpPage(Page):
    """What the keys do."""

    AUTO_FOCUS = "#back"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f1", "back", show=False)]

    def body(self) -> Iterable[Widget]:
        """Yield one row for each key."""
        _ = self._
        yield title(_("Help"))
        rows = (
            ("F2", _("show the topic again")),
            ("F3", _("change between paper and slides")),
            ("F6", _("make this line a heading, a smaller heading, or plain text")),
            ("F7", _("make this line an item of a list, or plain text")),
            ("F10", _("hand in; you are asked twice before anything is sent")),
            ("Enter", _("begin a new paragraph")),
            ("Shift + ← →", _("select text")),
            ("Ctrl + X C V", _("cut, copy and insert selected text")),
            ("Ctrl + Z", _("take back the last change; Ctrl + Y brings it back")),
        )
        yield Reading(
            *(self._row(key, meaning) for key, meaning in rows),
            Static(
                _("Everything is saved by itself. For any other question, raise your hand."),
                markup=False,
                classes="asked",
            ),
        )
        yield choices(Choice(_("Go on writing"), "back"))

    @staticmethod
    def _row(key: str, meaning: str) -> Widget:
        return Horizontal(
            Static(key, markup=False, classes="key"),
            Static(meaning, markup=False, classes="text"),
            classes="item",
        )

    def hints(self) -> Sequence[KeyHint]:
        """Name the keys."""
        return (("↑ ↓", self._("scroll")), ("Enter", self._("go on writing")))

    @on(Choice.Chosen, "#back")
    def action_back(self) -> None:
        """Go back to the editor."""
        self.leave()
