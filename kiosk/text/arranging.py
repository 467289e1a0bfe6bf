"""The order of a text: its headings, sections that begin or move, required ones that are laid in.

Page breaks directly above a heading belong to its section, those at the end of a text to none.
"""

from collections.abc import Iterable

from exam.manuscript import BlockKind, clean_input, marks
from kiosk.text.composing import Composing
from kiosk.text.fitting import Edit
from kiosk.text.headings import LEVELS, Heading
from kiosk.text.signs import is_blank


class Arranging(Composing):
    """A text whose sections can be put in order."""

    def headings(self) -> tuple[Heading, ...]:
        """Return the headings in their order, each with the words of its whole section."""
        return self._headings.all()

    def move_section(self, at: int, *, down: bool) -> bool:
        """Move a section past its neighbour of the same or a higher level.

        `at` is where its heading begins. Of a higher neighbour only the part before its own
        smaller sections is passed, so moving back is the reverse. The cursor stays at its letter.
        Both sections change places in one edit: nowhere in the record is either of them missing.
        Returns False if there is no such section or no neighbour on that side.
        """
        edges = self._edges(at, down=down)
        if edges is None:
            return False
        lines = self.document.lines
        first, middle, stop = edges
        upper, lower = "\n".join(lines[first:middle]), "\n".join(lines[middle:stop])
        start, between = self.document.offset(first), self.document.offset(middle)
        end = between + len(lower)
        cursor = self.cursor
        if start <= cursor < between:
            cursor += len(lower) + 1
        elif between <= cursor <= end:
            cursor -= len(upper) + 1
        return self._write([Edit(start, end, f"{lower}\n{upper}")], cursor)

    def begin_section(self, kind: BlockKind) -> bool:
        """Put an empty heading behind the section of the cursor, which goes there.

        Whatever that section ends with stays as it is. In an empty text its line is the heading.
        """
        lines, mark = self.document.lines, kind.value
        if not self.length:
            return self._write([Edit(0, 0, mark)])
        line = self._place.line
        found = next((each for each in self._headings.lines if each > line), len(lines))
        stop = max(self._top_of(found), line + 1)
        if stop == len(lines):
            return self._write([Edit(self.length, self.length, f"\n{mark}")])
        start = self.document.offset(stop)
        return self._write([Edit(start, start, f"{mark}\n")], start + 1)

    def lay_sections(self, names: Iterable[str]) -> bool:
        """Lay headings with such names into an empty text, each with an empty line under it."""
        titles = [" ".join(clean_input(name).split()) for name in names]
        if self.length or not titles:
            return True
        laid = "\n".join(f"{marks.HEADING_1}{title}\n" for title in titles)
        return self._write([Edit(0, 0, laid)], laid.index("\n") + 1)

    def _edges(self, at: int, *, down: bool) -> tuple[int, int, int] | None:
        """Return where two neighbouring sections begin, and where the second ends, in lines."""
        lines = self.document.lines
        line, column = self.document.place(at)
        if column or lines[line][:1] not in LEVELS:
            return None
        level = LEVELS[lines[line][0]]
        begins = [each for each in self._headings.lines if LEVELS[lines[each][0]] <= level]
        begins.append(len(lines))
        here = begins.index(line) if down else begins.index(line) - 1
        if here < 0 or here + 2 >= len(begins):
            return None
        first, middle, stop = map(self._top_of, begins[here : here + 3])
        return first, middle, stop

    def _top_of(self, line: int) -> int:
        """Return the first of the page breaks directly above a line, or if there is none, it."""
        lines = self.document.lines
        while line and lines[line - 1][:1] == marks.PAGE_BREAK and is_blank(lines[line - 1]):
            line -= 1
        return line
