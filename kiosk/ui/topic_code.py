"""Where a proctor starts one candidate by the topic code, at a PC that no order reaches.

The code's five lines come first, each looked at when it is typed; the PIN is the last word. Then
the topic stands on the screen, and the time runs.
"""

from collections.abc import Iterable, Sequence
from gettext import NullTranslations

from textual import on
from textual.widget import Widget
from textual.widgets import Input, Static

from exam.codes import TOPIC_LINES, parse_code, show_code
from exam.errors import CodeError, ExamError
from kiosk.ui.asking import AskingPage
from kiosk.ui.code_input import CodeInput
from kiosk.ui.field import Field
from kiosk.ui.page import lead, note, title
from kiosk.ui.phrases import say_error
from kiosk.ui.seat import SeatDesk
from kiosk.ui.stick import PinField

_WRONG_PIN: frozenset[str] = frozenset({"transfer.pin", "transfer.pin-wait"})


class TopicCodePage(AskingPage):
    """Five lines and a PIN; a wrong PIN is typed again alone, a wrong code from its first line."""

    def __init__(self, desk: SeatDesk, catalog: NullTranslations) -> None:
        super().__init__(desk, catalog)
        self._lines: list[str] = []

    def body(self) -> Iterable[Widget]:
        """Yield what this is for, what was typed, and the fields."""
        _ = self._
        yield title(_("Start by topic code (proctor)"))
        yield lead(
            _(
                "This page is for the proctor. Candidates: Esc leads back. Use it only if the "
                "start does not come to this PC: the topic appears, and the time runs at once."
            )
        )
        yield Static("", id="typed", markup=False)
        yield note("", "asked-for")
        yield CodeInput("line", max_length=24, placeholder="____-____-____")
        yield from self.places(PinField())

    def on_mount(self) -> None:
        """Begin with the first line."""
        super().on_mount()
        self._show_step()

    @property
    def _is_whole(self) -> bool:
        return len(self._lines) == TOPIC_LINES

    @property
    def field(self) -> Field:
        """The field of this step."""
        return self.query_one(PinField) if self._is_whole else self.query_one(CodeInput)

    def _show_step(self) -> None:
        """Show what was typed and is right, and the field that comes next."""
        _ = self._
        typed = (f"{number}.  {line}" for number, line in enumerate(self._lines, 1))
        self.tell("#typed", "\n".join(typed))
        self.query_one("#typed").display = bool(self._lines)
        asked = _("Line {line} of the topic code").format(line=len(self._lines) + 1)
        pin = _("PIN of the proctors (8 digits)")
        self.tell("#asked-for", pin if self._is_whole else asked)
        for field in self.query(Field):
            field.display = field is self.field
        self.field.focus()

    @on(Input.Changed, "#line")
    def group_line(self) -> None:
        """Keep the line in groups while it is typed."""
        self.query_one(CodeInput).regroup()

    def action_entered(self) -> None:
        """Take a line, or hand everything over with the PIN."""
        if self._is_whole or not self.field.value.strip():
            super().action_entered()
            return
        try:
            line = parse_code(self.field.value)
        except CodeError:
            wrong = CodeError("code.topic-line", line=len(self._lines) + 1)
            self.tell("#alert", say_error(wrong, self._))
            return
        self._lines.append(show_code(line))
        self.field.value = ""
        self.query_one(CodeInput).value = ""
        self.tell("#alert", "")
        self._show_step()

    def say_missing(self) -> str:
        """Say what was not typed."""
        if self._is_whole:
            return self._("Please type the proctors' PIN; it stands on the proctors' sheet.")
        return self._("Please type this line; it stands on the sheet in the sealed envelope.")

    def say_busy(self) -> str:
        """Say that the code is being tried."""
        return self._("One moment …")

    async def ask(self, typed: str) -> Sequence[str]:
        """Start; a PIN that was not the right one does not stay in the field."""
        self.query_one(PinField).value = ""
        try:
            await self.desk.enter_start(typed, " ".join(self._lines))
        except ExamError as error:
            if error.code not in _WRONG_PIN:
                self._lines.clear()
                self._show_step()
            raise
        return (self._("Started. The topic is on the screen."),)
