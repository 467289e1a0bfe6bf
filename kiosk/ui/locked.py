"""The screen while a proctor has locked the work: nothing is read or written, and nothing is lost.

The time goes on; at its end the paper hands itself in.
"""

from collections.abc import Iterable, Sequence

from textual.widget import Widget
from textual.widgets import Static

from exam.clock import show_remaining
from kiosk.ui.keybar import KeyHint
from kiosk.ui.numbered import numbered
from kiosk.ui.page import Page, lead, note, title
from kiosk.ui.phrases import Urgency, is_connected, say_connection, urgency_of
from kiosk.ui.safety import UNCONFIRMED, say_trouble, say_unconfirmed
from kiosk.view import DeskView


class LockedPage(Page):
    """Nothing of the text is seen until the proctor lifts the lock."""

    OFFERS_STICK = True

    def body(self) -> Iterable[Widget]:
        """Yield what has happened, why, what is left, and what comes of it."""
        _ = self._
        yield title(_("Your work is locked"))
        yield lead(_("A proctor has locked your work. Please stay at your place."))
        yield Static("", id="reason", markup=False)
        yield Static("", id="state", markup=False)
        yield from numbered(
            (
                _("Everything that you have written is saved."),
                _("When the lock is lifted, you go on writing where you were."),
                _("If the time ends before, your paper is handed in by itself, complete."),
            )
        )
        yield note("", "connection")

    def hints(self) -> Sequence[KeyHint]:
        """Name the one key that does something for the candidate."""
        return (("F11", self._("call the proctor")),)

    def aside(self) -> str:
        """Name what else there is."""
        return self._("F9 Stick  ") + self._("F12 Appearance ")

    def show_view(self, view: DeskView) -> None:
        """Show the reason, and the time, which runs."""
        _ = self._
        self.tell("#reason", _("Reason: {reason}").format(reason=view.lock_reason))
        self.query_one("#reason").display = bool(view.lock_reason)
        mark = "" if view.is_time_confirmed else UNCONFIRMED
        left = _("Time remaining: {time}. It goes on running.")
        self.tell("#state", left.format(time=f"{mark}{show_remaining(view.remaining)}"))
        self.query_one("#state").set_class(urgency_of(view.remaining) <= Urgency.SOON, "-counting")
        said = [] if is_connected(view.synced_ago) else [say_connection(view.synced_ago, _)]
        if not view.is_time_confirmed:
            said.append(say_unconfirmed(_))
        quiet = " ".join(said)
        if view.trouble is not None:
            quiet = say_trouble(view.trouble, view, _)
        self.tell("#connection", quiet)
