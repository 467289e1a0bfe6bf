"""The topic, shown at the start and again whenever F2 is pressed."""

import asyncio
from collections.abc import Iterable, Sequence
from gettext import NullTranslations
from typing import ClassVar, Final

from textual import events, on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from exam.config.papers import SlidesSection
from exam.config.writing import Writing
from exam.manuscript import Range
from exam.manuscript.asked import asked_of
from kiosk.ui import calm
from kiosk.ui.calm import SCROLLING, CalmPage
from kiosk.ui.choice import Choice
from kiosk.ui.keybar import KeyHint
from kiosk.ui.page import Reading, note, title
from kiosk.ui.phrases import Translate, say_format, say_limits, say_number, say_time
from kiosk.ui.seat import SeatDesk
from kiosk.view import DeskView

_CALMS: Final = 5
"""So many times as long as elsewhere: somebody may still be typing, with the eyes on the keys."""


class Begin(Choice):
    """The choice to begin, which only Enter makes; any other key is one of somebody who types."""

    class Doubted(Message):
        """A key came that was not meant for this page."""

    def take_key(self, event: events.Key) -> bool:
        """Ask for calm anew, but for those keys that are meant for the page."""
        if event.key in {"enter", "f12", *SCROLLING}:
            return False
        self.post_message(self.Doubted())
        return True


class TopicPage(CalmPage):
    """What to write about, and what the work must have; `goes_on` says that it was begun."""

    FIRST = "#write"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f2", "close", show=False),
        Binding("tab,right,shift+tab,left", "stay", show=False),
    ]

    def __init__(self, desk: SeatDesk, catalog: NullTranslations, *, goes_on: bool) -> None:
        super().__init__(desk, catalog, at_once=goes_on)
        self._goes_on = goes_on
        self._end_seen = goes_on
        self._read_on_at = float("-inf")

    @property
    def calm_seconds(self) -> float:
        """How long no key has to come until the pointer does."""
        return _CALMS * super().calm_seconds

    def body(self) -> Iterable[Widget]:
        """Yield the topic, which may be long, and what is asked for, which is always in sight."""
        _, view = self._, self.desk.view
        heading = view.topic.title if view.topic else ""
        lines = view.topic.text.split("\n") if view.topic else []
        text = "\n\n".join(line for line in lines if line.strip())
        yield note(_("Your topic: {post}").format(post=view.post_name))
        yield title(heading)
        yield Reading(Static(text, markup=False, classes="topic"))
        yield Static("", markup=False, id="rest")
        asked = "\n".join(say_asked(self.desk.config.writing, _))
        yield Static(asked, markup=False, classes="asked")
        choice = (Choice if self._goes_on else Begin)(self._label(), "write")
        yield Horizontal(choice, note("", "clock"), classes="choices")

    @property
    def _reads_on(self) -> bool:
        """Whether Enter still leads on in the topic, because its end was not in sight yet."""
        return self.has_more_below and not self._end_seen

    def hints(self) -> Sequence[KeyHint]:
        """Name the keys."""
        _ = self._
        enter = ("Enter", _("read on") if self._reads_on else _("write"))
        is_long = any(each.max_scroll_y for each in self.query(Reading))
        return (("↑ ↓", _("scroll")), enter) if is_long else (enter,)

    def name_keys(self) -> None:
        """Name the keys; say directly under the topic whether more of it follows."""
        super().name_keys()
        for choice in self.query(Choice):
            choice.rename(self._label())
        if self.has_more_below:
            self.tell("#rest", self._("↓ The topic goes on below: press ↓"))
        else:
            self.tell("#rest", "")

    def _label(self) -> str:
        _ = self._
        if self._reads_on:
            return _("Read on ↓")
        return _("Go on writing") if self._goes_on else _("Begin to write")

    def plea(self) -> str:
        """Ask to read first."""
        return self._("Please read first. In a moment Enter works here.")

    def show_view(self, view: DeskView) -> None:
        """Show the time, which runs."""
        sentence = self._("Time remaining: {time} · F2: this topic again")
        self.tell("#clock", sentence.format(time=say_time(view.remaining, self._)))

    @on(Choice.Chosen, "#write")
    def write(self) -> None:
        """Lead on in the topic until its end was in sight, then to the editor."""
        now = asyncio.get_running_loop().time()
        is_held_down = now - self._read_on_at < calm.CALM_SECONDS
        if self._reads_on:
            self.action_turn_page(1)
        elif not is_held_down:
            self.leave()
            return
        self._read_on_at = now

    @on(Begin.Doubted)
    def doubt(self) -> None:
        """Wait until nobody types any more."""
        self.wait_for_calm()

    def action_close(self) -> None:
        """Go back to the editor by a key; the page that comes by itself is answered by Enter."""
        if self._goes_on:
            self.leave()

    def action_stay(self) -> None:
        """Let the keys that elsewhere ask for the pointer do nothing: there is one choice."""

    def action_turn(self, step: int) -> None:
        """Scroll the topic."""
        for reading in self.query(Reading):
            reading.scroll_relative(y=step, animate=False, immediate=True)
        self._look_for_end()

    def action_turn_page(self, step: int) -> None:
        """Scroll the topic by a page."""
        super().action_turn_page(step)
        self._look_for_end()

    def _look_for_end(self) -> None:
        """Note whether the end of the topic is in sight."""
        self._end_seen = self._end_seen or not self.has_more_below
        self.name_keys()


def say_asked(writing: Writing, _: Translate) -> Sequence[str]:
    """Say all that is asked, in as few lines as it can be read in."""
    paper, slides = writing.paper, writing.slides
    asked = asked_of(paper, slides)
    length = [
        text.format(limits=say_limits(limits, _))
        for text, limits in ((_("{limits} words"), asked.words), (_("{limits} pages"), asked.pages))
        if limits != Range()
    ]
    parts = [_("Paper: {length}").format(length=", ".join(length))]
    if slides is not None:
        parts.append(_say_slides(slides, _))
    lines = [" · ".join(parts)]
    if asked.pages != Range():
        lines.append(_("Pages count as printed: {format}.").format(format=say_format(paper, _)))
    if paper.sections:
        lines.append(_("Sections: {sections}").format(sections=", ".join(paper.sections)))
    return lines


def _say_slides(slides: SlidesSection, _: Translate) -> str:
    count = say_limits(Range(slides.min_slides, slides.max_slides), _)
    said = _("Slides: {limits}") if slides.required else _("Slides, if you like: {limits}")
    if slides.max_words_per_slide is None:
        return said.format(limits=count)
    words = say_number(slides.max_words_per_slide, _)
    each = _("at most {words} words on each").format(words=words)
    return f"{said.format(limits=count)}, {each}"
