"""The page on which one chooses how everything looks; what is chosen is worn at once."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from exam.manuscript import BlockKind, marks
from kiosk.appearance import Appearance, Spacing, Theme, Width
from kiosk.text import Sheet
from kiosk.ui.dress import DressedApp
from kiosk.ui.keybar import KeyBar, KeyHint
from kiosk.ui.options import Options
from kiosk.ui.page import Page, lead, title
from kiosk.ui.proctor_panel import ProctorPanel
from kiosk.ui.sheet_view import SheetView

__all__ = ["Appearance", "AppearancePage", "Spacing", "Theme", "Width"]
_THEMES, _WIDTHS, _SPACINGS = tuple(Theme), tuple(Width), tuple(Spacing)


class AppearancePage(Page):
    """Three rows of possibilities, and a text that looks as the candidate's own will look."""

    AUTO_FOCUS = "#theme"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,escape,f12", "back", show=False)]

    def compose(self) -> ComposeResult:
        """Draw the rows of possibilities above the sample."""
        _ = self._
        yield self.head()
        yield Vertical(
            title(_("Appearance")),
            lead(_("Choose what your eyes read easily. It can be changed at any time.")),
            *self._rows(),
            id="possibilities",
        )
        with Horizontal(id="sample"):
            sample = SheetView(Sheet(self._sample(), _keep_nothing), "sample-text")
            sample.can_focus = False
            yield sample
        yield ProctorPanel(self.catalog)
        yield KeyBar(classes="keys")

    def _rows(self) -> Iterable[Widget]:
        _ = self._
        worn = self._wearer.appearance
        themes = (_("Light"), _("Dark"), _("High contrast"))
        widths = (_("Narrow"), _("Normal"), _("Full"))
        spacings = (_("Single"), _("Double"))
        yield Options(_("Colours"), themes, _THEMES.index(worn.theme), "theme")
        yield Options(_("Line width"), widths, _WIDTHS.index(worn.width), "width")
        yield Options(_("Line spacing"), spacings, _SPACINGS.index(worn.spacing), "spacing")

    def _sample(self) -> str:
        """Return a text with a little of everything."""
        _ = self._
        heading = BlockKind.HEADING_1.value + _("This is how your text looks")
        words = _(
            "Letters can be *bold* or _slanted_. Lines break by themselves at the right edge."
        )
        bullet = BlockKind.BULLET.value + _("This is an item of a list.")
        more = _("Your text stays the same whatever you choose here: only its looks change.")
        return "\n".join((heading, _marked(words), bullet, more))

    @property
    def _wearer(self) -> DressedApp:
        """The app.

        Raises:
            TypeError: it can look but one way.

        """
        if isinstance(self.app, DressedApp):
            return self.app
        raise TypeError(type(self.app).__name__)

    def hints(self) -> Sequence[KeyHint]:
        """Name the keys."""
        _ = self._
        return (("↑ ↓", _("row")), ("← →", _("choose")), ("Enter", _("done")))

    @on(Options.Taken)
    def wear_what_is_taken(self) -> None:
        """Show everything as it was chosen."""
        theme, width, spacing = (each.index for each in self.query(Options))
        chosen = Appearance(_THEMES[theme], _WIDTHS[width], _SPACINGS[spacing])
        self._wearer.wear(chosen)

    def action_back(self) -> None:
        """Go back to the page behind."""
        self.leave()


def _keep_nothing(_at: int, _removed: str, _inserted: str) -> None:
    """Nobody writes in a sample."""


def _marked(text: str) -> str:
    """Put marks where a translator has put stars and underlines."""
    for sign, on_mark, off_mark in (
        ("*", marks.BOLD_ON, marks.BOLD_OFF),
        ("_", marks.ITALIC_ON, marks.ITALIC_OFF),
    ):
        before, inside, after = text.split(sign)
        text = before + on_mark + inside + off_mark + after
    return text
