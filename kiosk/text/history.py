"""Undo and redo: steps of a word or a command, as many as memory allows.

A step is what one undo takes back: a word with the blanks behind it, whether typed or deleted, or
everything that one command did. Oldest steps go when the texts in all steps together, or the steps
themselves, grow past a bound, which no four hours of typing reach: only replacing and marking much
of a long text many times does.
"""

from collections import deque
from typing import Final

from exam.manuscript import marks

EditDone = tuple[int, str, str]
"""(at, removed, inserted); plain tuples, which the garbage collector stops looking at."""
Step = tuple[tuple[EditDone, ...], int, int, int, int]
"""The edits in their order; anchor and head of the selection before, and after."""

_MARKS: Final = frozenset(marks.INLINE_MARKS)
"""What may stand behind the cursor within a step, so that what follows looks as it did."""
MOST_STEPS: Final = 100_000
MOST_CHARACTERS: Final = 4_000_000


class History:
    """Steps that can be undone, and those that can be redone."""

    def __init__(
        self, most_steps: int = MOST_STEPS, most_characters: int = MOST_CHARACTERS
    ) -> None:
        self._done: deque[Step] = deque()
        self._undone: list[Step] = []
        self._most_steps = most_steps
        self._most_characters = most_characters
        self._characters = 0
        self._goes_on = False

    def add(self, step: Step, *, typed: bool = False) -> None:
        """Remember a step; one key after another that goes on with a word joins its step."""
        self._characters -= sum(_size(undone) for undone in self._undone)
        self._undone.clear()
        joined = self._joined(step) if typed and self._goes_on else None
        if joined is not None:
            self._characters -= _size(self._done.pop())
            step = joined
        self._done.append(step)
        self._characters += _size(step)
        self._goes_on = typed
        self._forget_oldest()

    def part(self) -> None:
        """Let what is typed next be a step of its own."""
        self._goes_on = False

    def undo(self) -> Step | None:
        """Return the last step, which is to be undone, or None."""
        self._goes_on = False
        if not self._done:
            return None
        self._undone.append(self._done.pop())
        return self._undone[-1]

    def redo(self) -> Step | None:
        """Return the step undone last, which is to be done again, or None."""
        self._goes_on = False
        if not self._undone:
            return None
        self._done.append(self._undone.pop())
        return self._done[-1]

    def _joined(self, step: Step) -> Step | None:
        """Join a key to the step before it, if it goes on with the same word."""
        ((edit,), _, _, *after) = step
        before = self._done[-1]
        joined = _typed_on(before[0][-1], edit) or _deleted_on(before[0][-1], edit)
        if joined is None:
            return None
        return (*before[0][:-1], joined), before[1], before[2], after[0], after[1]

    def _forget_oldest(self) -> None:
        while len(self._done) > 1 and (
            len(self._done) > self._most_steps or self._characters > self._most_characters
        ):
            self._characters -= _size(self._done.popleft())


def _typed_on(before: EditDone, edit: EditDone) -> EditDone | None:
    at, removed, inserted = before
    behind = edit[0] - at
    if edit[1] or not 0 < behind <= len(inserted):
        return None
    done, kept = inserted[:behind], inserted[behind:]
    if not _MARKS.issuperset(kept) or _begins_word(done[-1], edit[2]):
        return None
    return at, removed, done + edit[2] + kept


def _deleted_on(before: EditDone, edit: EditDone) -> EditDone | None:
    at, removed, inserted = before
    if inserted or edit[2] or not removed or not edit[1]:
        return None
    if edit[0] + len(edit[1]) == at:  # to the left
        return None if _begins_word(removed[0], edit[1]) else (edit[0], edit[1] + removed, "")
    if edit[0] == at:  # to the right
        return None if _begins_word(removed[-1], edit[1]) else (at, removed + edit[1], "")
    return None


def _begins_word(before: str, text: str) -> bool:
    return before.isspace() and not text[:1].isspace()


def _size(step: Step) -> int:
    return sum(len(removed) + len(inserted) for _, removed, inserted in step[0])
