"""The topic key as it lies in the proctors' envelope and is typed."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.codes import ALPHABET, LENGTH, show_code
from exam.errors import CodeError
from exam.topic_code import (
    LINES,
    join_topic_lines,
    parse_topic_code,
    parse_topic_line,
    topic_code_of,
)

KEY = bytes(range(7, 39))
CODE = topic_code_of(KEY)
OTHER = topic_code_of(bytes(32))
keys_of_topics = st.binary(min_size=32, max_size=32)


def refusal_of(typed: str) -> CodeError:
    with pytest.raises(CodeError) as refused:
        parse_topic_code(typed)
    return refused.value


@given(keys_of_topics)
def test_every_key_is_read_back_from_what_is_printed(key: bytes) -> None:
    code = topic_code_of(key)
    assert [len(line) for line in code] == [LENGTH] * LINES
    assert parse_topic_code("\n".join(show_code(line) for line in code)) == key
    assert parse_topic_code("".join(code).lower()) == key
    typed = [parse_topic_line(show_code(line), place) for place, line in enumerate(code, start=1)]
    assert join_topic_lines(typed) == key


def test_what_lies_in_an_envelope_never_changes_its_meaning() -> None:
    assert [show_code(line) for line in CODE] == PRINTED
    assert parse_topic_code("\n".join(PRINTED)) == KEY


PRINTED = [
    "0W40-J2GB-1G6W",
    "GW3R-G249-165D",
    "0N2R-BHG6-8T33",
    "CE1T-7GZ4-0GJK",
    "48S4-4MKD-7Y53",
]


@pytest.mark.parametrize("line", range(LINES))
@pytest.mark.parametrize("place", range(LENGTH))
def test_a_wrong_character_is_found_in_its_line(line: int, place: int) -> None:
    for character in ALPHABET.replace(CODE[line][place], "")[::7]:
        typed = list(CODE)
        typed[line] = type(CODE[0])(CODE[line][:place] + character + CODE[line][place + 1 :])
        refused = refusal_of("".join(typed))
        assert (refused.code, refused.details) == ("code.topic-line", {"line": line + 1})


def test_a_character_that_codes_never_hold_is_found_in_its_line() -> None:
    refused = refusal_of("".join(CODE)[:-1] + "?")
    assert (refused.code, refused.details) == ("code.topic-line", {"line": LINES})


def test_lines_in_any_other_order_are_refused() -> None:
    for order in permutations(CODE):
        if order != CODE:
            assert refusal_of("".join(order)).code == "code.topic-order"


@pytest.mark.parametrize("line", range(LINES))
def test_a_line_of_another_exam_is_refused(line: int) -> None:
    mixed = "".join(OTHER[at] if at == line else CODE[at] for at in range(LINES))
    assert refusal_of(mixed).code == "code.topic-order"


@pytest.mark.parametrize("lines", [(), CODE[:4], (*CODE, CODE[0])])
def test_too_few_lines_or_too_many_are_no_topic_code(lines: tuple[str, ...]) -> None:
    refused = refusal_of("".join(lines))
    assert refused.code == "code.topic-length"
    assert refused.details == {"length": len(lines) * LENGTH, "expected": LINES * LENGTH}
    with pytest.raises(CodeError, match=r"code\.topic-order"):
        join_topic_lines(
            [line for line in CODE if line in lines] + [CODE[0]] * (len(lines) > LINES)
        )
