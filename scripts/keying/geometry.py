"""Where the text stands on a screen of a size: the page that `kiosk.ui.kiosk.tcss` draws."""

from typing import Final, NamedTuple

_WIDEST, _WIDEST_IF_HIGH = 83, 85
_OUTLINE_CELLS: Final = 30
_OUTLINE_FROM: Final = 110
"""From so many columns on, the outline stands beside the text."""
_HIGH_ROWS: Final = 28
"""From so many rows on, the page has more air."""
_STATUS_ROWS: Final = 2
_FOOT_ROWS: Final = 2
_FIND_ROWS: Final = 2
_FRAME_CELLS: Final = 3
"""Two borders and the scrollbar."""
_CURSOR_CELLS: Final = 1


class View(NamedTuple):
    """The cells in which a text is seen: from a column and a row on, so many of them."""

    left: int
    top: int
    columns: int
    rows: int

    @property
    def is_seen(self) -> bool:
        """Whether there is room for anything."""
        return self.columns > 0 and self.rows > 0

    @property
    def text_width(self) -> int:
        """Cells of a row of text."""
        return max(1, self.columns - _CURSOR_CELLS)

    @property
    def page_rows(self) -> int:
        """How far a page goes."""
        return max(1, self.rows - 1)


def view_of(columns: int, rows: int, *, is_finding: bool) -> View:
    """Return where the text is seen on a screen."""
    is_high = rows >= _HIGH_ROWS
    above, left, right = (1, 3, 2) if is_high else (0, 2, 1)
    beside = _OUTLINE_CELLS if columns >= _OUTLINE_FROM else 0
    editor = min(columns - beside, _WIDEST_IF_HIGH if is_high else _WIDEST)
    find_rows = _FIND_ROWS if is_finding else 0
    return View(
        (columns - beside - editor) // 2 + beside + 1 + left,
        _STATUS_ROWS + above,
        editor - _FRAME_CELLS - left - right,
        rows - _STATUS_ROWS - _FOOT_ROWS - find_rows - above,
    )
