"""Codes that people type."""

from collections.abc import Callable
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.codes import (
    ALPHABET,
    LENGTH,
    code_from_bits,
    fold_typed,
    make_code,
    parse_code,
    show_code,
)
from exam.errors import CodeError
from tests.exam.sources import fixed

ALL_BITS = st.integers(min_value=0, max_value=2**55 - 1)
SAMPLES = [code_from_bits(bits) for bits in (0, 1, 2**55 - 1, 0x2AAAAAAAAAAAAA, 36028797018963)]


def refusal_of(typed: str) -> CodeError:
    with pytest.raises(CodeError) as refused:
        parse_code(typed)
    return refused.value


@given(ALL_BITS)
def test_a_code_that_was_made_is_read_back(bits: int) -> None:
    code = code_from_bits(bits)
    assert parse_code(code) == code
    assert parse_code(show_code(code)) == code


@given(ALL_BITS, ALL_BITS)
def test_other_bits_make_another_code(left: int, right: int) -> None:
    assert (code_from_bits(left) == code_from_bits(right)) is (left == right)


def test_only_the_low_55_bits_count() -> None:
    assert code_from_bits(2**55 + 5) == code_from_bits(5)


@pytest.mark.parametrize("code", SAMPLES)
def test_every_single_wrong_character_is_found(code: str) -> None:
    for place in range(LENGTH):
        for wrong in set(ALPHABET) - {code[place]}:
            mistyped = code[:place] + wrong + code[place + 1 :]
            assert refusal_of(mistyped).code == "code.check"


@given(ALL_BITS)
def test_every_two_characters_swapped_are_found(bits: int) -> None:
    code = code_from_bits(bits)
    for left, right in combinations(range(LENGTH), 2):
        if code[left] != code[right]:
            swapped = list(code)
            swapped[left], swapped[right] = code[right], code[left]
            assert refusal_of("".join(swapped)).code == "code.check"


def test_what_stood_on_a_card_never_changes_its_meaning() -> None:
    assert code_from_bits(0) == "000000000000"
    assert make_code(lambda length: b"\xff" * length)[:11] == "Z" * 11
    assert show_code(make_code(fixed("card"))) == show_code(make_code(fixed("card")))


def test_a_code_is_drawn_from_seven_random_bytes() -> None:
    assert make_code(lambda length: bytes(length - 1) + b"\x02") == code_from_bits(1)
    assert make_code(lambda _: b"\x80" + bytes(6)) == code_from_bits(2**54)


@pytest.mark.parametrize(
    "dress",
    [
        str.lower,
        lambda code: f"  {code} ",
        " ".join,
        "-".join,
        lambda code: code.replace("0", "o").replace("1", "l"),
        lambda code: code.replace("0", "O").replace("1", "I"),
        lambda code: code[:4] + ".\t" + code[4:] + "\r\n",
    ],
)
def test_a_code_may_be_typed_carelessly(dress: Callable[[str], str]) -> None:
    code = code_from_bits(1 << 20)
    assert {"0", "1"} <= set(code)
    assert parse_code(dress(code)) == code


@pytest.mark.parametrize("typed", ["", "0", "0" * 11, "0" * 13, " - "])
def test_a_code_of_another_length_is_refused(typed: str) -> None:
    error = refusal_of(typed)
    assert error.code == "code.length"
    assert error.details == {"length": len(fold_typed(typed)), "expected": LENGTH}


def test_a_strange_character_is_named_with_its_place() -> None:
    error = refusal_of("0000-00U0-0000")
    assert error.code == "code.character"
    assert error.details == {"character": "U", "position": 7}


@given(st.text(max_size=20))
def test_whatever_is_typed_is_a_code_or_refused_as_one(typed: str) -> None:
    try:
        code = parse_code(typed)
    except CodeError:
        return
    assert len(code) == LENGTH
    assert set(code) <= set(ALPHABET)


@pytest.mark.parametrize(
    ("code", "shown"),
    [("", ""), ("ABC", "ABC"), ("ABCD", "ABCD"), ("ABCDE", "ABCD-E"), ("0" * 12, "0000-0000-0000")],
)
def test_a_code_is_shown_in_groups_of_four(code: str, shown: str) -> None:
    assert show_code(code) == shown


def test_the_alphabet_has_no_look_alikes() -> None:
    assert len(set(ALPHABET)) == 32
    assert not set("OILU") & set(ALPHABET)
