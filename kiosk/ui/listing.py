"""A list of sections or slides to choose from: what is chosen, and which rows are in view.

It knows no screen: rows are made for a width and a height.
"""

import re
from collections.abc import Sequence
from typing import Final

from kiosk.ui.entries import Entry, entry_row
from kiosk.ui.phrases import Translate, say_number
from kiosk.ui.rows import Piece, shortened

TITLE, HERE, CHOSEN, MISSING, FOOT = (
    "outline--title",
    "outline--here",
    "outline--chosen",
    "outline--missing",
    "outline--foot",
)
_HEAD_ROWS: Final = 2
_FOOT_ROWS: Final = 4
_NUMBER: Final = re.compile(r"^\d+\. ")


class Listing:
    """Entries in the order of the text, one of them chosen; those that are missing cannot be."""

    def __init__(self, translate: Translate) -> None:
        self._ = translate
        self._entries: tuple[Entry, ...] = ()
        self._words: int | None = None
        self._top = 0
        self._moving: tuple[Entry, bool] | None = None
        self._height = _HEAD_ROWS + _FOOT_ROWS + 1
        self.index = 0

    @property
    def chosen_at(self) -> int | None:
        """Where what is chosen begins, if anything can be chosen."""
        return self._entries[self.index].at if self.last >= 0 else None

    @property
    def last(self) -> int:
        """The last entry that stands somewhere; -1 if there is none."""
        return sum(entry.at is not None for entry in self._entries) - 1

    @property
    def page(self) -> int:
        """How many entries are in view at a time."""
        return max(1, self._height - _HEAD_ROWS - _FOOT_ROWS)

    def take(self, entries: tuple[Entry, ...], words: int | None, *, follows: bool) -> bool:
        """List these; `words` are those of all of it. False if they are listed already.

        With `follows`, what is chosen is where the cursor of the text is.
        """
        if (entries, words) == (self._entries, self._words):
            return False
        self._entries, self._words = entries, words
        if follows:
            self.choose_here()
        elif self._moving is not None:
            self._choose_moved(*self._moving)
        self.choose(self.index)
        return True

    def choose(self, index: int) -> None:
        """Choose an entry, and scroll to it; with the last one also to what is missing."""
        self.index = max(0, min(index, self.last))
        below = len(self._entries) - 1 if self.index == self.last else self.index
        top = min(self.index, max(self._top, below - self.page + 1))
        self._top = max(0, min(top, len(self._entries) - self.page))

    def choose_here(self) -> None:
        """Choose where the cursor of the text is."""
        self._moving = None
        self.choose(next((i for i, each in enumerate(self._entries) if each.is_here), 0))

    def choose_row(self, row: int) -> bool:
        """Choose what stands in a row; False if there is nothing to be chosen."""
        index = self._top + row - _HEAD_ROWS
        if not 0 <= row - _HEAD_ROWS < self.page or index > self.last:
            return False
        self.choose(index)
        return True

    def expect_move(self, *, down: bool) -> None:
        """Stay with what is chosen when it has moved, with the entries that are taken next."""
        self._moving = self._entries[self.index], down

    def forget_move(self) -> None:
        """Expect nothing to move."""
        self._moving = None

    def _choose_moved(self, moved: Entry, down: bool) -> None:
        same = [index for index, each in enumerate(self._entries) if _is_same(each, moved)]
        beyond = [each for each in same if (each > self.index if down else each < self.index)]
        if beyond:
            self.index = beyond[0] if down else beyond[-1]
        self._moving = None

    # -- rows

    def rows(self, width: int, height: int, *, focused: bool) -> list[Piece]:
        """Return what is shown in a size."""
        if height != self._height:
            self._height = height
            self.choose(self.index)
        places = range(self._top, self._top + height - _HEAD_ROWS - _FOOT_ROWS)
        shown = [
            (self._head(width), TITLE),
            ("", ""),
            *(self._entry(place, width, focused=focused) for place in places),
            *((text, FOOT) for text in self._foot()),
        ]
        return [(shortened(text, width), look) for text, look in shown[:height]]

    def _head(self, width: int) -> str:
        _ = self._
        if self._words is None:
            return " " + _("Slides")
        words = _("{words} words").format(words=say_number(self._words, _))
        title = " " + _("Outline")
        return title + words.rjust(width - len(title) - 1)

    def _foot(self) -> Sequence[str]:
        """Say whether there is more, and how to move about."""
        _ = self._
        more = self._top + self.page < len(self._entries)
        arrows = ("↑ " if self._top else "") + ("↓" if more else "")
        return (
            f"  {arrows}",
            _(" Enter: go there  Esc: back"),
            _(" Ctrl+↑ or Ctrl+U: move up"),
            _(" Ctrl+↓ or Ctrl+D: move down"),
        )

    def _entry(self, place: int, width: int, *, focused: bool) -> Piece:
        if not self._entries and not place:
            return self._("  Nothing yet. F6: heading"), MISSING
        if place >= len(self._entries):
            return "", ""
        entry = self._entries[place]
        look = HERE if entry.is_here else ""
        if entry.at is None:
            look = MISSING
        elif focused and place == self.index:
            look = CHOSEN
        return entry_row(entry, width, self._).ljust(width), look


def _is_same(entry: Entry, other: Entry) -> bool:
    """Whether two entries are one section or slide, wherever it stands; its number changes."""
    one, two = ((_NUMBER.sub("", each.title), each.level, each.words) for each in (entry, other))
    return one == two
