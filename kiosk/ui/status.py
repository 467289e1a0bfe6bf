"""The two lines above the editor: time, saving, seat; part, words, slides."""

from gettext import NullTranslations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget

from exam.clock import show_remaining
from exam.config import ExamConfig
from exam.manuscript import Part
from kiosk.ui.bar import Bar
from kiosk.ui.phrases import Urgency, say_number, say_time, urgency_of
from kiosk.view import DeskView


class Status(Widget):
    """Shows how the sitting stands; draws only what changed."""

    def __init__(self, config: ExamConfig, seat_name: str, catalog: NullTranslations) -> None:
        super().__init__()
        self._writing = config.writing
        self._seat_name = seat_name
        self._ = catalog.gettext
        self._shown: tuple[object, ...] = ()

    def compose(self) -> ComposeResult:
        """Yield the clock, the seat and the counts."""
        with Horizontal(id="first"):
            yield Bar(id="clock")
            yield Bar(id="seat")
        yield Bar(id="counts")

    def show_view(self, view: DeskView, part: Part) -> None:
        """Bring everything up to date; several times a second nothing has changed."""
        left = view.remaining
        time = (show_remaining(left), say_time(left, self._), urgency_of(left))
        shown = (*time, view.saved, view.number, view.words, view.slide_count, part)
        if shown == self._shown:
            return
        self._shown = shown
        self._show_clock(view.remaining)
        saved = self._("Saved") if view.saved else self._("Saving ...")
        person = self._("Candidate {number}").format(number=view.number)
        self.query_one("#seat", Bar).say(f"  {saved}", f"{self._seat_name}  {person} ")
        self.query_one("#counts", Bar).say(self._parts(part), self._counts(view))

    def _show_clock(self, remaining: int) -> None:
        _ = self._
        name = _("Time remaining")
        urgency = urgency_of(remaining)
        clock = self.query_one("#clock", Bar)
        for each in Urgency:
            clock.set_class(each is urgency, each)
        words = {
            Urgency.CALM: "{time}",
            Urgency.SOON: _("only {time} left"),
            Urgency.LAST: _("finish: {time}"),
            Urgency.NOW: _("finish now"),
        }[urgency].format(time=say_time(remaining, _))
        clock.say(
            Content.assemble(f" {name} ", (show_remaining(remaining), "bold"), f"  ({words}) ")
        )

    def _parts(self, part: Part) -> Content:
        """The two parts, the open one marked by more than colour."""
        _ = self._
        names = {Part.PAPER: _("Paper"), Part.SLIDES: _("Slides")}
        pieces = [
            Content.assemble((f"[ {name} ]", "bold $surface on $secondary"))
            if each is part
            else Content(f"  {name}  ")
            for each, name in names.items()
        ]
        return Content(" ").join([Content(""), *pieces])

    def _counts(self, view: DeskView) -> str:
        _ = self._
        limits, most = self._writing.words, self._writing.slides.max_slides
        words = _("Words {words} ({min}–{max})").format(
            words=say_number(view.words, _),
            min=say_number(limits.min, _),
            max=say_number(limits.max, _),
        )
        slides = _("Slides {slides} (at most {most})").format(slides=view.slide_count, most=most)
        return f"{words}   {slides} "
