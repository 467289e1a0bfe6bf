"""Everything that proctors said to the candidate, to be read again."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget

from kiosk.ui.choice import Choice
from kiosk.ui.keybar import KeyHint
from kiosk.ui.numbered import numbered
from kiosk.ui.page import Page, Reading, choices, lead, title


class MessagesPage(Page):
    """Lists the messages that there were when it was opened, first come first."""

    AUTO_FOCUS = "Choice"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", show=False)]

    def body(self) -> Iterable[Widget]:
        """Yield the messages."""
        _ = self._
        yield title(_("Messages from the proctor"))
        messages = self.desk.view.messages
        if not messages:
            yield lead(_("There is no message so far."))
        yield Reading(*numbered(message.text for message in messages))
        yield choices(Choice(_("Back"), "back"))

    def hints(self) -> Sequence[KeyHint]:
        """Name the keys."""
        _ = self._
        scroll = [("↑ ↓", _("scroll"))] if self.desk.view.messages else []
        return (*scroll, ("Enter", _("go back")))

    @on(Choice.Chosen, "#back")
    def action_back(self) -> None:
        """Go back."""
        self.leave()
