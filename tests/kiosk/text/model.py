"""The sheet as a plain string with a cursor: what every command means, with nothing clever in it.

It knows nothing of `kiosk.text` but the names of moves. Undo is a stack of whole texts.
"""

from dataclasses import dataclass, field

from exam.limits import LONGEST_TEXT
from exam.manuscript import clean_input, marks
from tests.kiosk.text import naive, places
from tests.kiosk.text.splicing import clean_row, in_one_line, marked_place, spliced
from tests.kiosk.text.steps import Snapshot, Step, deleted_on, typed_on
from tests.kiosk.text.walker import Walker

CONTINUED = (marks.BULLET, marks.BULLET_2, marks.NUMBER, marks.NUMBER_2, marks.ROW)


@dataclass
class Model(Walker):
    """A text that anybody can follow with a pencil."""

    done: list[Step] = field(default_factory=list)
    undone: list[Step] = field(default_factory=list)
    wanted: str = ""
    found: list[tuple[int, int]] = field(default_factory=list)

    @property
    def snapshot(self) -> Snapshot:
        return Snapshot(self.text, self.anchor, self.head)

    # -- writing

    def write(
        self,
        start: int,
        end: int,
        inserted: str,
        selection: tuple[int, int] | None = None,
        *,
        typed: bool = False,
    ) -> bool:
        """Put a text between two places; what stands there then, `spliced` says."""
        before, text = self.snapshot, self.text
        head_text, rest = spliced(text, start, end, inserted)
        after = head_text + rest
        if len(after) > max(LONGEST_TEXT, len(text)):
            return False
        self.text = after
        self.is_marking, self.goal = False, None
        anchor, head = selection or (len(head_text), len(head_text))
        is_empty = anchor == head
        self.head = places.rest(after, head)
        self.anchor = self.head if is_empty else anchor
        if after != text:
            self.found = []
            removed = text[start : len(text) - len(rest)]
            self.remember(Step(before, self.snapshot, start, removed, head_text[start:]), typed)
        return True

    def remember(self, step: Step, typed: bool) -> None:
        last = self.done[-1] if self.done and self.is_open and typed else None
        if last is None or not (typed_on(last, step) or deleted_on(last, step)):
            self.done.append(step)
        self.done[-1].after = step.after
        self.undone.clear()
        self.is_open = typed

    def insert(self, text: str) -> bool:
        clean = clean_input(text)
        typed = len(clean) == 1 and clean != "\n"
        return not clean or self.write(self.start, self.end, clean, typed=typed)

    def paste(self, text: str) -> bool:
        rows = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        clean = "\n".join(clean_row(row) for row in rows)
        return not clean or self.write(self.start, self.end, clean)

    def break_line(self) -> bool:
        line, column, text = self.place()
        mark = text[: naive.floor_of(text)]
        if not self.has_selection and mark in CONTINUED:
            if text == mark:
                return self.mark_lines("")
            return self.write(self.head, self.head, "\n" + mark)
        if not self.has_selection and mark and column == 1 < len(text):
            start = places.offset(self.text, line, 0)
            return self.write(start, start, "\n", (self.head + 1, self.head + 1))
        return self.write(self.start, self.end, "\n")

    def delete(self, start: int, end: int, *, typed: bool = False) -> bool:
        return start == end or self.write(start, end, "", typed=typed)

    def delete_left(self) -> bool:
        if self.has_selection:
            return self.write(self.start, self.end, "")
        line, column, text = self.place()
        begins = self.head - column
        if naive.floor_of(text) and column == 1:
            return self.mark_lines("")
        if column == 0:
            return line == 0 or self.write(self.left(), begins, "", typed=True)
        first, end = [each for each in places.solid_letters(text) if each[1] <= column][-1]
        return self.write(begins + first, begins + end, "", typed=True)

    def delete_right(self) -> bool:
        if self.has_selection:
            return self.write(self.start, self.end, "")
        _, column, text = self.place()
        begins = self.head - column
        right = [each for each in places.solid_letters(text) if each[0] >= column]
        here = (self.head, self.head)
        if right:
            first, end = right[0]
            return self.write(begins + first, begins + end, "", here, typed=True)
        return self.delete(self.head, self.right(), typed=True)

    def delete_word_left(self) -> bool:
        if self.has_selection:
            return self.write(self.start, self.end, "")
        return self.delete(self.word_left(), self.head)

    def delete_word_right(self) -> bool:
        if self.has_selection:
            return self.write(self.start, self.end, "")
        return self.delete(self.head, self.word_right())

    def copy(self) -> str:
        return self.text[self.start : self.end]

    def cut(self) -> str:
        text = self.copy()
        if text:
            self.write(self.start, self.end, "")
        return text

    def mark_lines(self, mark: str) -> bool:
        first, last = (places.place(self.text, at)[0] for at in (self.start, self.end))
        old = self.text.split("\n")
        new = [
            mark + line[naive.floor_of(line) :] if first <= index <= last else line
            for index, line in enumerate(old)
        ]
        text = "\n".join(new)
        if len(text) > max(LONGEST_TEXT, len(self.text)):
            return False
        if old != new:
            before = self.snapshot
            anchor, head = (marked_place(self.text, text, at) for at in (self.anchor, self.head))
            self.text, self.is_marking, self.goal, self.found = text, False, None, []
            self.head = places.rest(text, head)
            self.anchor = anchor if self.anchor != before.head else self.head
            self.remember(Step(before, self.snapshot), typed=False)
        return True

    def settle(self) -> None:
        """Let the last step end where the cursor is."""
        self.done[-1].after = self.snapshot

    def undo(self) -> bool:
        return self.go_back(self.done, self.undone, back=True)

    def redo(self) -> bool:
        return self.go_back(self.undone, self.done, back=False)

    def go_back(self, source: list[Step], target: list[Step], *, back: bool) -> bool:
        self.is_open = False
        if not source:
            return False
        step = source.pop()
        target.append(step)
        self.text, self.anchor, self.head = step.before if back else step.after
        self.is_marking, self.goal, self.found = False, None, []
        return True

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
            if not self.write(self.start, self.end, in_one_line(replacement)):
                return False
            self.is_open = False
            self.find(self.wanted)
        self.find_next()
        return True

    def replace_all(self, replacement: str) -> int:
        """Replace all finds; where the cursor goes if anything changed, the caller says."""
        spans, text = naive.find(self.text, self.wanted), self.text
        for start, end in reversed(spans):
            text = "".join(spliced(text, start, end, in_one_line(replacement)))
        if not spans or len(text) > max(LONGEST_TEXT, len(self.text)):
            return 0
        before, self.is_marking, self.is_open, self.goal = self.snapshot, False, False, None
        self.text = text
        if text != before.text:
            self.remember(Step(before, self.snapshot), typed=False)
        self.find(self.wanted)
        return len(spans)
