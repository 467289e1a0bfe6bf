"""What all screens share: a head line, one thing in the middle, and the keys that work here."""

from collections.abc import Iterable, Sequence
from gettext import NullTranslations
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from kiosk.ui.bar import Bar
from kiosk.ui.choice import Choice
from kiosk.ui.keybar import KeyBar, KeyHint
from kiosk.ui.proctor_panel import ProctorPanel
from kiosk.ui.seat import SeatDesk
from kiosk.view import DeskView

_LEAST_ROWS: Final = 4


class Reading(VerticalScroll, can_focus=False):
    """What is read on a page; the arrow keys scroll it wherever the focus is."""


class Page(Screen[None], inherit_bindings=False):
    """A screen of the kiosk."""

    COMPONENT_CLASSES: ClassVar[set[str]] = set(Bar.LOOKS)

    class Moved(Message):
        """The candidate has done something after which another screen may be due."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab,right", "app.focus_next", show=False),
        Binding("shift+tab,left", "app.focus_previous", show=False),
        Binding("down", "turn(1)", show=False),
        Binding("up", "turn(-1)", show=False),
        Binding("pagedown", "turn_page(1)", show=False),
        Binding("pageup", "turn_page(-1)", show=False),
    ]

    OFFERS_STICK: ClassVar[bool] = False
    """Whether a proctor can begin here to copy what this PC keeps."""

    def __init__(self, desk: SeatDesk, catalog: NullTranslations) -> None:
        super().__init__()
        self.desk = desk
        self.catalog = catalog
        self._reading_room = 0
        self._composed = False

    def _(self, text: str) -> str:
        """Say a text in the candidate's language."""
        return self.catalog.gettext(text)

    # -- what each page fills in

    def body(self) -> Iterable[Widget]:
        """Yield what stands in the middle."""
        return ()

    def hints(self) -> Sequence[KeyHint]:
        """Name the keys that work here."""
        return ()

    def show_view(self, view: DeskView) -> None:
        """Bring the page up to date; called several times a second."""

    def tell(self, selector: str, text: str) -> None:
        """Show a sentence at a place, if the page still has it; one that stands there stays."""
        for place in self.query(selector).results(Static):
            if place.content != text:
                place.update(text)

    # -- from page to page; a second key for a step that is already done changes nothing

    def put_in_front(self, page: "Page") -> None:
        """Show another page in front of this one."""
        if self.app.screen is self:
            self.app.push_screen(page)

    def give_way_to(self, page: "Page") -> None:
        """Show another page instead of this one."""
        if self.app.screen is self:
            self.app.switch_screen(page)

    def leave(self) -> None:
        """Go back to the page behind."""
        if self.app.screen is self:
            self.dismiss()

    # -- the frame

    def head(self) -> Bar:
        """Make the first line: which exam, and at which PC."""
        practice = self._("Practice") if self.desk.config.exam.practice else ""
        seat = f"{practice}   {self.desk.seat_name} "
        return Bar(f" {self.desk.config.exam.name}", seat, classes="head")

    def compose(self) -> ComposeResult:
        """Draw the frame around the body."""
        yield self.head()
        with Vertical(classes="middle"), Vertical(classes="column"):
            yield from self.body()
        yield ProctorPanel(self.catalog)
        yield KeyBar(classes="keys")

    def on_mount(self) -> None:
        """Show the keys and the first state."""
        self._composed = True
        self.name_keys()
        self.bring_up_to_date(self.desk.view)
        self.call_after_refresh(self._fit_reading)

    def on_resize(self) -> None:
        """Fit what is read to the new size."""
        self.call_after_refresh(self._fit_reading)

    def bring_up_to_date(self, view: DeskView) -> None:
        """Show the state of now, unless the page is not yet, or no longer, all in place."""
        if self._composed and self.display:
            self.show_view(view)
            self._fit_reading()
            self._show_proctor(view)

    # -- what a proctor says

    def _show_proctor(self, view: DeskView) -> None:
        """Show what a proctor said, and let what is read make room for it."""
        for panel in self.query(ProctorPanel):
            if panel.show_view(view):
                self.set_class(panel.has_message, "-told")
                self.call_after_refresh(self._fit_reading)

    def read_message(self) -> bool:
        """Say that the message in front is read, if it was seen; False if there is none."""
        for panel in self.query(ProctorPanel):
            if panel.has_message:
                if panel.read_id is not None:
                    self.desk.read_message(panel.read_id)
                    self.post_message(self.Moved())
                return True
        return False

    @on(ProctorPanel.Pointed)
    def take_click(self, event: ProctorPanel.Pointed) -> None:
        """Take a click for the key."""
        event.stop()
        self.read_message()

    # -- what can be read, and which keys there are

    def _fit_reading(self) -> None:
        """Leave room for what stands below a long text, and say when there is more of it."""
        for middle, column, reading in zip(
            self.query(".middle"), self.query(".column"), self.query(Reading), strict=False
        ):
            if not reading.outer_size.height:
                continue
            around = column.virtual_size.height - reading.outer_size.height
            room = max(_LEAST_ROWS, middle.size.height - column.gutter.height - around)
            if room != self._reading_room:
                self._reading_room = room
                reading.styles.max_height = room
            self.call_after_refresh(self.name_keys)

    @property
    def has_more_below(self) -> bool:
        """Whether there is more to read below what is in sight."""
        return any(each.scroll_y < each.max_scroll_y for each in self.query(Reading))

    def name_keys(self) -> None:
        """Name the keys that work here; at the right, quietly, what else there is."""
        for keys in self.query(KeyBar):
            more = self._("more below ↓ ") if self.has_more_below else self.aside()
            keys.hint(self.hints(), more)

    def aside(self) -> str:
        """Name what works on every page, or on many; the first is the last to give way."""
        call = self._("F11 Proctor  ") if self.desk.view.may_call else ""
        stick = self._("F9 Stick  ") if self.OFFERS_STICK else ""
        return call + stick + self._("F12 Appearance ")

    def on_screen_resume(self) -> None:
        """Show the state of now, after another screen was in front."""
        self.bring_up_to_date(self.desk.view)

    def action_turn(self, step: int) -> None:
        """Scroll what is read, or go to the next thing."""
        reading = self.query(Reading)
        if reading and reading.first().max_scroll_y:
            reading.first().scroll_relative(y=step, animate=False, immediate=True)
            self.call_after_refresh(self.name_keys)
        elif step > 0:
            self.focus_next()
        else:
            self.focus_previous()

    def action_turn_page(self, step: int) -> None:
        """Scroll what is read by a page."""
        for reading in self.query(Reading):
            rows = step * (reading.size.height - 1)
            reading.scroll_relative(y=rows, animate=False, immediate=True)
            self.call_after_refresh(self.name_keys)


def title(text: str) -> Static:
    """Make the heading of a page."""
    return Static(text, markup=False, classes="title")


def lead(text: str) -> Static:
    """Make the sentence that says what this is."""
    return Static(text, markup=False, classes="lead")


def note(text: str = "", note_id: str | None = None) -> Static:
    """Make a quiet sentence."""
    return Static(text, markup=False, classes="note", id=note_id)


def alert(alert_id: str) -> Static:
    """Make the place where a page says what is wrong."""
    return Static("", markup=False, classes="alert", id=alert_id)


def choices(*items: Choice) -> Horizontal:
    """Put choices side by side."""
    return Horizontal(*items, classes="choices")
