"""The keys, on one page that is read at a glance."""

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
        """Yield the keys in groups, those first that everybody needs."""
        _ = self._
        yield title(_("Help"))
        yield Reading(
            *self._group(
                "",
                ("F2", _("show the topic again")),
                ("F3", _("change between paper and slides")),
                ("F6", _("make this line a heading, a smaller heading, or plain text")),
                ("F7", _("make this line an item of a list, or plain text")),
                ("F10", _("hand in; you are asked twice before anything is sent")),
                ("Ctrl + Z", _("take back the last change; Ctrl + Y brings it back")),
                ("Ctrl + F", _("find a word, or replace it by another")),
            ),
            *self._group(
                _("Select, copy and move text"),
                ("F8", _("begin to select; then the arrow keys, or F8 again for more")),
                ("Shift + ← →", _("select text as well")),
                ("Ctrl + C", _("copy what is selected")),
                ("Ctrl + X", _("cut it out")),
                ("Ctrl + V", _("insert it where the cursor is")),
                ("Ctrl + A", _("select everything")),
                ("Esc", _("end selecting")),
            ),
            *self._group(
                _("Get about quickly"),
                ("Ctrl + ← →", _("by a word")),
                ("Ctrl + ↑ ↓", _("by a paragraph")),
                ("Ctrl + PgUp PgDn", _("to the heading before, or to the next")),
                ("Ctrl + Home End", _("to the start of the text, or to its end")),
            ),
            *self._group(
                _("If Ctrl with an arrow does nothing, use these"),
                ("Ctrl + K   L", _("a word to the left, or to the right")),
                ("Ctrl + U   D", _("a paragraph up, or down")),
                ("Ctrl + O   N", _("to the heading before, or to the next")),
                ("Ctrl + T   E", _("to the start of the text, or to its end")),
                ("Ctrl + W", _("delete the word before the cursor")),
            ),
            Static(
                _("Everything is saved by itself. For any other question, raise your hand."),
                markup=False,
                classes="asked",
            ),
        )
        yield choices(Choice(_("Go on writing"), "back"))

    @classmethod
    def _group(cls, name: str, *rows: tuple[str, str]) -> Iterable[Widget]:
        """Yield the name of a group, if it has one, and a row for each key."""
        if name:
            yield Static(name, markup=False, classes="group")
        for key, meaning in rows:
            yield cls._row(key, meaning)

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
