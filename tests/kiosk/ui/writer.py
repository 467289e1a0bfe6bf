"""An app that is nothing but an editor, and a short way to write down what it shows.

In these texts `|` is the cursor, and `^` where the selection began.
"""

from textual import events
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from exam.manuscript import Part
from kiosk.text import Clipboard
from kiosk.ui.editor import Editor
from kiosk.ui.notices import Notice
from kiosk.ui.topic import TopicPage

_MOST_LOOKS = 40
_NAMES = {" ": "space", "\t": "tab", "\n": "enter"}


class Copy:
    """A text kept up to date from the changes alone."""

    def __init__(self, text: str) -> None:
        self.text = text

    def record(self, at: int, removed: str, inserted: str) -> None:
        end = at + len(removed)
        if self.text[at:end] != removed:
            raise ValueError(at, removed)
        self.text = self.text[:at] + inserted + self.text[end:]


class EditorApp(App[None]):
    """Nothing but an editor, on a text in which the cursor is written down."""

    CSS = "Editor { overflow-y: scroll; overflow-x: hidden; scrollbar-size-vertical: 1; }"

    def __init__(self, text: str = "", part: Part = Part.PAPER) -> None:
        super().__init__()
        plain = text.replace("|", "").replace("^", "")
        self.copy = Copy(plain)
        self.kept = Clipboard()
        self.notices: list[Notice] = []
        self.editor = Editor(part, plain, self.copy.record, self.notices.append, self.kept)
        head = text.replace("^", "").find("|")
        if head >= 0:
            anchor = text.replace("|", "").find("^")
            self.editor.sheet.select(anchor if anchor >= 0 else head, head)

    def compose(self) -> ComposeResult:
        yield self.editor

    def press(self, *keys: str) -> None:
        """Do what keys do, without waiting for the screen."""
        for key in keys:
            if key == "F6":
                self.editor.cycle_heading()
            elif key == "F7":
                self.editor.cycle_list()
            else:
                character = key if len(key) == 1 else {"space": " ", "alt+q": "q"}.get(key)
                self.editor.take_key(events.Key(_NAMES.get(key, key), character))

    @property
    def shown(self) -> str:
        """The text, with cursor and selection written down."""
        anchor, head = self.editor.sheet.selection
        text = self.editor.text
        text = text[:head] + "|" + text[head:]
        if anchor != head:
            anchor += anchor > head
            text = text[:anchor] + "^" + text[anchor:]
        return text

    def rows(self) -> list[str]:
        """What the screen shows, row by row."""
        return [strip.text.rstrip() for strip in self.screen._compositor.render_strips(self.size)]


async def after(*keys: str, text: str = "|", part: Part = Part.PAPER) -> str:
    """Return what is shown after these keys, and hold that the desk has the same text."""
    app = EditorApp(text, part)
    async with app.run_test(size=(40, 10)) as pilot:
        app.press(*keys)
        await pilot.pause()
        if app.copy.text != app.editor.text:
            raise ValueError(app.copy.text, app.editor.text)
        return app.shown


async def begin(pilot: Pilot[None]) -> None:
    """Answer the topic, which leads on to its end first."""
    for _ in range(_MOST_LOOKS):
        if not isinstance(pilot.app.screen, TopicPage):
            return
        await pilot.press("enter")
        await pilot.pause(0.01)


async def settle(pilot: Pilot[None]) -> None:
    """Let everything be drawn."""
    await pilot.pause()
    await pilot.pause()
