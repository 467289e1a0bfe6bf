"""What a PC shows before the start at which something was found: whom to call, and what to do.

A proctor passes it by the PIN, which is on the record; then the page to sign in comes by itself.
"""

from collections.abc import Iterable, Sequence

from textual.widget import Widget
from textual.widgets import Static

from exam.pc_sentences import say_to_proctor, say_to_technician
from kiosk.ui.asking import AskingPage
from kiosk.ui.keybar import KeyHint
from kiosk.ui.page import Reading, lead, note, title
from kiosk.ui.stick import PinField
from kiosk.view import DeskView


class PcStopPage(AskingPage):
    """Stays until nothing stops the PC any more, or a proctor lets people sign in."""

    OFFERS_STICK = True

    def body(self) -> Iterable[Widget]:
        """Yield what was found, what to do about it, and the field."""
        _ = self._
        yield title(_("This PC must be looked at by the technician"))
        yield lead(_("Nobody can sign in here yet. Candidates: please call the proctor."))
        yield Reading(Static("", id="pc-found", markup=False))
        yield lead(
            _(
                "Proctor: once it is put right, this page goes away by itself. If it is all right "
                "as it is, the PIN lets people sign in; that is written down."
            )
        )
        yield note(_("PIN of the proctors (8 digits)"), "asked-for")
        yield from self.places(PinField())

    def hints(self) -> Sequence[KeyHint]:
        """Name the keys."""
        _ = self._
        return (("Enter", _("do it")), ("Backspace", _("delete")))

    def action_back(self) -> None:
        """Stay: there is no page behind."""

    def show_view(self, view: DeskView) -> None:
        """Name what was found now; it may be put right meanwhile."""
        said = (
            f"{say_to_proctor(one, self._)}\n   {say_to_technician(one, self._)}"
            for one in view.pc_stops
        )
        self.tell("#pc-found", "\n".join(said))

    def say_missing(self) -> str:
        """Say that no PIN was typed."""
        return self._("Please type the proctors' PIN; it stands on the proctors' sheet.")

    def say_busy(self) -> str:
        """Say that the PIN is being compared."""
        return self._("One moment …")

    async def ask(self, typed: str) -> Sequence[str]:
        """Pass; a PIN that was not the right one does not stay in the field."""
        for field in self.query(PinField):
            field.value = ""
        await self.desk.pass_pc_check(typed)
        return (self._("Passed. People can sign in at this PC now."),)
