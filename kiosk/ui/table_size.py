"""How many columns a new table has: one digit answers."""

from collections.abc import Callable, Iterable, Sequence
from gettext import NullTranslations
from typing import ClassVar, Final

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget

from kiosk.ui.choice import Choice
from kiosk.ui.keybar import KeyHint
from kiosk.ui.page import Page, choices, lead, note, title
from kiosk.ui.seat import SeatDesk

MOST_COLUMNS: Final = 6
"""More columns than this are too narrow to write in; the menu adds them one by one."""
_COLUMNS: Final = range(2, MOST_COLUMNS + 1)
_USUAL: Final = "columns-3"


class TableSizePage(Page):
    """Asks for a number of columns and tells it."""

    AUTO_FOCUS = f"#{_USUAL}"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", show=False),
        *(Binding(str(number), f"take({number})", show=False) for number in _COLUMNS),
    ]

    def __init__(
        self, desk: SeatDesk, catalog: NullTranslations, take: Callable[[int], None]
    ) -> None:
        super().__init__(desk, catalog)
        self._take = take

    def body(self) -> Iterable[Widget]:
        """Yield the question and its answers."""
        _ = self._
        yield title(_("New table"))
        yield lead(_("How many columns? Press a digit from 2 to 6."))
        yield choices(*(Choice(str(number), f"columns-{number}") for number in _COLUMNS))
        yield note(_("Rows come by themselves: Tab in the last cell begins a new one."))

    def hints(self) -> Sequence[KeyHint]:
        """Name the keys."""
        _ = self._
        return (("2 – 6", _("columns")), ("Enter", _("confirm")), ("Esc", _("no table")))

    def action_take(self, columns: int) -> None:
        """Take a digit."""
        self.leave()
        self._take(columns)

    @on(Choice.Chosen)
    def take_choice(self, event: Choice.Chosen) -> None:
        """Take the choice that was pressed."""
        self.action_take(int(event.choice.label))

    def action_back(self) -> None:
        """Go back to the text without a table."""
        self.leave()
