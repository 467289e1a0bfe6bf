"""A plain string with a cursor that goes through it: what every move means."""

from dataclasses import dataclass

from kiosk.text.moves import Move
from tests.kiosk.text import naive, places


@dataclass
class Walker:
    """A text and a finger on it."""

    text: str
    width: int
    anchor: int = 0
    head: int = 0
    page_rows: int = 1
    is_marking: bool = False
    goal: int | None = None
    is_open: bool = False
    """Whether the next key may join the last step."""

    def __post_init__(self) -> None:
        self.anchor = self.head = places.rest(self.text, 0)

    @property
    def start(self) -> int:
        return min(self.anchor, self.head)

    @property
    def end(self) -> int:
        return max(self.anchor, self.head)

    @property
    def has_selection(self) -> bool:
        return self.anchor != self.head

    def place(self) -> tuple[int, int, str]:
        """Line, column and text of the cursor's line."""
        line, column = places.place(self.text, self.head)
        return line, column, self.text.split("\n")[line]

    def place_cursor(self, at: int, *, extend: bool = False) -> None:
        self.head = places.rest(self.text, at)
        self.anchor = self.anchor if extend else self.head
        self.is_marking = self.is_marking and extend
        self.is_open, self.goal = False, None

    def select(self, anchor: int, head: int) -> None:
        """Select between two places of rest; what begins before a line's mark takes it along."""
        self.anchor, self.head = self.rested(anchor, head)
        self.is_open, self.goal = False, None

    def rested(self, anchor: int, head: int) -> tuple[int, int]:
        begins_line = anchor != head and (anchor == 0 or self.text[anchor - 1] == "\n")
        if not begins_line:
            anchor = places.rest(self.text, anchor)
        return anchor, places.rest(self.text, head)

    def move(self, move: Move, *, extend: bool = False) -> None:
        extend, goal = extend or self.is_marking, None
        if move in (Move.UP, Move.DOWN, Move.PAGE_UP, Move.PAGE_DOWN):
            row, cell = places.spot(self.text, self.width, self.head)
            goal = cell if self.goal is None else self.goal
            step = self.page_rows if move in (Move.PAGE_UP, Move.PAGE_DOWN) else 1
            step = -step if move in (Move.UP, Move.PAGE_UP) else step
            target = min(max(row + step, 0), len(naive.rows(self.text, self.width)) - 1)
            at = self.head if target == row else places.at(self.text, self.width, target, goal)
        elif move in (Move.LEFT, Move.RIGHT) and self.has_selection and not extend:
            at = self.start if move is Move.LEFT else self.end
        else:
            at = getattr(self, move.name.lower())()
        self.place_cursor(at, extend=extend)
        self.goal = goal

    def stops(self) -> tuple[int, ...]:
        return places.all_stops(self.text)

    def left(self) -> int:
        return max((stop for stop in self.stops() if stop < self.head), default=self.head)

    def right(self) -> int:
        return min((stop for stop in self.stops() if stop > self.head), default=self.head)

    def word_left(self) -> int:
        _, column, text = self.place()
        if column <= naive.floor_of(text):
            return self.left()
        starts = [
            start for start, _, sort in places.runs(text) if start < column and sort != "blank"
        ]
        begin = starts[-1] if starts else naive.floor_of(text)
        return self.head - column + naive.rest_column(text, begin)

    def word_right(self) -> int:
        _, column, text = self.place()
        if column >= naive.stops(text)[-1]:
            return self.right()
        found = places.runs(text)
        letter = next(start for start, _ in places.solid_letters(text) if start >= column)
        behind = next(index for index, (_, end, _) in enumerate(found) if end > letter)
        if found[behind][2] != "blank":
            behind += 1
        if behind < len(found) and found[behind][2] == "blank":
            behind += 1
        begin = found[behind][0] if behind < len(found) else len(text)
        return self.head - column + naive.rest_column(text, begin)

    def row_start(self) -> int:
        return places.places_in_row(self.text, self.width, self.row())[0]

    def row_end(self) -> int:
        return places.places_in_row(self.text, self.width, self.row())[-1]

    def row(self) -> int:
        return places.spot(self.text, self.width, self.head)[0]

    def line_starts(self) -> tuple[int, ...]:
        return places.line_starts(self.text)

    def paragraph_up(self) -> int:
        starts = self.line_starts()
        return max((start for start in starts if start < self.head), default=starts[0])

    def paragraph_down(self) -> int:
        return min((s for s in self.line_starts() if s > self.head), default=self.text_end())

    def headings(self) -> list[int]:
        return [at for at in self.line_starts() if self.text[at - 1 : at] in naive.HEADINGS]

    def section_up(self) -> int:
        return max((at for at in self.headings() if at < self.head), default=self.text_start())

    def section_down(self) -> int:
        return min((at for at in self.headings() if at > self.head), default=self.text_end())

    def text_start(self) -> int:
        return self.stops()[0]

    def text_end(self) -> int:
        return self.stops()[-1]

    # -- selecting

    def grow_selection(self) -> None:
        """Begin to mark; then the word, the line, the section, everything."""
        if not self.is_marking:
            self.select(self.anchor, self.head)
            self.is_marking = True
            return
        for find in (places.word_span, places.line_span, places.section_span, whole):
            start, end = self.rested(*find(self.text, self.head))
            if start <= self.start and self.end <= end and (start, end) != (self.start, self.end):
                self.select(start, end)
                return


def whole(text: str, _at: int) -> tuple[int, int]:
    return 0, len(text)
