"""How a text is set so that it fits its box: estimated for Arial, without any font at hand.

The estimate errs towards too small. Panel laptops have Arial or its metric twins, so a few classes
of character width are enough.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

COLUMN_GAP_POINTS: Final = 36
LINE_HEIGHT: Final = 1.2
CELL_SIDE_POINTS: Final = 7.2
CELL_TOP_POINTS: Final = 3.6
_WIDTHS: Final = {
    **dict.fromkeys("iljI.,:;'|!/\\ ftr()[]-`\u2022", 0.36),
    **dict.fromkeys("MWmw@%", 0.95),
    "\t": 4.0,
}
_CAPITAL: Final = 0.74
_FULL: Final = 1.05
_USUAL: Final = 0.57


@dataclass(frozen=True, slots=True)
class Box:
    """Room for text, in points."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Setting:
    """How text is set: size in points, then indent of lines and gap before paragraphs in ems."""

    size: int
    indent: float = 0
    gap: float = 0
    columns: int = 1


def first_that_fits(paragraphs: Sequence[str], box: Box, settings: Sequence[Setting]) -> Setting:
    """Return the first setting in which all paragraphs fit into the box, or else the last."""
    measured = [_word_ems(text) for text in paragraphs]
    return next((each for each in settings if _fits(measured, box, each)), settings[-1])


def is_room(paragraphs: Sequence[str], box: Box, setting: Setting) -> bool:
    """Whether all paragraphs fit into the box in this setting."""
    return _fits([_word_ems(text) for text in paragraphs], box, setting)


def text_height(paragraphs: Sequence[str], width: float, setting: Setting) -> float:
    """Estimate the height of paragraphs in one column, in points."""
    return _height([_word_ems(text) for text in paragraphs], width, setting)


def row_height(cells: Sequence[str], widths: Sequence[float], setting: Setting) -> float:
    """Estimate the height of a row of a table, in points."""
    lines = max(
        _count_lines(_word_ems(cell), (width - 2 * CELL_SIDE_POINTS) / setting.size)
        for cell, width in zip(cells, widths, strict=True)
    )
    return lines * LINE_HEIGHT * setting.size + 2 * CELL_TOP_POINTS


def _fits(paragraphs: Sequence[Sequence[float]], box: Box, setting: Setting) -> bool:
    column = (box.width - (setting.columns - 1) * COLUMN_GAP_POINTS) / setting.columns
    # At the foot of each column but the last, a paragraph may leave a line empty.
    spare = (setting.columns - 1) * LINE_HEIGHT * setting.size
    return _height(paragraphs, column, setting) + spare <= box.height * setting.columns


def _height(paragraphs: Sequence[Sequence[float]], width: float, setting: Setting) -> float:
    room_ems = width / setting.size - setting.indent
    lines = sum(_count_lines(words, room_ems) for words in paragraphs)
    return (lines * LINE_HEIGHT + len(paragraphs) * setting.gap) * setting.size


def _count_lines(words: Sequence[float], room_ems: float) -> int:
    lines, used = 1, 0.0
    for word in words:
        if used + word > room_ems and used > 0:
            lines, used = lines + 1, 0.0
        # A word that is longer than a line is broken wherever the line ends.
        lines += int((used + word) // room_ems)
        used = (used + word) % room_ems
    return lines


def _word_ems(text: str) -> list[float]:
    """Return the widths of the words, each with the blank after it."""
    words = [0.0]
    for character in text:
        words[-1] += _character_ems(character)
        if character in " \t":
            words.append(0.0)
    return words


def _character_ems(character: str) -> float:
    width = _WIDTHS.get(character)
    if width is not None:
        return width
    if unicodedata.east_asian_width(character) in "WF":
        return _FULL
    return _CAPITAL if character.isupper() else _USUAL
