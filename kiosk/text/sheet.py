"""One part while somebody works on it: moving, selecting, finding and replacing.

Writing is in `kiosk.text.writing`; tables, footnotes, bold and sections in the modules that build
on it; what is to be seen, in `kiosk.text.canvas`.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Final

from exam.manuscript import clean_input
from kiosk.text import moves
from kiosk.text.arranging import Arranging
from kiosk.text.canvas import Selection
from kiosk.text.fitting import Edit
from kiosk.text.moves import BY_PAGE, VERTICAL, Move
from kiosk.text.search import Span, find_all, silent_marks
from kiosk.text.steps import Recorder

_NEIGHBOURS: Final = 200
"""Characters; finds closer to each other than this are replaced by one edit."""
_EDGES: Final[dict[Move, Callable[[Selection], int]]] = {Move.LEFT: min, Move.RIGHT: max}
"""Moves that lead from a selection to one of its ends."""

_START: Final = attrgetter("start")
_END: Final = attrgetter("end")


@dataclass(slots=True)
class Clipboard:
    """What was cut or copied last: one for all parts, and nothing else comes in or goes out."""

    text: str = ""


class Sheet(Arranging):
    """A part of the manuscript at work; `page_rows` is how far a page goes."""

    def __init__(self, text: str, record: Recorder, width: int = 80) -> None:
        self.page_rows = 1
        self._goal: int | None = None
        self._wanted = ""
        super().__init__(text, record, width)

    # -- moving

    def move(self, move: Move, *, extend: bool = False) -> None:
        """Move the cursor; the selection goes with it, or goes away."""
        extend = extend or self.is_marking
        goal = None
        if move in VERTICAL:
            goal = self.layout.spot(self.cursor).cell if self._goal is None else self._goal
            rows = VERTICAL[move] * (self.page_rows if move in BY_PAGE else 1)
            at = moves.move_up_or_down(self.layout, self.cursor, goal, rows)
        elif move in _EDGES and not extend and not self.selection.is_empty:
            at = _EDGES[move](self.selection)
        else:
            at = moves.destination(self.document, self.layout, self.cursor, move)
        self.place_cursor(at, extend=extend)
        self._goal = goal

    def place_cursor(self, at: int, *, extend: bool = False) -> None:
        """Put the cursor at the nearest place where it may rest."""
        self._history.part()
        if not extend:
            self._leave_marking()
        self._rest_at(at, self.selection.anchor if extend else None)

    # -- selecting

    def select(self, anchor: int, head: int) -> None:
        """Select from one place to another, where the cursor may rest.

        What begins before the mark of a line takes the mark along.
        """
        self._history.part()
        anchor, head = (min(max(at, 0), self.length) for at in (anchor, head))
        begins_line = anchor != head and not self.document.place(anchor).column
        self._rest_at(head, anchor if begins_line else moves.rest(self.document, anchor))

    def select_all(self) -> None:
        """Select the whole text."""
        self.select(0, self.length)

    def select_word_at(self, at: int) -> None:
        """Select the word around a place."""
        self.select(*moves.word_span(self.document, at))

    def select_line_at(self, at: int) -> None:
        """Select the paragraph around a place."""
        self.select(*moves.line_span(self.document, at))

    def grow_selection(self) -> None:
        """Begin to mark; then mark the word, the paragraph, the section, everything."""
        was_marking, self.is_marking = self.is_marking, True
        if not was_marking:
            self.select(self.selection.anchor, self.cursor)
            return
        before = self.selection
        spans = (
            moves.word_span(self.document, self.cursor),
            moves.line_span(self.document, self.cursor),
            moves.section_span(self.document, self.cursor),
            (0, self.length),
        )
        for first, last in spans:
            if first <= before.start and before.end <= last:
                self.select(first, last)
            if self.selection.size > before.size:
                return

    def stop_marking(self) -> None:
        """Mark nothing any more; the cursor stays."""
        self.place_cursor(self.cursor)

    # -- finding

    def find(self, wanted: str) -> int:
        """Show where a text is found, and return how often; an empty one shows nothing."""
        self._wanted = wanted
        self._show_found(find_all(self.text, wanted))
        return len(self.found)

    @property
    def found_index(self) -> int | None:
        """Which of the finds is selected."""
        chosen = Span(self.selection.start, self.selection.end)
        index = bisect_left(self.found, chosen.start, key=_START)
        return index if self.found[index : index + 1] == (chosen,) else None

    def find_next(self, *, backwards: bool = False) -> bool:
        """Select the next find, after the last the first again; False if there is none."""
        if not self.found:
            self.find(self._wanted)
        if not self.found:
            return False
        if backwards:
            index = bisect_right(self.found, self.selection.start, key=_END) - 1
        else:
            index = bisect_left(self.found, self.selection.end, key=_START) % len(self.found)
        span = self.found[index]
        self._leave_marking()
        self._history.part()
        self._select(span.start, span.end)
        return True

    def replace_found(self, replacement: str) -> bool:
        """Replace the find that is selected and go to the next; if none is, only go there."""
        index = self.found_index
        if index is not None:
            if not self._write([self._replacing(self.found[index : index + 1], replacement)]):
                return False
            self._history.part()
            self.find(self._wanted)
        self.find_next()
        return True

    def replace_all(self, replacement: str) -> int:
        """Replace every find, as one step for undo; returns how many, 0 if it would be too much."""
        spans = find_all(self.text, self._wanted)
        groups: list[list[Span]] = []
        for span in spans:
            if groups and span.start - groups[-1][-1].end < _NEIGHBOURS:
                groups[-1].append(span)
            else:
                groups.append([span])
        edits = [self._replacing(group, replacement) for group in reversed(groups)]
        if not edits or not self._write(edits):
            return 0
        self._history.part()
        self.find(self._wanted)
        return len(spans)

    def _replacing(self, spans: Sequence[Span], replacement: str) -> Edit:
        """Replace finds that stand close to each other; what follows one looks as it did."""
        clean = clean_input(replacement).replace("\n", " ")
        start, end = spans[0].start, spans[-1].end
        text = self.document.slice(start, end)
        out, done = "", 0
        for span in spans:
            left, right = span.start - start, span.end - start
            out += text[done:left] + clean + silent_marks(text[left:right])
            done = right
        return Edit(start, end, out)

    def _select(self, anchor: int, head: int) -> None:
        self._goal = None
        super()._select(anchor, head)
