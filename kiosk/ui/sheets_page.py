"""What the writing screen shows: status, a text with its outline, one quiet line, keys."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from gettext import NullTranslations
from typing import Final

from textual import on
from textual.app import ComposeResult

from exam.manuscript import Part
from exam.manuscript.asked import parts_of
from kiosk.text import Clipboard, Sheet
from kiosk.ui.editor import Editor
from kiosk.ui.find import FindBar
from kiosk.ui.hints import hints_for
from kiosk.ui.keybar import KeyBar, KeyHint
from kiosk.ui.milestones import Milestones
from kiosk.ui.moved import say_moved
from kiosk.ui.notices import STEADY, Notice, say_notice
from kiosk.ui.outline import Outline
from kiosk.ui.page import Page
from kiosk.ui.phrases import say_number
from kiosk.ui.proctor_panel import ProctorPanel
from kiosk.ui.quiet import QuietLine
from kiosk.ui.seat import SeatDesk
from kiosk.ui.status import Status
from kiosk.ui.workplace import Workplace
from kiosk.view import DeskView

_ROOM_FOR_ALL_KEYS: Final = 100
"""Columns."""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """What is kept when the page is taken away: the open part, the cursors, what was copied.

    Cursors are places in the texts, in characters from their start; the sheets know what can be
    undone. `copied` is what was on the clipboard then. `milestones` have heard the time until then.
    Of so many texts from other PCs it is known that they are there.
    """

    part: Part
    cursors: Mapping[Part, int]
    clipboard: Clipboard = field(default_factory=Clipboard)
    sheets: Mapping[Part, Sheet] = field(default_factory=dict)
    copied: str = ""
    milestones: Milestones | None = None
    forks_seen: int = 0


def bookmark_at(last_place: tuple[Part, int] | None) -> Bookmark | None:
    """Go on where the work was left at another PC, or before a restart; not in the notes."""
    if last_place is None or last_place[0] is Part.NOTES:
        return None
    part, place = last_place
    return Bookmark(part, {part: place})


class SheetsPage(Page):
    """Paper, slides if asked for, notes: one is open, and every change goes to the desk at once."""

    def __init__(
        self, desk: SeatDesk, catalog: NullTranslations, bookmark: Bookmark | None = None
    ) -> None:
        super().__init__(desk, catalog)
        desk.take_texts()
        self._left_at = bookmark
        self._last_notice: Notice | None = None
        self._clipboard = bookmark.clipboard if bookmark else Clipboard()
        milestones = bookmark.milestones if bookmark else None
        writing = desk.config.writing
        self._quiet = QuietLine(catalog, milestones, has_slides=writing.has_slides)
        self._quiet.forks_seen = bookmark.forks_seen if bookmark else 0
        self._editors = {part: self._editor_of(part) for part in parts_of(writing.slides)}
        for part, sheet in (bookmark.sheets if bookmark else {}).items():
            self._editors[part].sheet.go_on_from(sheet)
        self._status = Status(desk.config, desk.seat_name, catalog)
        self._place = Workplace(self._editors, Outline(catalog), writing.paper.sections)
        self._find_bar = FindBar(self._clipboard, self._tell_notice, catalog)

    def _editor_of(self, part: Part) -> Editor:
        record = partial(self.desk.edit, part)
        text = self.desk.text(part)
        editor = Editor(part, text, record, self._tell_notice, self._clipboard)
        editor.ear.on_edit = self._quiet.hear_change
        return editor

    def compose(self) -> ComposeResult:
        """Draw status, the texts (one in sight), the find bar, the quiet line and the keys."""
        yield self._status
        yield self._place
        yield self._find_bar
        yield self._quiet
        yield ProctorPanel(self.catalog, below_text=True)
        yield KeyBar(classes="keys")

    @property
    def bookmark(self) -> Bookmark:
        """Where somebody is now, and what was copied last."""
        cursors = {part: editor.sheet.cursor for part, editor in self._editors.items()}
        sheets = {part: editor.sheet for part, editor in self._editors.items()}
        part = self._place.part
        copied, quiet = self._clipboard.text, self._quiet
        return Bookmark(
            part, cursors, self._clipboard, sheets, copied, quiet.milestones, quiet.forks_seen
        )

    def go_to(self, part: Part, place: tuple[int, int] | None, advice: str = "") -> None:
        """Open a part, select what stands from one place to another, and say what to do there.

        Without a place the cursor stays where it was in that part.
        """
        self.open(part)
        if place is not None:
            self._editor.point_at(*place)
        if advice:
            self._tell(advice)

    @property
    def _editor(self) -> Editor:
        """The editor in sight."""
        return self._place.editor

    def open(self, part: Part) -> None:
        """Open a part; what was looked for in the other one is done with."""
        self._find_bar.close()
        self._quiet.forget_hint()
        self._place.open(part)
        self.name_keys()
        self.bring_up_to_date(self.desk.view)

    # -- what is shown

    def hints(self) -> Sequence[KeyHint]:
        """Name the keys that work now."""
        if self._find_bar.display and not self._editor.has_focus:
            return self._find_bar.hints()
        if isinstance(self.focused, Outline):
            return self.focused.hints()
        place, has_slides = self._place, self.desk.config.writing.has_slides
        work = self._editor.work
        return hints_for(place.part, place.back_to, work, self._, has_slides=has_slides)

    def show_view(self, view: DeskView) -> None:
        """Bring status, outline and quiet line up to date."""
        self._status.show_view(view, self._place.part, self._place.slide)
        self._place.show_view(view)
        self._quiet.show_view(view, self._place.part, self._editor.work)

    def _fit_reading(self) -> None:
        """Nothing on this page is read in a part of it that would have to be fitted."""

    def aside(self) -> str:
        """Name how to call a proctor where there is room; leave all other room to the keys."""
        return self._("F11 Proctor  ") if self.size.width >= _ROOM_FOR_ALL_KEYS else ""

    def on_resize(self) -> None:
        """Name the keys anew: there may be room for one more."""
        self.name_keys()

    def _tell(self, hint: str, *, steady: bool = False) -> None:
        """Show a hint for as long as one reads it; a `steady` one though one types on."""
        self._last_notice = None
        self._quiet.hint(hint, steady=steady)
        if self._composed:
            self._quiet.show_view(self.desk.view, self._place.part, self._editor.work)

    def _tell_notice(self, notice: Notice) -> None:
        """Say what a key did, or why it did nothing."""
        self._tell(say_notice(notice, self._), steady=notice in STEADY)
        self._last_notice = notice

    @on(Editor.WorkChanged)
    def tell_work(self) -> None:
        """Say at once that marking, a table or a footnote has begun, or has ended."""
        if self._editor.work.is_marking:
            self._quiet.forget_hint()
        self.name_keys()
        self.bring_up_to_date(self.desk.view)

    @on(Editor.Touched)
    def show_what_was_touched(self) -> None:
        """Show what follows from text and cursor."""
        self.bring_up_to_date(self.desk.view)

    @on(FindBar.Replaced)
    def tell_replaced(self, event: FindBar.Replaced) -> None:
        """Say how many finds were replaced."""
        count = say_number(event.count, self._)
        self._tell(
            self._("Replaced {count} times. Ctrl+Z takes all of it back.").format(count=count)
            if event.count
            else self._("Nothing was found to replace."),
            steady=True,
        )

    @on(Outline.Mistaken)
    def tell_where_keys_go(self) -> None:
        """Say that letters go nowhere in the outline."""
        self._tell_notice(Notice.IN_OUTLINE)

    @on(Workplace.Moved)
    def tell_moved(self, event: Workplace.Moved) -> None:
        """Say where a section stands now, or why it stays."""
        self._tell(say_moved(event.move, self._))

    def on_descendant_focus(self) -> None:
        """Name the keys of what has the focus now; what was said of the outline is over."""
        if self._last_notice is Notice.IN_OUTLINE and self._editor.has_focus:
            self._quiet.forget_hint()
        self.name_keys()
