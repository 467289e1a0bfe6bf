"""The screen while the proctor has stopped the time: nothing can be written, nothing is lost."""

from collections.abc import Iterable, Sequence

from textual.widget import Widget
from textual.widgets import Static

from exam.clock import show_remaining
from kiosk.ui.countdown import whole_seconds
from kiosk.ui.keybar import KeyHint
from kiosk.ui.numbered import numbered
from kiosk.ui.page import Page, lead, note, title
from kiosk.ui.phrases import is_connected, say_connection
from kiosk.ui.safety import UNCONFIRMED, say_trouble, say_unconfirmed
from kiosk.view import DeskView


class PausedPage(Page):
    """The time stands still until the proctor lets it go on."""

    OFFERS_STICK = True

    def body(self) -> Iterable[Widget]:
        """Yield what has happened and what is left."""
        _ = self._
        yield title(_("The time has been stopped"))
        yield lead(_("The proctor has stopped the time. You lose none of it."))
        yield from numbered(
            (
                _("Everything that you have written is saved."),
                _("Please wait, and do as the proctor says."),
                _("When the time goes on, your text is here again by itself."),
            )
        )
        yield Static("", id="state", markup=False)
        yield note("", "connection")

    def hints(self) -> Sequence[KeyHint]:
        """Say that nothing is to be pressed."""
        return (("", self._("Please wait. Nothing is to be pressed now.")),)

    def show_view(self, view: DeskView) -> None:
        """Show the time that stands still, and count down once it is to go on."""
        _ = self._
        if view.goes_on_in is None:
            left = _("Time remaining: {time}. It does not run now.")
            shown = show_remaining(view.remaining)
            mark = "" if view.is_time_confirmed else UNCONFIRMED
            state = left.format(time=f"{mark}{shown}")
        else:
            seconds = whole_seconds(view.goes_on_in)
            state = _("The time goes on in {seconds} seconds").format(seconds=seconds)
        self.tell("#state", state)
        self.query_one("#state").set_class(view.goes_on_in is not None, "-counting")
        said = [] if is_connected(view.synced_ago) else [say_connection(view.synced_ago, _)]
        if not view.is_time_confirmed:
            said.append(say_unconfirmed(_))
        quiet = " ".join(said)
        if view.trouble is not None:
            quiet = say_trouble(view.trouble, view, _)
        self.tell("#connection", quiet)
