"""Words and characters, counted as Word counts them: what was typed, and nothing else.

A word is a run of characters between white space. Words in cells and in footnotes count; marks and
the labels of lists do not. Characters are code points; line ends are none of them. Every count of a
document is the sum of the counts of its lines, so a caller may keep them line by line.
"""

from dataclasses import dataclass

from exam.manuscript import marks
from exam.manuscript.plain import plain_of


@dataclass(frozen=True, slots=True)
class Counts:
    """How much was written."""

    words: int
    characters: int
    characters_without_spaces: int


def count_words(text: str) -> int:
    """Count the words of a document, or of one of its lines."""
    # Bold and italic never part a word; only notes and cells make the text more than its letters.
    if marks.NOTE_START in text or marks.CELL in text:
        return len(plain_of(text).text.split())
    return len(marks.strip_marks(text).split())


def count(text: str) -> Counts:
    """Count words and characters of a document, or of one of its lines."""
    typed = marks.strip_marks(text)
    without_spaces = sum(map(len, typed.split()))
    return Counts(count_words(text), len(typed) - typed.count("\n"), without_spaces)
