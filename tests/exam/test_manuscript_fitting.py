"""Text is set so that it fits, and never larger for being longer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.manuscript.fitting import Box, Setting, first_that_fits, text_height

BOX = Box(width=400, height=200)
SETTINGS = tuple(Setting(size) for size in (40, 30, 20, 15, 10))
lines = st.lists(st.text("aMi \t\u65e5", max_size=200), max_size=12)


def _size(*paragraphs: str) -> int:
    return first_that_fits(paragraphs, BOX, SETTINGS).size


@given(lines, st.text("aMi \t", max_size=200))
def test_one_more_paragraph_never_makes_the_text_larger(before: list[str], more: str) -> None:
    assert _size(*before, more) <= _size(*before)


def test_a_little_text_is_set_in_the_first_setting_and_too_much_in_the_last() -> None:
    assert _size("satu baris") == 40
    assert _size("kata " * 5000) == 10


def test_wide_letters_take_more_room_than_narrow_ones() -> None:
    assert _size("M" * 60) < _size("i" * 60)
    assert _size("\u65e5" * 60) < _size("a" * 60)


def test_a_word_longer_than_a_line_is_counted_on_all_its_lines() -> None:
    assert _size("a" * 60) == 40
    assert _size("a" * 80) == 30


def test_gaps_and_columns_count() -> None:
    short = ["pendek"] * 12
    airy, close = Setting(15, gap=0.7), Setting(15)
    assert first_that_fits(short, BOX, (airy, close)) is close
    many = ["pendek"] * 18
    double = Setting(15, columns=2)
    assert first_that_fits(many, BOX, (close, double)) is double


def test_two_paragraphs_are_twice_as_high_as_one() -> None:
    one, two = (text_height(["kata"] * count, 400, Setting(20)) for count in (1, 2))
    assert two == pytest.approx(2 * one)
    assert one > 20
