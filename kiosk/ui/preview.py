"""The paper as it is printed, or the slides as they are projected, before anybody hands in."""

from collections.abc import Sequence
from gettext import NullTranslations
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from exam.manuscript import Part
from exam.manuscript.asked import paper_format
from kiosk.preview.book import PaperBook, Room, SlideBook
from kiosk.preview.reader import Reader
from kiosk.preview.sheets import Header
from kiosk.ui.bar import Bar
from kiosk.ui.keybar import KeyBar, KeyHint
from kiosk.ui.page import Page
from kiosk.ui.phrases import say_format, say_time
from kiosk.ui.preview_view import PreviewView
from kiosk.ui.proctor_panel import ProctorPanel
from kiosk.ui.seat import SeatDesk
from kiosk.view import DeskView

_WHEEL_ROWS: Final = 3
_ROOM_FOR_ALL_KEYS: Final = 100


class PreviewPage(Page):
    """Pages or slides, beginning with the one that holds a place of the text."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+p", "back", show=False),
        Binding("down", "move(1)", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("pagedown,space", "move_page(1)", show=False),
        Binding("pageup", "move_page(-1)", show=False),
        Binding("right,tab", "turn_over(1)", show=False),
        Binding("left,shift+tab", "turn_over(-1)", show=False),
        Binding("home,ctrl+home", "turn_to_end(-1)", show=False),
        Binding("end,ctrl+end", "turn_to_end(1)", show=False),
    ]

    def __init__(self, desk: SeatDesk, catalog: NullTranslations, part: Part, at: int) -> None:
        super().__init__(desk, catalog)
        self._slides: SlideBook | None = None
        code, self._at = self._("(code instead of your name)"), at
        self._book: PaperBook | SlideBook
        if part is Part.SLIDES:
            self._book = self._slides = SlideBook(desk.text(part), code)
        else:
            paper = paper_format(desk.config.writing.paper)
            header = Header(code, desk.view.post_name)
            self._book = PaperBook(desk.text(Part.PAPER), paper, header)
        self._reader: Reader | None = None

    def compose(self) -> ComposeResult:
        """Draw where one is, what it is like, the picture, and the keys."""
        yield Bar(classes="head", id="where")
        yield Bar(id="made")
        yield PreviewView()
        yield ProctorPanel(self.catalog)
        yield KeyBar(classes="keys")

    def hints(self) -> Sequence[KeyHint]:
        """Name the keys."""
        _ = self._
        hints = [
            ("PgUp PgDn", _("scroll")),
            ("← →", _("one slide") if self._slides else _("one page")),
            ("Esc", _("go on writing")),
        ]
        if self.size.width >= _ROOM_FOR_ALL_KEYS:
            hints.insert(2, ("Home End", _("first, last")))
        return hints

    def show_view(self, view: DeskView) -> None:
        """Show where one is, and the time, which runs."""
        time = self._("Time remaining: {time}").format(time=say_time(view.remaining, self._))
        self.query_one("#where", Bar).say(f" {self._where()}", f"{time} ")

    def _fit_reading(self) -> None:
        """Nothing on this page is read in a part of it that would have to be fitted."""

    # -- what is said

    def _where(self) -> str:
        _ = self._
        if not self._book.count:
            return _("There is no slide yet. Each title begins one.")
        pages = self._reader.pages if self._reader else range(1)
        number = "–".join(str(page + 1) for page in sorted({pages[0], pages[-1]}))
        form = _("Slide {number} of {count}") if self._slides else _("Page {number} of {count}")
        return form.format(number=number, count=self._book.count)

    def _say_made(self, page: int) -> None:
        """Say in which format, or how full; what is not good is said alone, and stands out."""
        _ = self._
        bar, estimate = self.query_one("#made", Bar), _("Estimate: lines may differ slightly")
        trouble = ""
        if self._slides is None:
            made = say_format(self.desk.config.writing.paper, _)
        elif not self._slides.count:
            made = ""
        else:
            fullness = self._slides.fullness(page)
            form = _("Size of letters: {size}, {words} words")
            if not fullness.fits:
                form = trouble = _("Too full: not all of it fits on the slide. Shorten it.")
            elif not fullness.is_readable:
                form = trouble = _("Very full: letters of size {size} only. Shorten it.")
            made = form.format(size=fullness.size, words=fullness.words)
        bar.set_class(bool(trouble), "-trouble")
        bar.say(f" {made}", "" if trouble else f"{estimate} ")

    # -- turning over

    @on(PreviewView.Sized)
    def fit(self) -> None:
        """Draw for the room that there is now; the page in sight stays."""
        size = self.query_one(PreviewView).size
        room = Room(size.width, size.height)
        if self._reader is None:
            self._reader = Reader(self._book, self._at, room)
        else:
            self._reader.resize(room)
        self._show()

    def _show(self) -> None:
        reader = self._reader
        if reader is None:
            return
        self.query_one(PreviewView).show(reader.rows())
        self._say_made(reader.pages[0])
        self.query_one(KeyBar).hint(self.hints(), self._say_more(reader))
        self.bring_up_to_date(self.desk.view)

    def _say_more(self, reader: Reader) -> str:
        """Say what PgDn leads to."""
        _ = self._
        if reader.has_more:
            return _("more below ↓ ")
        if not reader.has_next:
            return ""
        return _("PgDn: the next slide ") if self._slides else _("PgDn: the next page ")

    @on(PreviewView.Scrolled)
    def scroll(self, event: PreviewView.Scrolled) -> None:
        """Go up or down by the wheel."""
        self.action_move(event.rows * _WHEEL_ROWS)

    def action_move(self, rows: int) -> None:
        """Go down or up by rows."""
        if self._reader is not None:
            self._reader.move(rows)
            self._show()

    def action_move_page(self, step: int) -> None:
        """Go down or up by what is in sight."""
        if self._reader is not None:
            self._reader.move_page(step)
            self._show()

    def action_turn_over(self, step: int) -> None:
        """Go to the next page or slide, or back."""
        if self._reader is not None:
            self._reader.turn(step)
            self._show()

    def action_turn_to_end(self, step: int) -> None:
        """Go to the last, or to the first."""
        if self._reader is not None:
            self._reader.turn_to_end(step)
            self._show()

    def action_back(self) -> None:
        """Go back to the text."""
        self.leave()
