"""What stands inside a line: every string has one meaning, and no letter is lost or moved."""

import pytest
from hypothesis import given

from exam.manuscript import (
    Note,
    Run,
    inlines_of,
    letters_of,
    notes_of,
    runs_of,
    strip_marks,
)
from exam.manuscript import marks as m
from tests.exam.manuscripts import ANYTHING, bold, italic, note

Shown = list[tuple[str, str] | list[tuple[str, str]]]


def _shown_runs(runs: tuple[Run, ...]) -> list[tuple[str, str]]:
    return [(run.text, "b" * run.bold + "i" * run.italic) for run in runs]


def _shown(text: str) -> Shown:
    """Return runs as (text, style), and notes as lists of such."""
    return [
        _shown_runs(each.runs) if isinstance(each, Note) else _shown_runs((each,))[0]
        for each in inlines_of(text)
    ]


@given(ANYTHING)
def test_the_letters_of_runs_and_notes_are_those_that_were_typed(text: str) -> None:
    letters = [
        run.text
        for each in inlines_of(text)
        for run in (each.runs if isinstance(each, Note) else (each,))
    ]
    assert "".join(letters) == strip_marks(text)


@given(ANYTHING)
def test_runs_and_notes_stand_where_they_say_and_in_order(text: str) -> None:
    reached = 1000
    for each in inlines_of(text, 1000):
        assert reached <= each.start < each.end
        reached = each.end
        for run in each.runs if isinstance(each, Note) else (each,):
            assert text[run.start - 1000 : run.end - 1000] == run.text
            assert each.start <= run.start < run.end <= each.end
    assert reached <= 1000 + len(text)


def test_each_run_says_from_where_to_where_it_stands() -> None:
    text = f"a{bold('bc')}d"
    places = [(run.start - 10, run.end - 10) for run in runs_of(text, 10)]
    assert [text[start:end] for start, end in places] == ["a", "bc", "d"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", []),
        ("polos", [("polos", "")]),
        (f"a{bold('b')}c", [("a", ""), ("b", "b"), ("c", "")]),
        (bold("a" + italic("b") + "c"), [("a", "b"), ("b", "bi"), ("c", "b")]),
        (f"{m.BOLD_ON}a{m.ITALIC_ON}b{m.BOLD_OFF}c", [("a", "b"), ("b", "bi"), ("c", "i")]),
    ],
)
def test_text_is_set_as_the_marks_around_it_say(text: str, shown: Shown) -> None:
    assert _shown(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"a{m.BOLD_ON}b", [("a", ""), ("b", "b")]),
        (f"a{m.BOLD_OFF}b", [("a", ""), ("b", "")]),
        (f"{m.BOLD_ON}a{m.BOLD_ON}b{m.BOLD_OFF}c", [("a", "b"), ("b", "b"), ("c", "")]),
        (f"{m.ITALIC_OFF}a", [("a", "")]),
        (f"a{m.HEADING_1}b", [("a", ""), ("b", "")]),
        (f"a{m.CELL}b", [("a", ""), ("b", "")]),
        (m.BOLD_ON + m.BOLD_OFF, []),
    ],
)
def test_marks_out_of_place_have_one_meaning(text: str, shown: Shown) -> None:
    assert _shown(text) == shown


def test_a_footnote_stands_at_its_place_and_begins_plain() -> None:
    text = bold("a" + note("x" + italic("y")) + "b")
    assert _shown(text) == [("a", "b"), [("x", ""), ("y", "i")], ("b", "b")]
    (found,) = notes_of(text, 10)
    assert found.text == "xy"
    assert text[found.start - 10 : found.end - 10] == note("x" + italic("y"))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"a{m.NOTE_START}x", [("a", ""), [("x", "")]]),
        (f"a{m.NOTE_END}b", [("a", ""), ("b", "")]),
        (f"a{note('x' + m.NOTE_START + 'y')}b", [("a", ""), [("x", ""), ("y", "")], ("b", "")]),
        (note(m.BOLD_ON + "x") + "b", [[("x", "b")], ("b", "")]),
        (note(""), [[]]),
        (f"{m.BOLD_ON}a{note(m.BOLD_OFF)}b", [("a", "b"), [], ("b", "b")]),
    ],
)
def test_notes_that_are_open_nested_or_empty_have_one_meaning(text: str, shown: Shown) -> None:
    assert _shown(text) == shown


def test_the_letters_of_a_line_leave_its_footnotes_out() -> None:
    text = f"a{bold('b')}{note('x')}c"
    assert letters_of(text) == "abc"
    assert [run.text for run in runs_of(text)] == ["a", "b", "c"]
    assert notes_of("abc") == ()
