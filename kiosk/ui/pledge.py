"""The integrity pledge, accepted by a tick."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget

from kiosk.ui.calm import CalmPage
from kiosk.ui.choice import Choice
from kiosk.ui.keybar import KeyHint
from kiosk.ui.numbered import numbered
from kiosk.ui.page import Reading, alert, choices, lead, title
from kiosk.ui.tick import Tick


class PledgePage(CalmPage):
    """The pledge and its acceptance."""

    FIRST = "Tick"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", show=False)]

    def body(self) -> Iterable[Widget]:
        """Yield the pledge, the tick and the way on."""
        _ = self._
        yield title(_("Integrity pledge"))
        yield lead(_("With this I declare:"))
        yield Reading(*numbered(self.desk.config.writing.rules.pledge))
        yield Tick(_("I have read this and I accept it."))
        yield alert("alert")
        yield choices(
            Choice(_("Accept and go on"), "accept"), Choice(_("Back to the rules"), "back")
        )

    def hints(self) -> Sequence[KeyHint]:
        """Name the keys."""
        _ = self._
        is_ticked = any(each.ticked for each in self.query(Tick))
        enter = _("choose") if is_ticked else _("tick")
        return (("Enter", enter), ("Tab", _("other line")), ("Esc", _("back")))

    @on(Tick.Changed)
    def go_to_acceptance(self, event: Tick.Changed) -> None:
        """Lead on from the tick."""
        self.tell("#alert", "")
        self.name_keys()
        if event.ticked:
            self.query_one("#accept").focus()

    @on(Choice.Chosen, "#accept")
    def accept(self) -> None:
        """Accept, if it was ticked."""
        tick = self.query_one(Tick)
        if not tick.ticked:
            sentence = self._("Please tick the statement first: press Enter on it.")
            self.tell("#alert", sentence)
            tick.focus()
            return
        self.desk.accept_rules()
        self.post_message(self.Moved())

    @on(Choice.Chosen, "#back")
    def action_back(self) -> None:
        """Go back to the rules."""
        self.leave()
