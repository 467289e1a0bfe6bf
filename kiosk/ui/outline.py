"""The outline beside the text: sections or slides, to see how the work stands and to move about.

It shows what it is told, in the order of the text; it neither reads nor changes a text itself.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from gettext import NullTranslations
from typing import ClassVar, Final

from textual import events
from textual.geometry import Size
from textual.message import Message

from exam.manuscript import Slide
from kiosk.ui.entries import Entry, Heading, section_entries, slide_entries
from kiosk.ui.keybar import KeyHint
from kiosk.ui.keys import writes
from kiosk.ui.listing import CHOSEN, FOOT, HERE, MISSING, TITLE, Listing
from kiosk.ui.painted import Painted, Row

STEP_KEYS: Final = frozenset({"ctrl+z", "ctrl+y", "ctrl+shift+z"})


class Outline(Painted, can_focus=True):
    """Lists the sections of the paper, or the slides."""

    ALLOW_MAXIMIZE = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {TITLE, HERE, CHOSEN, MISSING, FOOT}

    @dataclass
    class Chosen(Message):
        """Somebody wants to go to the section or slide that begins at a place of the text."""

        at: int

    @dataclass
    class MoveAsked(Message):
        """The section whose heading stands at a place is to change places with a neighbour."""

        at: int
        down: bool

    @dataclass
    class Mistaken(Message):
        """Somebody types here who thinks that keys go to the text."""

    @dataclass
    class StepAsked(Message):
        """Somebody wants to take back a step, or to bring one back, by this key."""

        key: str

    @dataclass
    class Left(Message):
        """Somebody wants to go back to the text."""

    def __init__(self, catalog: NullTranslations) -> None:
        super().__init__(widget_id="outline")
        self._ = catalog.gettext
        self._listing = listing = Listing(catalog.gettext)
        self._moves: Mapping[str, Callable[[], int]] = {
            "up": lambda: listing.index - 1,
            "down": lambda: listing.index + 1,
            "home": lambda: 0,
            "end": lambda: listing.last,
            "pageup": lambda: listing.index - listing.page,
            "pagedown": lambda: listing.index + listing.page,
        }
        self._commands: Mapping[str, Callable[[], None]] = {
            "enter": self._go_to,
            **dict.fromkeys(("ctrl+down", "ctrl+d"), lambda: self._ask_to_move(down=True)),
            **dict.fromkeys(("ctrl+up", "ctrl+u"), lambda: self._ask_to_move(down=False)),
            **dict.fromkeys(("escape", "f5"), self._leave),
        }

    # -- what is shown

    def hints(self) -> Sequence[KeyHint]:
        """Name the keys that work here."""
        _ = self._
        return (
            ("↑ ↓", _("choose")),
            ("Enter", _("go there")),
            ("Ctrl+↑ ↓", _("move the section")),
            ("Esc", _("back")),
        )

    def show(
        self,
        headings: Sequence[Heading],
        cursor: int,
        *,
        words: int,
        required: Sequence[str] = (),
    ) -> None:
        """Show the sections of the paper; `words` are those of all of it."""
        self._take(section_entries(headings, cursor, required), words)

    def show_slides(self, slides: Sequence[Slide], cursor: int) -> None:
        """Show the slides."""
        self._take(slide_entries(slides, cursor), None)

    def stay(self) -> None:
        """Hear that what was to be moved stays where it is."""
        self._listing.forget_move()

    def rows_of_now(self, size: Size) -> Sequence[Row]:
        """Return title, list and foot."""
        return [[row] for row in self._listing.rows(*size, focused=self.has_focus)]

    def _take(self, entries: tuple[Entry, ...], words: int | None) -> None:
        if self._listing.take(entries, words, follows=not self.has_focus):
            self.draw()

    def watch_has_focus(self, has_focus: bool) -> None:
        """Begin where the cursor of the text is; without the focus, show nothing as chosen."""
        super().watch_has_focus(has_focus)
        self._listing.choose_here()
        self.draw()

    # -- keys and mouse

    async def _on_key(self, event: events.Key) -> None:
        if self.take_key(event):
            event.prevent_default()
            event.stop()

    def take_key(self, event: events.Key) -> bool:
        """Do what a key does here; False if it does nothing here."""
        if move := self._moves.get(event.key):
            self._listing.choose(move())
            self.draw()
        elif command := self._commands.get(event.key):
            command()
        elif event.key in STEP_KEYS:
            self.post_message(self.StepAsked(event.key))
        elif writes(event.key, event.character):
            self.post_message(self.Mistaken())
        else:
            return False
        return True

    def on_click(self, event: events.Click) -> None:
        """Go to what was clicked; beside all entries, back to the text."""
        place = event.get_content_offset(self)
        if place is not None and self._listing.choose_row(place.y):
            self.draw()
            self._go_to()
        else:
            self._leave()

    def _go_to(self) -> None:
        if (at := self._listing.chosen_at) is not None:
            self.post_message(self.Chosen(at))

    def _ask_to_move(self, *, down: bool) -> None:
        if (at := self._listing.chosen_at) is not None:
            self._listing.expect_move(down=down)
            self.post_message(self.MoveAsked(at, down))

    def _leave(self) -> None:
        self.post_message(self.Left())
