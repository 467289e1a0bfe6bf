"""What a cell says as a score: a number from 0 to 100, nothing at all, or something to refuse.

A spreadsheet keeps 15 digits of a number, whatever stands behind them in the file (82.3 may be
stored as 82.299999999999997); so many count, neither more nor what the cell shows.
"""

import re
from decimal import Context, Decimal
from typing import Final

from exam.roster.formats import MOST_DIGITS
from exam.roster.headings import folded
from exam.roster.tables import Cell, Kind
from exam.roster.values import Place

HIGHEST: Final = 100
_TEXT: Final = re.compile(r"'?([0-9]{1,3})(?:([.,])([0-9]{1,12}))?")
_NOTHING: Final = frozenset(
    {"", "tidak hadir", "tdk hadir", "th", "absen", "tidak ikut", "tidak mengikuti", "kosong"}
)
"""How offices say that there is no score; a dash folds to nothing."""
_PLACES: Final = 2
_DIGITS: Final = Context(prec=MOST_DIGITS)
_REFUSED: Final = {
    Kind.DATE: "roster.cell-date",
    Kind.TRUTH: "roster.cell-error",
    Kind.ERROR: "roster.cell-error",
    Kind.UNCALCULATED: "roster.cell-formula",
}


def is_nothing(cell: Cell | None) -> bool:
    """Whether a cell says that there is no score."""
    return cell is None or (cell.kind is Kind.TEXT and folded(cell.text) in _NOTHING)


def read_mark(cell: Cell, place: Place) -> Decimal | None:
    """Return the score in a cell, or note the problem and return None."""
    if cell.kind in _REFUSED:
        place.refuse(_REFUSED[cell.kind], cell.text)
        return None
    mark = _of_number(cell, place) if cell.kind is Kind.NUMBER else _of_text(cell.text, place)
    if mark is None:
        return None
    if not 0 <= mark <= HIGHEST:
        place.refuse("outside.range", cell.text)
        return None
    exponent = mark.normalize().as_tuple().exponent
    if isinstance(exponent, int) and -exponent > _PLACES:
        place.repair("outside.places", cell.text, f"{mark:f}")
    return mark


def _of_number(cell: Cell, place: Place) -> Decimal | None:
    if "%" in cell.pattern:
        place.refuse("outside.percent", cell.text)
        return None
    return _DIGITS.create_decimal(cell.text).normalize()


def _of_text(text: str, place: Place) -> Decimal | None:
    found = _TEXT.fullmatch(text.strip())
    if found is None:
        place.refuse("outside.score", text)
        return None
    whole, sign, places = found.groups()
    if sign == ",":
        place.repair("outside.comma", text, f"{whole}.{places}")
    return Decimal(f"{whole}.{places}" if places else whole)
