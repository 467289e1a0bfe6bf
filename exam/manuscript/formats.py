"""How a paper is printed: sheet, margins, font, size and line spacing, and what follows from them.

The Word file, the estimate of pages and the preview at the kiosk take their lengths from here, so
that they agree. Millimetres for the sheet, points for what is set on it. Defaults are those of
official letters (`domain/facts.md`: A4 or F4, Arial 12, lines at 1.5, margins of 2–3 cm).
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from exam.manuscript.blocks import BlockKind
from exam.manuscript.lists import LIST_LEVELS

POINTS_PER_MM: Final = 72 / 25.4
A4_MM: Final = (210.0, 297.0)
F4_MM: Final = (215.0, 330.0)

TAB_POINTS: Final = 35.45
LIST_STEP_POINTS: Final = 20.0
LIST_INDENT_POINTS: Final = 10.0
PARAGRAPH_GAP_POINTS: Final = 8.0
NOTE_SIZE_LESS: Final = 2.0
CELL_SIDE_POINTS: Final = 5.4
CELL_TOP_POINTS: Final = 2.0
BORDER_POINTS: Final = 0.5
BREAK_POINTS: Final = 1.0


class Font(StrEnum):
    """The fonts of official letters."""

    ARIAL = "Arial"
    TIMES_NEW_ROMAN = "Times New Roman"
    BOOKMAN_OLD_STYLE = "Bookman Old Style"


@dataclass(frozen=True, slots=True)
class PaperFormat:
    """Sheet and margins in millimetres, size in points, line spacing as a factor."""

    width_mm: float = A4_MM[0]
    height_mm: float = A4_MM[1]
    font: Font = Font.ARIAL
    size_points: float = 12.0
    line_spacing: float = 1.5
    top_mm: float = 25.0
    right_mm: float = 25.0
    bottom_mm: float = 25.0
    left_mm: float = 30.0

    @property
    def text_width_points(self) -> float:
        """The width between the margins."""
        return (self.width_mm - self.left_mm - self.right_mm) * POINTS_PER_MM

    @property
    def text_height_points(self) -> float:
        """The height between the margins."""
        return (self.height_mm - self.top_mm - self.bottom_mm) * POINTS_PER_MM

    @property
    def note_size_points(self) -> float:
        """The size of footnotes."""
        return self.size_points - NOTE_SIZE_LESS


OFFICIAL: Final = PaperFormat()
"""The format of official letters, where an exam asks for no other."""


@dataclass(frozen=True, slots=True)
class Look:
    """How the lines of a kind are set; lengths in points, spacing as a factor of the font's line.

    `indent` is where the text stands; the label of a list item hangs one list step before it.
    """

    size: float
    spacing: float
    before: float = 0.0
    after: float = PARAGRAPH_GAP_POINTS
    indent: float = 0.0
    bold: bool = False
    italic: bool = False
    keeps_next: bool = False


def look_of(kind: BlockKind, paper: PaperFormat) -> Look:
    """Return how lines of a kind are set on a paper."""
    size = paper.size_points
    match kind:
        case BlockKind.HEADING_1:
            return Look(size + 2, 1.15, before=18, after=6, bold=True, keeps_next=True)
        case BlockKind.HEADING_2:
            return Look(size, 1.15, before=14, after=4, bold=True, keeps_next=True)
        case BlockKind.HEADING_3:
            return Look(size, 1.15, before=12, after=4, bold=True, italic=True, keeps_next=True)
        case BlockKind.ROW:
            return Look(size, 1.0, after=0)
        case _:
            level = LIST_LEVELS.get(kind, 0)
            indent = LIST_INDENT_POINTS + level * LIST_STEP_POINTS if level else 0.0
            return Look(size, paper.line_spacing, indent=indent)


def gap_after(kind: BlockKind, following: BlockKind | None, paper: PaperFormat) -> float:
    """Return the points left free under a line; the items of a list stand close together."""
    if kind in LIST_LEVELS and following in LIST_LEVELS:
        return 0.0
    return look_of(kind, paper).after


def gap_before(kind: BlockKind, previous: BlockKind | None, paper: PaperFormat) -> float:
    """Return the points left free over a line; under a table there is always a gap."""
    before = look_of(kind, paper).before
    if previous is BlockKind.ROW and kind is not BlockKind.ROW:
        return max(before, PARAGRAPH_GAP_POINTS)
    return before
