"""Headings and their words, sections that move, and those that are laid in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.limits import LONGEST_TEXT
from exam.manuscript import BlockKind, sections_of
from kiosk.text import Heading, Sheet
from tests.kiosk.text.sketches import drawn, sheet_of, text_of, undoes_to

SECTIONS = st.lists(
    st.sampled_from(["#A", "#B b", "$C", "a b", "", "|x!y z", "c[d e]", "="]).map(text_of),
    max_size=9,
).map("\n".join)


@pytest.mark.parametrize(
    ("before", "title", "down", "after"),
    [
        ("#A\na^\n#B\nb", "#A", True, "#B\nb\n#A\na^"),
        ("#A\na\n#B\nb^b", "#A", True, "#B\nb^b\n#A\na"),
        ("#A\na\n#B\nb^b", "#B", False, "#B\nb^b\n#A\na"),
        ("x\n#A\n#B\n#C^", "#B", True, "x\n#A\n#C^\n#B"),
        ("#A\n$a\n$b\nc\n#B^", "$a", True, "#A\n$b\nc\n$a\n#B^"),
        ("#A\n$a\n#B\nb\n$c^", "$a", True, "#A\n#B\nb\n$a\n$c^"),
        ("#A\n$a\n#B\nb\n$c^", "$c", False, "#A\n$a\n$c^\n#B\nb"),
        ("#A\n$a\n#B^", "#B", False, "#B^\n#A\n$a"),
        ("x\n=\n=\n#A^\n#B\n=\n#C", "#A", True, "x\n#B\n=\n=\n#A^\n=\n#C"),
        ("#A\n#B^\n=", "#A", True, "#B^\n#A\n="),
        ("#A\n=x\n#B^", "#A", True, "#B^\n#A\n=x"),
        ("#A\n|x!y\n=^\n#B", "#B", False, "=^\n#B\n#A\n|x!y"),
    ],
)
def test_a_section_moves_past_its_neighbour_with_all_that_is_in_it(
    before: str, title: str, down: bool, after: str
) -> None:
    sheet = sheet_of(before)
    assert sheet.move_section(sheet.text.index(text_of(title)), down=down)
    undoes_to(sheet, before, after)


@pytest.mark.parametrize("sections", ["#A\n{}\n#B\nb", "#A\na\n#B\n{}"])
def test_a_section_moves_in_one_record_however_full_the_text_is(sections: str) -> None:
    text = text_of(sections)
    text = text.format("x" * (LONGEST_TEXT - len(text) + 2))
    heard: list[tuple[int, str, str]] = []
    sheet = Sheet(text, lambda *change: heard.append(change), 80)
    assert sheet.move_section(0, down=True)
    assert sorted(sheet.text.split("\n")) == sorted(text.split("\n"))
    assert heard == [(0, text, sheet.text)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("^", "#^"),
        ("a^", "a\n#^"),
        ("#A^\na\n#B", "#A\na\n#^\n#B"),
        ("a^\n$B", "a\n#^\n$B"),
        ("#A^\n|a!b\n#B", "#A\n|a!b\n#^\n#B"),
        ("|a^!b", "|a!b\n#^"),
        ("|a^[b", "|a[b\n#^"),
        ("a^\n=\n#B", "a\n#^\n=\n#B"),
        ("a\n=^\n#B", "a\n=\n#^\n#B"),
        ("^a^b\n\n", "ab\n\n\n#^"),
    ],
)
def test_a_new_section_begins_behind_that_of_the_cursor_whatever_stands_there(
    before: str, after: str
) -> None:
    sheet = sheet_of(before)
    assert sheet.begin_section(BlockKind.HEADING_1)
    undoes_to(sheet, before, after)


def test_a_full_text_takes_no_further_section() -> None:
    sheet = Sheet("x" * LONGEST_TEXT, lambda *_: None, 80)
    assert not sheet.begin_section(BlockKind.HEADING_1)
    assert sheet.length == LONGEST_TEXT


@pytest.mark.parametrize(
    ("before", "at", "down"),
    [
        ("^#A\n#B", 0, False),
        ("^#A\n#B", 3, True),
        ("^x\n#A", 2, False),
        ("^x\n#A", 0, True),
        ("^#A\n#B", 1, True),
        ("^#A\n$B", 0, True),
    ],
)
def test_without_a_neighbour_nothing_moves(before: str, at: int, down: bool) -> None:
    sheet = sheet_of(before)
    was = drawn(sheet)
    assert not sheet.move_section(at, down=down)
    assert drawn(sheet) == was


@given(SECTIONS, st.integers(0, 9), st.booleans())
def test_moving_back_is_the_reverse_and_no_line_is_lost(text: str, number: int, down: bool) -> None:
    sheet = Sheet(text, lambda *_: None, 40)
    headings = sheet.headings()
    if not headings:
        return
    at = headings[number % len(headings)].at
    sheet.place_cursor(at + 1)
    if sheet.move_section(at, down=down):
        assert sorted(sheet.text.split("\n")) == sorted(text.split("\n"))
        assert sheet.move_section(sheet.cursor - 1, down=not down)
    assert (sheet.text, sheet.cursor) == (text, at + 1)


@given(SECTIONS, st.lists(st.tuples(st.integers(0, 60), st.sampled_from("x \n")), max_size=5))
def test_headings_are_always_those_of_the_manuscript(
    text: str, keys: list[tuple[int, str]]
) -> None:
    sheet = Sheet(text, lambda *_: None, 40)
    for at, letter in keys:
        sheet.place_cursor(at % (sheet.length + 1))
        if letter == "\n":
            sheet.break_line()
        else:
            sheet.insert(letter)
        wanted = [Heading(s.level, s.title, s.start, s.words) for s in sections_of(sheet.text)]
        assert list(sheet.headings()) == wanted


def test_required_sections_are_laid_into_an_empty_text() -> None:
    sheet = sheet_of("^")
    assert sheet.lay_sections(["Pendahuluan", "Penutup"])
    undoes_to(sheet, "^", "#Pendahuluan\n^\n#Penutup\n")
    assert [heading.title for heading in sheet.headings()] == ["Pendahuluan", "Penutup"]


@pytest.mark.parametrize(("text", "names"), [("x^", ["Pendahuluan"]), ("^", [])])
def test_nothing_is_laid_where_something_stands_or_nothing_is_required(
    text: str, names: list[str]
) -> None:
    sheet = sheet_of(text)
    assert sheet.lay_sections(names)
    assert drawn(sheet) == text


def test_names_of_sections_come_in_as_one_line_each() -> None:
    sheet = sheet_of("^")
    assert sheet.lay_sections([text_of("Pen#da\nhuluan ")])
    assert drawn(sheet) == "#Penda huluan\n^"
