"""The screen on which one writes for hours: status, editor, one quiet line, keys."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from gettext import NullTranslations
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.document._document import Location
from textual.timer import Timer

from exam.errors import ExamError
from exam.manuscript import Part
from kiosk.desk import DeskView
from kiosk.ui.bar import Bar
from kiosk.ui.editor import Editor
from kiosk.ui.help import HelpPage
from kiosk.ui.keybar import KeyBar, KeyHint
from kiosk.ui.page import Page
from kiosk.ui.phrases import say_connection, say_error
from kiosk.ui.review import ReviewPage
from kiosk.ui.seat import SeatDesk
from kiosk.ui.status import Status
from kiosk.ui.topic import TopicPage

_HINT_SECONDS: Final = 6.0


@dataclass(frozen=True, slots=True)
class Bookmark:
    """Where somebody was when the page was taken away: the open part, and the cursor in each."""

    part: Part
    cursors: Mapping[Part, Location]


class WritingPage(Page):
    """Paper and slides; every change goes to the desk as it is made."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "help", show=False),
        Binding("f2", "topic", show=False),
        Binding("f3", "other_part", show=False),
        Binding("f6", "heading", show=False),
        Binding("f7", "bullet", show=False),
        Binding("f10", "hand_in", show=False),
        Binding("ctrl+s", "reassure", show=False),
    ]

    def __init__(
        self, desk: SeatDesk, catalog: NullTranslations, bookmark: Bookmark | None = None
    ) -> None:
        super().__init__(desk, catalog)
        self._left_at = bookmark
        self._part = Part.PAPER
        self._hint = ""
        self._hint_timer: Timer | None = None
        self._editors = {
            part: Editor(part, desk.text(part), partial(self._record, part))
            for part in (Part.PAPER, Part.SLIDES)
        }

    def compose(self) -> ComposeResult:
        """Draw status, both editors (one in sight), the quiet line and the keys."""
        yield Status(self.desk.config, self.desk.seat_name, self.catalog)
        with Horizontal(id="desk"):
            yield from self._editors.values()
        yield Bar(id="quiet")
        yield KeyBar(classes="keys")

    @property
    def bookmark(self) -> Bookmark:
        """Where somebody is now."""
        cursors = {part: editor.cursor_location for part, editor in self._editors.items()}
        return Bookmark(self._part, cursors)

    def on_mount(self) -> None:
        """Go on where it was left, or at the end of the paper; at first one sees the topic."""
        left_at = self._left_at
        self._open(Part.PAPER if left_at is None else left_at.part)
        for part, editor in self._editors.items():
            if left_at is None:
                editor.action_cursor_text_end()
            else:
                editor.move_cursor(left_at.cursors[part])
        if not any(editor.text for editor in self._editors.values()):
            self.action_topic()

    def hints(self) -> Sequence[KeyHint]:
        """Name the function keys."""
        _ = self._
        heading, other = _("Heading"), _("Slides")
        if self._part is Part.SLIDES:
            heading, other = _("Title"), _("Paper")
        return (
            ("F1", _("Help")),
            ("F2", _("Topic")),
            ("F3", other),
            ("F6", heading),
            ("F7", _("List")),
            ("F10", _("Hand in")),
        )

    def show_view(self, view: DeskView) -> None:
        """Bring status and quiet line up to date."""
        self.query_one(Status).show_view(view, self._part)
        quiet = self.query_one("#quiet", Bar)
        quiet.set_class(view.trouble is not None, "-trouble")
        if view.trouble is not None:
            quiet.say(f" {say_error(view.trouble, self._)}")
        elif self._hint:
            quiet.say(f" {self._hint}")
        else:
            quiet.say(f" {say_connection(view.synced_ago, self._)}")

    def _record(self, part: Part, at: int, removed: str, inserted: str) -> None:
        """Hand a change to the desk; one that comes after the end is not taken."""
        try:
            self.desk.edit(part, at, removed, inserted)
        except ExamError as error:
            for editor in self._editors.values():
                editor.read_only = True
            self._tell(say_error(error, self._))
            self.post_message(self.Moved())

    def _open(self, part: Part) -> None:
        self._part = part
        for each, editor in self._editors.items():
            editor.display = each is part
        self.set_focus(self._editors[part])
        self.query_one(KeyBar).hint(self.hints())
        self.bring_up_to_date(self.desk.view)

    def _tell(self, hint: str) -> None:
        """Show a hint for a few seconds."""
        self._hint = hint
        if self._hint_timer is not None:
            self._hint_timer.stop()
        self._hint_timer = self.set_timer(_HINT_SECONDS, self._forget_hint)
        self.bring_up_to_date(self.desk.view)

    def _forget_hint(self) -> None:
        self._hint = ""

    @on(Editor.PasteRefused)
    def explain_paste(self) -> None:
        """Say why nothing came in."""
        self._tell(self._("Text from outside cannot be inserted. Please type it."))

    @on(Editor.Full)
    def explain_full(self) -> None:
        """Say why nothing more came in."""
        self._tell(
            self._(
                "The text has reached its limit. What came last was not taken; the rest is safe."
            )
        )

    def action_help(self) -> None:
        """Show the page about the keys."""
        self.put_in_front(HelpPage(self.desk, self.catalog))

    def action_topic(self) -> None:
        """Show the topic."""
        self.put_in_front(TopicPage(self.desk, self.catalog))

    def action_other_part(self) -> None:
        """Change between paper and slides."""
        self._open(Part.SLIDES if self._part is Part.PAPER else Part.PAPER)

    def action_heading(self) -> None:
        """Change the line between text and heading."""
        self._editors[self._part].cycle_heading()

    def action_bullet(self) -> None:
        """Change the line between text and item of a list."""
        self._editors[self._part].toggle_bullet()

    def action_reassure(self) -> None:
        """Answer those who save by habit."""
        self._tell(self._("Your text is saved by itself; you need not do anything."))

    def action_hand_in(self) -> None:
        """Begin to hand in."""
        self.put_in_front(ReviewPage(self.desk, self.catalog))
