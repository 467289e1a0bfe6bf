"""Where somebody who writes types the code of a new card, because the old one is lost."""

from collections.abc import Iterable, Sequence

from textual import on
from textual.widget import Widget
from textual.widgets import Input

from kiosk.ui.asking import AskingPage
from kiosk.ui.code_input import CodeInput
from kiosk.ui.page import lead, note, title


class NewCardPage(AskingPage):
    """From now on the new code opens the work, and the old one does not."""

    def body(self) -> Iterable[Widget]:
        """Yield what this is for, and the field."""
        _ = self._
        yield title(_("A new card"))
        yield lead(
            _(
                "Has the proctor given you a new card? Type its code here. Your text stays as it "
                "is; only the code changes."
            )
        )
        yield note(_("Code of the new card"), "asked-for")
        code = CodeInput("code", max_length=24, placeholder="____-____-____")
        yield from self.places(code)

    @on(Input.Changed, "#code")
    def group_code(self) -> None:
        """Keep the code in groups while it is typed."""
        self.query_one(CodeInput).regroup()

    def say_missing(self) -> str:
        """Say that no code was typed."""
        return self._("Please type the code from your new card.")

    def say_busy(self) -> str:
        """Say that the code is being checked."""
        return self._("Checking your card ... please wait a moment.")

    async def ask(self, typed: str) -> Sequence[str]:
        """Let the new code open the work."""
        _ = self._
        await self.desk.replace_card(typed)
        return (
            _("The new card is valid from now on."),
            _("Keep it with you, and give the old one to the proctor if you find it."),
            _("Your text has not changed. Enter leads back to it."),
        )
