"""Codes in large letters: every sign of a code has one, and none is taken for another."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.codes import ALPHABET, code_from_bits, show_code
from kiosk.ui.big_code import GLYPHS, ROWS, draw_code, fitting_scale

LETTERS = {sign: GLYPHS[sign].split() for sign in ALPHABET}
SIMILAR = ("0D", "0Q", "17", "1T", "2Z", "38", "5S", "6G", "8B", "CG", "EF", "HN", "MN", "MW")
SIMILAR_TOO = ("PR", "VY", "KX", "1J", "4A", "HM", "HW", "0G", "BD")


def differing_cells(one: str, other: str) -> int:
    cells = zip("".join(LETTERS[one]), "".join(LETTERS[other]), strict=True)
    return sum(left != right for left, right in cells)


def test_every_sign_of_codes_has_a_letter_and_nothing_else_has() -> None:
    assert set(GLYPHS) == {*ALPHABET, "-"}


def test_all_letters_are_of_one_size_and_fill_it() -> None:
    for sign, rows in LETTERS.items():
        assert [len(row) for row in rows] == [5] * ROWS, sign
        assert set("".join(rows)) == {"#", "."}, sign
        assert "#" in rows[0], sign
        assert "#" in rows[-1], sign


def test_no_two_letters_are_nearly_the_same() -> None:
    nearest = min(differing_cells(*pair) for pair in combinations(ALPHABET, 2))
    assert nearest >= 4


@pytest.mark.parametrize("pair", [*SIMILAR, *SIMILAR_TOO])
def test_what_is_easily_mistaken_differs_in_more_than_a_corner(pair: str) -> None:
    one, other = (LETTERS[sign] for sign in pair)
    assert sum(left != right for left, right in zip(one, other, strict=True)) >= 2


@given(st.integers(0, 2**55 - 1))
def test_a_drawn_code_is_read_back_letter_by_letter_and_in_its_groups(number: int) -> None:
    code = show_code(code_from_bits(number))
    rows = draw_code(code, ink="#")
    read, at = "", 0
    for sign in code:
        width = len(GLYPHS[sign].split()[0])
        cells = " ".join(row[at : at + width].replace(" ", ".") for row in rows)
        read += next(each for each, glyph in GLYPHS.items() if glyph == cells)
        at += width + 1
    assert read == code


def test_a_code_is_as_large_as_there_is_room() -> None:
    rows = draw_code("7KQ2-MX4P-9RTW")
    assert {len(row) for row in rows} == {77}
    assert [fitting_scale(width, 7) for width in (76, 77, 200)] == [0, 1, 1]
    assert [fitting_scale(154, height) for height in (6, 13, 14, 99)] == [0, 1, 2, 2]


def test_a_larger_code_has_the_same_letters() -> None:
    large = draw_code("7K", ink="#", scale=2)
    assert [row[::2] for row in large[::2]] == list(draw_code("7K", ink="#"))
