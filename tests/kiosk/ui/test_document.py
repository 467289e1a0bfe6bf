"""The text behind the editor tells every change, and keeps marks at the start of lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.manuscript import MARKS, BlockKind
from kiosk.ui.document import LiteralDocument, fit_edit, mark_of

H1, BULLET = BlockKind.HEADING_1.value, BlockKind.BULLET.value
PIECES = st.lists(st.sampled_from(["a", "b ", "\n", "é", "\t", H1, BULLET, "\x0b", "\u2028"]))
PLACE = st.tuples(st.integers(0, 6), st.integers(0, 6))


class Copy:
    """A text kept up to date from the changes alone."""

    def __init__(self, text: str) -> None:
        self.text = text

    def record(self, at: int, removed: str, inserted: str) -> None:
        end = at + len(removed)
        if self.text[at:end] != removed:
            raise ValueError(at, removed)
        self.text = self.text[:at] + inserted + self.text[end:]


@given(st.text("ab\n", max_size=12), st.lists(st.tuples(PLACE, PLACE, st.text("xy\n", max_size=4))))
def test_a_copy_fed_by_the_changes_equals_the_document(
    text: str, edits: list[tuple[tuple[int, int], tuple[int, int], str]]
) -> None:
    copy = Copy(text)
    document = LiteralDocument(text, copy.record)
    for start, end, inserted in edits:
        document.replace_range(start, end, inserted)
    assert copy.text == document.text


@given(st.lists(st.tuples(PLACE, PLACE, PIECES.map("".join)), max_size=8))
def test_no_edit_leaves_a_mark_inside_a_line(
    edits: list[tuple[tuple[int, int], tuple[int, int], str]],
) -> None:
    document = LiteralDocument(f"{H1}satu\n{BULLET}dua\ntiga", lambda *_change: None)
    for start, end, inserted in edits:
        top, bottom = sorted((document.clamp(start), document.clamp(end)))
        fitted = fit_edit(document.lines, top, bottom, inserted)
        document.replace_range(fitted.top, fitted.bottom, fitted.text)
        assert not any(mark in line[1:] for line in document.lines for mark in MARKS)
        assert all(
            line == line.replace("\x0b", "").replace("\u2028", "") for line in document.lines
        )


@pytest.mark.parametrize("separator", ["\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_only_a_line_feed_ends_a_line(separator: str) -> None:
    document = LiteralDocument(f"satu{separator}dua", lambda *_change: None)
    assert document.line_count == 1


def test_joining_a_marked_line_to_text_drops_its_mark() -> None:
    fitted = fit_edit(["satu", f"{BULLET}dua"], (0, 4), (1, 0), "")
    assert fitted.bottom == (1, 1)


def test_a_marked_line_that_moves_up_to_an_empty_one_keeps_its_mark() -> None:
    fitted = fit_edit(["", f"{BULLET}dua"], (0, 0), (1, 0), "")
    assert fitted.bottom == (1, 0)


def test_a_place_beyond_the_text_is_its_end() -> None:
    document = LiteralDocument("satu\ndua", lambda *_change: None)
    assert document.clamp((9, 9)) == (1, 3)
    assert document.clamp((-1, 0)) == (0, 0)
    assert mark_of(document.get_line(0)) == ""
