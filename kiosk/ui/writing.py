"""The screen on which one writes for hours: how it begins, and what its keys do."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from gettext import NullTranslations
from typing import ClassVar, Final

from textual.binding import Binding, BindingType

from exam.manuscript import Part
from kiosk.text import Move
from kiosk.ui.appearance import AppearancePage
from kiosk.ui.beginning import has_begun
from kiosk.ui.call_page import CallPage
from kiosk.ui.commands import Command, groups_for
from kiosk.ui.forks import ForksPage
from kiosk.ui.help import HelpPage
from kiosk.ui.keys import PAGE_KEYS
from kiosk.ui.memory import settle_memory
from kiosk.ui.menu import MenuPage
from kiosk.ui.messages_page import MessagesPage
from kiosk.ui.new_card import NewCardPage
from kiosk.ui.notices import Notice
from kiosk.ui.review import ReviewPage
from kiosk.ui.seat import SeatDesk
from kiosk.ui.sheets_page import Bookmark, SheetsPage
from kiosk.ui.stick import StickPage
from kiosk.ui.table_size import TableSizePage
from kiosk.ui.topic import TopicPage

__all__ = ["Bookmark", "WritingPage"]
_ROWS: Final = 3
"""Rows of a new table, its head included."""


class WritingPage(SheetsPage):
    """Where one writes; whatever stands in front of the text for a while gives way with Esc."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(key, action, show=False) for key, action in PAGE_KEYS.items()
    ]

    def __init__(
        self, desk: SeatDesk, catalog: NullTranslations, bookmark: Bookmark | None = None
    ) -> None:
        super().__init__(desk, catalog, bookmark)
        self._showing: Mapping[Command, Callable[[], None]] = {
            Command.TABLE: self._ask_for_table,
            Command.PREVIEW: self.action_preview,
            Command.FIND: self.action_find,
            Command.OUTLINE: self.action_outline,
            Command.NOTES: self.action_notes,
            Command.APPEARANCE: self._choose_appearance,
            Command.HELP: self.action_help,
            Command.CALL: self._ask_to_call,
            Command.MESSAGES: self._show_messages,
            Command.FORKS: self._show_forks,
            Command.NEW_CARD: self._ask_for_card,
            Command.STICK: self._ask_for_pin,
        }

    def on_mount(self) -> None:
        """Go on where it was left; else at the end of what there is, or at the beginning."""
        left_at = self._left_at
        for part, editor in self._editors.items():
            place = None if left_at is None else left_at.cursors.get(part)
            if place is None:
                editor.sheet.move(Move.TEXT_END)
            else:
                editor.sheet.place_cursor(place)
        self._place.open(Part.PAPER if left_at is None else left_at.part)
        if not self._has_begun():
            if left_at is None:
                self._begin_paper()
            self.put_in_front(TopicPage(self.desk, self.catalog, goes_on=False))
        self.call_after_refresh(settle_memory)

    def _has_begun(self) -> bool:
        """Whether anything was written yet; sections that were laid in are nothing."""
        sections = self.desk.config.writing.paper.sections
        paper, *others = (editor.text for editor in self._editors.values())
        return has_begun(paper, sections) or any(others)

    def _begin_paper(self) -> None:
        """Lay in the sections that are asked for; the cursor stands under the first."""
        sheet = self._editors[Part.PAPER].sheet
        if not sheet.length:
            sheet.lay_sections(self.desk.config.writing.paper.sections)
        else:
            sheet.move(Move.TEXT_START)
            sheet.move(Move.PARAGRAPH_DOWN)

    # -- keys

    def action_help(self) -> None:
        """Show the page about the keys."""
        self.put_in_front(HelpPage(self.desk, self.catalog))

    def action_topic(self) -> None:
        """Show the topic."""
        self.put_in_front(TopicPage(self.desk, self.catalog, goes_on=True))

    def action_other_part(self) -> None:
        """Change between paper and slides, if there are any."""
        if not self.desk.config.writing.has_slides:
            self._tell_notice(Notice.NO_OTHER_PART)
            return
        self.open(Part.SLIDES if self._place.back_to is Part.PAPER else Part.PAPER)

    def action_notes(self) -> None:
        """Go to the notes, or back from them."""
        is_there = self._place.part is Part.NOTES
        self.open(self._place.back_to if is_there else Part.NOTES)

    def action_outline(self) -> None:
        """Go to the outline; notes have none."""
        self._find_bar.close()
        if self._place.part is Part.NOTES:
            self._tell_notice(Notice.NOTHING_IN_NOTES)
            return
        self._place.open_outline()
        self.bring_up_to_date(self.desk.view)

    def action_heading(self) -> None:
        """Change the line between text and heading."""
        if self._editor.has_focus:
            self._editor.cycle_heading()

    def action_list(self) -> None:
        """Change the line between text and item of a list."""
        if self._editor.has_focus:
            self._editor.cycle_list()

    def action_find(self) -> None:
        """Look for a text in this part."""
        self._place.go_to_text()
        self._find_bar.open(self._editor)

    def action_back_to_text(self) -> None:
        """End looking for a text."""
        self._find_bar.close()

    def action_reassure(self) -> None:
        """Answer those who save by habit."""
        self._tell_notice(Notice.SAVED_BY_ITSELF)

    def action_preview(self) -> None:
        """Show the paper as pages, or the slides as they will be projected."""
        # Loaded when it is asked for: neither the first picture nor those who never look wait.
        from kiosk.ui.preview import PreviewPage

        shown = self._place.listed
        page = PreviewPage(self.desk, self.catalog, shown.part, shown.sheet.cursor)
        self.put_in_front(page)

    def action_hand_in(self) -> None:
        """Begin to hand in."""
        self.put_in_front(ReviewPage(self.desk, self.catalog, self.go_to))

    # -- the menu

    def action_menu(self) -> None:
        """Show everything that can be done here."""
        self._find_bar.close()
        self._place.go_to_text()
        here = replace(self._editor.surroundings, has_forks=self.desk.view.forks > 0)
        groups = groups_for(here, self._)
        self.put_in_front(MenuPage(self.desk, self.catalog, groups, self._carry_out))

    def _carry_out(self, command: Command) -> None:
        show = self._showing.get(command)
        if show is not None:
            show()
        else:
            self._editor.do(command)

    def _ask_for_table(self) -> None:
        self.put_in_front(TableSizePage(self.desk, self.catalog, self._begin_table))

    def _begin_table(self, columns: int) -> None:
        self._editor.change(lambda sheet: sheet.insert_table(columns, _ROWS))
        self._editor.show_changes()
        self._tell_notice(Notice.TABLE_BEGUN)

    def _ask_to_call(self) -> None:
        self.put_in_front(CallPage(self.desk, self.catalog))

    def _show_messages(self) -> None:
        self.put_in_front(MessagesPage(self.desk, self.catalog))

    def _show_forks(self) -> None:
        self._quiet.forks_seen = self.desk.view.forks
        self.put_in_front(ForksPage(self.desk, self.catalog, self._clipboard))

    def _ask_for_card(self) -> None:
        self.put_in_front(NewCardPage(self.desk, self.catalog))

    def _ask_for_pin(self) -> None:
        self.put_in_front(StickPage(self.desk, self.catalog))

    def _choose_appearance(self) -> None:
        self.put_in_front(AppearancePage(self.desk, self.catalog))
