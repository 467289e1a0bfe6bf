"""A plain string with bold and italic, footnotes, page breaks and sections that move."""

from dataclasses import dataclass

from exam.manuscript import BlockKind, marks
from tests.kiosk.text import naive, places
from tests.kiosk.text.splicing import Set, is_row, letters_set, spliced, turned
from tests.kiosk.text.steps import Step
from tests.kiosk.text.tabled import Tabled

LISTS = (marks.BULLET, marks.BULLET_2, marks.NUMBER, marks.NUMBER_2)
BOLD, ITALIC = 0, 1


def set_letters(line: str, first: int, last: int, which: int, is_on: bool) -> str:
    """A line with letters set another way, with a mark only where the next letter needs it."""
    out = line[: naive.floor_of(line)]
    for at in range(len(out), len(line)):
        if line[at] in naive.STYLES:
            continue
        want = [*letters_set(line[:at])[:2]]
        if first <= at < last:
            want[which] = is_on
        if line[at] not in marks.ALL_MARKS:
            out += turned(letters_set(out), (want[0], want[1]))
        out += line[at]
    return out


@dataclass
class Composed(Tabled):
    """A text whose letters are set in some way."""

    def toggle_bold(self) -> bool:
        return self.toggle(BOLD)

    def toggle_italic(self) -> bool:
        return self.toggle(ITALIC)

    def toggle(self, which: int) -> bool:
        if self.has_selection:
            return self.toggle_selected(which)
        if which == ITALIC or self.line[:1] not in naive.HEADINGS:
            state = [*(self.wished or self.set_here[:2])]
            state[which] = not state[which]
            self.wished = (state[0], state[1])
        return True

    def toggle_selected(self, which: int) -> bool:
        selected = [
            at
            for at in range(self.start, self.end)
            if self.text[at] not in (*marks.ALL_MARKS, "\n")
            and not (which == BOLD and self.line_at(at)[:1] in naive.HEADINGS)
        ]
        if not selected:
            return True
        is_on = not all(self.set_at(at)[which] for at in selected)
        lines, begins = self.text.split("\n"), 0
        for index, line in enumerate(lines):
            is_touched = begins <= self.end and self.start <= begins + len(line)
            if is_touched and not (which == BOLD and line[:1] in naive.HEADINGS):
                left, right = self.start - begins, self.end - begins
                lines[index] = set_letters(line, left, right, which, is_on)
            begins += len(line) + 1
        text = "\n".join(lines)
        anchor, head = (moved(self.text, text, at) for at in (self.anchor, self.head))
        return self.become(text, head, anchor)

    def line_at(self, at: int) -> str:
        return self.text.split("\n")[places.place(self.text, at)[0]]

    def set_at(self, at: int) -> Set:
        return letters_set(self.line_at(at)[: places.place(self.text, at)[1]])

    def insert_as_wished(self, letters: str) -> bool:
        """Write letters set as was asked for; marks behind the cursor are not needed any more."""
        assert self.wished is not None
        end = self.head
        while self.text[end : end + 1] in naive.STYLES and end < len(self.text):
            end += 1
        piece = turned(self.set_here, self.wished) + letters
        at, before, written, kept, rest = spliced(self.text, self.head, end, piece)
        removed = self.text[at : len(self.text) - len(rest)]
        step = Step(self.snapshot, self.snapshot, at, removed, written + kept)
        text = before + written + kept + rest
        return self.become(text, len(before + written), step=step, typed=True)

    # -- footnotes

    @property
    def in_note(self) -> bool:
        return self.set_here.outside is not None

    def insert_note(self) -> bool:
        if self.in_note:
            return True
        left, right = self.text[: self.head], self.text[self.head :]
        return self.become(left + marks.NOTE_START + marks.NOTE_END + right, self.head + 1)

    def leave_note(self) -> bool:
        if not self.in_note:
            return True
        line, column, text = self.place()
        limit = self.cell()[2] if is_row(text) else len(text)
        end = text[:limit].find(marks.NOTE_END, column)
        if end >= 0:
            return self.go(line, end + 1)
        text = text[:limit] + marks.NOTE_END + text[limit:]
        return self.become(self.with_lines(line, line + 1, [text]), self.head - column + limit + 1)

    def in_empty_note(self) -> bool:
        _, column, text = self.place()
        behind = "".join(letter for letter in text[column:] if letter not in naive.STYLES)
        return (
            text[:column].endswith(marks.NOTE_START)
            and behind.startswith(marks.NOTE_END)
            and letters_set(text[: column - 1]).outside is None
        )

    def drop_note(self) -> bool:
        end = self.text.index(marks.NOTE_END, self.head) + 1
        return self.write(self.head - 1, end, "")

    # -- page breaks

    def insert_page_break(self) -> bool:
        line, column, text = self.place()
        lines, broken = self.text.split("\n"), marks.PAGE_BREAK
        if not is_row(text) and column == naive.floor_of(text):
            return self.become(self.with_lines(line, line, [broken]), self.head + 2)
        if not (is_row(text) or self.in_note or column == naive.stops(text)[-1]):
            mark = text[0] if text[:1] in LISTS else ""
            return self.write(self.head, self.head, f"\n{broken}\n{mark}")
        while is_row(lines[line]) and is_row("".join(lines[line + 1 : line + 2])):
            line += 1
        is_open = line + 1 < len(lines) and not is_row(lines[line + 1])
        changed = self.with_lines(line + 1, line + 1, [broken] if is_open else [broken, ""])
        return self.become(changed, places.offset(changed, line + 2, 0))

    # -- sections

    def move_section(self, at: int, *, down: bool) -> bool:
        line, column = places.place(self.text, at)
        lines = self.text.split("\n")
        if column or lines[line][:1] not in naive.HEADINGS:
            return False
        as_high = naive.HEADINGS[: naive.HEADINGS.index(lines[line][0]) + 1]
        begins = [index for index, each in enumerate(lines) if each[:1] in as_high]
        here = begins.index(line) - (not down)
        edges = [*begins, len(lines)][max(here, 0) : here + 3]
        if here < 0 or len(edges) < 3:
            return False
        first, middle, stop = (self.with_breaks(edge) for edge in edges)
        upper, lower = lines[first:middle], lines[middle:stop]
        row, column = places.place(self.text, self.head)
        row += len(lower) if first <= row < middle else -len(upper) if middle <= row < stop else 0
        text = self.with_lines(first, stop, lower + upper)
        return self.become(text, places.offset(text, row, column))

    def with_breaks(self, line: int) -> int:
        """The first of the page breaks that stand directly above a line."""
        above = self.text.split("\n")[:line]
        while above and above[-1].startswith(marks.PAGE_BREAK) and is_blank(above[-1]):
            above.pop()
        return len(above)

    def begin_section(self, kind: BlockKind) -> bool:
        lines = self.text.split("\n")
        if lines == [""]:
            return self.become(kind.value, 1)
        stop = self.place()[0] + 1
        while stop < len(lines) and lines[stop][:1] not in naive.HEADINGS:
            stop += 1
        stop = max(self.with_breaks(stop), self.place()[0] + 1)
        text = self.with_lines(stop, stop, [kind.value])
        return self.become(text, places.offset(text, stop, 1))

    def lay_sections(self, names: list[str]) -> bool:
        if self.text:
            return True
        titles = [" ".join(name.split()) for name in names]
        lines = [line for title in titles for line in (marks.HEADING_1 + title, "")]
        return self.become("\n".join(lines), len(lines[0]) + 1)


def is_blank(line: str) -> bool:
    return all(letter.isspace() or letter in marks.ALL_MARKS for letter in line)


def moved(old: str, new: str, at: int) -> int:
    """Where a place is once marks of bold and italic were set anew."""
    before = sum(letter not in naive.STYLES for letter in old[:at])
    place = 0
    while before:
        before -= new[place] not in naive.STYLES
        place += 1
    return place
