"""The screen before the start: what will happen, and that one waits for the proctor."""

from collections.abc import Iterable, Sequence

from textual.widget import Widget
from textual.widgets import Static

from kiosk.ui.keybar import KeyHint
from kiosk.ui.numbered import numbered
from kiosk.ui.page import Page, lead, note, title
from kiosk.ui.phrases import is_connected, say_connection, say_length
from kiosk.view import DeskView

_MILLISECONDS = 1000


class WaitingPage(Page):
    """Ready; the start comes by itself."""

    def body(self) -> Iterable[Widget]:
        """Yield what will happen and the state."""
        _ = self._
        yield title(_("You are ready"))
        yield lead(_("You need not press anything. The start comes by itself."))
        length = say_length(self.desk.config.writing.minutes, _)
        yield from numbered(
            (
                _("The proctor starts the sitting for everybody at the same moment."),
                _("Your topic appears here. Read it first, then begin to write."),
                _("You have {length} for the paper and the slides.").format(length=length),
                _("Everything that you type is saved by itself."),
            )
        )
        yield Static("", id="state", markup=False)
        yield note("", "connection")

    def hints(self) -> Sequence[KeyHint]:
        """Say that nothing is to be pressed."""
        return (("", self._("Please wait. Nothing is to be pressed now.")),)

    def show_view(self, view: DeskView) -> None:
        """Show the countdown once the start is ordered."""
        _ = self._
        if view.starts_in is None:
            state = _("Waiting for the proctor to start")
        else:
            seconds = -(-view.starts_in // _MILLISECONDS)
            state = _("The sitting begins in {seconds} seconds").format(seconds=seconds)
        self.tell("#state", state)
        self.query_one("#state").set_class(view.starts_in is not None, "-counting")
        quiet = "" if is_connected(view.synced_ago) else say_connection(view.synced_ago, _)
        self.tell("#connection", quiet)
