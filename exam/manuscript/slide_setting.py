"""How a slide is set: where title and text stand, and in which size so that all of it fits.

16:9 at 13.33 by 7.5 inches; lengths in points. The PowerPoint file and the preview at the kiosk
take their lengths from here, so that they agree.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from exam.manuscript.fitting import (
    Box,
    Setting,
    first_that_fits,
    is_room,
    row_height,
    text_height,
)
from exam.manuscript.slide_contents import Content, Grid, Lines, Segment

SLIDE: Final = Box(width=960, height=540)
BAR_HEIGHT: Final = 97.2
LEFT: Final = 48.0
WIDTH: Final = 864.0
TEXT_TOP: Final = 1_490_000 / 12_700
NOTE_SIZE: Final = 0.6
LEAST_SIZE: Final = 6
SEGMENT_GAP: Final = 12.0
READABLE_SIZE: Final = 18
"""From this size on, text is read without effort at the far end of a meeting room."""

# The boxes of title and text on the master; bold titles are wider than estimated.
TITLE_BOX: Final = Box(width=800, height=92)
TEXT_BOX: Final = Box(width=WIDTH, height=380)
TITLE_SETTINGS: Final = tuple(Setting(size) for size in (36, 32, 30, 28, 26, *range(24, 6, -2)))
# Full slides get smaller, then closer, and short lines stand in two columns before they get tiny.
TEXT_SETTINGS: Final = (
    *(Setting(size, indent=1, gap=gap) for size in (30, 28, 26, 24, 22, 20) for gap in (0.7, 0.5)),
    *(
        Setting(size, indent=1, gap=gap, columns=columns)
        for size in (18, 16, 14, 13, 12, 11, 10, 9, 8, 7, 6)
        for gap, columns in ((0.5, 1), (0.25, 1), (0.25, 2))
    ),
)
_SETTINGS_WITH_TABLES: Final = tuple(each for each in TEXT_SETTINGS if each.columns == 1)


@dataclass(frozen=True, slots=True)
class SlideSetting:
    """The settings of title and text; not even the smallest lets all in if not `fits`."""

    title: Setting
    text: Setting
    fits: bool


def set_slide(content: Content) -> SlideSetting:
    """Choose the largest settings in which title and text fit into their boxes."""
    titles = [content.title.text] if content.title else []
    title = first_that_fits(titles, TITLE_BOX, TITLE_SETTINGS)
    text, fits = _set_segments(content.segments)
    return SlideSetting(title, text, fits and is_room(titles, TITLE_BOX, title))


def _set_segments(segments: Sequence[Segment]) -> tuple[Setting, bool]:
    """Choose a setting, and say whether all fits in it; two columns only without a table."""
    match segments:
        case (Lines(lines),):
            texts = [line.text for line in lines]
            setting = first_that_fits(texts, TEXT_BOX, TEXT_SETTINGS)
            return setting, is_room(texts, TEXT_BOX, setting)
    gaps = SEGMENT_GAP * (len(segments) - 1)
    for setting in _SETTINGS_WITH_TABLES:
        if gaps + sum(segment_height(each, setting) for each in segments) <= TEXT_BOX.height:
            return setting, True
    return _SETTINGS_WITH_TABLES[-1], False


def segment_height(segment: Segment, setting: Setting) -> float:
    """Estimate the height of a segment."""
    if isinstance(segment, Grid):
        return sum(row_heights(segment, setting))
    return text_height([line.text for line in segment.lines], TEXT_BOX.width, setting)


def row_heights(grid: Grid, setting: Setting) -> list[float]:
    """Estimate the height of each row of a table."""
    widths = [share * TEXT_BOX.width for share in grid.shares]
    plain = Setting(setting.size)
    return [row_height([cell.text for cell in row], widths, plain) for row in grid.rows]


def note_size(setting: Setting) -> int:
    """Return the size of the footnotes of a slide."""
    return max(round(setting.size * NOTE_SIZE), LEAST_SIZE)
