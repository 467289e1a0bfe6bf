"""The screen on which one writes for hours: status, editor, one quiet line, keys."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from gettext import NullTranslations
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.timer import Timer

from exam.errors import ExamError
from exam.manuscript import Part
from kiosk.text import Clipboard, Move, Sheet
from kiosk.ui.bar import Bar
from kiosk.ui.editor import Editor
from kiosk.ui.find import FindBar
from kiosk.ui.help import HelpPage
from kiosk.ui.keybar import KeyBar, KeyHint
from kiosk.ui.memory import settle_memory
from kiosk.ui.notices import Notice, say_notice
from kiosk.ui.page import Page
from kiosk.ui.phrases import say_connection, say_error, say_number
from kiosk.ui.review import ReviewPage
from kiosk.ui.seat import SeatDesk
from kiosk.ui.status import Status
from kiosk.ui.topic import TopicPage
from kiosk.view import DeskView

_HINT_SECONDS: Final = 6.0
_WIDE: Final = 110
"""Columns from which on there is room for the name of every key; Help has them all."""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """What is kept when the page is taken away: the open part, the cursors, what was copied.

    Cursors are places in the texts, in characters from their start; the sheets know what can be
    undone. `copied` is what was on the clipboard then.
    """

    part: Part
    cursors: Mapping[Part, int]
    clipboard: Clipboard = field(default_factory=Clipboard)
    sheets: Mapping[Part, Sheet] = field(default_factory=dict)
    copied: str = ""


class WritingPage(Page):
    """Paper and slides; every change goes to the desk as it is made."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "help", show=False),
        Binding("f2", "topic", show=False),
        Binding("f3", "other_part", show=False),
        Binding("f6", "heading", show=False),
        Binding("f7", "bullet", show=False),
        Binding("f10", "hand_in", show=False),
        Binding("ctrl+f", "find", show=False),
        Binding("ctrl+s", "reassure", show=False),
        Binding("escape", "close_find", show=False),
    ]

    def __init__(
        self, desk: SeatDesk, catalog: NullTranslations, bookmark: Bookmark | None = None
    ) -> None:
        super().__init__(desk, catalog)
        self._left_at = bookmark
        self._part = Part.PAPER
        self._hint = ""
        self._hint_timer: Timer | None = None
        self._clipboard = bookmark.clipboard if bookmark else Clipboard()
        self._editors = {
            part: Editor(
                part,
                desk.text(part),
                partial(self._record, part),
                self._tell_notice,
                self._clipboard,
            )
            for part in (Part.PAPER, Part.SLIDES)
        }
        for part, sheet in (bookmark.sheets if bookmark else {}).items():
            self._editors[part].sheet.go_on_from(sheet)
        self._status = Status(desk.config, desk.seat_name, catalog)
        self._quiet = Bar(id="quiet")
        self._find_bar = FindBar(self._clipboard, self._tell_notice, catalog)

    def compose(self) -> ComposeResult:
        """Draw status, both editors (one in sight), the find bar, the quiet line and the keys."""
        yield self._status
        with Horizontal(id="desk"):
            yield from self._editors.values()
        yield self._find_bar
        yield self._quiet
        yield KeyBar(classes="keys")

    @property
    def bookmark(self) -> Bookmark:
        """Where somebody is now, and what was copied last."""
        cursors = {part: editor.sheet.cursor for part, editor in self._editors.items()}
        sheets = {part: editor.sheet for part, editor in self._editors.items()}
        return Bookmark(self._part, cursors, self._clipboard, sheets, self._clipboard.text)

    @property
    def _editor(self) -> Editor:
        """The editor in sight."""
        return self._editors[self._part]

    def on_mount(self) -> None:
        """Go on where it was left, or at the end of the paper; at first one sees the topic."""
        left_at = self._left_at
        self._open(Part.PAPER if left_at is None else left_at.part)
        for part, editor in self._editors.items():
            if left_at is None:
                editor.sheet.move(Move.TEXT_END)
            else:
                editor.sheet.place_cursor(left_at.cursors.get(part, 0))
        if not any(editor.text for editor in self._editors.values()):
            self.action_topic()
        self.call_after_refresh(settle_memory)

    def hints(self) -> Sequence[KeyHint]:
        """Name the keys that work now."""
        _ = self._
        if self._find_bar.display and not self._editor.has_focus:
            return self._find_bar.hints()
        slides = self._part is Part.SLIDES
        hints = [
            ("F1", _("Help")),
            ("F2", _("Topic")),
            ("F3", _("Paper") if slides else _("Slides")),
            ("F6", _("Title") if slides else _("Heading")),
            ("F7", _("List")),
            ("F10", _("Hand in")),
        ]
        if self.size.width >= _WIDE:
            hints[-1:-1] = [("F8", _("Select")), ("Ctrl+F", _("Find"))]
        return hints

    def show_view(self, view: DeskView) -> None:
        """Bring status and quiet line up to date."""
        self._status.show_view(view, self._part)
        quiet = self._quiet
        is_marking = self._editor.sheet.is_marking
        is_trouble = view.trouble is not None and not self._hint and not is_marking
        quiet.set_class(is_trouble, "-trouble")
        quiet.set_class(is_marking and not self._hint, "-marking")
        quiet.say(f" {self._quiet_sentence(view)}")

    def _quiet_sentence(self, view: DeskView) -> str:
        """What the last key did or did not, while that is new; else what lasts."""
        _ = self._
        if self._hint:
            return self._hint
        if self._editor.sheet.is_marking:
            return _("SELECTING   arrows or F8: more   Ctrl+C: copy   Ctrl+X: cut   Esc: end")
        if view.trouble is not None:
            return say_error(view.trouble, _)
        return say_connection(view.synced_ago, _)

    def _fit_reading(self) -> None:
        """Nothing on this page is read in a part of it that would have to be fitted."""

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
        self.set_focus(self._editor)
        self._name_keys()
        self.bring_up_to_date(self.desk.view)

    def _name_keys(self) -> None:
        self.query_one(KeyBar).hint(self.hints())

    # -- what is said in the quiet line

    def _tell(self, hint: str) -> None:
        """Show a hint for a few seconds."""
        self._hint = hint
        if self._hint_timer is not None:
            self._hint_timer.stop()
        self._hint_timer = self.set_timer(_HINT_SECONDS, self._forget_hint)
        self.bring_up_to_date(self.desk.view)

    def _forget_hint(self) -> None:
        self._hint = ""

    def _tell_notice(self, notice: Notice) -> None:
        """Say what a key did, or why it did nothing."""
        self._tell(say_notice(notice, self._))

    @on(Editor.MarkingChanged)
    def tell_marking(self) -> None:
        """Say at once that marking has begun, or has ended."""
        if self._editor.sheet.is_marking:
            self._forget_hint()
        self.bring_up_to_date(self.desk.view)

    @on(FindBar.Replaced)
    def tell_replaced(self, event: FindBar.Replaced) -> None:
        """Say how many finds were replaced."""
        count = say_number(event.count, self._)
        self._tell(
            self._("Replaced {count} times. Ctrl+Z takes all of it back.").format(count=count)
            if event.count
            else self._("Nothing was found to replace.")
        )

    def on_resize(self) -> None:
        """Name as many keys as there is room for."""
        self._name_keys()
        super().on_resize()

    def on_descendant_focus(self) -> None:
        """Name the keys of what has the focus now."""
        self._name_keys()

    # -- keys

    def action_help(self) -> None:
        """Show the page about the keys."""
        self.put_in_front(HelpPage(self.desk, self.catalog))

    def action_topic(self) -> None:
        """Show the topic."""
        self.put_in_front(TopicPage(self.desk, self.catalog))

    def action_other_part(self) -> None:
        """Change between paper and slides."""
        self._find_bar.close()
        self._open(Part.SLIDES if self._part is Part.PAPER else Part.PAPER)

    def action_heading(self) -> None:
        """Change the line between text and heading."""
        self._editor.cycle_heading()

    def action_bullet(self) -> None:
        """Change the line between text and item of a list."""
        self._editor.toggle_bullet()

    def action_find(self) -> None:
        """Look for a text in this part."""
        self._find_bar.open(self._editor)

    def action_close_find(self) -> None:
        """End looking for a text."""
        self._find_bar.close()

    def action_reassure(self) -> None:
        """Answer those who save by habit."""
        self._tell(self._("Your text is saved by itself; you need not do anything."))

    def action_hand_in(self) -> None:
        """Begin to hand in."""
        self.put_in_front(ReviewPage(self.desk, self.catalog))
