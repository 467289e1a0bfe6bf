"""A scrollbar of whole cells: console fonts have no eighth blocks."""

from math import ceil
from typing import ClassVar

from textual.scrollbar import ScrollBarRender


class PlainScrollBar(ScrollBarRender):
    """Draws the bar with background colours only."""

    VERTICAL_BARS: ClassVar[list[str]] = [" "]
    HORIZONTAL_BARS: ClassVar[list[str]] = [" "]


def thumb_rows(height: int, rows: int, top: float) -> range:
    """Return the rows of a bar of `height` cells that stand for what is in view of `rows`.

    This is what `PlainScrollBar` draws; an empty range means that everything is in view.
    """
    if not height or rows <= height:
        return range(0)
    length = max(1, height * height / rows)
    start = int((height - length) * top / (rows - height))
    return range(start, min(height, start + ceil(length)))
