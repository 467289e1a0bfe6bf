"""The first screen: participant number and card code."""

from collections.abc import Iterable, Sequence

from textual import on
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Input, Static

from exam.codes import fold_typed
from exam.errors import ExamError
from kiosk.ui.choice import Choice
from kiosk.ui.code_input import CodeInput
from kiosk.ui.field import Field
from kiosk.ui.keybar import KeyHint
from kiosk.ui.page import Page, alert, choices, lead, note, title
from kiosk.ui.phrases import say_error
from kiosk.view import DeskView


class SignInPage(Page):
    """Number and code; what is wrong is said in place, and the fields keep their text."""

    AUTO_FOCUS = "#number"
    _checking = False
    _complained_of: tuple[str, ...] = ()

    def body(self) -> Iterable[Widget]:
        """Yield the two fields."""
        _ = self._
        yield title(_("Welcome"))
        yield lead(_("Please take your candidate card. Both are printed on it."))
        yield self._field(_("Candidate number"), Field("number", max_length=20))
        code = CodeInput("code", max_length=24, placeholder="____-____-____")
        yield self._field(_("Card code"), code)
        yield alert("alert")
        yield choices(Choice(_("Sign in"), "enter"))
        yield note(_("If you need help, raise your hand: a proctor comes to you."), "help")
        yield alert("trouble")

    @staticmethod
    def _field(label: str, field: Field) -> Widget:
        return Horizontal(Static(label, markup=False, classes="label"), field, classes="field")

    def hints(self) -> Sequence[KeyHint]:
        """Name the keys."""
        _ = self._
        return (("Enter", _("next")), ("Tab", _("other field")), ("Backspace", _("delete")))

    def show_view(self, view: DeskView) -> None:
        """Say what stands in the way at this computer, if anything does."""
        trouble = "" if view.trouble is None else say_error(view.trouble, self._)
        self.tell("#trouble", trouble)
        self.query_one("#trouble").display = bool(trouble)
        self.query_one("#help").display = not trouble

    @on(Input.Changed, "#code")
    def group_code(self) -> None:
        """Keep the code in groups while it is typed."""
        self.query_one(CodeInput).regroup()
        self.forget_complaint()

    @on(Input.Changed, "#number")
    def forget_complaint(self) -> None:
        """Take back what was said to be wrong as soon as something else stands there."""
        if self._complained_of and self._typed != self._complained_of:
            self._complained_of = ()
            self.tell("#alert", "")

    @property
    def _typed(self) -> tuple[str, ...]:
        """What stands in the fields, however it is spelt."""
        return tuple(fold_typed(each.value) for each in self.query(Field))

    def _complain(self, sentence: str) -> None:
        """Say what is wrong with what stands in the fields."""
        self._complained_of = self._typed
        self.tell("#alert", sentence)

    def action_entered(self) -> None:
        """Go on from the number to the code, and from there to the check."""
        code = self.query_one(CodeInput)
        if self.focused is code:
            self.sign_in()
        else:
            self.set_focus(code)

    @on(Choice.Chosen, "#enter")
    def sign_in(self) -> None:
        """Check what was typed; a second Enter does not disturb a check that is under way."""
        if self._checking:
            return
        _ = self._
        for name, missing in (
            ("#number", _("Please type your candidate number first.")),
            ("#code", _("Please type the code from your card.")),
        ):
            field = self.query_one(name, Field)
            if not field.value.strip():
                self._complain(missing)
                self.set_focus(field)
                return
        self._complained_of = ()
        self.tell("#alert", _("Checking your card ... please wait a moment."))
        self._checking = True
        number, code = (each.value for each in self.query(Field))
        self.app.run_worker(self._sign_in(number.strip(), code))

    async def _sign_in(self, number: str, code: str) -> None:
        """Sign in; the app does it, because this page goes away as soon as it is known who sits."""
        try:
            await self.desk.sign_in(number, code)
        except ExamError as error:
            self._checking = False
            self._complain(say_error(error, self._))
            if self.is_current:
                self.set_focus(self.query_one(CodeInput))
        else:
            self.post_message(self.Moved())
