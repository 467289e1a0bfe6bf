"""The two rows above the editor: time, copies, seat; parts, words, pages, slides.

What they say is put together by plain functions, and gives way by `Fitted` where the screen is
narrow. Nothing is said by colour alone.
"""

from collections.abc import Mapping
from gettext import NullTranslations
from typing import Final

from textual.app import ComposeResult
from textual.widget import Widget

from exam.clock import show_remaining
from exam.config import ExamConfig
from exam.manuscript import Asked, Part, Range
from exam.manuscript.asked import asked_of
from kiosk.ui.bar import Bar
from kiosk.ui.entries import SlidePlace
from kiosk.ui.fitting import Fitted, Item
from kiosk.ui.phrases import (
    Translate,
    Urgency,
    part_name,
    say_number,
    say_time,
    urgency_of,
)
from kiosk.ui.safety import UNCONFIRMED, copies_item
from kiosk.view import DeskView

_LOOKS: Final[Mapping[Urgency, str]] = {
    Urgency.SOON: "bar--soon",
    Urgency.LAST: "bar--last",
    Urgency.NOW: "bar--last",
}


class Status(Widget):
    """Shows how the sitting stands; draws only what changed."""

    def __init__(self, config: ExamConfig, seat_name: str, catalog: NullTranslations) -> None:
        super().__init__()
        self._seat_name = seat_name
        self._ = catalog.gettext
        writing = config.writing
        self._counts = Counts(asked_of(writing.paper, writing.slides), catalog.gettext)
        self._first, self._second = Bar(id="first"), Bar(id="counts")
        self._shown: tuple[object, ...] = ()

    def compose(self) -> ComposeResult:
        """Yield both rows."""
        yield self._first
        yield self._second

    def show_view(self, view: DeskView, part: Part, slide: SlidePlace | None = None) -> None:
        """Bring everything up to date; often nothing has changed. `slide` has the cursor."""
        copies = copies_item(view, self._)
        state = (
            show_remaining(view.remaining),
            urgency_of(view.remaining),
            view.is_time_confirmed,
            copies,
            view.number,
        )
        counts = (view.words, view.pages, view.slide_count, part, slide)
        if (state, counts) == self._shown:
            return
        self._shown = (state, counts)
        self._first.show(self.state(view, copies))
        self._second.show(self._counts.row(view, part, slide))

    def state(self, view: DeskView, copies: Item) -> Fitted:
        """Say how much time is left, where the text is safe, and who sits where."""
        _ = self._
        person = _("Candidate {number}").format(number=view.number)
        return Fitted(
            (clock_item(view.remaining, _, is_confirmed=view.is_time_confirmed),),
            (
                copies,
                Item((self._seat_name, ""), (4,)),
                Item((person, view.number, ""), (1, 3)),
            ),
        )


def clock_item(remaining: int, _: Translate, *, is_confirmed: bool = True) -> Item:
    """Say how much time is left, and what to do now that so much is left."""
    urgency = urgency_of(remaining)
    long, short = {
        Urgency.CALM: (say_time(remaining, _), ""),
        Urgency.HOUR: (_("the last hour"), ""),
        Urgency.HALF: (_("bring it to an end"), _("round off")),
        Urgency.SOON: (_("read your text once more"), _("read once more")),
        Urgency.LAST: (_("finish your last sentence"), _("finish")),
        Urgency.NOW: (_("it is handed in by itself"), _("finish")),
    }[urgency]
    shown = show_remaining(remaining)
    clock = " ".join((_("Time remaining"), shown if is_confirmed else UNCONFIRMED + shown))
    said = f"{clock} ({long})" if urgency is Urgency.CALM else f"{clock} · {long}"
    forms = said, f"{clock} · {short}" if short else clock
    if urgency in _LOOKS:
        forms = f" {forms[0]} ", f" {forms[1]} "
    return Item(forms, (6,), _LOOKS.get(urgency, "bar--strong"))


