"""The number of a civil servant (NIP): whether it can be one, and whether a spreadsheet broke it.

Eighteen digits: birth date, year and month of appointment, sex, serial number. Spreadsheets keep
fifteen digits of a number, so the serial is what they lose; it is never guessed.
"""

import re
from datetime import date
from typing import Final

_NIP: Final = re.compile(r"(\d{4})(\d{2})(\d{2})(\d{4})(\d{2})[12]\d{3}", re.ASCII)
_MONTHS: Final = 12
_YOUNGEST: Final = 15
"""Nobody is appointed before this age in years; the law asks for more, this is what is certain."""
_LABEL: Final = re.compile(r"\s*NIP\b[.:\s]*", re.IGNORECASE)
_SEPARATORS: Final = re.compile(r"[\s.,'’‘`´\-\N{HYPHEN}\N{NON-BREAKING HYPHEN}–—]")
_AS_NUMBER: Final = re.compile(r"\d(?:[.,]\d+)?E\+?\d+", re.ASCII | re.IGNORECASE)
_ROUNDED: Final = re.compile(r"\d{15}000", re.ASCII)


def is_nip(text: str) -> bool:
    """Whether a text is a NIP; a serial of 000 is not given out, but made by rounding."""
    found = _NIP.fullmatch(text)
    if found is None or _ROUNDED.fullmatch(text):
        return False
    year, month, day, appointed_year, appointed_month = (int(group) for group in found.groups())
    try:
        date(year, month, day)
    except ValueError:
        return False
    return 1 <= appointed_month <= _MONTHS and appointed_year - year >= _YOUNGEST


def without_separators(text: str) -> str:
    """Leave out what people write between and before the digits of a NIP."""
    return _SEPARATORS.sub("", _LABEL.sub("", text, count=1))


def is_lossy(text: str) -> bool:
    """Whether a text is what remains of a NIP that a spreadsheet took for a number."""
    bare = text.strip().lstrip("'")
    return bool(_AS_NUMBER.fullmatch(bare) or _ROUNDED.fullmatch(without_separators(bare)))
