"""The practice text: somebody who waits for the start learns the keys, and nothing of it is kept.

What is typed here goes nowhere: its changes are not recorded, its clipboard is its own, and when
the page goes, all of it is gone. The state of the sitting stays in sight above it.
"""

from collections.abc import Iterator, Sequence
from gettext import NullTranslations
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.timer import Timer

from exam.manuscript import Part
from kiosk.ui.bar import Bar
from kiosk.ui.commands import CHANGING, KINDS, PRESSING, Group, Offer, groups_for
from kiosk.ui.countdown import say_start
from kiosk.ui.editor import Editor
from kiosk.ui.goals import Moment
from kiosk.ui.help import HelpPage
from kiosk.ui.hints import hints_for
from kiosk.ui.keybar import KeyBar, KeyHint
from kiosk.ui.lesson_panel import LessonPanel
from kiosk.ui.lessons import Course, Lesson
from kiosk.ui.menu import MenuPage
from kiosk.ui.notices import STEADY, Notice, say_notice
from kiosk.ui.page import Page
from kiosk.ui.practice_editor import PracticeEditor
from kiosk.ui.proctor_panel import ProctorPanel
from kiosk.ui.quiet import QuietLine
from kiosk.ui.seat import SeatDesk
from kiosk.ui.teaching import practice_text, say_of_key, teaching_of
from kiosk.view import DeskView

TICKED_SECONDS: Final = 1.5
"""So long a lesson that is done is still seen."""


def _offered(group: Group) -> Iterator[Offer]:
    """Yield the offers of a group that need no other page."""
    yield from (each for each in group.offers if each.command in {*KINDS, *CHANGING, *PRESSING})


