"""Documents for tests: anything that typing, pasting and edits of marked text can lead to."""

from hypothesis import strategies as st

from exam.manuscript import marks
from exam.manuscript.marks import ALL_MARKS

MARKED = st.text(
    alphabet=st.one_of(st.sampled_from([*ALL_MARKS, "\n", " ", "\t", "a", "B", "é", "1"])),
    max_size=40,
)
"""Documents in which marks stand anywhere, as edits of marked text can leave them."""

ANYTHING = st.one_of(st.text(), MARKED)
"""Every string: all of Unicode, and marks at any place."""


def bold(text: str) -> str:
    return marks.BOLD_ON + text + marks.BOLD_OFF


def italic(text: str) -> str:
    return marks.ITALIC_ON + text + marks.ITALIC_OFF


def note(text: str) -> str:
    return marks.NOTE_START + text + marks.NOTE_END


def row(*cells: str) -> str:
    return marks.ROW + marks.CELL.join(cells)
