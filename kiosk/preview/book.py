"""What a preview turns over: the pages of a paper, or slides; each drawn when it is looked at."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from exam.manuscript import PaperFormat, slides_of
from exam.manuscript.leaves import Leaves
from exam.manuscript.slide_contents import Content, content_of
from exam.manuscript.slide_setting import READABLE_SIZE, SlideSetting, set_slide
from kiosk.preview.frames import Frame, Size
from kiosk.preview.ink import Row
from kiosk.preview.sheets import Header, Sheet, sheet_cells

_SPREAD_CELLS: Final = 160


@dataclass(frozen=True, slots=True)
class Room:
    """The cells there are for pictures."""

    width: int
    height: int


class Book(Protocol):
    """Pages or slides, counted from 0."""

    @property
    def count(self) -> int:
        """How many there are."""

    def page_at(self, place: int) -> int:
        """Return the page that holds a place of the text."""

    def abreast(self, room: Room) -> int:
        """Return how many are shown side by side."""

    def draw(self, page: int, room: Room, least_rows: int = 0) -> Sequence[Row]:
        """Draw one in a room, `least_rows` high if it can be; all rows are of one width."""


class PaperBook:
    """The pages of a paper."""

    def __init__(self, text: str, paper: PaperFormat, header: Header) -> None:
        self._paper, self._header = paper, header
        self._leaves = Leaves(text, paper)
        self._usual_cells = sheet_cells(paper)

    @property
    def count(self) -> int:
        """How many pages are printed."""
        return self._leaves.count

    def page_at(self, place: int) -> int:
        """Return the page that holds a place of the paper."""
        return self._leaves.page_at(place)

    def abreast(self, room: Room) -> int:
        """Two pages, where there is room for both."""
        return 2 if room.width >= _SPREAD_CELLS else 1

    def draw(self, page: int, room: Room, least_rows: int = 0) -> Sequence[Row]:
        """Draw a page as a sheet."""
        sheet = Sheet(self._paper, min(room.width, self._usual_cells), self._header)
        return sheet.draw(self._leaves.leaf(page), page, self.count, least_rows)


@dataclass(frozen=True, slots=True)
class Fullness:
    """How full a slide is: the size of its text in points, its words, whether all of it fits."""

    size: int
    words: int
    fits: bool

    @property
    def is_readable(self) -> bool:
        """Whether its text is read without effort at the far end of the room."""
        return self.fits and self.size >= READABLE_SIZE


class SlideBook:
    """The slides, one at a time; `code` stands at the foot of each."""

    def __init__(self, text: str, code: str) -> None:
        self._slides = slides_of(text)
        self._code = code
        self._known: dict[int, tuple[Content, SlideSetting]] = {}

    @property
    def count(self) -> int:
        """How many slides there are."""
        return len(self._slides)

    def page_at(self, place: int) -> int:
        """Return the slide that holds a place of the slides."""
        return max(sum(slide.start <= place for slide in self._slides) - 1, 0)

    def abreast(self, room: Room) -> int:
        """One: it is to be seen as large as can be."""
        return 1

    def draw(self, page: int, room: Room, least_rows: int = 0) -> Sequence[Row]:
        """Draw a slide in its frame; without any slide, nothing."""
        if not self._slides:
            return ()
        content, setting = self._set(page)
        frame = Frame(content, setting, Size(room.width, room.height), self._code)
        return frame.draw(page + 1, self.count)

    def fullness(self, page: int) -> Fullness:
        """Say how full a slide is."""
        _, setting = self._set(page)
        return Fullness(setting.text.size, self._slides[page].words, setting.fits)

    def _set(self, page: int) -> tuple[Content, SlideSetting]:
        """Set a slide, once; to fit a very full one takes a while."""
        if page not in self._known:
            content = content_of(self._slides[page])
            self._known[page] = content, set_slide(content)
        return self._known[page]
