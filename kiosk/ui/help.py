"""The keys, on one page that is read at a glance: first the ten that matter, then the rest."""

from collections.abc import Iterable, Sequence
from typing import ClassVar, Final, NamedTuple

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from kiosk.ui.keybar import KeyHint
from kiosk.ui.page import Page, note, title
from kiosk.ui.phrases import Translate


class HelpRow(NamedTuple):
    """Keys as they stand on the keyboard, what they do, and their names in the tables of keys."""

    shown: str
    meaning: str
    keys: tuple[str, ...]


class HelpGroup(NamedTuple):
    """Rows under a heading, with so many cells for the keys."""

    heading: str
    rows: tuple[HelpRow, ...]
    key_cells: int


_SHORT: Final = 8
_LONG: Final = 17


def ten_keys(_: Translate, *, has_slides: bool) -> HelpGroup:
    """Return the keys that everybody needs; without slides that to the notes is one of them."""
    rows = (
        HelpRow("F2", _("show the topic"), ("f2",)),
        HelpRow("F3", _("paper or slides"), ("f3",)) if has_slides else _notes_key(_),
        HelpRow("F6", _("heading; on slides: new slide") if has_slides else _("heading"), ("f6",)),
        HelpRow("F7", _("bullets, numbers, plain text"), ("f7",)),
        HelpRow("F8", _("select, then arrow keys"), ("f8",)),
        HelpRow("Ctrl+C", _("copy what is selected"), ("ctrl+c",)),
        HelpRow("Ctrl+V", _("insert it at the cursor"), ("ctrl+v",)),
        HelpRow("Ctrl+Z", _("take back the last change"), ("ctrl+z",)),
        HelpRow("F9", _("menu: everything there is"), ("f9",)),
        HelpRow("F10", _("hand in; you are asked twice"), ("f10",)),
    )
    return HelpGroup(_("The ten keys that matter"), rows, _SHORT)


def _notes_key(_: Translate) -> HelpRow:
    return HelpRow("F4", _("my notes, not handed in"), ("f4",))


def more_keys(_: Translate, *, has_slides: bool) -> HelpGroup:
    """Return keys for pages, letters and tables."""
    rows = (
        HelpRow("F1 F12", _("this help, appearance"), ("f1", "f12")),
        *((_notes_key(_),) if has_slides else ()),
        HelpRow("F5", _("table of contents"), ("f5",)),
        HelpRow("Ctrl+P", _("see the printed pages"), ("ctrl+p",)),
        HelpRow("Ctrl+F", _("find and replace"), ("ctrl+f",)),
        HelpRow("Tab", _("in a table: next cell"), ("tab",)),
    )
    return HelpGroup(_("More"), rows, _SHORT)


def text_keys(_: Translate) -> HelpGroup:
    """Return keys for what stands in the text."""
    rows = (
        HelpRow("Ctrl+B  Ctrl+R", _("bold, italic"), ("ctrl+b", "ctrl+r")),
        HelpRow("Shift+Tab", _("in a table: back"), ("shift+tab",)),
        HelpRow("Shift+← →", _("select as well"), ("shift+left", "shift+right")),
        HelpRow("Ctrl+X", _("cut out"), ("ctrl+x",)),
        HelpRow("Ctrl+A", _("select everything"), ("ctrl+a",)),
        HelpRow("Ctrl+Y", _("bring back again"), ("ctrl+y",)),
        HelpRow("Ctrl+W  Ctrl+Del", _("delete a word"), ("ctrl+w", "ctrl+delete")),
        HelpRow("Ctrl+S", _("already done for you"), ("ctrl+s",)),
        HelpRow("Esc", _("end, or go back"), ("escape",)),
    )
    return HelpGroup(_("In the text"), rows, _LONG)


def moving_keys(_: Translate) -> HelpGroup:
    """Return keys that move the cursor far; those with a letter reach every terminal."""
    rows = (
        HelpRow("← → (K L)", _("a word"), ("ctrl+left", "ctrl+right", "ctrl+k", "ctrl+l")),
        HelpRow("↑ ↓ (U D)", _("a paragraph"), ("ctrl+up", "ctrl+down", "ctrl+u", "ctrl+d")),
        HelpRow(
            "PgUp PgDn (O N)",
            _("a heading"),
            ("ctrl+pageup", "ctrl+pagedown", "ctrl+o", "ctrl+n"),
        ),
        HelpRow(
            "Home End (T E)",
            _("start and end"),
            ("ctrl+home", "ctrl+end", "ctrl+t", "ctrl+e"),
        ),
    )
    return HelpGroup(_("Moving far: hold Ctrl, press"), rows, _LONG)


def proctor_keys(_: Translate) -> HelpGroup:
    """Return the key that leads to a proctor."""
    rows = (HelpRow("F11", _("call; message read"), ("f11",)),)
    return HelpGroup(_("Proctor"), rows, _LONG)


class KeyTable(Horizontal, can_focus=True):
    """Groups in two columns."""

    def __init__(self, left: Sequence[HelpGroup], right: Sequence[HelpGroup]) -> None:
        super().__init__(*(Static(_column(groups)) for groups in (left, right)), id="keys")


def _column(groups: Sequence[HelpGroup]) -> Content:
    lines: list[Content] = []
    for group in groups:
        lines += [*([Content("")] if lines else []), Content.styled(group.heading, "bold $primary")]
        lines += [_line(row, group.key_cells) for row in group.rows]
    return Content("\n").join(lines)


def _line(row: HelpRow, key_cells: int) -> Content:
    key = row.shown + " " * max(1, key_cells - cell_len(row.shown))
    return Content.assemble((key, "bold $secondary"), row.meaning)


class HelpPage(Page):
    """What the keys do."""

    AUTO_FOCUS = "#keys"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f1,enter,space", "back", show=False)]

    def body(self) -> Iterable[Widget]:
        """Yield the keys, those first that everybody needs."""
        _ = self._
        yield title(_("Help"))
        right = (text_keys(_), moving_keys(_), proctor_keys(_))
        has_slides = self.desk.config.writing.has_slides
        left = (ten_keys(_, has_slides=has_slides), more_keys(_, has_slides=has_slides))
        yield KeyTable(left, right)
        yield note(
            _("Everything is saved by itself. For any other question, raise your hand."), "saved"
        )

    def hints(self) -> Sequence[KeyHint]:
        """Name the keys."""
        return (("Enter", self._("go on writing")),)

    def action_back(self) -> None:
        """Go back to the editor."""
        self.leave()
