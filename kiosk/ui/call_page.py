"""Where a candidate calls a proctor, after one question; the messages can be read again from here.

Whoever calls goes straight back: how it stands with the call is said on every page.
"""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Static

from kiosk.ui.choice import Choice
from kiosk.ui.keybar import KeyHint
from kiosk.ui.messages_page import MessagesPage
from kiosk.ui.page import Page, choices, lead, note, title
from kiosk.ui.phrases import is_connected
from kiosk.ui.proctor_panel import say_call
from kiosk.view import Call, DeskView


class CallPage(Page):
    """Asks whether a proctor is to come; one who is called already is not called again."""

    AUTO_FOCUS = "Choice"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", show=False)]

    def body(self) -> Iterable[Widget]:
        """Yield the question, what comes of it, and the ways."""
        _ = self._
        yield title(_("Call the proctor"))
        yield lead(_("Do you want a proctor to come to your desk?"))
        yield note(_("Your call is seen on the proctors' screen. The time goes on meanwhile."))
        yield Static("", id="state", markup=False)
        yield choices(*self._ways())

    def _ways(self) -> Iterable[Choice]:
        _, view = self._, self.desk.view
        if view.call is not Call.OPEN:
            yield Choice(_("Yes, call the proctor"), "call")
        yield Choice(_("Back"), "back")
        if view.messages:
            yield Choice(_("Read messages"), "messages")

    def hints(self) -> Sequence[KeyHint]:
        """Name the keys."""
        _ = self._
        return (("← →", _("choose")), ("Enter", _("do it")), ("Esc", _("go back")))

    def aside(self) -> str:
        """Leave out the key that led here."""
        return self._("F12 Appearance ")

    def show_view(self, view: DeskView) -> None:
        """Say how it stands with a call, or that none would arrive now."""
        away = self._(
            "The connection is lost: a call arrives late. Please raise your hand as well."
        )
        said = say_call(view, self._) or ("" if is_connected(view.synced_ago) else away)
        self.tell("#state", said)
        self.query_one("#state").display = bool(said)

    @on(Choice.Chosen, "#call")
    def call(self) -> None:
        """Call, and go back."""
        self.desk.call_proctor()
        self.leave()

    @on(Choice.Chosen, "#messages")
    def show_messages(self) -> None:
        """Show what proctors have said."""
        self.give_way_to(MessagesPage(self.desk, self.catalog))

    @on(Choice.Chosen, "#back")
    def action_back(self) -> None:
        """Go back; nobody is called."""
        self.leave()
