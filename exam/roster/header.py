"""Finds the header of a list of candidates: the sheet, the rows and the columns.

A header stands anywhere near the top and may be two rows high. A column is known only if exactly
one heading means it: two that could be meant are refused by both names.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from exam.errors import RosterError
from exam.roster.findings import Findings, quoted
from exam.roster.headings import (
    COLUMNS,
    NUMBER,
    is_running_number,
    meaning_of,
)
from exam.roster.tables import Row, Sheet

SEARCHED_ROWS: Final = 60
"""How many rows from the top may be the header."""
_LIKELY: Final = 3
"""So many known columns make a row look like a header."""


@dataclass(frozen=True, slots=True)
class Header:
    """Where the header is, and the columns that could be meant by each name."""

    sheet: Sheet
    last_row: int
    headings: Mapping[int, str]
    meant: Mapping[str, tuple[int, ...]]

    @property
    def columns(self) -> dict[str, int]:
        """The column of each name, once it is certain that there is only one."""
        return {name: places[0] for name, places in self.meant.items()}

    @property
    def likeness(self) -> int:
        """How many of the columns that a list must have are in it."""
        return sum(name in self.meant for name in COLUMNS)

    def lacks(self, required: Sequence[str]) -> list[str]:
        """Which of these columns are not in it."""
        return [name for name in required if name not in self.meant]

    def heading(self, name: str) -> str:
        """How the file itself calls a column."""
        return self.headings[self.meant[name][0]]

    @property
    def rows(self) -> tuple[Row, ...]:
        """What stands below."""
        return tuple(row for row in self.sheet.rows if row.number > self.last_row)


def find_header(sheet: Sheet) -> Header:
    """Return what looks most like a header in a sheet; judge it by its likeness."""
    empty = Header(sheet, 0, {}, {})
    found = list(_candidates(sheet))
    most = max((one.likeness for one in found), default=0)
    best = next((one for one in found if one.likeness == most), empty)
    second_row = [one for one in found if one.likeness == most and _continues(one, best)]
    return second_row[-1] if second_row else best


def _continues(one: Header, best: Header) -> bool:
    """Whether a header is the other with a second row that says more."""
    return one.last_row == best.last_row + 1


def _candidates(sheet: Sheet) -> Iterator[Header]:
    rows = sheet.rows[:SEARCHED_ROWS]
    for at, row in enumerate(rows):
        yield _header(sheet, {}, row)
        if at + 1 < len(rows) and rows[at + 1].number == row.number + 1:
            yield _header(sheet, _texts(row), rows[at + 1])


def _header(sheet: Sheet, above: Mapping[int, str], row: Row) -> Header:
    own = _texts(row)
    headings: dict[int, str] = {}
    meant: dict[str, tuple[int, ...]] = {}
    left = ""
    for column in sorted({*above, *own}):
        left = above.get(column, left)
        spellings = _spellings(own.get(column, ""), above.get(column, ""), left)
        headings[column] = next((text for text in spellings if meaning_of(text)), spellings[0])
        meaning = meaning_of(headings[column])
        if meaning is not None:
            meant[meaning] = (*meant.get(meaning, ()), column)
    return Header(sheet, row.number, headings, meant)


def _spellings(own: str, above: str, left: str) -> tuple[str, ...]:
    """How a heading reads: alone, or together with what stands over it or over its neighbour."""
    return (own, f"{left} {own}") if own else (above,)


def _texts(row: Row) -> dict[int, str]:
    return {column: " ".join(cell.text.split()) for column, cell in row.cells.items()}


def choose_header(sheets: Sequence[Sheet], required: Sequence[str], findings: Findings) -> Header:
    """Return the header of the one sheet that is the list.

    Raises:
        RosterError: there is none, or it lacks columns, or several sheets have one.

    """
    headers = [find_header(sheet) for sheet in sheets if not sheet.hidden]
    whole = [header for header in headers if not header.lacks(required)]
    chosen = [header for header in whole if header.rows] or whole[:1]
    if not chosen:
        raise _refusal(headers, required, findings.file)
    if len(chosen) > 1:
        names = ", ".join(quoted(header.sheet.name) for header in chosen)
        raise RosterError("roster.sheets", file=findings.file, sheets=names)
    (header,) = chosen
    _report(header, sheets, findings)
    _require_certainty(header, findings)
    return header


def _refusal(headers: Sequence[Header], required: Sequence[str], file: str) -> RosterError:
    best = max(headers, key=lambda header: header.likeness, default=None)
    if best is None or best.likeness < _LIKELY:
        return RosterError("roster.header", file=file, columns=", ".join(required))
    missing = ", ".join(best.lacks(required))
    lacking = RosterError("roster.columns", file=file, row=best.last_row, missing=missing)
    running = [text for text in best.headings.values() if is_running_number(text)]
    if NUMBER in best.meant or not running:
        return lacking
    counted = RosterError(
        "roster.running-number", file=file, row=best.last_row, column=quoted(running[0])
    )
    return counted if missing == NUMBER else counted.followed_by(lacking)


def _require_certainty(header: Header, findings: Findings) -> None:
    for name, (first, *others) in header.meant.items():
        for other in others:
            findings.refuse(
                "roster.columns-alike",
                row=header.last_row,
                column=name,
                first=header.headings[first],
                second=header.headings[other],
            )
    findings.conclude()


def _report(header: Header, sheets: Sequence[Sheet], findings: Findings) -> None:
    for sheet in sheets:
        if sheet is not header.sheet and sheet.rows:
            findings.repair("repair.sheet", found=sheet.name)
    for column, text in header.headings.items():
        known = meaning_of(text) is not None
        if known and header.sheet.hides(column):
            findings.repair("repair.hidden-column", column=text)
        if text and not known and not is_running_number(text):
            findings.repair("repair.column", found=text)
