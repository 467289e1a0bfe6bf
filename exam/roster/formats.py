"""Number formats of spreadsheets: what a person sees where the file holds a number.

Only formats whose effect is beyond doubt are followed; for any other there is no answer.
"""

import re
from decimal import Decimal, InvalidOperation
from typing import Final

from exam.roster.tables import GENERAL

MOST_DIGITS: Final = 15
"""Spreadsheets keep so many digits of a number and make the others zero."""
_PLAIN: Final = frozenset({GENERAL.lower(), "0", "#", "@", "#,##0", "#,##0_);(#,##0)"})
_LOCALE: Final = re.compile(r"^\[\$-[0-9A-Fa-f]+\]")
_TOKEN: Final = re.compile(r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|(?P<plain>[- ()])|(?P<zeros>0+)')
_DATE_BUILTINS: Final = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_NOT_SIGNS: Final = re.compile(r'"[^"]*"|\\.|[_*].|\[[^\]]*\]')
_BUILTINS: Final = {
    0: GENERAL,
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    37: "#,##0_);(#,##0)",
    49: "@",
}
"""The formats that a workbook need not write out and that matter here (ECMA-376, 18.8.30)."""
UNKNOWN: Final = "?"


def builtin_pattern(number: int) -> str:
    """Return the format that a workbook names by number alone."""
    return _BUILTINS.get(number, UNKNOWN)


def shows_dates(number: int, pattern: str) -> bool:
    """Whether a format makes a date or a time of day out of a number."""
    if number in _DATE_BUILTINS:
        return True
    signs = _NOT_SIGNS.sub("", pattern).lower()
    return signs != GENERAL.lower() and not set("ymdhs").isdisjoint(signs)


def whole_number(value: str) -> int | None:
    """Read a number that is whole, not negative and exact in a spreadsheet."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    if not number.is_finite() or number.is_signed() or number.adjusted() >= MOST_DIGITS:
        return None
    return int(number) if number == number.to_integral_value() else None


def shown(value: str, pattern: str) -> str | None:
    """Write a whole number as its format shows it; None where that is not certain."""
    number = whole_number(value)
    if number is None:
        return None
    section = _LOCALE.sub("", pattern)
    if section.lower() in _PLAIN:
        return str(number)
    return _filled(section, number)


def _filled(section: str, number: int) -> str | None:
    """Put a number where the zeros stand, and keep the fixed signs around it."""
    made, place, zeros = "", 0, 0
    while place < len(section) and section[place] != ";":
        token = _TOKEN.match(section, place)
        if token is None:
            return None
        place = token.end()
        if token["zeros"]:
            zeros += 1
            made += str(number).zfill(len(token["zeros"]))
        else:
            made += token["quoted"] or token["escaped"] or token["plain"] or ""
    return made if zeros == 1 else None
