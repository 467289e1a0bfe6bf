"""The first screen: participant number and card code.

Whoever must wait for the proctor waits on the same page, and gets in without another key.
"""

import asyncio
from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Input, Static
from textual.worker import Worker

from exam.codes import fold_typed
from exam.errors import ExamError
from kiosk.ui.choice import Choice
from kiosk.ui.code_input import CodeInput
from kiosk.ui.field import Field
from kiosk.ui.keybar import KeyHint
from kiosk.ui.page import Page, alert, choices, lead, note, title
from kiosk.ui.patience import OLDER, sign_in_patiently
from kiosk.ui.phrases import say_error
from kiosk.ui.safety import is_fenced
from kiosk.ui.waiting_room import WaitingRoom
from kiosk.view import DeskView


class SignInPage(Page):
    """Number and code; what is wrong is said in place, and the fields keep their text."""

    AUTO_FOCUS = "#number"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "stop_waiting", show=False),
        Binding("f8", "take_older", show=False),
    ]
    OFFERS_STICK = True
    _signing_in: Worker[None] | None = None
    _waits_for = ""
    _older_will_do = asyncio.Event()
    _complained_of: tuple[str, ...] = ()

    def body(self) -> Iterable[Widget]:
        """Yield the two fields, and the place of those who must wait."""
        yield Vertical(*self._form(), id="form")
        yield WaitingRoom(self.catalog, self.desk.seat_name)

    def _form(self) -> Iterable[Widget]:
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
        if self._is_waiting:
            older = (("F8", _("go on with the older text")),) if self._may_take_older else ()
            return (*older, ("Esc", _("wait no longer")))
        return (("Enter", _("next")), ("Tab", _("other field")), ("Backspace", _("delete")))

    def show_view(self, view: DeskView) -> None:
        """Say what stands in the way at this computer, if anything does."""
        of_here = None if is_fenced(view) else view.trouble
        trouble = "" if of_here is None else say_error(of_here, self._)
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
        if self._signing_in is not None:
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
        self._complained_of, self._older_will_do = (), asyncio.Event()
        self.tell("#alert", _("Checking your card ... please wait a moment."))
        number, code = (each.value for each in self.query(Field))
        self._signing_in = self.app.run_worker(self._sign_in(number.strip(), code))

    async def _sign_in(self, number: str, code: str) -> None:
        """Sign in; the app does it, because this page goes away as soon as it is known who sits."""
        try:
            await sign_in_patiently(
                self.desk, number, code, self._tell_waiting, self._older_will_do
            )
        except ExamError as error:
            self._return_to_form(say_error(error, self._))
        else:
            self.post_message(self.Moved())

    # -- waiting

    @property
    def _is_waiting(self) -> bool:
        return any(room.display for room in self.query(WaitingRoom))

    def _tell_waiting(self, waited_for: ExamError, is_cut_off: bool) -> None:
        """Show what is waited for instead of the fields."""
        if self.is_attached:
            self._waits_for = waited_for.code
            self._show_form(shown=False)
            self.query_one(WaitingRoom).show(waited_for, is_cut_off=is_cut_off)
            self.name_keys()

    def _show_form(self, *, shown: bool) -> None:
        """Show the fields, or take them away; what is not seen takes no key."""
        form = self.query_one("#form")
        form.display, form.disabled = shown, not shown

    def on_unmount(self) -> None:
        """Ask no longer: what is shown now is what has come of it, or something else is."""
        if self._signing_in is not None:
            self._signing_in.cancel()

    def action_stop_waiting(self) -> None:
        """Wait no longer; what was typed is there again."""
        if self._signing_in is not None and self._is_waiting:
            self._signing_in.cancel()
            self._return_to_form("")

    def action_take_older(self) -> None:
        """Go on with a text that is not the latest one."""
        if self._may_take_older:
            self._older_will_do.set()
            self.query_one(WaitingRoom).say_state(self._("Opening the older text …"))
            self.name_keys()

    @property
    def _may_take_older(self) -> bool:
        """Whether an older text is at hand, and has not been asked for yet."""
        waits_for_latest = self._is_waiting and self._waits_for == OLDER
        return waits_for_latest and not self._older_will_do.is_set()

    def _return_to_form(self, complaint: str) -> None:
        """Show the fields again, and what is wrong with what stands in them."""
        self._signing_in = None
        if self.is_attached:
            self.query_one(WaitingRoom).display = False
            self._show_form(shown=True)
            self._complain(complaint)
            self.name_keys()
            if self.is_current:
                self.set_focus(self.query_one(CodeInput))
