"""Where a card code is typed: it falls into groups of four by itself and forgives its spelling."""

from textual.widgets import Input

from exam.codes import fold_typed, show_code
from kiosk.ui.field import Field

_GROUP = 4


class CodeInput(Field):
    """A field for a code in groups."""

    def regroup(self) -> None:
        """Write what was typed in groups, with the cursor behind the same character."""
        typed = self.value
        shown = show_code(fold_typed(typed))
        if shown == typed:
            return
        kept = len(fold_typed(typed[: self.cursor_position]))
        with self.prevent(Input.Changed):
            self.value = shown
        self.cursor_position = kept + max(0, (kept - 1) // _GROUP)
