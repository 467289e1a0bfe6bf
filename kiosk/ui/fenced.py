"""What a PC shows whose candidate goes on at another one: where that is, and that nothing is lost.

Whoever comes next leads on to signing in.
"""

from collections.abc import Iterable, Sequence

from textual import events, on
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from exam.manuscript import Part
from kiosk.ui.calm import CalmPage
from kiosk.ui.choice import Choice
from kiosk.ui.commands import Command, say_label
from kiosk.ui.keybar import KeyHint
from kiosk.ui.numbered import numbered
from kiosk.ui.page import choices, lead, note, title
from kiosk.ui.phrases import is_connected
from kiosk.view import DeskView


class FencedPage(CalmPage):
    """Stays until somebody wants to sign in here."""

    FIRST = "#on"
    OFFERS_STICK = True

    class Read(Message):
        """Somebody wants to sign in at this PC."""

    def body(self) -> Iterable[Widget]:
        """Yield where the work goes on, and what becomes of what was written here."""
        _ = self._
        trouble = self.desk.view.trouble
        there = "" if trouble is None else str(trouble.details.get("seat", ""))
        yield title(_("The work goes on at another PC"))
        yield lead(_("Nothing of what was written here is lost."))
        yield Static(_("Write at: {seat}").format(seat=there), id="state", markup=False)
        yield from numbered(
            (
                _("Please go to that PC; the text is there already."),
                _("What was written here is kept, and goes to the server by itself."),
                _("Is something missing there? Press F9 there, then choose “{name}”.").format(
                    name=say_label(Command.FORKS, Part.PAPER, _)
                ),
            )
        )
        yield choices(Choice(_("Sign in at this PC"), "on"))
        yield note("", "connection")

    @property
    def calm_seconds(self) -> float:
        """Long: whoever looks at the keyboard types on for a while."""
        return 5 * super().calm_seconds

    def on_key(self, event: events.Key) -> None:
        """Wait anew after a letter: it was meant for a text that is not here any more."""
        if event.is_printable and event.key != "space":
            self.wait_for_calm()
        else:
            super().on_key(event)

    def hints(self) -> Sequence[KeyHint]:
        """Name the one key."""
        return (("Enter", self._("sign in at this PC")),)

    def show_view(self, view: DeskView) -> None:
        """Say if what was written here cannot leave for now."""
        away = self._("The connection is gone for now; what was written here waits on this PC.")
        self.tell("#connection", "" if is_connected(view.synced_ago) else away)

    @on(Choice.Chosen, "#on")
    def go_on(self) -> None:
        """Lead on to signing in."""
        self.post_message(self.Read())
