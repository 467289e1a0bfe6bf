"""The find bar: what to look for, what to put in its place, and how often it is there.

The bar stands under the editor, whose text stays in view; every find is marked in it.
"""

from collections.abc import Sequence
from gettext import NullTranslations
from typing import Final

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from exam.manuscript import clean_input, strip_marks
from kiosk.text import Clipboard
from kiosk.ui.bar import Bar
from kiosk.ui.editor import Editor
from kiosk.ui.field import Field
from kiosk.ui.keybar import KeyHint
from kiosk.ui.keys import writes
from kiosk.ui.notices import Notice, Tell
from kiosk.ui.phrases import say_number

_LONGEST: Final = 200
"""Characters that can be looked for."""
_FEW_LETTERS: Final = 1
PATIENCE_SECONDS: Final = 0.3
"""So long a search for so few letters, which stand everywhere, waits for the letters to come."""
_SEARCH, _REPLACE = "find", "replace"
_NOT_HERE: Final = frozenset({"f6", "f7", "ctrl+b"})
"""Keys for the cursor's line and letters, which are not in sight here."""
_UNDOING: Final = frozenset({"ctrl+z", "ctrl+y", "ctrl+shift+z"})


class FindField(Field):
    """One of the two fields of the bar."""

    def __init__(self, field_id: str, bar: "FindBar") -> None:
        super().__init__(field_id, max_length=_LONGEST)
        self.cursor_blink = False
        self._bar = bar

    def take_key(self, event: events.Key) -> bool:
        """Do what a key does in the bar, or write what it writes."""
        if self._bar.take_key(self, event):
            return True
        if typed := clean_input(writes(event.key, event.character)):
            self.replace(typed, *self.selection)
        return bool(typed)

    def watch_value(self) -> None:
        """Look for what stands here now."""
        if self.id == _SEARCH:
            self._bar.look_soon()

    async def _on_paste(self, event: events.Paste) -> None:  # type: ignore[override]
        event.stop()
        event.prevent_default()
        self._bar.tell(Notice.PASTE_REFUSED)


