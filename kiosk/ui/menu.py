"""The menu: everything that can be done here, each with a letter; one key chooses and closes it.

It stands in front of the text, and leaves cursor and selection as they are.
"""

from collections.abc import Callable, Iterable, Sequence
from gettext import NullTranslations
from itertools import chain
from typing import ClassVar, Final

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget

from kiosk.ui.commands import Command, Group, Offer
from kiosk.ui.keybar import KeyHint
from kiosk.ui.page import Page, title
from kiosk.ui.seat import SeatDesk

CarryOut = Callable[[Command], None]
"""Does what was chosen, once the menu is gone."""

_GAP: Final = 2
"""Cells between the two columns."""
_TICKS: Final = {None: "    ", False: "[ ] ", True: "[x] "}


class Menu(Widget, can_focus=True):
    """Groups in two columns; arrows and Enter choose, or the letter of an offer, or its key."""

    def __init__(self, groups: Sequence[Group], choose: CarryOut) -> None:
        super().__init__(id="menu")
        self._choose = choose
        self._columns = _two_columns(groups)
        self._offers = _offers(groups)
        self._at = 0

    # -- keys

    def take_key(self, event: events.Key) -> bool:
        """Do what a key does here; False if it does nothing here."""
        steps = {"down": 1, "up": -1, "tab": 1, "shift+tab": -1}
        if event.key in steps:
            self._point((self._at + steps[event.key]) % len(self._offers))
        elif event.key in {"left", "right"}:
            self._change_column()
        elif event.key in {"home", "end"}:
            self._point(0 if event.key == "home" else len(self._offers) - 1)
        elif event.key in {"enter", "space"}:
            self._choose(self._offers[self._at].command)
        else:
            return self._take_letter(event)
        return True

    def _take_letter(self, event: events.Key) -> bool:
        letter = (event.character or "").casefold()
        for offer in self._offers:
            if event.key == offer.key.casefold() or letter == offer.letter:
                self._choose(offer.command)
                return True
        return bool(letter) and letter.isprintable()

    def _point(self, index: int) -> None:
        self._at = index
        self.refresh()

    def _change_column(self) -> None:
        """Point at the row of the other column that is nearest."""
        here = self._offers[self._at]
        rows = [_rows(column) for column in self._columns]
        is_right = here in rows[1]
        row = rows[is_right].index(here)
        other = rows[not is_right]
        near = min(
            (index for index, each in enumerate(other) if isinstance(each, Offer)),
            key=lambda index: abs(index - row),
        )
        self._point(self._offers.index(other[near]))

    def on_click(self, event: events.Click) -> None:
        """Choose with the mouse."""
        event.stop()
        place = event.get_content_offset(self)
        if place is None:
            return
        column = _rows(self._columns[place.x > self._width])
        if place.y < len(column) and isinstance(offer := column[place.y], Offer):
            self._choose(offer.command)

    # -- drawing

    @property
    def _width(self) -> int:
        """Cells of a column."""
        return (self.size.width - _GAP) // 2

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        """Return the rows of the longer column."""
        del container, viewport, width
        return max(len(_rows(column)) for column in self._columns)

    def render(self) -> Content:
        """Draw both columns side by side."""
        left, right = (_rows(column) for column in self._columns)
        height = max(len(left), len(right))
        blank: list[Group | Offer | None] = [None]
        pairs = zip(
            left + blank * (height - len(left)), right + blank * (height - len(right)), strict=True
        )
        ticks = [
            any(each.is_on is not None for each in _offers(column)) for column in self._columns
        ]
        lines = [
            self._draw(one, ticked=ticks[0]) + " " * _GAP + self._draw(other, ticked=ticks[1])
            for one, other in pairs
        ]
        return Content("\n").join(lines)

    def _draw(self, row: Group | Offer | None, *, ticked: bool) -> Content:
        """Draw one row of a column, filled up to its width; `ticked` leaves room for ticks."""
        if row is None:
            return Content(" " * self._width)
        if isinstance(row, Group):
            return Content.assemble((row.name.ljust(self._width), "bold $primary"))
        is_here = self.has_focus and row is self._offers[self._at]
        pointer = "▶ " if is_here else "  "
        line = Content.assemble(
            pointer,
            _TICKS[row.is_on] if ticked else "",
            (f" {row.letter.upper()} ", "bold reverse"),
            f" {row.name}",
        )
        room = self._width - line.cell_length - len(row.key)
        line = line + " " * max(1, room) + Content.assemble((row.key, "bold"))
        return line.stylize("bold reverse") if is_here else line


def _offers(groups: Sequence[Group]) -> tuple[Offer, ...]:
    return tuple(chain.from_iterable(group.offers for group in groups))


def _two_columns(groups: Sequence[Group]) -> tuple[Sequence[Group], Sequence[Group]]:
    """Part groups into two columns of about the same height, in their order."""

    def height(some: Sequence[Group]) -> int:
        return sum(len(group.offers) + 2 for group in some)

    cut = min(
        range(1, len(groups)), key=lambda cut: max(height(groups[:cut]), height(groups[cut:]))
    )
    return groups[:cut], groups[cut:]


def _rows(column: Sequence[Group]) -> list[Group | Offer | None]:
    """Return what stands in each row of a column, None for nothing."""
    rows: list[Group | Offer | None] = []
    for group in column:
        rows += [*([None] if rows else []), group, *group.offers]
    return rows


class MenuPage(Page):
    """The menu in front of the text."""

    AUTO_FOCUS = "#menu"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f9", "back", show=False)]

    def __init__(
        self,
        desk: SeatDesk,
        catalog: NullTranslations,
        groups: Sequence[Group],
        carry_out: CarryOut,
    ) -> None:
        super().__init__(desk, catalog)
        self._groups = groups
        self._carry_out = carry_out

    def body(self) -> Iterable[Widget]:
        """Yield the menu."""
        yield title(self._("Menu: press a letter or digit, or choose with arrows and Enter"))
        yield Menu(self._groups, self._do)

    def hints(self) -> Sequence[KeyHint]:
        """Name the keys."""
        _ = self._
        return (("↑ ↓ ← →", _("choose")), ("Enter", _("do it")), ("Esc", _("back to the text")))

    def _do(self, command: Command) -> None:
        """Go away, then do what was chosen."""
        self.leave()
        self._carry_out(command)

    def action_back(self) -> None:
        """Go back to the text; nothing is done."""
        self.leave()
