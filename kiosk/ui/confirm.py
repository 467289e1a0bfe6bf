"""The second step of handing in: the word that cannot be typed by mistake."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget

from exam.errors import ExamError
from exam.manuscript.asked import asked_of
from kiosk.ui.choice import Choice
from kiosk.ui.field import Field
from kiosk.ui.keybar import KeyHint
from kiosk.ui.page import Page, alert, choices, lead, note, title
from kiosk.ui.phrases import say_error, say_time
from kiosk.ui.remarks import say_handed_in
from kiosk.view import DeskView


class ConfirmPage(Page):
    """Hands in once the word is typed."""

    AUTO_FOCUS = "#word"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", show=False)]
    _sealing = False

    def body(self) -> Iterable[Widget]:
        """Yield the question, the field and the ways."""
        _ = self._
        yield title(_("Hand in: step 2 of 2"))
        yield lead(_("After this, nothing can be changed any more."))
        yield note(_("To hand in, type the word {word} and press Enter.").format(word=self._word()))
        yield Field("word", max_length=20)
        yield alert("alert")
        yield choices(Choice(_("Hand in"), "submit"), Choice(_("Back to writing"), "back"))
        yield note("", "counted")
        yield note("", "clock")

    def _word(self) -> str:
        return self._("HAND IN")

    def hints(self) -> Sequence[KeyHint]:
        """Name the keys."""
        return (("Enter", self._("hand in")), ("Esc", self._("back to writing")))

    def show_view(self, view: DeskView) -> None:
        """Show what is handed in, and the time, which runs."""
        writing = self.desk.config.writing
        asked = asked_of(writing.paper, writing.slides)
        handed_in = say_handed_in(view, asked, self._)
        self.tell("#counted", self._("What is handed in: {what}.").format(what=handed_in))
        time = say_time(view.remaining, self._)
        self.tell("#clock", self._("Time remaining: {time}.").format(time=time))

    @on(Choice.Chosen, "#submit")
    def action_entered(self) -> None:
        """Seal and send, if the word is right; once begun, no key disturbs it."""
        if self._sealing:
            return
        typed = " ".join(self.query_one(Field).value.split())
        if typed.casefold() != self._word().casefold():
            sentence = self._("Not handed in yet. Please type {word} in the field.")
            self.tell("#alert", sentence.format(word=self._word()))
            self.set_focus(self.query_one(Field))
            return
        self.tell("#alert", self._("Your paper is being sealed ... please wait a moment."))
        self._sealing = True
        self.app.run_worker(self._hand_in())

    async def _hand_in(self) -> None:
        """Hand in; the app does it, because this page goes away as soon as the paper is sealed."""
        try:
            await self.desk.hand_in()
        except ExamError as error:
            self._sealing = False
            sentence = self._(
                "Not handed in yet; your text is still there. Please raise your hand. ({problem})"
            )
            self.tell("#alert", sentence.format(problem=say_error(error, self._)))
        else:
            self.post_message(self.Moved())

    @on(Choice.Chosen, "#back")
    def action_back(self) -> None:
        """Go back to the editor, unless the paper is being sealed."""
        if not self._sealing:
            self.leave()
