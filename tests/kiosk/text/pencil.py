"""A plain string that changes step by step: what writing, undo and redo mean."""

from dataclasses import dataclass, field

from exam.limits import LONGEST_TEXT
from tests.kiosk.text import places
from tests.kiosk.text.splicing import Set, letters_set, spliced
from tests.kiosk.text.steps import Snapshot, Step, deleted_on, typed_on
from tests.kiosk.text.walker import Walker


@dataclass
class Pencil(Walker):
    """A text with a finger on it and all that it was before."""

    done: list[Step] = field(default_factory=list)
    undone: list[Step] = field(default_factory=list)
    found: list[tuple[int, int]] = field(default_factory=list)
    wished: tuple[bool, bool] | None = None
    """Bold and italic of what is typed next, if that was asked for here."""

    @property
    def snapshot(self) -> Snapshot:
        return Snapshot(self.text, self.anchor, self.head)

    @property
    def line(self) -> str:
        return self.place()[2]

    @property
    def set_here(self) -> Set:
        """How what stands before the cursor is set."""
        return letters_set(self.line[: self.place()[1]])

    def place_cursor(self, at: int, *, extend: bool = False) -> None:
        super().place_cursor(at, extend=extend)
        self.wished = None

    def select(self, anchor: int, head: int) -> None:
        super().select(anchor, head)
        self.wished = None

    def write(
        self, start: int, end: int, inserted: str, head: int | None = None, *, typed: bool = False
    ) -> bool:
        """Put a text between two places; what stands there then, `spliced` says."""
        at, before, written, kept, rest = spliced(self.text, start, end, inserted)
        step = Step(
            self.snapshot,
            self.snapshot,
            at,
            self.text[at : len(self.text) - len(rest)],
            written + kept,
        )
        caret = len(before + written) if head is None else head
        return self.become(before + written + kept + rest, caret, step=step, typed=typed)

    def become(
        self,
        text: str,
        head: int,
        anchor: int | None = None,
        *,
        step: Step | None = None,
        typed: bool = False,
    ) -> bool:
        """Let another text stand there as it is; False if it is too long."""
        if len(text) > max(LONGEST_TEXT, len(self.text)):
            return False
        before = self.snapshot
        self.text = text
        self.is_marking, self.goal, self.wished = False, None, None
        self.head = places.rest(text, head)
        self.anchor = self.head if anchor is None else anchor
        if text != before.text:
            self.found = []
            self.remember(step or Step(before, self.snapshot), typed)
        return True

    def remember(self, step: Step, typed: bool) -> None:
        step.after = self.snapshot
        last = self.done[-1] if self.done and self.is_open and typed else None
        if last is None or not (typed_on(last, step) or deleted_on(last, step)):
            self.done.append(step)
        self.done[-1].after = step.after
        self.undone.clear()
        self.is_open = typed

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
        self.is_marking, self.goal, self.found, self.wished = False, None, [], None
        return True

    def go(self, line: int, column: int) -> bool:
        """Put the finger elsewhere."""
        self.place_cursor(places.offset(self.text, line, column))
        return True

    def with_lines(self, first: int, stop: int, lines: list[str]) -> str:
        """The text with other lines in the place of some."""
        old = self.text.split("\n")
        return "\n".join([*old[:first], *lines, *old[stop:]])