class Counts:
    """Puts the second row together, for the limits of one exam."""

    def __init__(self, asked: Asked, translate: Translate) -> None:
        self._asked = asked
        self._ = translate

    def row(self, view: DeskView, part: Part, slide: SlidePlace | None) -> Fitted:
        """Say which part is open, and how much is in it."""
        counts: tuple[Item, ...]
        match part:
            case Part.PAPER:
                counts = (self._slide_count(view), *self._length(view))
            case Part.SLIDES:
                counts = self._slide(view, slide)
            case Part.NOTES:
                counts = (self._notes(), self._length(view)[-1])
        return Fitted(self._parts(part), tuple(item for item in counts if item.forms[0]))

    def _parts(self, part: Part) -> tuple[Item, ...]:
        """The parts, the open one marked by more than colour."""
        _ = self._
        named = ((each, part_name(each, _)) for each in Part if self._is_written(each))
        return tuple(
            Item((f"[ {name} ]",), (), "bar--open")
            if each is part
            else Item((f"  {name}  ", f" {name} ", ""), (2, 10))
            for each, name in named
        )

    def _is_written(self, part: Part) -> bool:
        return part is not Part.SLIDES or self._asked.slides is not None

    def _length(self, view: DeskView) -> tuple[Item, Item]:
        """How long the paper is; what it is measured by stands last and never gives way."""
        words, pages = self._words(view), self._pages(view)
        return (words, pages) if self._asked.words == Range() else (pages, words)

    def _words(self, view: DeskView) -> Item:
        _, limits = self._, self._asked.words
        words = _("Words {words}").format(words=say_number(view.words, _))
        if limits == Range():
            return Item((words, ""), (7,))
        excess = self._excess(view.words, limits)
        forms = f"{words}{self._limits(limits)}{excess}", f"{words}{excess}"
        return Item(forms, (8,), _look(view.words, limits))

    def _pages(self, view: DeskView) -> Item:
        """Pages as they are printed; they are known a moment after the page has opened."""
        _, limits, pages = self._, self._asked.pages, view.pages
        if pages is None and limits == Range():
            return Item(("",))
        number = "..." if pages is None else say_number(pages, _)
        long = _("Pages {pages}").format(pages=number)
        short = _("p. {pages}").format(pages=number)
        if limits == Range():
            return Item((long, short, ""), (3, 7))
        excess = self._excess(pages or 0, limits)
        allowed = f"{self._limits(limits)}{excess}"
        forms = f"{long}{allowed}", f"{short}{allowed}", f"{short}{excess}"
        return Item(forms, (3, 6), _look(pages or 0, limits))

    def _slide_count(self, view: DeskView) -> Item:
        """In the paper, how many slides there are: the first to give way."""
        _, limits = self._, self._asked.slides
        if limits is None:
            return Item(("",))
        count = _("Slides: {slides}").format(slides=view.slide_count)
        return Item((f"{count}{self._limits(limits)}", count, ""), (1, 1))

    def _slide(self, view: DeskView, slide: SlidePlace | None) -> tuple[Item, ...]:
        """In the slides, the slide of the cursor, how many there are, and how full this one is."""
        _, limits = self._, self._asked.slides or Range()
        allowed = f"{self._limits(limits)}{self._excess(view.slide_count, limits)}"
        look = _look(view.slide_count, limits)
        if slide is None:
            count = _("Slides: {slides}").format(slides=view.slide_count)
            return (Item((f"{count}{allowed}", count), (7,), look),)
        numbers = {"slide": slide.number, "slides": max(slide.number, view.slide_count)}
        long = _("Slide {slide} of {slides}").format(**numbers)
        short = _("Slide {slide}/{slides}").format(**numbers)
        return (
            Item((f"{long}{allowed}", f"{short}{allowed}", short), (3, 7), look),
            self._slide_words(slide.words),
        )

    def _slide_words(self, count: int) -> Item:
        _, limits = self._, Range(None, self._asked.words_per_slide)
        words = say_number(count, _)
        long = _("Words on this slide {words}").format(words=words)
        short = _("Words {words}").format(words=words)
        excess = self._excess(count, limits)
        allowed = f"{self._limits(limits)}{excess}"
        forms = f"{long}{allowed}", f"{short}{allowed}", f"{short}{excess}", ""
        return Item(forms, (4, 6, 8), _look(count, limits))

    def _notes(self) -> Item:
        return Item(
            (self._("Only for you: notes are not handed in"), self._("not handed in")), (4,)
        )

    def _limits(self, limits: Range) -> str:
        """Say what is allowed, if anything is asked for."""
        _, least, most = self._, limits.least, limits.most
        if most is None:
            return ""
        end = say_number(most, _)
        allowed = _("at most {most}").format(most=end)
        return f" ({say_number(least, _)}–{end})" if least and least > 1 else f" ({allowed})"

    def _excess(self, count: int, limits: Range) -> str:
        """Say by how much it is too much, in words beside the colour."""
        if limits.most is None or count <= limits.most:
            return ""
        more = say_number(count - limits.most, self._)
        return " " + self._("{count} too many").format(count=more)


def _look(count: int, limits: Range) -> str:
    return "bar--strong" if limits.most is not None and count > limits.most else ""