class PracticePage(Page):
    """One lesson at a time above a text in which any key may be pressed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "help", show=False),
        *(Binding(key, f"tell_of_key('{key}')", show=False) for key in ("f2", "f3", "f4", "f5")),
        Binding("f6", "heading", show=False),
        Binding("f7", "list", show=False),
        Binding("f9", "menu", show=False),
        Binding("f10", "hand_in", show=False),
        Binding("escape", "stop", show=False),
    ]

    def __init__(self, desk: SeatDesk, catalog: NullTranslations, course: Course) -> None:
        super().__init__(desk, catalog)
        self._course = course
        self._state = Bar(id="start")
        self._panel = LessonPanel(catalog)
        self._turning: Timer | None = None
        text = course.left_text
        text = practice_text(self._) if text is None else text
        self._editor = PracticeEditor(text, self._tell_notice, self._look)
        self._has_slides = desk.config.writing.has_slides
        self._quiet = QuietLine(catalog, has_slides=self._has_slides)
        self._editor.ear.on_edit = self._quiet.hear_change

    def compose(self) -> ComposeResult:
        """Draw the state of the sitting, the lesson, the text, the quiet line and the keys."""
        yield self.head()
        yield self._state
        yield self._panel
        with Horizontal(id="desk"):
            yield self._editor
        yield self._quiet
        yield ProctorPanel(self.catalog, below_text=True)
        yield KeyBar(classes="keys")

    def on_mount(self) -> None:
        """Begin, or go on with the lesson at which somebody left."""
        if self._course.is_done:
            self._course.go_on()
        self._course.start_on(self._editor.moment)
        self._panel.say(self._("Press whatever you like: nothing can be broken here."))
        self._panel.show_lesson(self._course)
        self.set_focus(self._editor)

    def hints(self) -> Sequence[KeyHint]:
        """Name the keys that lead through the lessons, or those for what is selected."""
        _ = self._
        if self._editor.work.is_marking:
            paper, work = Part.PAPER, self._editor.work
            return hints_for(paper, paper, work, _, has_slides=self._has_slides)
        skip = [("PgDn", _("next lesson"))] if self._course.lesson else []
        before = [("PgUp", _("lesson before"))] if self._course.number > 1 else []
        return (("F1", _("Help")), *skip, *before, ("Esc", _("end practising")))

    def aside(self) -> str:
        """Leave the room to the keys while there are many."""
        return "" if self._editor.work.is_marking else super().aside()

    def show_view(self, view: DeskView) -> None:
        """Show when the sitting starts, and the quiet line."""
        _ = self._
        is_counting = view.starts_in is not None
        self._state.set_class(is_counting, "-counting")
        thrown_away = _("only practice, thrown away at the start")
        self._state.say(f" {say_start(view.starts_in, _)}", f"{thrown_away} ")
        self._quiet.show_view(view, Part.PAPER, self._editor.work)

    def _fit_reading(self) -> None:
        """Nothing on this page is read in a part of it that would have to be fitted."""

    # -- what a key did

    def _look(self, moment: Moment) -> None:
        """Let the lesson see what a key did."""
        if not moment.text:
            self._panel.say(self._("The page is empty. Ctrl+Z brings the text back."))
        self._go_on(self._course.see(moment))

    def _go_on(self, finished: Lesson | None) -> None:
        """Praise a lesson that is done; its ticks are seen for a moment before the next begins."""
        self._panel.show_lesson(self._course)
        if finished is not None:
            self._panel.say(teaching_of(finished, self._).praise)
            self._turn_soon()
        self.bring_up_to_date(self.desk.view)

    def on_screen_resume(self) -> None:
        """Let a lesson that was done by opening another page be seen as done."""
        super().on_screen_resume()
        if self._course.is_done:
            self._turn_soon()

    def _turn_soon(self) -> None:
        """Turn to the next lesson when this one was seen for a moment."""
        if self._turning is not None:
            self._turning.stop()
        self._turning = self.set_timer(TICKED_SECONDS, self._turn)

    def _turn(self) -> None:
        """Turn to the next lesson, unless another page hides what is done."""
        if self.is_current and self._course.is_done:
            self.action_next_lesson()

    def _begin_lesson(self) -> None:
        """Begin a lesson with nothing of the one before: no style, no word, nothing copied."""
        if self._turning is not None:
            self._turning.stop()
        self._quiet.forget_hint()
        self._editor.end_styles()
        if self._course.lesson is Lesson.COPYING:
            self._editor.empty_clipboard()
        self._course.start_on(self._editor.moment)
        self._panel.show_lesson(self._course)
        self.name_keys()
        self.bring_up_to_date(self.desk.view)

    def _tell_notice(self, notice: Notice) -> None:
        """Say for a few seconds what a key did, or why it did nothing."""
        self._quiet.hint(say_notice(notice, self._), steady=notice in STEADY)
        self.bring_up_to_date(self.desk.view)

    @on(Editor.WorkChanged)
    def tell_work(self) -> None:
        """Name the keys for selecting as soon as it has begun, and no longer than it lasts."""
        if self._editor.work.is_marking:
            self._quiet.forget_hint()
        self.name_keys()
        self.bring_up_to_date(self.desk.view)

    # -- keys

    def action_help(self) -> None:
        """Show the page about the keys."""
        self.put_in_front(HelpPage(self.desk, self.catalog))

    def action_next_lesson(self) -> None:
        """Go on to the next lesson."""
        self._course.go_on()
        self._begin_lesson()

    def action_lesson_before(self) -> None:
        """Go back to the lesson before."""
        self._course.go_back()
        self._begin_lesson()

    def action_heading(self) -> None:
        """Change the line between text and heading."""
        self._editor.cycle_heading()

    def action_list(self) -> None:
        """Change the line between text and item of a list."""
        self._editor.cycle_list()

    def action_menu(self) -> None:
        """Show the menu, with what can be done to a text."""
        here = groups_for(self._editor.surroundings, self._)
        offers = ((group.name, tuple(_offered(group))) for group in here)
        groups = [Group(name, some) for name, some in offers if some]
        self.put_in_front(MenuPage(self.desk, self.catalog, groups, self._editor.do))
        self._go_on(self._course.press(Lesson.MENU))

    def action_hand_in(self) -> None:
        """Hand in nothing."""
        self._go_on(self._course.press(Lesson.HAND_IN))

    def action_tell_of_key(self, key: str) -> None:
        """Say what a key does in the sitting, where it does nothing here."""
        self._quiet.hint(say_of_key(key, self._, has_slides=self._has_slides))
        self.bring_up_to_date(self.desk.view)

    def action_stop(self) -> None:
        """Go back to waiting; whoever comes back finds the text as it was left."""
        self._course.left_text = self._editor.text
        self.leave()
