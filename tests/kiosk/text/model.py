"""The sheet as a plain string with a cursor: what every command means, with nothing clever in it.

It knows nothing of `kiosk.text` but the names of moves. Undo is a stack of whole texts.
"""

from collections.abc import Callable
from dataclasses import dataclass

from exam.manuscript import clean_input, marks
from tests.kiosk.text import naive, places
from tests.kiosk.text.composed import Composed
from tests.kiosk.text.splicing import clean_row, in_one_line, is_row, letters_set, marked_place
from tests.kiosk.text.steps import Step

LISTS = (marks.BULLET, marks.BULLET_2, marks.NUMBER, marks.NUMBER_2)
DEEPER = {marks.BULLET: marks.BULLET_2, marks.NUMBER: marks.NUMBER_2}
LESS_DEEP = {deep: mark for mark, deep in DEEPER.items()}


@dataclass
class Model(Composed):
    """A text that anybody can follow with a pencil."""

    wanted: str = ""

    # -- writing

    def insert(self, text: str) -> bool:
        clean = clean_input(text)
        typed = len(clean) == 1 and clean != "\n"
        if clean and "\n" not in clean and self.wished is not None:
            return self.insert_as_wished(clean)
        return not clean or self.write(self.start, self.end, clean, typed=typed)

    def paste(self, text: str) -> bool:
        rows = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        clean = "\n".join(clean_row(row) for row in rows)
        return not clean or self.write(self.start, self.end, clean)

    def break_line(self) -> bool:
        line, column, text = self.place()
        mark = text[: naive.floor_of(text)]
        if self.has_selection:
            return self.write(self.start, self.end, "\n" if self.may_break() else "")
        if self.in_note or is_row(text):
            return self.leave_note() if self.in_note else self.break_row()
        if mark in LISTS and set(text[1:]) <= naive.SILENT:
            return self.mark_lines(LESS_DEEP.get(mark, ""))
        if mark in LISTS:
            return self.write(self.head, self.head, "\n" + mark)
        if mark and column == 1 < len(text):
            start = places.offset(self.text, line, 0)
            return self.write(start, start, "\n", self.head + 1)
        return self.write(self.start, self.end, "\n")

    def may_break(self) -> bool:
        """Whether a line may end where the selection begins."""
        at, column = places.place(self.text, self.start)
        line = self.text.split("\n")[at]
        return not is_row(line) and letters_set(line[:column]).outside is None

    def delete_left(self) -> bool:
        if self.has_selection:
            return self.write(self.start, self.end, "")
        if self.in_empty_note():
            return self.drop_note()
        line, column, text = self.place()
        begins = self.head - column
        if is_row(text) and self.cell()[1] == column:
            return True
        if naive.floor_of(text) and column == 1:
            return self.mark_lines(LESS_DEEP.get(text[0], ""))
        if column == 0:
            return line == 0 or self.join_with_above(line, begins)
        first, end = [each for each in places.solid_letters(text) if each[1] <= column][-1]
        return self.write(begins + first, begins + end, "", typed=True)

    def join_with_above(self, line: int, begins: int) -> bool:
        """Take out the line end above, or a line there that is nothing but a page break."""
        if self.text.split("\n")[line - 1] != marks.PAGE_BREAK:
            return self.join_lines(line, line - 1, self.left(), begins)
        step = Step(self.snapshot, self.snapshot, begins - 2, self.text[begins - 2 : begins])
        text = self.text[: begins - 2] + self.text[begins:]
        return self.become(text, begins - 2, step=step, typed=True)

    def join_lines(self, line: int, other: int, start: int, end: int) -> bool:
        """Delete what parts two lines; with a row nothing is joined but an empty line goes."""
        lines = self.text.split("\n")
        if not (is_row(lines[line]) or is_row(lines[other])):
            return self.write(start, end, "", typed=True)
        around = [lines[each] for each in (line - 1, line + 1) if 0 <= each < len(lines)]
        if lines[line] or line + 1 == len(lines) or (len(around) == 2 and all(map(is_row, around))):
            return True
        head = self.head - 1 if other < line else self.head + 1
        return self.become(self.with_lines(line, line + 1, []), head)

    def delete_right(self) -> bool:
        if self.has_selection:
            return self.write(self.start, self.end, "")
        if self.in_empty_note():
            return self.drop_note()
        line, column, text = self.place()
        begins = self.head - column
        right = [each for each in places.solid_letters(text) if each[0] >= column]
        if right:
            first, end = right[0]
            if is_row(text) and text[first:end] == marks.CELL:
                return True
            return self.write(begins + first, begins + end, "", self.head, typed=True)
        if line + 1 == len(self.text.split("\n")):
            return True
        return self.join_lines(line, line + 1, self.head, self.right())

    def delete_word_left(self) -> bool:
        return self.delete_to(self.word_left())

    def delete_word_right(self) -> bool:
        return self.delete_to(self.word_right())

    def delete_to(self, at: int) -> bool:
        """Delete to a place, but no further than a cell goes; of other lines only what parts."""
        if self.has_selection:
            return self.write(self.start, self.end, "")
        line, column, text = self.place()
        if is_row(text):
            _, left, right = self.cell()
            at = min(max(at, self.head - column + left), self.head - column + right)
        start, end = sorted((self.head, at))
        there = places.place(self.text, at)[0]
        if there != line:
            return self.join_lines(line, there, start, end)
        return start == end or self.write(start, end, "")

    def copy(self) -> str:
        start = self.start
        line, column = places.place(self.text, start)
        text = self.text.split("\n")[line]
        if is_row(text) and column == 1 and self.end - start >= len(text):
            start -= 1
        return self.text[start : self.end]

    def cut(self) -> str:
        text = self.copy()
        if text:
            self.write(self.start, self.end, "")
        return text

    # -- marks of lines

    def mark_lines(self, mark: str) -> bool:
        return self.mark_each(lambda _: mark)

    def change_level(self, *, deeper: bool) -> bool:
        kinds = DEEPER if deeper else LESS_DEEP
        return self.mark_each(lambda mark: kinds.get(mark, mark))

    def mark_each(self, marked: Callable[[str], str]) -> bool:
        first, last = (places.place(self.text, at)[0] for at in (self.start, self.end))
        old = self.text.split("\n")
        new = [
            marked(line[: naive.floor_of(line)]) + line[naive.floor_of(line) :]
            if first <= index <= last and not is_row(line)
            else line
            for index, line in enumerate(old)
        ]
        if old == new:
            return True
        text = "\n".join(new)
        anchor, head = (marked_place(self.text, text, at) for at in (self.anchor, self.head))
        return self.become(text, head, anchor if self.has_selection else None)

    # -- finding

    def find(self, wanted: str) -> int:
        self.wanted = wanted
        self.found = naive.find(self.text, wanted)
        return len(self.found)

    def find_next(self, *, backwards: bool = False) -> bool:
        self.found = self.found or naive.find(self.text, self.wanted)
        if not self.found:
            return False
        if backwards:
            left = [span for span in self.found if span[1] <= self.start and span[0] < self.start]
            chosen = left[-1] if left else self.found[-1]
        else:
            right = [span for span in self.found if span[0] >= self.end]
            chosen = right[0] if right else self.found[0]
        self.is_marking = False
        self.select(*chosen)
        self.anchor, self.head = chosen
        return True

    def replace_found(self, replacement: str) -> bool:
        if (self.start, self.end) in self.found:
            text, head = self.replaced([(self.start, self.end)], replacement), self.start
            if not self.become(text, head + len(in_one_line(replacement))):
                return False
            self.is_open = False
            self.find(self.wanted)
        self.find_next()
        return True

    def replace_all(self, replacement: str) -> int:
        """Replace all finds; where the cursor goes if there are any, the caller says."""
        spans = naive.find(self.text, self.wanted)
        text = self.replaced(spans, replacement)
        if not spans or not self.become(text, self.head):
            return 0
        self.is_open = False
        self.find(self.wanted)
        return len(spans)

    def replaced(self, spans: list[tuple[int, int]], replacement: str) -> str:
        """The text with something else in the place of finds; their bold and italic stay."""
        text = self.text
        for start, end in reversed(spans):
            kept = "".join(letter for letter in text[start:end] if letter in naive.STYLES)
            text = text[:start] + in_one_line(replacement) + kept + text[end:]
        return text
