"""What one undo takes back, as two whole texts; and which keys join one step."""

from dataclasses import dataclass
from typing import NamedTuple

from exam.manuscript import marks


class Snapshot(NamedTuple):
    text: str
    anchor: int
    head: int


@dataclass
class Step:
    before: Snapshot
    after: Snapshot
    at: int = 0
    removed: str = ""
    inserted: str = ""


def typed_on(last: Step, step: Step) -> bool:
    """Whether a key goes on with a word that was typed, and joins its step."""
    done = last.inserted[: max(step.at - last.at, 0)]
    kept = last.inserted[len(done) :]
    if not done or step.removed or step.at != last.at + len(done):
        return False
    if set(kept) - set(marks.INLINE_MARKS):
        return False
    if done[-1].isspace() and not step.inserted[0].isspace():
        return False
    last.inserted = done + step.inserted + kept
    return True


def deleted_on(last: Step, step: Step) -> bool:
    """Whether a key goes on deleting a word, to the left or to the right, and joins its step."""
    if last.inserted or step.inserted or not last.removed or not step.removed:
        return False
    letter = not step.removed[0].isspace()
    if step.at + len(step.removed) == last.at:
        if last.removed[0].isspace() and letter:
            return False
        last.at, last.removed = step.at, step.removed + last.removed
        return True
    if step.at != last.at or (last.removed[-1].isspace() and letter):
        return False
    last.removed += step.removed
    return True
