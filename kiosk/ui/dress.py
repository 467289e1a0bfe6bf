"""What an app wears: colours, the width of lines, and how far they are apart.

All styles of a look are worked out when it is put on, never while somebody writes.
"""

import os
from collections.abc import Callable, Mapping
from typing import ClassVar

from textual.app import App
from textual.theme import Theme as Colours

from kiosk.appearance import AS_DESIGNED, Appearance, Spacing, Theme, Width
from kiosk.ui import console
from kiosk.ui.colours import COLOURS
from kiosk.ui.driver import KioskDriver
from kiosk.ui.sheet_view import SheetView

TellAppearance = Callable[[Appearance], None]
"""Takes how somebody wants the screens to look."""


class DressedApp(App[None], inherit_bindings=False):
    """An app that can look otherwise; on a bare console it says what the colours are."""

    COLOURS: ClassVar[Mapping[Theme, Colours]] = COLOURS

    def __init__(self, appearance: Appearance, tell_appearance: TellAppearance | None) -> None:
        super().__init__(driver_class=KioskDriver)
        self._tell_appearance = tell_appearance
        self._is_console = console.is_console(os.environ)
        self._colours = console.COLOURS if self._is_console else self.COLOURS
        for colours in self._colours.values():
            self.register_theme(colours)
        self._put_on(appearance)

    async def on_mount(self) -> None:
        """Tell a console what its colours are before anything is drawn."""
        self._colour_console()

    def wear(self, appearance: Appearance) -> None:
        """Show everything so from now on, until somebody else signs in."""
        if appearance != self.appearance:
            self._put_on(appearance)
            if self._tell_appearance is not None:
                self._tell_appearance(appearance)

    def undress(self) -> None:
        """Look as designed: whoever comes now has chosen nothing."""
        if self.appearance != AS_DESIGNED:
            self._put_on(AS_DESIGNED)

    def _put_on(self, appearance: Appearance) -> None:
        self.appearance = appearance
        self.theme = self._colours[appearance.theme].name
        worn = {appearance.width, appearance.spacing}
        classes = {f"-{each}": each in worn for each in (*Width, *Spacing)}
        self.update_classes({"-console": self._is_console, **classes}, update=False)
        for screen in self.screen_stack:
            screen.update_node_styles(animate=False)
            for view in screen.query(SheetView):
                view.take_spacing(appearance.spacing)
        self._colour_console()

    def _colour_console(self) -> None:
        """Tell a console what its colours are; what is drawn already is drawn again."""
        if self._is_console and isinstance(self._driver, KioskDriver):
            told = console.colouring(self.appearance.theme)
            self._driver.colour(told, console.AS_FOUND)
            self.refresh()
