"""The candidate's texts that were written at other PCs: which there are, and each to be read.

Nothing here changes the present text; what is wanted of another is copied and inserted by hand.
"""

from collections.abc import Iterable, Iterator, Sequence
from gettext import NullTranslations
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widget import Widget

from exam.errors import ExamError
from exam.manuscript import Part, count_words, slides_of
from kiosk.text import Clipboard
from kiosk.ui.bar import Bar
from kiosk.ui.choice import Choice
from kiosk.ui.keybar import KeyBar, KeyHint
from kiosk.ui.notices import Notice, say_notice
from kiosk.ui.page import Page, alert, lead, title
from kiosk.ui.phrases import Translate, part_name, say_error, say_number, say_time
from kiosk.ui.proctor_panel import ProctorPanel
from kiosk.ui.reading_editor import ReadingEditor
from kiosk.ui.seat import SeatDesk
from kiosk.view import DeskView, Fork

_ENTRY: Final = "fork-"


class Entries(VerticalScroll, can_focus=False, inherit_bindings=False):
    """What is chosen from; arrow keys go from one to the next, and it scrolls along."""


class ForksPage(Page):
    """Lists the texts; `clipboard` takes what is copied from them."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", show=False)]

    def __init__(self, desk: SeatDesk, catalog: NullTranslations, clipboard: Clipboard) -> None:
        super().__init__(desk, catalog)
        self._clipboard = clipboard
        self._forks: tuple[Fork, ...] = ()

    def body(self) -> Iterable[Widget]:
        """Yield what these texts are, and the place for the list."""
        _ = self._
        yield title(_("Your texts from other PCs"))
        yield lead(
            _(
                "They were written by you at a PC that you have left. Your present text stays as "
                "it is: copy what you miss, and insert it yourself."
            )
        )
        yield alert("alert")
        yield Entries(id="forks")

    def on_mount(self) -> None:
        """Ask the desk for the texts."""
        self.tell("#alert", self._("Fetching the texts ... please wait a moment."))
        self.run_worker(self._fetch())

    async def _fetch(self) -> None:
        try:
            self._forks = await self.desk.forks()
        except ExamError as error:
            sentence = self._("They cannot be shown now, but are kept. {problem}")
            self.tell("#alert", sentence.format(problem=say_error(error, self._)))
        else:
            await self._list()

    async def _list(self) -> None:
        there_is_none = self._("There is no text but the present one; everything is in it.")
        self.tell("#alert", "" if self._forks else there_is_none)
        entries = [
            Choice(say_fork(fork, self._), f"{_ENTRY}{index}")
            for index, fork in enumerate(self._forks)
        ]
        await self.query_one("#forks").mount(*entries)
        if self.is_current and entries:
            self.set_focus(entries[0])
        self.name_keys()

    def hints(self) -> Sequence[KeyHint]:
        """Name the keys."""
        back = ("Esc", self._("back to the text"))
        if not self._forks:
            return (back,)
        return (("↑ ↓", self._("choose")), ("Enter", self._("read")), back)

    @on(Choice.Chosen)
    def read(self, event: Choice.Chosen) -> None:
        """Show the text that was chosen."""
        fork = self._forks[int(str(event.choice.id).removeprefix(_ENTRY))]
        self.put_in_front(ForkPage(self.desk, self.catalog, fork, self._clipboard))

    def action_back(self) -> None:
        """Go back to the present text."""
        self.leave()


class ForkPage(Page):
    """One of the texts, to be read and copied from."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", show=False),
        Binding("f3", "next_part", show=False),
    ]

    def __init__(
        self, desk: SeatDesk, catalog: NullTranslations, fork: Fork, clipboard: Clipboard
    ) -> None:
        super().__init__(desk, catalog)
        self._fork = fork
        self._hint = ""
        self._editors = {
            part: ReadingEditor(part, text, self._tell_notice, clipboard)
            for part in Part
            if (text := fork.texts.get(part, ""))
        }
        self._part = next(iter(self._editors), Part.PAPER)

    def compose(self) -> ComposeResult:
        """Draw which text it is, the text, what is to be said, and the keys."""
        yield Bar(classes="head", id="where")
        with Horizontal(id="desk"):
            yield from self._editors.values()
        yield Bar(id="quiet")
        yield ProctorPanel(self.catalog)
        yield KeyBar(classes="keys")

    def on_mount(self) -> None:
        """Show the first part."""
        self._open(self._part)

    def _open(self, part: Part) -> None:
        self._part, self._hint = part, ""
        for each, editor in self._editors.items():
            editor.display = each is part
            if each is part:
                self.set_focus(editor)
        self.bring_up_to_date(self.desk.view)
        self.name_keys()

    def hints(self) -> Sequence[KeyHint]:
        """Name the keys."""
        _ = self._
        others = [("F3", part_name(self._next_part, _))] if len(self._editors) > 1 else []
        return (
            ("F8", _("select")),
            ("Ctrl+C", _("copy")),
            *others,
            ("Esc", _("go back")),
        )

    def aside(self) -> str:
        """Leave all the room to the keys."""
        return ""

    def show_view(self, view: DeskView) -> None:
        """Show which text this is, the time, which runs, and what the last key did."""
        _ = self._
        time = _("Time remaining: {time}").format(time=say_time(view.remaining, _))
        which = " · ".join((self._fork.seat_name, say_part(self._fork, self._part, _)))
        self.query_one("#where", Bar).say(f" {which}", f"{time} ")
        lasting = _("Only to be read. F8 selects; Ctrl+C copies that, or everything.")
        self.query_one("#quiet", Bar).say(f" {self._hint or lasting}")

    def _fit_reading(self) -> None:
        """Nothing on this page is read in a part of it that would have to be fitted."""

    def _tell_notice(self, notice: Notice) -> None:
        self._hint = say_notice(notice, self._)
        self.bring_up_to_date(self.desk.view)

    @on(ReadingEditor.WorkChanged)
    def forget_hint(self) -> None:
        """Name the keys when selecting has begun or ended."""
        self.name_keys()

    def action_next_part(self) -> None:
        """Show the next part that this text has."""
        self._open(self._next_part)

    @property
    def _next_part(self) -> Part:
        parts = [*self._editors] or [self._part]
        return parts[(parts.index(self._part) + 1) % len(parts)]

    def action_back(self) -> None:
        """Go back to the list."""
        self.leave()


def say_part(fork: Fork, part: Part, _: Translate) -> str:
    """Say how much of a part there is."""
    text = fork.texts.get(part, "")
    match part:
        case Part.PAPER:
            return _("Paper: {words} words").format(words=say_number(fork.words, _))
        case Part.SLIDES:
            return _("Slides: {slides}").format(slides=len(slides_of(text)))
        case Part.NOTES:
            return _("Notes: {words} words").format(words=say_number(count_words(text), _))


def say_fork(fork: Fork, _: Translate) -> str:
    """Say where a text was written, and how much of each part it has."""
    return " · ".join((fork.seat_name, *_parts_of(fork, _)))


def _parts_of(fork: Fork, _: Translate) -> Iterator[str]:
    for part in Part:
        if fork.texts.get(part):
            yield say_part(fork, part, _)
