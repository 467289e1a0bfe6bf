"""A page that nobody answers unread: at first there is nothing that Enter could press.

Whoever presses Enter twice by habit, or is typing while a page comes, would answer it without
having seen it. So the pointer comes to the page once no key has come for a moment, or at once when
an arrow key asks for it. Until then the page says so.
"""

from gettext import NullTranslations
from typing import ClassVar, Final

from textual import events
from textual.timer import Timer

from kiosk.ui.choice import COMING
from kiosk.ui.keybar import KeyBar
from kiosk.ui.page import Page
from kiosk.ui.seat import SeatDesk

CALM_SECONDS: Final = 0.6
"""Longer than between two keys of somebody who presses Enter twice by habit."""
SCROLLING: Final = frozenset({"up", "down", "pageup", "pagedown"})
"""Keys that only scroll what is read."""


class CalmPage(Page):
    """A page whose first choice, `FIRST`, gets the pointer only after a moment of calm.

    One that was asked for by a key, and has been read before, may get it `at_once`.
    """

    AUTO_FOCUS = ""
    FIRST: ClassVar[str]

    def __init__(self, desk: SeatDesk, catalog: NullTranslations, *, at_once: bool = False) -> None:
        super().__init__(desk, catalog)
        self._at_once = at_once
        self._calming: Timer | None = None

    @property
    def is_calm(self) -> bool:
        """Whether somebody can have seen the page before the key that comes now."""
        return self.focused is not None

    @property
    def calm_seconds(self) -> float:
        """How long no key has to come until the pointer does."""
        return CALM_SECONDS

    def on_mount(self) -> None:
        """Begin to wait for calm, if there is need."""
        if self._at_once:
            self._point()
        else:
            self.wait_for_calm()

    def on_key(self, event: events.Key) -> None:
        """Wait anew after a key that came before the pointer; whoever scrolls is reading."""
        if not self.is_calm and event.key not in SCROLLING:
            self.wait_for_calm()

    def on_descendant_focus(self) -> None:
        """Name the keys as soon as they do something."""
        self.query(self.FIRST).remove_class(COMING)
        self.name_keys()

    def name_keys(self) -> None:
        """Name the keys; as long as Enter does nothing, ask to wait for it."""
        super().name_keys()
        if not self.is_calm:
            for keys in self.query(KeyBar):
                keys.hint((("", self.plea()),), self.aside())

    def plea(self) -> str:
        """Ask for a moment of patience."""
        return self._("One moment …")

    def wait_for_calm(self) -> None:
        """Take the pointer away, and let it come once no key has come for a while."""
        self.set_focus(None)
        self.query(self.FIRST).add_class(COMING)
        self.name_keys()
        if self._calming is not None:
            self._calming.stop()
        self._calming = self.set_timer(self.calm_seconds, self._point)

    def _point(self) -> None:
        """Let the pointer come, unless it is here already."""
        if not self.is_calm:
            self.set_focus(self.query(self.FIRST).first())
