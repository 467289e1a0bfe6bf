"""How many pages a paper takes in print, and where each begins: an estimate from real measures.

Pages are filled by the rules that word processors have: a heading stays with what follows it, a
paragraph never leaves one line alone on a page, a row of a table is not parted, a footnote stands
on the page of its sign. `scripts/pages` compares the estimate with LibreOffice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from exam.manuscript.blocks import blocks_of
from exam.manuscript.formats import PaperFormat
from exam.manuscript.stacks import Stack, Unit, stacks_of

_NOTE_RULE_POINTS: Final = 6.0
_TOLERANCE: Final = 0.05


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of a paper: where each begins in the document, and how full the last one is."""

    starts: tuple[int, ...]
    filled: float

    @property
    def count(self) -> int:
        """How many pages are printed."""
        return len(self.starts)

    @property
    def measure(self) -> float:
        """How many pages are filled, the last one as far as it is."""
        return self.count - 1 + self.filled


@dataclass(frozen=True, slots=True)
class Filling:
    """What stacks fill: pages, the page on which each of their units begins, and its heights.

    Pages are counted from 0; `used` is how much of each page is taken, in points.
    """

    pages: Pages
    begun: tuple[int, ...]
    used: tuple[float, ...]


def pages_of(text: str, paper: PaperFormat) -> Pages:
    """Estimate the pages of a document in a format."""
    return fill_pages(tuple(stacks_of(blocks_of(text), paper)), paper).pages


def fill_pages(stacks: Sequence[Stack], paper: PaperFormat) -> Filling:
    """Put stacks on the pages of a paper, one under the other."""
    sheet = _Sheet(paper.text_height_points)
    for at, stack in enumerate(stacks):
        sheet.put(stack, _least_height(stacks, at, paper.text_height_points))
    return sheet.filling


def _least_height(stacks: Sequence[Stack], at: int, most: float) -> float:
    """Return the room that a stack needs to begin on a page, with what it is tied to.

    What is tied together over more than a page (`most`) is not kept together; so 0 is returned.
    """
    height = gap = 0.0
    for place in range(at, len(stacks)):
        stack = stacks[place]
        if place > at:
            height += max(gap, stack.before)
        units = stack.units if stack.keeps_next else stack.units[: _first_units(stack)]
        height += sum(unit.lead + unit.height + unit.notes for unit in units)
        if not stack.keeps_next or height > most:
            break
        gap = stack.after
    return height if height <= most else 0.0


def _first_units(stack: Stack) -> int:
    """Return how many units must begin a stack on one page."""
    units = len(stack.units)
    return units if units < 2 * stack.together else stack.together


class _Sheet:
    """The page that is being filled; lengths in points."""

    def __init__(self, height: float) -> None:
        self._starts = [0]
        self._begun: list[int] = []
        self._full: list[float] = []
        self._height = max(height, 1.0)
        self._used = self._gap = self._notes = 0.0

    @property
    def filling(self) -> Filling:
        """What has been filled; the last page as far as it is, its footnotes apart."""
        filled = min((self._used - self._notes) / self._height, 1.0)
        pages = Pages(tuple(self._starts), filled)
        return Filling(pages, tuple(self._begun), (*self._full, self._used))

    def put(self, stack: Stack, least: float) -> None:
        """Put a stack under what is there, on as many pages as it takes."""
        place = stack.units[0].place
        gap = max(self._gap, stack.before) if self._used else 0.0
        if self._used and (stack.breaks or self._used + gap + least > self._height + _TOLERANCE):
            self._turn(place)
            gap = 0.0
        self._used += gap
        units = stack.units
        while (fit := self._fit(stack, units)) < len(units):
            self._take(units[:fit])
            units = units[fit:]
            self._turn(units[0].place)
            self._used += stack.head
        self._take(units)
        self._gap = stack.after

    def _turn(self, place: int, used: float = 0.0) -> None:
        self._starts.append(place)
        self._full.append(min(self._used, self._height))
        self._used, self._notes = used, 0.0

    def _fit(self, stack: Stack, units: Sequence[Unit]) -> int:
        """Return how many of the units stay on this page; at least one on an empty page."""
        room, noted, fit = self._height - self._used + _TOLERANCE, self._notes > 0, 0
        top = not self._used
        for unit in units:
            room -= unit.height + _lead(unit, top) + _notes(unit, noted)
            if room < 0:
                break
            top, noted = False, noted or unit.notes > 0
            fit += 1
        if fit < len(units):
            fit = min(fit, len(units) - stack.together)
        return max(fit, 0 if self._used > stack.head else 1)

    def _take(self, units: Sequence[Unit]) -> None:
        for unit in units:
            self._begun.append(len(self._full))
            notes = _notes(unit, self._notes > 0)
            self._used += unit.height + _lead(unit, not self._used) + notes
            self._notes += notes
            # What is higher than a page is parted after all.
            while self._used > self._height + _TOLERANCE:
                self._turn(unit.place, self._used - self._height)


def _lead(unit: Unit, top: bool) -> float:
    return 0.0 if top else unit.lead


def _notes(unit: Unit, noted: bool) -> float:
    """Return the height of a unit's footnotes, with the rule over the first of a page."""
    return unit.notes + (_NOTE_RULE_POINTS if unit.notes and not noted else 0.0)
