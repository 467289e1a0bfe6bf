"""Pairing codes: what a technician types, and the exam that it pins."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.codes import ALPHABET, LENGTH, fold_typed, make_code
from exam.errors import CodeError
from exam.pairing import PairingCode, make_pairing_code, parse_pairing_code
from tests.exam.sources import EXAM, OTHER_EXAM, each_bit_flipped, fixed

SHOWN = make_pairing_code(EXAM, fixed()).show()
TYPED = fold_typed(SHOWN)


def refusal_of(typed: str) -> str:
    with pytest.raises(CodeError) as refused:
        parse_pairing_code(typed)
    return refused.value.code


def read_or_refused(typed: str) -> PairingCode | str:
    try:
        return parse_pairing_code(typed)
    except CodeError as error:
        return error.code


@given(st.binary(min_size=32, max_size=32), st.binary(min_size=7, max_size=7))
def test_a_pairing_code_is_read_as_shown_and_names_its_exam(exam_id: bytes, drawn: bytes) -> None:
    code = make_pairing_code(exam_id, lambda _: drawn)
    assert code.secret == make_code(lambda _: drawn)
    shown = code.show()
    assert [len(group) for group in shown.split("-")] == [4] * 7
    for typed in (shown, shown.lower(), shown.replace("-", " "), shown.replace("-", "")):
        assert parse_pairing_code(typed) == code
    assert code.matches(exam_id)


@pytest.mark.parametrize(
    ("plain", "look_alikes"), [("0", "oO"), ("1", "iIlL")], ids=["zero", "one"]
)
def test_letters_that_look_like_digits_are_read_as_digits(plain: str, look_alikes: str) -> None:
    exam_id = bytes.fromhex("00000000000842108421") + bytes(22)
    code = make_pairing_code(exam_id, lambda _: bytes(7))
    assert plain in code.pin
    for look_alike in look_alikes:
        assert parse_pairing_code(code.show().replace(plain, look_alike)) == code


def test_a_pairing_code_pins_the_first_eighty_bits_of_the_exam() -> None:
    code = parse_pairing_code(SHOWN)
    assert len(code.pin) == 16
    for changed in each_bit_flipped(EXAM[:10]):
        assert not code.matches(changed + EXAM[10:])
    assert not code.matches(OTHER_EXAM)
    assert code.matches(EXAM[:10] + bytes(22))


def test_the_pin_is_written_from_the_highest_bit() -> None:
    exam_id = bytes.fromhex("0443214c74254b635cf8") + bytes(22)
    assert make_pairing_code(exam_id, fixed()).pin == "0H1J2K3M4N5P6Q7R"


def test_every_wrong_character_of_a_pairing_code_is_found() -> None:
    for place in range(len(TYPED)):
        for wrong in set(ALPHABET) - {TYPED[place]}:
            mistyped = TYPED[:place] + wrong + TYPED[place + 1 :]
            if place < LENGTH:
                assert refusal_of(mistyped) == "code.check"
            else:
                assert not parse_pairing_code(mistyped).matches(EXAM)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "code.pairing"),
        ("0" * 12, "code.pairing"),
        ("0" * 16, "code.pairing"),
        ("0" * 27, "code.pairing"),
        ("0" * 29, "code.pairing"),
        ("0" * 27 + "U", "code.pairing"),
        ("U" + "0" * 27, "code.pairing"),
        ("0" * 27 + "é", "code.pairing"),
        ("0" * 27 + "\udcff", "code.pairing"),
        ("1" + "0" * 27, "code.check"),
    ],
)
def test_what_is_no_pairing_code_is_refused(typed: str, code: str) -> None:
    assert refusal_of(typed) == code


@given(st.text(max_size=40) | st.text(ALPHABET + "oil- ", min_size=26, max_size=30))
def test_whatever_is_typed_is_a_pairing_code_or_refused_as_one(typed: str) -> None:
    read = read_or_refused(typed)
    if isinstance(read, PairingCode):
        assert parse_pairing_code(read.show()) == read
    else:
        assert read in ("code.pairing", "code.check")


def test_the_code_of_nothing_but_zeros_is_one() -> None:
    code = parse_pairing_code("0" * 28)
    assert code == PairingCode(code.secret, "0" * 16)
    assert code.matches(bytes(32))
