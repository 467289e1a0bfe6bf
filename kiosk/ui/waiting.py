"""The screen before the start: what will happen, and that one may try out the keys meanwhile."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Static

from kiosk.ui.calm import CalmPage
from kiosk.ui.choice import Choice
from kiosk.ui.countdown import say_start
from kiosk.ui.keybar import KeyHint
from kiosk.ui.lessons import Course
from kiosk.ui.numbered import numbered
from kiosk.ui.page import choices, lead, note, title
from kiosk.ui.phrases import is_connected, say_connection, say_time
from kiosk.ui.practice import PracticePage
from kiosk.ui.topic_code import TopicCodePage
from kiosk.view import DeskView


class WaitingPage(CalmPage):
    """Ready; the start comes by itself, and leads away from the practice text as well."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("f8", "start_by_code", show=False)]
    FIRST = "#practise"
    OFFERS_STICK = True
    _course: Course | None = None
    _was_cut_off = False

    def body(self) -> Iterable[Widget]:
        """Yield the state, what will happen and the offer to practise."""
        _ = self._
        yield title(_("You are ready"))
        yield lead(_("You need not press anything. The start comes by itself."))
        yield Static("", id="state", markup=False)
        length = say_time(self.desk.view.remaining, _)
        yield from numbered(
            (
                _("The proctor starts the sitting for everybody at the same moment."),
                _("Your topic appears here. Read it first, then begin to write."),
                self._say_length(length),
                _("Everything that you type is saved by itself."),
            )
        )
        yield choices(Choice(_("Try out the keys first"), "practise"))
        yield note("", "connection")

    def _say_length(self, length: str) -> str:
        _ = self._
        if self.desk.config.writing.has_slides:
            return _("You have {length} for the paper and the slides.").format(length=length)
        return _("You have {length} for the paper.").format(length=length)

    def hints(self) -> Sequence[KeyHint]:
        """Name the one key."""
        return (("Enter", self._("try out the keys first, or just wait")),)

    def show_view(self, view: DeskView) -> None:
        """Show the countdown once the start is ordered."""
        _ = self._
        self.tell("#state", say_start(view.starts_in, _))
        self.query_one("#state").set_class(view.starts_in is not None, "-counting")
        quiet = "" if is_connected(view.synced_ago) else say_connection(view.synced_ago, _)
        self.tell("#connection", quiet)
        if bool(quiet) != self._was_cut_off:
            self._was_cut_off = bool(quiet)
            self.name_keys()

    def aside(self) -> str:
        """Name what a proctor can do here besides, while no server can."""
        is_cut_off = not is_connected(self.desk.view.synced_ago)
        return (self._("F8 Topic code  ") if is_cut_off else "") + super().aside()

    def action_start_by_code(self) -> None:
        """Let a proctor start this candidate by the topic code."""
        self.put_in_front(TopicCodePage(self.desk, self.catalog))

    @on(Choice.Chosen, "#practise")
    def practise(self) -> None:
        """Show the practice text; whoever comes back to it goes on with the same lesson."""
        self._course = self._course or Course()
        self.put_in_front(PracticePage(self.desk, self.catalog, self._course))
