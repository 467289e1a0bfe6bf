"""The topic, shown at the start and again whenever F2 is pressed."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Static

from kiosk.ui.choice import Choice
from kiosk.ui.keybar import KeyHint
from kiosk.ui.page import Page, Reading, choices, note, title
from kiosk.ui.phrases import say_number, say_time
from kiosk.view import DeskView


class TopicPage(Page):
    """What to write about, and what the paper must have."""

    AUTO_FOCUS = "#write"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f2", "write", show=False)]

    def body(self) -> Iterable[Widget]:
        """Yield the topic and what is asked for."""
        _ = self._
        view, writing = self.desk.view, self.desk.config.writing
        heading = view.topic.title if view.topic else ""
        lines = view.topic.text.split("\n") if view.topic else []
        text = "\n\n".join(line for line in lines if line.strip())
        yield note(_("Your topic: {post}").format(post=view.post_name))
        yield title(heading)
        asked = _(
            "Write {min} to {max} words with the sections {sections}, and at most {slides} slides."
        ).format(
            min=say_number(writing.words.min, _),
            max=say_number(writing.words.max, _),
            sections=", ".join(writing.paper.sections),
            slides=writing.slides.max_slides,
        )
        yield Reading(
            Static(text, markup=False, classes="topic"),
            Static(asked, markup=False, classes="asked"),
        )
        label = _("Go on writing") if self.desk.view.words else _("Begin to write")
        yield choices(Choice(label, "write"))
        yield note("", "clock")

    def hints(self) -> Sequence[KeyHint]:
        """Name the keys."""
        _ = self._
        return (("↑ ↓", _("scroll")), ("Enter", _("write")))

    def show_view(self, view: DeskView) -> None:
        """Show the time, which runs."""
        sentence = self._("Time remaining: {time}. F2 shows this topic again.")
        self.tell("#clock", sentence.format(time=say_time(view.remaining, self._)))

    @on(Choice.Chosen, "#write")
    def action_write(self) -> None:
        """Go to the editor."""
        self.leave()
