"""Reads one cell as the text that its column holds: certain repairs are made, the rest refused."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from exam.errors import Detail
from exam.roster.applications import LONGEST_NUMBER
from exam.roster.findings import Findings
from exam.roster.formats import shown, whole_number
from exam.roster.headings import ACCOMMODATION, GROUP, NAME, NIP, NUMBER
from exam.roster.nip import is_lossy, is_nip, without_separators
from exam.roster.tables import Cell, Kind

LONGEST_TEXT: Final = 300
"""The most characters of a name, an office or a unit."""
_NUMBER: Final = re.compile(r"(?=.{1,16}\Z)(?=.*[0-9])[0-9A-Za-z]+(?:[.-][0-9A-Za-z]+)*")
_ERROR_VALUE: Final = re.compile(r"#(?:N/A|REF!|NAME\?|VALUE!|DIV/0!|NULL!|NUM!|#+)")
_MONTHS: Final = "Jan|Feb|Mar|Apr|Mei|May|Jun|Jul|Agu|Agt|Aug|Sep|Okt|Oct|Nov|Des|Dec"
_DATE: Final = re.compile(rf"\d{{1,2}}-(?:{_MONTHS})|(?:{_MONTHS})-\d{{1,2}}")
"""What a spreadsheet program makes of 1-2 and writes into a text file."""
_MANY_DIGITS: Final = re.compile(r"\d{4}")
_INVISIBLE: Final = re.compile(
    "[\N{SOFT HYPHEN}\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
)
"""Signs without a width, and those that turn the direction of writing."""
_UNREADABLE: Final = frozenset({"Cc", "Cn", "Co", "Cs"})
_REFUSED_KINDS: Final = {
    Kind.DATE: "roster.cell-date",
    Kind.TRUTH: "roster.cell-error",
    Kind.ERROR: "roster.cell-error",
    Kind.UNCALCULATED: "roster.cell-formula",
    Kind.NUMBER: "roster.cell-number",
}
_NUMBERED: Final = (NUMBER, GROUP, ACCOMMODATION)
"""Columns in which a number may stand as a number."""


@dataclass(frozen=True, slots=True)
class Place:
    """One cell of the list, to say what was found there; the file calls its column `heading`."""

    row: int
    column: str
    heading: str
    findings: Findings

    def refuse(self, code: str, value: str, **details: Detail) -> None:
        """Note a problem of this cell."""
        self.findings.refuse(code, row=self.row, column=self.heading, value=value, **details)

    def repair(self, code: str, found: str, made: str) -> None:
        """Note a repair of this cell."""
        self.findings.repair(code, self.row, self.heading, found, made)


def read_value(cell: Cell, place: Place) -> str | None:
    """Return what a cell says, or note the problem and return None."""
    if cell.kind is Kind.NUMBER and place.column in _NUMBERED:
        text = _as_shown(cell, place)
    else:
        text = None if refused_kind(cell, place) else _clean(cell.text, place)
    reader = _READERS.get(place.column)
    return text if text is None or reader is None else reader(text, place)


def refused_kind(cell: Cell, place: Place) -> bool:
    """Refuse a cell that holds no text where only a text can be right."""
    code = _REFUSED_KINDS.get(cell.kind)
    if cell.kind is Kind.NUMBER and place.column == NIP:
        code = "roster.lossy" if whole_number(cell.text) is None else "roster.nip"
    elif cell.kind is Kind.TEXT and _ERROR_VALUE.fullmatch(cell.text.strip()):
        code = "roster.cell-error"
    if code is not None:
        place.refuse(code, cell.text)
    return code is not None


def _as_shown(cell: Cell, place: Place) -> str | None:
    text = shown(cell.text, cell.pattern)
    if text is None:
        place.refuse("roster.cell-number", cell.text)
    elif text != cell.text:
        place.repair("repair.format", cell.text, text)
    return text


def _clean(raw: str, place: Place) -> str | None:
    """Leave out what nobody sees; refuse what cannot be printed."""
    visible = _INVISIBLE.sub("", raw)
    if visible != raw:
        place.repair("repair.invisible", raw, visible)
    single = " ".join(visible.split())
    if single != visible:
        place.repair("repair.spaces", visible, single)
    text = unicodedata.normalize("NFC", single)
    if not text:
        place.refuse("roster.blank", text)
    elif len(text) > LONGEST_TEXT:
        place.refuse("roster.long", text, most=LONGEST_TEXT)
    elif "\ufffd" in text or any(unicodedata.category(sign) in _UNREADABLE for sign in text):
        place.refuse("roster.unreadable", text)
    else:
        return text
    return None


def _number(text: str, place: Place) -> str | None:
    bare = text.lstrip("'")
    if _DATE.fullmatch(bare):
        place.refuse("roster.cell-date", text)
        return None
    if not _NUMBER.fullmatch(bare):
        place.refuse("roster.number", text, most=LONGEST_NUMBER)
        return None
    if bare != text:
        place.repair("repair.apostrophe", text, bare)
    return bare


def _nip(text: str, place: Place) -> str | None:
    bare = without_separators(text)
    if not is_nip(bare):
        place.refuse("roster.lossy" if is_lossy(text) else "roster.nip", text)
        return None
    if bare != text:
        place.repair("repair.nip", text, bare)
    return bare


def _person(text: str, place: Place) -> str | None:
    if _MANY_DIGITS.search(text) or not any(sign.isalpha() for sign in text):
        place.refuse("roster.name", text)
        return None
    return text


_READERS: Final[Mapping[str, Callable[[str, Place], str | None]]] = {
    NUMBER: _number,
    NIP: _nip,
    NAME: _person,
}
