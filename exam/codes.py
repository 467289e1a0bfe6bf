"""Codes that people type: alphabet, check character, forgiving input.

A code is eleven random characters of five bits and one check character. The check is a weighted
sum over GF(32) with weights α¹…α¹¹, which are all different and none zero or one (the weight of the
check itself): any single wrong character and any two characters swapped are found, at every place.
"""

from collections.abc import Callable
from itertools import pairwise
from typing import Final, NewType

from exam.errors import CodeError

Code = NewType("Code", str)
Randomness = Callable[[int], bytes]
"""Gives so many random bytes; the shells pass `os.urandom`, tests a fixed source."""

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
DATA_LENGTH: Final = 11
LENGTH: Final = DATA_LENGTH + 1
_GROUP: Final = 4
_POLYNOMIAL: Final = 0b100101  # x⁵ + x² + 1, primitive over GF(2)
_LOOK_ALIKES: Final = str.maketrans({"O": "0", "I": "1", "L": "1"})
_IGNORED: Final = str.maketrans("", "", " -\t.\r\n")


def make_code(random: Randomness) -> Code:
    """Draw a code with 55 bits of randomness."""
    number = int.from_bytes(random(7), "big") >> 1
    return code_from_bits(number)


def code_from_bits(number: int) -> Code:
    """Write the low 55 bits of a number as a code."""
    values = [(number >> (5 * place)) & 31 for place in reversed(range(DATA_LENGTH))]
    return Code("".join(ALPHABET[value] for value in [*values, _check(values)]))


def fold_typed(typed: str) -> str:
    """Fold case, separators and look-alikes away, without judging what is left."""
    return typed.upper().translate(_IGNORED).translate(_LOOK_ALIKES)


def parse_code(typed: str) -> Code:
    """Read a code as people type it: any case, spaces, dashes, O for 0, I or L for 1.

    Raises:
        CodeError: wrong length, a character that codes never hold, or a wrong check character.

    """
    text = fold_typed(typed)
    for position, character in enumerate(text, start=1):
        if character not in ALPHABET:
            raise CodeError("code.character", character=character, position=position)
    if len(text) != LENGTH:
        raise CodeError("code.length", length=len(text), expected=LENGTH)
    values = [ALPHABET.index(character) for character in text]
    if _check(values[:DATA_LENGTH]) != values[DATA_LENGTH]:
        raise CodeError("code.check")
    return Code(text)


def show_code(code: str) -> str:
    """Write a code in groups of four, as it stands on cards and receipts."""
    starts = range(0, len(code) + _GROUP, _GROUP)
    return "-".join(code[start:end] for start, end in pairwise(starts) if code[start:end])


def _check(values: list[int]) -> int:
    total, weight = 0, 2
    for value in values:
        total ^= _multiply(weight, value)
        weight = _multiply(weight, 2)
    return total


def _multiply(left: int, right: int) -> int:
    product = 0
    while right:
        if right & 1:
            product ^= left
        left <<= 1
        if left & 32:
            left ^= _POLYNOMIAL
        right >>= 1
    return product
