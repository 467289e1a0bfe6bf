"""The editor: what keys do to a sheet, and what the page is told about it.

What is typed is literal; nothing comes in from a clipboard outside the kiosk.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from textual import events
from textual.geometry import Region
from textual.message import Message

from exam.manuscript import BlockKind, Part
from kiosk.text import Clipboard, Recorder, Selection, Sheet
from kiosk.ui.commands import CHANGING, KINDS, PRESSING, Command, Surroundings
from kiosk.ui.ear import Ear
from kiosk.ui.extent import Grown, extent_of
from kiosk.ui.keys import CHANGES, MOVES, SELECTING, writes
from kiosk.ui.lines import (
    HEADINGS,
    list_by_hand,
    next_heading,
    next_list,
    notice_of,
    place_under,
)
from kiosk.ui.notices import Notice, Tell
from kiosk.ui.pointer import Pointer
from kiosk.ui.work import Work

_NOT_YET_KNOWN: Final = 0
"""A width at which nothing is wrapped."""
_SOON_SECONDS: Final = 0.15
"""So long after a key others are told of it; the keys that follow meanwhile are told with it."""
_SAID_OF: Final = {Command.PAGE_BREAK: Notice.PAGE_BREAK, Command.NEW_SLIDE: Notice.TITLE}
"""What is said of a command whose mark in the text does not speak for itself."""


class Editor(Pointer):
    """Where one part is written; `record` hears of every change, `tell` of what is to be said.

    Its `ear` lets others hear of changes too.

    While it `is_covered`, something stands in front of a part of it; while it `is_watched`,
    something beside it shows where the cursor is and what stands there.
    """

    class WorkChanged(Message):
        """Marking, or work in a table or a footnote, was begun or ended."""

    class Touched(Message):
        """Text or cursor are no longer what they were a moment ago."""

    def __init__(
        self, part: Part, text: str, record: Recorder, tell: Tell, clipboard: Clipboard
    ) -> None:
        self.ear = Ear(record)
        super().__init__(Sheet(text, self.ear.hear, _NOT_YET_KNOWN), f"editor-{part}")
        self.part = part
        self._grown: Grown | None = None
        self.is_covered = self.is_watched = False
        self._tell = tell
        self._clipboard = clipboard
        self._last_work = Work()
        self._is_telling = False
        self._pointed_at: Selection | None = None
        self._own_changes: Mapping[str, Callable[[Sheet], bool]] = {
            "ctrl+b": self._toggle_bold,
            "ctrl+r": self._toggle_italic,
            "ctrl+x": self._cut,
            "ctrl+v": self._paste,
            "ctrl+z": self._undo,
            "ctrl+y": self._redo,
            "ctrl+shift+z": self._redo,
        }
        self._said_of_much: Mapping[Callable[[Sheet], bool], Notice] = {
            self._cut: Notice.MUCH_CUT,
            self._undo: Notice.MUCH_UNDONE,
        }

    @property
    def text(self) -> str:
        """The whole text, marks included."""
        return self.sheet.text

    @property
    def work(self) -> Work:
        """What one is in the middle of."""
        sheet = self.sheet
        on_title = self.has_focus and sheet.current_kind in HEADINGS
        grown = self._grown if sheet.is_marking else None
        return Work(sheet.is_marking, sheet.in_table, sheet.in_note, on_title, grown)

    @property
    def surroundings(self) -> Surroundings:
        """Where the cursor is, as the menu wants to know it."""
        sheet = self.sheet
        state = sheet.current_state
        return Surroundings(self.part, sheet.current_kind, state.bold, state.italic, sheet.in_table)

    # -- keys

    async def _on_key(self, event: events.Key) -> None:
        event.prevent_default()
        if self.take_key(event):
            event.stop()

    def take_key(self, event: events.Key) -> bool:
        """Do what a key does here; False if it does nothing here."""
        key, pointed_at = event.key, self._pointed_at
        self._pointed_at = self._grown = None
        if key == "enter" and pointed_at == self.sheet.selection:
            self.sheet.stop_marking()
            self.show_changes()
            return True
        taken = self._move(key) or self._select(key) or self._change(key, event.character)
        if taken:
            self.show_changes()
        return taken

    def go_under(self, heading: int) -> None:
        """Put the cursor where the text under a heading begins."""
        self.sheet.place_cursor(place_under(self.text, heading))
        self.show_changes()

    def point_at(self, start: int, end: int) -> None:
        """Select a place that somebody has asked to see; one Enter too many leaves it as it is.

        Its beginning, where the cursor is, comes to stand a third down the view. Where nothing but
        a heading stands, a line for the text under it is laid in.
        """
        self.sheet.select(end, start)
        chosen = self.sheet.selection
        if chosen.is_empty and self.sheet.is_behind_heading:
            self.change(Sheet.break_line)
        self._pointed_at = None if chosen.is_empty else chosen
        self.show_changes()
        self.call_after_refresh(self._show_below_others, chosen)

    def _show_below_others(self, chosen: Selection) -> None:
        """Scroll so that what was chosen, if it still is, has some of the text above it."""
        if chosen == self.sheet.selection:
            self.scroll_rows(self._cursor_spot().y - self.size.height // 3 - self._top)

    def show_changes(self, *, follow: bool = True) -> None:
        """Draw what has changed, and tell of it: of other work at once, of the rest soon."""
        if (work := self.work) != self._last_work:
            self._last_work = work
            self.post_message(self.WorkChanged())
        if self.is_watched and not self._is_telling:
            self._is_telling = True
            self.set_timer(_SOON_SECONDS, self._tell_touched)
        super().show_changes(follow=follow)

    def _tell_touched(self) -> None:
        self._is_telling = False
        self.post_message(self.Touched())

    def _draw(self, rows: Sequence[int]) -> None:
        """Draw rows; what stands in front of them is drawn with them."""
        if self.is_covered:
            self.refresh(*(Region(0, row, self.size.width, 1) for row in rows))
        else:
            super()._draw(rows)

    def _move(self, key: str) -> bool:
        step = MOVES.get(key)
        if step is not None:
            self.sheet.move(step.move, extend=step.extend)
        return step is not None

    def _select(self, key: str) -> bool:
        if command := SELECTING.get(key):
            self._select_more(command)
        elif key == "ctrl+c":
            self._copy()
        elif key == "escape" and (self.sheet.is_marking or not self.sheet.selection.is_empty):
            self.sheet.stop_marking()
        elif key == "escape" and self.sheet.in_note:
            self.sheet.leave_note()
        else:
            return False
        return True

    def _select_more(self, command: Callable[[Sheet], None]) -> None:
        """Select by one step more, and say what is selected then."""
        command(self.sheet)
        if self.sheet.is_marking:
            self._grown = extent_of(self.sheet)
        else:
            self._tell(Notice.ALL_SELECTED)

    def _change(self, key: str, character: str | None) -> bool:
        if command := CHANGES.get(key) or self._own_changes.get(key):
            self.change(command)
        elif typed := writes(key, character):
            self._begin_title()
            self.change(lambda sheet: sheet.insert(typed))
            if typed == " " and (notice := list_by_hand(self.sheet)):
                self._tell(notice)
        else:
            return False
        return True

    def change(self, command: Callable[[Sheet], bool]) -> None:
        """Change the text; one that is full says so, and what takes away much of it too."""
        self.ear.listen()
        if not command(self.sheet):
            self._tell(Notice.FULL)
        elif self.ear.lost_much:
            self._tell(self._said_of_much.get(command, Notice.MUCH_DELETED))

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self._tell(Notice.PASTE_REFUSED)

    # -- the kiosk's own clipboard, and undo

    def _copy(self) -> None:
        text = self.sheet.copy()
        if text:
            self._clipboard.text = text
            if self.sheet.is_marking:
                self.sheet.stop_marking()
        self._tell(Notice.COPIED if text else Notice.NOTHING_SELECTED)

    def _cut(self, sheet: Sheet) -> bool:
        text = sheet.cut()
        if text:
            self._clipboard.text = text
        self._tell(Notice.CUT if text else Notice.NOTHING_SELECTED)
        return True

    def _paste(self, sheet: Sheet) -> bool:
        if not self._clipboard.text:
            self._tell(Notice.NOTHING_KEPT)
        return sheet.paste(self._clipboard.text)

    def _undo(self, sheet: Sheet) -> bool:
        return self._tell_step(Notice.UNDONE if sheet.undo() else Notice.NOTHING_TO_UNDO)

    def _redo(self, sheet: Sheet) -> bool:
        return self._tell_step(Notice.REDONE if sheet.redo() else Notice.NOTHING_TO_REDO)

    def _tell_step(self, notice: Notice) -> bool:
        """Say what became of a step; the view goes to where the text has changed by it."""
        sheet = self.sheet
        if notice in {Notice.UNDONE, Notice.REDONE}:
            spots = (sheet.layout.spot(each) for each in (sheet.cursor, self.ear.changed_at))
            here, there = (spot.row for spot in spots)
            if abs(here - there) > sheet.page_rows:
                sheet.place_cursor(self.ear.changed_at)
        self._tell(notice)
        return True

    # -- marks of letters

    def _toggle_bold(self, sheet: Sheet) -> bool:
        taken = sheet.toggle_bold()
        self._tell_next(Notice.BOLD_ON if sheet.current_state.bold else Notice.BOLD_OFF)
        return taken

    def _toggle_italic(self, sheet: Sheet) -> bool:
        taken = sheet.toggle_italic()
        self._tell_next(Notice.ITALIC_ON if sheet.current_state.italic else Notice.ITALIC_OFF)
        return taken

    def _tell_next(self, notice: Notice) -> None:
        """Say how letters will be, unless it is to be seen on those that are selected."""
        if self.sheet.selection.is_empty:
            self._tell(notice)

    # -- marks of lines

    def do(self, command: Command) -> None:
        """Do what was chosen in the menu."""
        if command in KINDS:
            self._mark_lines(KINDS[command])
        elif command in CHANGING:
            self.change(CHANGING[command])
        elif command in PRESSING:
            self.take_key(events.Key(PRESSING[command], None))
        if notice := _SAID_OF.get(command):
            self._tell(notice)
        self.show_changes()

    def cycle_heading(self) -> None:
        """Turn the lines: a heading, a smaller one, the smallest, text; a slide title: on, off."""
        self._mark_lines(next_heading(self.part, self.sheet.current_kind))

    def cycle_list(self) -> None:
        """Turn the lines: items with bullets, numbered items, text."""
        self._mark_lines(next_list(self.sheet.current_kind))

    def _begin_title(self) -> None:
        """Make the first line of empty slides a title."""
        if self.part is Part.SLIDES and not self.sheet.length:
            self.change(lambda sheet: sheet.mark_lines(BlockKind.HEADING_1))

    def _mark_lines(self, kind: BlockKind) -> None:
        if self.sheet.in_table:
            self._tell(Notice.NOT_IN_TABLE)
            return
        self.change(lambda sheet: sheet.mark_lines(kind))
        self.show_changes()
        if self.sheet.current_kind is kind:
            self._tell(notice_of(self.part, kind))
