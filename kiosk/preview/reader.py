"""Where somebody is in a preview: the pages in sight, and how far down they are moved."""

from typing import Final

from kiosk.preview.book import Book, Room
from kiosk.preview.ink import ROOM, Row, Span, cells_in, fitted

_BETWEEN: Final = 1
_KEPT_ROWS: Final = 2


class Reader:
    """Turns the pages of a book in a room of so many cells; pages are counted from 0."""

    def __init__(self, book: Book, place: int, room: Room) -> None:
        self._book, self._room = book, room
        self._top = 0
        self._page = 0
        self._turn_to(book.page_at(place))

    # -- what is seen

    @property
    def pages(self) -> range:
        """The pages in sight."""
        last = max(self._book.count, 1)
        return range(self._page, min(self._page + self._abreast, last))

    @property
    def has_more(self) -> bool:
        """Whether more of these pages stands below."""
        return self._top < self._most

    @property
    def has_next(self) -> bool:
        """Whether other pages follow those in sight."""
        return self.pages[-1] + 1 < self._book.count

    def rows(self) -> list[Row]:
        """Return the rows in sight, as wide as the room."""
        room = self._room
        seen = self._picture[self._top : self._top + room.height]
        above = max((room.height - len(self._picture)) // 2, 0)
        rows = [()] * above + [self._centred(row) for row in seen]
        rows += [()] * (room.height - len(rows))
        return [fitted(row, room.width, ROOM) for row in rows]

    def resize(self, room: Room) -> None:
        """Take another room; the page stays."""
        if room != self._room:
            self._room = room
            top = self._top
            self._turn_to(self._page)
            self._top = min(top, self._most)

    # -- moving

    def move(self, rows: int) -> None:
        """Move by rows; at the end of a page to the next, at its start to the end before."""
        if rows > 0 and not self.has_more:
            self.turn(1)
        elif rows < 0 and not self._top:
            before = self._page
            self.turn(-1)
            if self._page != before:
                self._top = self._most
        else:
            self._top = min(max(self._top + rows, 0), self._most)

    def move_page(self, step: int) -> None:
        """Move by as much as is in sight; two rows of it stay.

        A page of which no more than such rows are left below counts as seen.
        """
        if step > 0 and self._most - self._top <= _KEPT_ROWS:
            self._top = self._most
        self.move(step * max(self._room.height - _KEPT_ROWS, 1))

    def turn(self, step: int) -> None:
        """Go to the next pages, or to those before; the first and the last stay."""
        page = self._page + step * self._abreast
        if 0 <= page < self._book.count:
            self._turn_to(page)

    def turn_to_end(self, step: int) -> None:
        """Go to the last page, or with -1 to the first."""
        self._turn_to(self._book.count - 1 if step > 0 else 0)

    # -- the picture of the pages in sight

    @property
    def _most(self) -> int:
        return max(len(self._picture) - self._room.height, 0)

    def _turn_to(self, page: int) -> None:
        self._abreast = self._book.abreast(self._room)
        self._page = max(page - page % self._abreast, 0)
        self._top = 0
        self._picture = self._drawn()

    def _drawn(self) -> list[Row]:
        abreast = self._abreast
        width = (self._room.width - _BETWEEN * (abreast - 1)) // abreast
        room = Room(width, self._room.height)
        pictures = [self._book.draw(page, room) for page in self.pages]
        highest = max(map(len, pictures))
        pictures = [
            self._book.draw(page, room, highest) if len(picture) < highest else picture
            for page, picture in zip(self.pages, pictures, strict=True)
        ]
        widest = max((cells_in(row) for picture in pictures for row in picture), default=0)
        between = Span(" " * _BETWEEN, ROOM)
        picture = []
        for at in range(highest):
            row: list[Span] = []
            for each in pictures:
                row += [between] * bool(row)
                row += fitted(each[at], widest, ROOM)
            picture.append(tuple(row))
        return picture

    def _centred(self, row: Row) -> Row:
        return (Span(" " * ((self._room.width - cells_in(row)) // 2), ROOM), *row)
