"""A stock Textual `TextArea` with a file in it, and nothing else.

Its cursor does not blink, since a blink would look like a late change. F5 goes to the line and
column that stand in the file beside; no key of its own does.
"""

import sys
from pathlib import Path
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import TextArea


class StockApp(App[None]):
    """One text area."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("f5", "go", show=False)]

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._file = file

    def compose(self) -> ComposeResult:
        """Show the file."""
        area = TextArea(self._file.read_text("utf-8"))
        area.cursor_blink = False
        yield area

    def action_go(self) -> None:
        """Put the cursor where the file beside says."""
        line, column = self._file.with_suffix(".spot").read_text().split(",")
        self.query_one(TextArea).move_cursor((int(line), int(column)))


if __name__ == "__main__":
    StockApp(Path(sys.argv[1])).run()