class FindBar(Widget):
    """Finds and replaces in one editor at a time; it is not displayed while it is closed."""

    class Replaced(Message):
        """All finds were replaced, so many of them."""

        def __init__(self, count: int) -> None:
            super().__init__()
            self.count = count

    def __init__(self, clipboard: Clipboard, tell: Tell, catalog: NullTranslations) -> None:
        super().__init__()
        self._ = catalog.gettext
        self.tell = tell
        self._clipboard = clipboard
        self._editor: Editor | None = None
        self._began_at = 0
        self._waiting: Timer | None = None
        self._search = FindField(_SEARCH, self)
        self._replace = FindField(_REPLACE, self)
        self._count = Bar(id="found")
        self.display = False

    def compose(self) -> ComposeResult:
        """Yield the two fields with their names, and the count."""
        _ = self._
        for name, field in ((_("Find"), self._search), (_("Replace with"), self._replace)):
            with Horizontal():
                yield Static(f" {name}", markup=False, classes="name")
                yield field
                if field is self._search:
                    yield self._count

    def hints(self) -> Sequence[KeyHint]:
        """Name the keys of the field in which one writes."""
        _ = self._
        if self._replace.has_focus:
            return (
                ("Enter", _("replace")),
                ("↓", _("skip")),
                ("Ctrl+R", _("replace all")),
                ("Esc", _("back to the text")),
            )
        return (
            ("Enter", _("the next one")),
            ("↑", _("the one before")),
            ("Tab", _("replace")),
            ("Esc", _("back to the text")),
        )

    # -- opening and closing

    def open(self, editor: Editor) -> None:
        """Begin to look in an editor, for what is selected there if it is part of one line."""
        self._editor = editor
        selected = strip_marks(editor.sheet.copy())
        self._began_at = editor.sheet.selection.start
        editor.sheet.is_marking = False
        self.display = True
        if selected and "\n" not in selected:
            self._search.value = selected[:_LONGEST]
        self.screen.set_focus(self._search)
        self._search.action_select_all()
        self.look()

    def close(self) -> None:
        """Mark nothing any more; the cursor stays at the find."""
        editor, self._editor = self._editor, None
        self._stop_waiting()
        self.display = False
        if editor is not None:
            editor.sheet.find("")
            editor.sheet.stop_marking()
            self.screen.set_focus(editor)
            editor.show_changes()

    # -- keys

    def take_key(self, field: FindField, event: events.Key) -> bool:
        """Do what a key does here; False if it does nothing here."""
        key = event.key
        if key in {"enter", "shift+enter", "down", "up"}:
            if field is self._replace and key == "enter":
                self._replace_one()
            else:
                self._step(backwards=key in {"up", "shift+enter"})
        elif key in {"tab", "shift+tab"}:
            self.screen.set_focus(self._search if field is self._replace else self._replace)
        elif key == "ctrl+f":
            self.screen.set_focus(self._search)
            self._search.action_select_all()
        elif key == "ctrl+r" and field is self._replace:
            self._replace_all()
        elif key in _UNDOING and self._editor is not None:
            self._editor.take_key(event)
            self._editor.sheet.find(self._search.value)
            self._show()
        elif key == "escape":
            self.close()
        elif key not in _NOT_HERE:
            return self._edit(field, key)
        return True

    def _edit(self, field: FindField, key: str) -> bool:
        """Do in a field what these keys do in the editor."""
        if key == "ctrl+a":
            field.action_select_all()
        elif key == "ctrl+v":
            line = strip_marks(self._clipboard.text).split("\n")[0]
            field.replace(line, *field.selection)
        elif key in {"ctrl+w", "ctrl+backspace"}:
            field.action_delete_left_word()
        elif key in {"ctrl+c", "ctrl+x"}:
            self._clipboard.text = field.selected_text or self._clipboard.text
            if key == "ctrl+x":
                field.delete_selection()
        else:
            return False
        return True

    # -- finding

    def look_soon(self) -> None:
        """Look for what stands in the field, once it is worth while."""
        self._stop_waiting()
        if len(self._search.value) == _FEW_LETTERS:
            self._waiting = self.set_timer(PATIENCE_SECONDS, self.look)
        else:
            self.look()

    def _stop_waiting(self) -> bool:
        """End waiting; says whether anybody has waited."""
        timer, self._waiting = self._waiting, None
        if timer is not None:
            timer.stop()
        return timer is not None

    def look(self) -> None:
        """Mark what is found, and go to the first find from where one began."""
        self._stop_waiting()
        if self._editor is None:
            return
        sheet = self._editor.sheet
        sheet.place_cursor(self._began_at)
        if sheet.find(self._search.value):
            sheet.find_next()
        self._show()

    def _step(self, *, backwards: bool) -> None:
        if self._editor is None:
            return
        if self._stop_waiting():
            self.look()
        else:
            self._editor.sheet.find_next(backwards=backwards)
        self._began_at = self._editor.sheet.selection.start
        self._show()

    def _replace_one(self) -> None:
        if self._stop_waiting():
            self.look()
        if self._editor is not None:
            before = self._editor.sheet.found_index
            self._editor.change(lambda sheet: sheet.replace_found(self._replace.value))
            if before is not None:
                self.tell(Notice.REPLACED)
            self._show()

    def _replace_all(self) -> None:
        self._stop_waiting()
        if self._editor is None:
            return
        sheet = self._editor.sheet
        found = sheet.find(self._search.value)
        count = sheet.replace_all(self._replace.value)
        if found and not count:
            self.tell(Notice.FULL)
        else:
            self.post_message(self.Replaced(count))
        self._show()

    def _show(self) -> None:
        """Show the finds, and say how many there are and which of them this is."""
        if self._editor is None:
            return
        sheet, _ = self._editor.sheet, self._
        self._editor.show_changes()
        count, index = len(sheet.found), sheet.found_index
        if not self._search.value:
            said = ""
        elif not count:
            said = _("not found")
        elif index is None:
            said = _("found {count} times").format(count=say_number(count, _))
        else:
            said = _("{number} of {count}").format(
                number=say_number(index + 1, _), count=say_number(count, _)
            )
        self._count.say(f"  {said}")
