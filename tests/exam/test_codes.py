"""Codes that people type."""

import unicodedata
from collections.abc import Callable, Iterator
from itertools import combinations, permutations

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
PLACES = range(LENGTH)
VALUES = range(32)


def refusal_of(typed: str) -> CodeError:
    with pytest.raises(CodeError) as refused:
        parse_code(typed)
    return refused.value


# Making and reading


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


def test_what_stood_on_a_card_never_changes_its_meaning() -> None:
    assert code_from_bits(0) == "000000000000"
    assert code_from_bits(1) == "000000000017"
    assert code_from_bits(2**55 - 1) == "ZZZZZZZZZZZK"
    assert show_code(make_code(fixed("card"))) == show_code(make_code(fixed("card")))


def bits_of(code: str) -> int:
    """The number behind a code, by the definition."""
    number = 0
    for character in code[:-1]:
        number = 32 * number + ALPHABET.index(character)
    return number


def test_every_random_bit_but_the_last_is_one_bit_of_the_code() -> None:
    """So each of the 2⁵⁵ codes comes from exactly two of the 2⁵⁶ drawings: all are as likely."""
    for place in range(56):
        drawn = (1 << place).to_bytes(7, "big")
        assert bits_of(make_code({7: drawn}.__getitem__)) == (1 << place) >> 1


@given(st.integers(min_value=0, max_value=2**56 - 1))
def test_a_code_is_drawn_from_seven_random_bytes(number: int) -> None:
    asked: list[int] = []

    def draw(length: int) -> bytes:
        asked.append(length)
        return number.to_bytes(length, "big")

    assert bits_of(make_code(draw)) == number >> 1
    assert asked == [7]


# The check character


def check_of(values: list[int]) -> int:
    """The check value behind eleven values."""
    bits = 0
    for value in values:
        bits = 32 * bits + value
    return ALPHABET.index(code_from_bits(bits)[-1])


def share_of(place: int, value: int) -> int:
    """What one value at one place gives to the check; the check itself stands at the last place."""
    if place == LENGTH - 1:
        return value
    return check_of([value if other == place else 0 for other in PLACES[:-1]])


SHARES = {(place, value): share_of(place, value) for place in PLACES for value in VALUES}


@given(st.lists(st.sampled_from(VALUES), min_size=11, max_size=11))
def test_a_check_is_the_sum_of_what_each_place_gives_to_it(values: list[int]) -> None:
    total = 0
    for place, value in enumerate(values):
        total ^= SHARES[place, value]
    assert check_of(values) == total


@pytest.mark.parametrize("place", PLACES)
def test_no_two_values_at_one_place_give_the_same_so_every_single_error_is_found(
    place: int,
) -> None:
    assert len({SHARES[place, value] for value in VALUES}) == len(VALUES)


@pytest.mark.parametrize(("left", "right"), combinations(PLACES, 2))
def test_no_two_values_give_the_same_when_swapped_so_every_swap_is_found(
    left: int, right: int
) -> None:
    for one, other in permutations(VALUES, 2):
        as_written = SHARES[left, one] ^ SHARES[right, other]
        assert as_written != SHARES[left, other] ^ SHARES[right, one]


@pytest.mark.parametrize("code", SAMPLES)
def test_every_single_wrong_character_is_refused(code: str) -> None:
    for place in PLACES:
        for wrong in set(ALPHABET) - {code[place]}:
            mistyped = code[:place] + wrong + code[place + 1 :]
            assert refusal_of(mistyped).code == "code.check"


@given(ALL_BITS)
def test_every_two_characters_swapped_are_refused(bits: int) -> None:
    code = code_from_bits(bits)
    for left, right in combinations(PLACES, 2):
        if code[left] != code[right]:
            swapped = list(code)
            swapped[left], swapped[right] = code[right], code[left]
            error = refusal_of("".join(swapped))
            assert (error.code, error.details) == ("code.check", {})


@pytest.mark.parametrize("code", SAMPLES)
def test_a_character_left_out_or_typed_twice_is_refused(code: str) -> None:
    for place in PLACES:
        for typed in (code[:place] + code[place + 1 :], code[:place] + code[place] + code[place:]):
            error = refusal_of(typed)
            assert error.code == "code.length"
            assert error.details == {"length": len(typed), "expected": LENGTH}


# Careless typing


