"""The second screen, which asks whether this is the right person."""

from collections.abc import Iterable, Sequence

from textual import on
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Static

from kiosk.ui.calm import CalmPage
from kiosk.ui.choice import Choice
from kiosk.ui.keybar import KeyHint
from kiosk.ui.page import choices, lead, note, title


class IdentityPage(CalmPage):
    """Shows who signed in and asks whether that is right."""

    FIRST = "#yes"

    def body(self) -> Iterable[Widget]:
        """Yield the person and the two answers."""
        _ = self._
        view = self.desk.view
        yield title(_("Is this you?"))
        yield lead(_("Please compare with your candidate card."))
        rows = (
            (_("Name"), view.name),
            (_("Candidate number"), view.number),
            ("NIP", view.nip),
            (_("Post applied for"), view.post_name),
        )
        yield Vertical(*(self._row(label, value) for label, value in rows), classes="card")
        yield choices(Choice(_("Yes, this is me"), "yes"), Choice(_("Not me"), "no"))
        yield note(_("If anything is wrong, choose “Not me” and raise your hand."))

    @staticmethod
    def _row(label: str, value: str) -> Widget:
        name = Static(label, markup=False, classes="label")
        return Horizontal(name, Static(value, markup=False, classes="value"), classes="row")

    def hints(self) -> Sequence[KeyHint]:
        """Name the keys."""
        return (("← →", self._("choose")), ("Enter", self._("confirm")))

    @on(Choice.Chosen, "#yes")
    def confirm(self) -> None:
        """Go on as this person."""
        self.desk.confirm_identity()
        self.post_message(self.Moved())

    @on(Choice.Chosen, "#no")
    def reject(self) -> None:
        """Go back to signing in."""
        self.desk.reject_identity()
        self.post_message(self.Moved())
