"""Lines fall into rows as a plain rule says, and after an edit only its rows are wrapped again."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.manuscript import marks
from kiosk.text import wrapping
from kiosk.text.wrapping import NARROWEST, break_line, rebreak
from tests.kiosk.text import naive
from tests.kiosk.text.texts import ANYHOW, INSIDE, TORN_LINES, WIDTHS, edits

ACUTE = "\u0301"


def rows_of(line: str, width: int) -> list[str]:
    edges = [0, *break_line(line, width), len(line)]
    return [line[edges[i] : edges[i + 1]] for i in range(len(edges) - 1)]


@given(TORN_LINES, WIDTHS)
def test_a_line_breaks_where_the_plain_rule_says(line: str, width: int) -> None:
    assert break_line(line, width) == list(naive.breaks(line, width))


@given(st.text(alphabet="ab  \t\u00a0漢" + ACUTE + marks.BOLD_ON + marks.CELL, max_size=60))
def test_few_letters_in_any_order_break_where_the_plain_rule_says(line: str) -> None:
    for width in (12, 13, 14, 19):
        assert break_line(line, width) == list(naive.breaks(line, width))


@pytest.mark.parametrize(
    ("line", "rows"),
    [
        ("", [""]),
        ("satu dua lim", ["satu dua lim"]),
        ("satu dua lima", ["satu dua ", "lima"]),
        ("satu dua lim ", ["satu dua lim "]),
        ("satu dua lim enam", ["satu dua lim ", "enam"]),
        ("satu dua lim  enam", ["satu dua lim ", " enam"]),
        ("abcdefghijkl", ["abcdefghijkl"]),
        ("abcdefghijkl ", ["abcdefghijkl "]),
        ("abcdefghijklm", ["abcdefghijkl", "m"]),
        ("              ", ["             ", " "]),
        ("a\tb\tc\td", ["a\tb\tc\t", "d"]),
        ("satu\u00a0dua\u00a0lim empat", ["satu\u00a0dua\u00a0lim ", "empat"]),
        ("satu dua\u00a0lima", ["satu ", "dua\u00a0lima"]),
        ("漢漢漢漢漢漢漢", ["漢漢漢漢漢漢", "漢"]),
        ("a漢漢漢漢漢漢", ["a漢漢漢漢漢", "漢"]),
        ("abcdefghijke" + ACUTE + "x", ["abcdefghijke" + ACUTE, "x"]),
        ("abcdefghijk漢" + ACUTE, ["abcdefghijk", "漢" + ACUTE]),
        (marks.HEADING_1 + "satu dua li", [marks.HEADING_1 + "satu dua ", "li"]),
        (marks.NUMBER + "abcdefghij", [marks.NUMBER + "abcdefgh", "ij"]),
        ("abcdefghijkl" + marks.BOLD_ON + "m", ["abcdefghijkl", marks.BOLD_ON + "m"]),
        ("abcdefghijkl" + marks.BOLD_OFF, ["abcdefghijkl" + marks.BOLD_OFF]),
        ("abcdefghij" + marks.CELL + "m", ["abcdefghij", marks.CELL + "m"]),
    ],
)
def test_a_line_of_twelve_cells(line: str, rows: list[str]) -> None:
    assert rows_of(line, 12) == rows


@given(TORN_LINES, st.integers(NARROWEST, 60))
def test_every_row_fits_but_for_the_blank_in_the_cursor_s_cell(line: str, width: int) -> None:
    limit = width - naive.sign_of(line)
    assert "".join(rows_of(line, width)) == line
    for row in rows_of(line, width):
        letters = [row[start:end] for start, end in naive.letters(row, 0)]
        blank = letters[-1] if letters and naive.can_break(letters[-1][0]) else ""
        body = row.removesuffix(blank)
        assert naive.cells(body) <= limit or sum(map(naive.cells, letters)) == naive.cells(row[:1])


@given(TORN_LINES, st.integers(NARROWEST, 60))
def test_a_word_that_fits_into_a_row_is_never_split(line: str, width: int) -> None:
    limit = width - naive.sign_of(line)
    found = break_line(line, width)
    for column in found:
        if naive.can_break(line[column - 1]) or naive.combines(line[column - 1]):
            continue
        start, end = column, column
        while start > 0 and not naive.can_break(line[start - 1]):
            start -= 1
        while end < len(line) and not naive.can_break(line[end]):
            end += 1
        assert naive.cells(line[start:end]) > limit


@given(TORN_LINES, st.integers(NARROWEST, 60))
def test_no_row_begins_inside_a_letter_or_is_empty(line: str, width: int) -> None:
    starts = {start for start, _ in naive.letters(line, naive.floor_of(line))}
    found = break_line(line, width)
    assert set(found) <= starts
    assert [*found, len(line) + 1] == sorted({*found, len(line) + 1})
    assert not found or found[0] > naive.floor_of(line)


@given(TORN_LINES, st.integers(-2, NARROWEST - 1))
def test_what_is_too_narrow_is_not_wrapped(line: str, width: int) -> None:
    assert break_line(line, width) == []
    assert rebreak(line, width, [], 0, 0, len(line)) == []


@given(INSIDE | ANYHOW, st.sampled_from(["", marks.BULLET, marks.NUMBER_2]), WIDTHS, st.data())
def test_a_line_wrapped_again_after_any_edits_is_as_if_wrapped_anew(
    inside: str, mark: str, width: int, data: st.DataObject
) -> None:
    line, found = mark + inside, break_line(mark + inside, width)
    for _ in range(data.draw(st.integers(1, 5))):
        start, end, inserted = data.draw(edits(inside))
        inserted = "".join(each for each in inserted if each not in (*marks.LINE_MARKS, "\n"))
        inside = inside[:start] + inserted + inside[end:]
        line = mark + inside
        found = rebreak(line, width, found, len(mark) + start, end - start, len(inserted))
        assert found == break_line(line, width)


@given(st.text(alphabet="aaaab \u0301漢\t" + marks.CELL + marks.BOLD_ON, max_size=60), st.data())
def test_one_letter_in_or_out_anywhere_wraps_as_anew(line: str, data: st.DataObject) -> None:
    old = break_line(line, 12)
    at = data.draw(st.integers(0, len(line)))
    for letter in "a \u0301漢\t" + marks.CELL:
        longer = line[:at] + letter + line[at:]
        assert rebreak(longer, 12, old, at, 0, 1) == break_line(longer, 12)
    for size in (1, 2, 7):
        shorter = line[:at] + line[at + size :]
        removed = len(line) - len(shorter)
        assert rebreak(shorter, 12, old, at, removed, 0) == break_line(shorter, 12)


@given(st.integers(1, 4), st.integers(8, 40), st.data())
def test_a_sign_that_leaves_a_row_short_wraps_as_anew(
    rows: int, letters: int, data: st.DataObject
) -> None:
    pieces = [
        st.sampled_from([9, 10, 11, 12]).map("a".__mul__),
        st.sampled_from(["a ", marks.CELL]),
    ]
    line = "".join(data.draw(st.lists(st.one_of(pieces), min_size=2 * rows, max_size=12)))
    old = break_line(line, 12)
    for at in range(len(line)):
        for letter in (" ", "漢"):
            longer = line[:at] + letter + line[at:]
            assert rebreak(longer, 12, old, at, 0, 1) == break_line(longer, 12)
        shorter = line[:at] + line[at + 1 :]
        assert rebreak(shorter, 12, old, at, 1, 0) == break_line(shorter, 12)
        joined = line[:at] + line[at + letters :]
        assert rebreak(joined, 12, old, at, len(line) - len(joined), 0) == break_line(joined, 12)


def test_a_sign_that_goes_lets_a_word_two_rows_above_come_back() -> None:
    line = "a " + "b" * 10 + marks.CELL + "c"
    assert rows_of(line, 12) == ["a ", "b" * 10, marks.CELL + "c"]
    without = line.replace(marks.CELL, " ")
    assert rebreak(without, 12, break_line(line, 12), 12, 1, 1) == break_line(without, 12) == [13]


_PROSE = Random(7)
_WORDS = ("di", "dan", "kota", "warga", "pelayanan", "untuk", "anggaran", "keterbukaan", "itu")
PARAGRAPH = " ".join(_PROSE.choices(_WORDS, k=5000))
"""5,000 words: 35,000 characters in 440 rows of 80 cells."""


@pytest.mark.parametrize("place", [0.0, 0.001, 0.5, 0.999, 1.0])
@pytest.mark.parametrize("quote", ["", "“"], ids=["plain", "with a curly quote in each row"])
def test_a_key_in_a_very_long_paragraph_looks_at_a_few_rows(
    place: float, quote: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = PARAGRAPH.replace(" ", " " + quote)
    found = break_line(line, 80)
    assert len(found) > 400
    looked, row_end, each = 0, wrapping._row_end, list[int]()

    def counting(line: str, start: int, limit: int) -> int:
        nonlocal looked
        looked += 1
        return row_end(line, start, limit)

    monkeypatch.setattr(wrapping, "_row_end", counting)
    at = int(place * len(line))
    for removed in [0] * 40 + [1] * 40:
        column = at + (79 - len(each) if removed else len(each))
        letter = "" if removed else "ramai sekali "[len(each) % 13]
        line = line[:column] + letter + line[column + removed :]
        before = looked
        found = rebreak(line, 80, found, column, removed, 1 - removed)
        each.append(looked - before)
    monkeypatch.undo()
    assert found == break_line(line, 80)
    assert sorted(each)[40] <= 3
    assert sum(each) / 80 <= 12