@pytest.mark.parametrize(
    "dress",
    [
        str.lower,
        lambda code: f"  {code} ",
        " ".join,
        "-".join,
        "–".join,
        "\N{NO-BREAK SPACE}".join,
        "\N{MINUS SIGN}".join,
        lambda code: code.replace("0", "o").replace("1", "l"),
        lambda code: code.replace("0", "O").replace("1", "I"),
        lambda code: code.replace("1", "L").replace("0", "O"),
        lambda code: code.replace("1", "i"),
        lambda code: code[:4] + ".\t" + code[4:] + "\r\n",
        lambda code: ",".join(code) + "_",
        lambda code: code[:4] + "\N{SOFT HYPHEN}" + code[4:8] + "·" + code[8:],
    ],
)
def test_a_code_may_be_typed_carelessly(dress: Callable[[str], str]) -> None:
    code = code_from_bits(1 << 20)
    assert {"0", "1"} <= set(code)
    assert parse_code(dress(code)) == code


def every_space_and_dash() -> Iterator[str]:
    for number in range(0x110000):
        character = chr(number)
        if unicodedata.category(character) in {"Zs", "Zl", "Zp", "Pd"} or character.isspace():
            yield character


def test_every_space_and_dash_of_the_world_only_sets_apart() -> None:
    code = show_code(SAMPLES[3])
    for separator in every_space_and_dash():
        assert parse_code(code.replace("-", separator)) == SAMPLES[3]


@pytest.mark.parametrize("typed", ["", "0", "0" * 11, "0" * 13, " - ", "0" * 10_000])
def test_a_code_of_another_length_is_refused(typed: str) -> None:
    error = refusal_of(typed)
    assert error.code == "code.length"
    assert error.details == {"length": len(fold_typed(typed)), "expected": LENGTH}


@pytest.mark.parametrize(
    ("typed", "character", "position"),
    [
        ("0000-00U0-0000", "U", 7),
        ("0000-00u0-0000", "U", 7),
        ("U", "U", 1),
        ("0000 0000 000*", "*", 12),
        ("ß000-0000-0000", "ß", 1),
        ("00ßU-0000-0000", "ß", 3),
        ("0000-ı000-0000", "ı", 5),
        ("0000-İ000-0000", "İ", 5),
        ("0000-\N{FULLWIDTH DIGIT ONE}000-0000", "\N{FULLWIDTH DIGIT ONE}", 5),
        ("0000-\N{CYRILLIC CAPITAL LETTER A}000-0000", "\N{CYRILLIC CAPITAL LETTER A}", 5),
        ("0000-\N{CYRILLIC SMALL LETTER A}000-0000", "\N{CYRILLIC SMALL LETTER A}", 5),
        ("0000-\N{ARABIC-INDIC DIGIT FOUR}000-0000", "\N{ARABIC-INDIC DIGIT FOUR}", 5),
        ("0000-\N{KELVIN SIGN}000-0000", "\N{KELVIN SIGN}", 5),
        ("0000-\N{LATIN SMALL LIGATURE FI}000-0000", "\N{LATIN SMALL LIGATURE FI}", 5),
        ("A\N{COMBINING ACUTE ACCENT}000", "U+0301", 2),
        ("000\N{ZERO WIDTH SPACE}", "U+200B", 4),
        ("000\x00", "U+0000", 4),
        ("000\x1b[2J", "U+001B", 4),
        ("000\ud800", "U+D800", 4),
        ("000\U0010ffff", "U+10FFFF", 4),
    ],
)
def test_a_strange_character_is_named_with_its_place_among_those_typed(
    typed: str, character: str, position: int
) -> None:
    error = refusal_of(typed)
    assert error.code == "code.character"
    assert error.details == {"character": character, "position": position}
    assert str(error).encode(), "whatever was typed, the refusal can be shown and sent"


@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=20))
def test_whatever_is_typed_is_a_code_or_refused_as_one(typed: str) -> None:
    try:
        code = parse_code(typed)
    except CodeError:
        return
    assert len(code) == LENGTH
    assert set(code) <= set(ALPHABET)


@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=20))
def test_what_is_folded_stays_as_it_is_when_it_is_shown_and_folded_again(typed: str) -> None:
    folded = fold_typed(typed)
    assert fold_typed(folded) == folded
    assert fold_typed(show_code(folded)) == folded
    assert folded == "".join(fold_typed(character) for character in typed)


def test_what_cannot_be_folded_is_left_as_typed() -> None:
    assert fold_typed("u ß-é٤") == "Ußé٤"


# Showing


@pytest.mark.parametrize(
    ("code", "shown"),
    [("", ""), ("ABC", "ABC"), ("ABCD", "ABCD"), ("ABCDE", "ABCD-E"), ("0" * 12, "0000-0000-0000")],
)
def test_a_code_is_shown_in_groups_of_four(code: str, shown: str) -> None:
    assert show_code(code) == shown


def test_the_alphabet_has_no_look_alikes() -> None:
    assert len(set(ALPHABET)) == 32
    assert not set("OILU") & set(ALPHABET)
