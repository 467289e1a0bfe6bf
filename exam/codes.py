"""Codes that people type: alphabet, check character, forgiving input.

A code is eleven random characters of five bits and one check character. The check is a weighted
sum over GF(32) with weights α¹…α¹¹, which are all different and none zero or one (the weight of the
check itself): any single wrong character and any two characters swapped are found, at every place.
"""

import unicodedata
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
TOPIC_LINES: Final = 5
"""A topic code has so many lines, each a code."""
_GROUP: Final = 4
_POLYNOMIAL: Final = 0b100101  # x⁵ + x² + 1, primitive over GF(2)
_LOOK_ALIKES: Final = {"O": "0", "I": "1", "L": "1"}
_SEPARATORS: Final = frozenset(".,_·−\N{SOFT HYPHEN}")
_NAMED_KINDS: Final = frozenset("CMZ")
"""Unicode's controls, marks and separators, which show nothing by themselves on a screen."""


def make_code(random: Randomness) -> Code:
    """Draw a code of 55 random bits: every code is equally likely."""
    number = int.from_bytes(random(7), "big") >> 1
    return code_from_bits(number)


def code_from_bits(number: int) -> Code:
    """Write the low 55 bits of a number as a code."""
    values = [(number >> (5 * place)) & 31 for place in reversed(range(DATA_LENGTH))]
    return Code("".join(ALPHABET[value] for value in [*values, _check(values)]))


def bits_of(code: Code) -> int:
    """Return the 55 bits that a code stands for, as `code_from_bits` takes them."""
    number = 0
    for character in code[:DATA_LENGTH]:
        number = number << 5 | ALPHABET.index(character)
    return number


def fold_typed(typed: str) -> str:
    """Fold case, separators and look-alikes away, without judging what is left.

    Each character is folded alone, so that none turns into two; of letters only those from A to Z
    have a case here.
    """
    return "".join(_fold(character) for character in typed if not _is_separator(character))


def _fold(character: str) -> str:
    upper = character.upper() if character.isascii() else character
    return _LOOK_ALIKES.get(upper, upper)


def _is_separator(character: str) -> bool:
    """Whether it only sets characters apart: any space, dash, dot or comma."""
    spaces_or_dashes = character.isspace() or unicodedata.category(character) == "Pd"
    return spaces_or_dashes or character in _SEPARATORS


def parse_code(typed: str) -> Code:
    """Read a code as people type it: any case, spaces, dashes, O for 0, I or L for 1.

    Places are counted from one among the characters that were typed, without the separators.

    Raises:
        CodeError: wrong length, a character that codes never hold, or a wrong check character.

    """
    text = fold_typed(typed)
    for position, character in enumerate(text, start=1):
        if character not in ALPHABET:
            raise CodeError("code.character", character=_name(character), position=position)
    if len(text) != LENGTH:
        raise CodeError("code.length", length=len(text), expected=LENGTH)
    values = [ALPHABET.index(character) for character in text]
    if _check(values[:DATA_LENGTH]) != values[DATA_LENGTH]:
        raise CodeError("code.check")
    return Code(text)


def _name(character: str) -> str:
    """Show a character, or its number where it could not be seen, sent or printed."""
    hidden = unicodedata.category(character)[0] in _NAMED_KINDS
    return f"U+{ord(character):04X}" if hidden else character


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
