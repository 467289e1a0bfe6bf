"""The editor of the practice text: what is typed in it goes nowhere."""

from collections.abc import Callable
from typing import ClassVar, Final

from textual import events
from textual.binding import Binding, BindingType

from exam.manuscript import Part
from kiosk.text import Clipboard, Move
from kiosk.ui.editor import Editor
from kiosk.ui.goals import Moment
from kiosk.ui.notices import Tell

_LEADING: Final = {"pageup": "lesson_before", "pagedown": "next_lesson"}
"""Keys that have nothing to do in a text of one page, and what they do to the lessons."""


def _forget(_at: int, _removed: str, _inserted: str) -> None:
    """Record nothing: practice is thrown away."""


class PracticeEditor(Editor):
    """An editor whose changes go nowhere; `look` is called after each key and each click."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(key, f"screen.{action}", show=False) for key, action in _LEADING.items()
    ]

    def __init__(self, text: str, tell: Tell, look: Callable[[Moment], None]) -> None:
        self._own_clipboard = Clipboard()
        super().__init__(Part.PAPER, text, _forget, tell, self._own_clipboard)
        self._look = look
        self.sheet.move(Move.TEXT_END)

    def take_key(self, event: events.Key) -> bool:
        """Do what a key does, but for those that lead from lesson to lesson."""
        return event.key not in _LEADING and super().take_key(event)

    def end_styles(self) -> None:
        """Let what is typed next be plain; what is selected stays as it is."""
        anchor, head = self.sheet.selection
        if anchor != head:
            return
        if self.sheet.current_state.bold:
            self.sheet.toggle_bold()
        if self.sheet.current_state.italic:
            self.sheet.toggle_italic()

    @property
    def moment(self) -> Moment:
        """What can be seen now."""
        return Moment(self.text, *self.sheet.selection, self._own_clipboard.text)

    def empty_clipboard(self) -> None:
        """Forget what was copied, so that copying it again can be seen."""
        self._own_clipboard.text = ""

    def show_changes(self, *, follow: bool = True) -> None:
        """Draw what has changed, and let the lesson look at it."""
        super().show_changes(follow=follow)
        self._look(self.moment)
