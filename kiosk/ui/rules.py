"""The rules of conduct, to be read before the pledge."""

from collections.abc import Iterable, Sequence

from textual import on
from textual.widget import Widget

from kiosk.ui.calm import CalmPage
from kiosk.ui.choice import Choice
from kiosk.ui.keybar import KeyHint
from kiosk.ui.numbered import numbered
from kiosk.ui.page import Reading, choices, lead, title
from kiosk.ui.pledge import PledgePage


class RulesPage(CalmPage):
    """The rules, one below the other."""

    FIRST = "#on"

    def body(self) -> Iterable[Widget]:
        """Yield the rules."""
        _ = self._
        yield title(_("Rules of conduct"))
        yield lead(_("Please read them calmly. The time has not begun."))
        yield Reading(*numbered(self.desk.config.writing.rules.conduct))
        yield choices(Choice(_("I have read them, go on"), "on"))

    def hints(self) -> Sequence[KeyHint]:
        """Name the keys."""
        return (("↑ ↓", self._("scroll")), ("Enter", self._("go on")))

    @on(Choice.Chosen, "#on")
    def go_on(self) -> None:
        """Show the pledge."""
        self.put_in_front(PledgePage(self.desk, self.catalog))
