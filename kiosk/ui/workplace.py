"""The middle of the writing screen: one text in sight, and the outline beside it or over it.

From `WIDE` columns on, the outline stands beside the text. On a narrower screen it lies over the
text while it is asked for, so that no row of the text moves.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message

from exam.manuscript import Part, Slide, slides_of
from kiosk.ui.editor import Editor
from kiosk.ui.entries import SlidePlace, slide_at
from kiosk.ui.moved import Passage, moved, stayed
from kiosk.ui.outline import Outline
from kiosk.view import DeskView

WIDE: Final = 110
"""Columns from which on there is room for outline and text side by side."""


class Workplace(Horizontal):
    """The parts of the work, of which one is open; `required` are the sections asked for."""

    class Moved(Message):
        """A section was to change places with its neighbour."""

        def __init__(self, move: Passage) -> None:
            super().__init__()
            self.move = move

    def __init__(
        self, editors: Mapping[Part, Editor], outline: Outline, required: Sequence[str]
    ) -> None:
        super().__init__(id="desk")
        self._editors = editors
        self._outline = outline
        self._required = required
        self._slides: tuple[str, tuple[Slide, ...]] = ("", ())
        self._is_over = False
        self._words = 0
        self.part = Part.PAPER
        self.back_to = Part.PAPER

    def compose(self) -> ComposeResult:
        """Yield the outline and the editors."""
        yield self._outline
        yield from self._editors.values()

    @property
    def editor(self) -> Editor:
        """The editor in sight."""
        return self._editors[self.part]

    @property
    def listed(self) -> Editor:
        """The editor of what the outline lists: paper or slides, even while notes are open."""
        return self._editors[self.back_to]

    def open(self, part: Part) -> None:
        """Show a part; keys go to it."""
        self.part = part
        if part is not Part.NOTES:
            self.back_to = part
        for each, editor in self._editors.items():
            editor.display = each is part
        self.go_to_text()

    def go_to_text(self) -> None:
        """Let keys go to the text, with nothing in front of it."""
        self._is_over = False
        self._arrange()
        self.screen.set_focus(self.editor)

    # -- the outline

    @property
    def slide(self) -> SlidePlace | None:
        """The slide with the cursor; None elsewhere, and while there is none."""
        if self.part is not Part.SLIDES:
            return None
        return slide_at(self._known_slides(), self.editor.sheet.cursor)

    def open_outline(self) -> None:
        """Let keys go to the outline."""
        self._is_over = self.screen.size.width < WIDE
        self._arrange()
        self.screen.set_focus(self._outline)

    def show_view(self, view: DeskView) -> None:
        """Let the outline list what stands there now, if it is in sight."""
        self._words = view.words
        if self._outline.display:
            self._list()

    def _list(self) -> None:
        sheet = self.listed.sheet
        if self.back_to is Part.SLIDES:
            self._outline.show_slides(self._known_slides(), sheet.cursor)
        else:
            self._outline.show(
                sheet.headings(), sheet.cursor, words=self._words, required=self._required
            )

    def on_resize(self) -> None:
        """Put the outline beside the text, or over it, as there is room."""
        self._is_over = self._outline.has_focus and self.screen.size.width < WIDE
        self._arrange()
        if self._outline.display:
            self._list()

    def on_descendant_focus(self) -> None:
        """Take the outline away from over the text once keys go elsewhere."""
        if self._is_over and not self._outline.has_focus:
            self._is_over = False
            self._arrange()

    def _arrange(self) -> None:
        self._outline.set_class(self._is_over, "-over")
        self._outline.display = self._is_over or self.screen.size.width >= WIDE
        for part, editor in self._editors.items():
            editor.is_covered = self._is_over
            editor.is_watched = self._outline.display or part is Part.SLIDES

    def _known_slides(self) -> tuple[Slide, ...]:
        """The slides, looked for once for each text."""
        text = self._editors[Part.SLIDES].text
        if text != self._slides[0]:
            self._slides = (text, slides_of(text))
        return self._slides[1]

    @on(Outline.Chosen)
    def go_to_chosen(self, event: Outline.Chosen) -> None:
        """Go to a section or a slide."""
        event.stop()
        self.open(self.back_to)
        self.editor.go_under(event.at)

    @on(Outline.MoveAsked)
    def move_section(self, event: Outline.MoveAsked) -> None:
        """Let a section change places with its neighbour."""
        event.stop()
        sheet = self.listed.sheet
        before = sheet.headings()
        if sheet.move_section(event.at, down=event.down):
            self.listed.show_changes()
            self._list()
            move = moved(before, sheet.headings(), event.at, down=event.down)
        else:
            self._outline.stay()
            move = stayed(before, event.at, down=event.down)
        if move is not None:
            self.post_message(self.Moved(move))

    @on(Outline.StepAsked)
    def take_step(self, event: Outline.StepAsked) -> None:
        """Take back a step of the text that is listed, or bring one back."""
        event.stop()
        self.listed.take_key(events.Key(event.key, None))
        self._list()

    @on(Outline.Left)
    def leave_outline(self, event: Outline.Left) -> None:
        """Go back to the text."""
        event.stop()
        self.go_to_text()
