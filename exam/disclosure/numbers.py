"""The author's own NIP: in any grouping, with a slip or two, or its beginning.

A NIP is 18 digits: birth date (8), month of appointment (6), sex (1), serial number (3). Another
person's NIP differs in far more places than a slip changes.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from exam.disclosure.findings import Finding, Kind, finding
from exam.disclosure.passage import ZERO_WIDTH
from exam.disclosure.spelling import distance

_SLIPS: Final = 1
_EXCHANGED: Final = 2
_NOWHERE: Final = (_SLIPS + 1, 0)
_LEAST_DIGITS: Final = 8
_SURE_DIGITS: Final = 12
_LONGEST_NIP: Final = 24
_BETWEEN: Final = rf"[ \t\n\u00a0\u2007\u2009\u202f.,\-‐‑–—/_·|:()\[\]{ZERO_WIDTH}]"
# A digit, or a letter typed for one inside a number.
_NUMBER: Final = re.compile(rf"[0-9](?:{_BETWEEN}{{0,5}}(?:[0-9]|[OoIlSB]{{1,2}}(?=[0-9])))*")
_FIGURE: Final = re.compile("[0-9OoIlSB]")
_DIGIT_OF_LETTER: Final = str.maketrans("OoIlSB", "001158")
_THOUSANDS: Final = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{3}){2,}(?:,[0-9]{2})?")
_MONEY: Final = re.compile(r"(?:rp|idr|usd|us\$|\$)\.?\s*\Z", re.IGNORECASE)
_MONEY_CHARACTERS: Final = 6


class Digits(NamedTuple):
    """A number as typed: its digits, and where each stands in the text."""

    digits: str
    places: tuple[int, ...]

    def starts_group(self, index: int) -> bool:
        """Whether a digit follows something that is no digit."""
        return index == 0 or self.places[index] != self.places[index - 1] + 1

    def ends_group(self, index: int) -> bool:
        """Whether a digit comes before something that is no digit."""
        return index == len(self.places) - 1 or self.starts_group(index + 1)


def find_nip(text: str, nip: str) -> Iterator[Finding]:
    """Yield where a text holds the author's own NIP."""
    own = "".join(re.findall("[0-9]", nip))[:_LONGEST_NIP]
    if len(own) < _LEAST_DIGITS:
        return
    for found in _NUMBER.finditer(text):
        if sum(map(str.isdigit, found.group())) >= _LEAST_DIGITS:
            yield from _find_in_number(text, found.start(), found.group(), own)


def _find_in_number(text: str, start: int, written: str, own: str) -> Iterator[Finding]:
    number = _read(start, written)
    is_amount = _is_amount(text, start, written)
    at = 0
    for first, stop, is_whole in _places(number, own):
        begin, end = number.places[first], number.places[stop - 1] + 1
        is_sure = is_whole or stop - first >= _SURE_DIGITS
        if not is_sure and first and text[begin - 1] == "/":
            continue
        if first >= at and (is_whole or not is_amount):
            at = stop
            code = "disclosure.nip" if is_whole else "disclosure.nip-beginning"
            yield finding(Kind.NIP, code, text, begin, end)


def _places(number: Digits, own: str) -> list[tuple[int, int, bool]]:
    """Return, in their order, from and to which digits the NIP may stand, and whether all of it."""
    slips = {first: _slips(number.digits, first, own) for first in _near(number.digits, own)}
    places = [
        (first, first + length, True)
        for first, (count, length) in slips.items()
        if length and slips.get(first + 1, _NOWHERE)[0] > count
    ]
    beginnings = ((first, _stop(number, first, own)) for first in _beginnings(number, own))
    places += [(first, stop, False) for first, stop in beginnings if stop]
    return sorted(places, key=lambda place: (place[0], not place[2]))


def _read(start: int, written: str) -> Digits:
    figures = [(place.group(), start + place.start()) for place in _FIGURE.finditer(written)]
    digits = "".join(figure for figure, _ in figures).translate(_DIGIT_OF_LETTER)
    return Digits(digits, tuple(place for _, place in figures))


def _near(digits: str, own: str) -> frozenset[int]:
    """Return where the NIP may begin: near where a third of it stands unchanged."""
    third, found = len(own) // 3, set[int]()
    for offset in range(0, third * 3, third):
        block = own[offset : offset + third]
        at = digits.find(block)
        while at >= 0:
            found.update(range(max(0, at - offset - 1), at - offset + 2))
            at = digits.find(block, at + third)
    return frozenset(found)


def _slips(digits: str, first: int, own: str) -> tuple[int, int]:
    """Return how many slips make the digits from one on the NIP, and how many digits those are."""
    best, best_length = _NOWHERE
    for length in (len(own), len(own) - 1, len(own) + 1):
        piece = digits[first : first + length]
        slips = min(distance(piece, own, _SLIPS), _exchanged(piece, own))
        if len(piece) == length and slips < best:
            best, best_length = slips, length
    return best, best_length


def _exchanged(piece: str, own: str) -> int:
    """Return 1 if two digits, near or far, have changed places, else more than is allowed."""
    places = [place for place, digit in enumerate(own) if piece[place : place + 1] != digit]
    if len(piece) != len(own) or len(places) != _EXCHANGED:
        return _SLIPS + 1
    one, other = places
    return 1 if piece[one] == own[other] and piece[other] == own[one] else _SLIPS + 1


def _beginnings(number: Digits, own: str) -> Iterator[int]:
    """Yield where a group of digits begins as the NIP does."""
    beginning = own[:_LEAST_DIGITS]
    first = number.digits.find(beginning)
    while first >= 0:
        if number.starts_group(first):
            yield first
        first = number.digits.find(beginning, first + _LEAST_DIGITS)


def _stop(number: Digits, first: int, own: str) -> int:
    """Return where the beginning of the NIP ends, or 0 if it goes on into another number."""
    digits, stop = number.digits, first
    while stop < len(digits) and stop - first < len(own) and digits[stop] == own[stop - first]:
        stop += 1
    others = len(digits) - first
    is_all = others < len(own) - 2 or stop - first >= _SURE_DIGITS
    return stop if is_all and number.ends_group(stop - 1) else 0


def _is_amount(text: str, start: int, written: str) -> bool:
    """Whether a number is money or a count, which may begin as the NIP does."""
    before = text[max(0, start - _MONEY_CHARACTERS) : start]
    return _MONEY.search(before) is not None or _THOUSANDS.fullmatch(written) is not None
