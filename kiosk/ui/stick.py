"""Where a proctor copies what this PC keeps to a stick, by the proctors' PIN."""

from collections.abc import Iterable, Sequence

from textual import events
from textual.widget import Widget

from kiosk.ui.asking import AskingPage
from kiosk.ui.field import Field
from kiosk.ui.page import lead, note, title

_PIN_DIGITS = 8


class PinField(Field):
    """A field for digits, which are not shown."""

    def __init__(self) -> None:
        super().__init__("pin", max_length=_PIN_DIGITS)
        self.password = True

    def take_key(self, event: events.Key) -> bool:
        """Write digits; any other sign writes nothing."""
        if event.is_printable and not (event.character or "").isdecimal():
            return True
        return super().take_key(event)


class StickPage(AskingPage):
    """Everything on this PC goes to the stick, sealed as it is; nothing is taken away."""

    def body(self) -> Iterable[Widget]:
        """Yield what this is for, and the field."""
        _ = self._
        yield title(_("Copy to a stick (proctor)"))
        yield lead(_("This page is for the proctor. Candidates: Esc leads back."))
        yield lead(
            _(
                "If this PC does not reach the server, the stick carries a copy of all work on it. "
                "The copy is sealed: nobody can read it. Everything stays here as well."
            )
        )
        yield note(_("PIN of the proctors (8 digits)"), "asked-for")
        yield from self.places(PinField())

    def say_missing(self) -> str:
        """Say that no PIN was typed."""
        return self._("Please type the proctors' PIN; it stands on the proctors' sheet.")

    def say_busy(self) -> str:
        """Say that the stick is being written."""
        return self._("Copying ... please leave the stick where it is.")

    async def ask(self, typed: str) -> Sequence[str]:
        """Copy; a PIN that was not the right one does not stay in the field."""
        _ = self._
        for field in self.query(PinField):
            field.value = ""
        file = await self.desk.transfer(typed)
        return (
            _("The copy is on the stick:"),
            file,
            _("You may take the stick out, and bring the file to the server."),
        )
