"""A page on which one thing is typed and handed to the desk, which says how it went."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Static

from exam.errors import ExamError
from kiosk.ui.field import Field
from kiosk.ui.keybar import KeyHint
from kiosk.ui.page import Page, alert
from kiosk.ui.phrases import say_error


class AskingPage(Page):
    """Enter hands over what was typed, Esc goes back; once it is done, both go back."""

    AUTO_FOCUS = "Field"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", show=False),
        Binding("enter", "entered", show=False),
    ]
    _is_asking = False
    _is_done = False

    # -- what each page fills in

    def say_missing(self) -> str:
        """Say that nothing was typed."""
        raise NotImplementedError

    def say_busy(self) -> str:
        """Say that it is being done."""
        raise NotImplementedError

    async def ask(self, typed: str) -> Sequence[str]:
        """Let the desk do it; returns the sentences that say so.

        Raises:
            ExamError: the desk refuses, and says why.

        """
        raise NotImplementedError

    # -- the rest

    @property
    def field(self) -> Field:
        """Where it is typed."""
        return self.query_one(Field)

    def places(self, field: Field) -> Iterable[Widget]:
        """Yield the field, and where it is said how it went."""
        yield field
        yield alert("alert")
        yield Static(markup=False, id="done")

    def hints(self) -> Sequence[KeyHint]:
        """Name the keys."""
        _ = self._
        if self._is_done:
            return (("Enter", _("go back")),)
        return (("Enter", _("do it")), ("Backspace", _("delete")), ("Esc", _("go back")))

    def action_entered(self) -> None:
        """Hand over what was typed, once; or go back when it is done."""
        if self._is_done:
            self.leave()
        elif not self._is_asking:
            typed = self.field.value.strip()
            if typed:
                self._is_asking = True
                self.tell("#alert", self.say_busy())
                self.app.run_worker(self._ask(typed))
            else:
                self.tell("#alert", self.say_missing())

    async def _ask(self, typed: str) -> None:
        """Ask; the app does it, for the page may go away meanwhile."""
        try:
            said = await self.ask(typed)
        except ExamError as error:
            self._is_asking = False
            self.tell("#alert", say_error(error, self._))
        else:
            self._is_asking, self._is_done = False, True
            self.show_done(said)

    def show_done(self, said: Sequence[str]) -> None:
        """Say that it is done, in the place of the field."""
        if self.is_attached:
            self.tell("#alert", "")
            self.tell("#done", "\n".join(said))
            self.add_class("-done")
            self.set_focus(None)
            self.name_keys()

    def action_back(self) -> None:
        """Go back, unless it is being done at this moment."""
        if not self._is_asking:
            self.leave()
